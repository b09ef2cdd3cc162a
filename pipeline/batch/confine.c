/* Resource limits and a system call filter (libseccomp): see confine.h. */
#include "batch/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* What a decoder has no business with; numbers that this system lacks are passed over. */
static const char *const denied[] = {"execve",
				     "execveat",
				     "socket",
				     "socketpair",
				     "connect",
				     "bind",
				     "listen",
				     "accept",
				     "accept4",
				     "ptrace",
				     "process_vm_readv",
				     "process_vm_writev",
				     "kill",
				     "tkill",
				     "rt_sigqueueinfo",
				     "rt_tgsigqueueinfo",
				     "pidfd_send_signal",
				     "pidfd_open",
				     "pidfd_getfd",
				     "creat",
				     "rename",
				     "renameat",
				     "renameat2",
				     "unlink",
				     "unlinkat",
				     "mkdir",
				     "mkdirat",
				     "rmdir",
				     "link",
				     "linkat",
				     "symlink",
				     "symlinkat",
				     "mknod",
				     "mknodat",
				     "chmod",
				     "fchmod",
				     "fchmodat",
				     "chown",
				     "fchown",
				     "lchown",
				     "fchownat",
				     "truncate",
				     "utime",
				     "utimes",
				     "utimensat",
				     "futimesat",
				     "mq_open",
				     "mq_unlink",
				     "msgget",
				     "semget",
				     "shmget",
				     "setxattr",
				     "fsetxattr",
				     "mount",
				     "umount2",
				     "chroot",
				     "pivot_root",
				     "unshare",
				     "setns",
				     "setuid",
				     "setgid",
				     "setresuid",
				     "setresgid",
				     "bpf",
				     "perf_event_open",
				     "keyctl",
				     "add_key",
				     "request_key",
				     "io_uring_setup",
				     "userfaultfd",
				     "init_module",
				     "finit_module",
				     "delete_module",
				     "kexec_load",
				     "reboot",
				     "swapon",
				     "openat2"};

/* Fails calls that open for writing, make a file, or cut it: of the flags in that argument. */
static void deny_writing(scmp_filter_ctx filter, int call, unsigned argument)
{
	static const struct {
		unsigned mask, value;
	} writing[] = {{O_ACCMODE, O_WRONLY}, {O_ACCMODE, O_RDWR}, {O_CREAT, O_CREAT}, {O_TRUNC, O_TRUNC}};
	for (size_t i = 0; i < sizeof writing / sizeof *writing; i++)
		seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 1,
				 SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, writing[i].mask, writing[i].value));
}

static bool load_filter(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	if (!filter)
		return false;
	for (size_t i = 0; i < sizeof denied / sizeof *denied; i++) {
		int call = seccomp_syscall_resolve_name(denied[i]);
		if (call != __NR_SCMP_ERROR)
			seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
	}
	deny_writing(filter, SCMP_SYS(open), 1);
	deny_writing(filter, SCMP_SYS(openat), 2);
	/* It may end itself, as abort does, but no other; nor type into the terminal. */
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(tgkill), 1,
			 SCMP_A0(SCMP_CMP_NE, (scmp_datum_t)getpid(), 0));
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
			 SCMP_A1(SCMP_CMP_MASKED_EQ, 0xFFFFFFFF, TIOCSTI));
	bool loaded = !seccomp_load(filter);
	seccomp_release(filter);
	return loaded;
}

/* Of the process now, in bytes. */
static rlim_t address_space(void)
{
	char line[80] = "";
	FILE *f = fopen("/proc/self/statm", "r");
	if (f && !fgets(line, sizeof line, f))
		*line = '\0';
	if (f)
		fclose(f);
	return (rlim_t)strtol(line, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void limit(int resource, rlim_t most)
{
	struct rlimit l;
	if (getrlimit((__rlimit_resource_t)resource, &l))
		return;
	l.rlim_cur = l.rlim_max < most ? l.rlim_max : most;
	l.rlim_max = l.rlim_cur;
	setrlimit((__rlimit_resource_t)resource, &l);
}

/* The address sanitizer's shadow takes terabytes of addresses. */
#ifdef __SANITIZE_ADDRESS__
static const bool may_limit = false;
#else
static const bool may_limit = true;
#endif

bool confine(int memory)
{
	limit(RLIMIT_CORE, 0);
	if (memory && may_limit)
		limit(RLIMIT_AS, address_space() + ((rlim_t)memory << 20));
	return load_filter();
}
