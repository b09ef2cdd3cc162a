/*
 * Edits: the only code that changes a page, and the journal that it writes.
 *
 * Each edit_* function makes one change and appends one entry to the page's journal. edit_undo takes the last entry
 *back, and undoing all of them gives the recogniser's page again, byte for byte: nothing that was read is ever
 *overwritten (raw texts, boxes), nodes are never deleted, and the place of each moved node is in its entry. Entries
 *refer to nodes by kind and id, so that a stored journal can be undone as well.
 *
 *	edit_text(page, why, word, STR("Moscow"));
 *	edit_join(page, why, resto, ration, STR("restoration"));
 *	edit_undo_all(page);
 */
#ifndef EMEND_PAGE_EDIT_H
#define EMEND_PAGE_EDIT_H

#include "page/lacuna.h"

enum edit_kind {
	EDIT_TEXT,
	EDIT_JOIN,
	EDIT_SPLIT,
	EDIT_TYPE,
	EDIT_MOVE,
	EDIT_ADD,
	EDIT_READING,
	EDIT_NOTE,
	EDIT_LACUNA,
	EDIT_CLOSE,
	EDIT_ELSEWHERE,
	EDIT_PART,
	EDIT_VERDICT,
	EDIT_KINDS
};

/* The kinds' names: "text", "join", … */
extern const char *const edit_kind_names[EDIT_KINDS];

/* Why an edit was made: by which stage, how sure (percent), on what evidence (a phrase for a person). */
struct reason {
	struct str stage;
	float confidence;
	struct str evidence;
};

struct node_ref {
	enum node_kind kind;
	uint32_t id;
};

#define NO_NODE UINT32_MAX

/* The stage of edits that a person makes, and whether an entry is of such. */
#define PERSON STR("person")
struct edit;
bool is_by_person(const struct edit *e);

/* What a person says of an entry of the journal. Their names in it: "accepted", … */
enum verdict { VERDICT_ACCEPTED, VERDICT_REJECTED, VERDICT_CORRECTED, VERDICTS };
extern const char *const verdict_names[VERDICTS];

/* Where a node stands: in which parent, and before which sibling (NO_NODE: at the end). */
struct place {
	struct node_ref parent;
	uint32_t before;
};

struct edit {
	enum edit_kind kind;
	struct reason reason;
	struct node_ref target; /* the word, line or region changed; of a join, the head */
	uint32_t other;         /* join, part: the tail's id; split: the first part's id; else NO_NODE */
	uint32_t count;         /* move: how many siblings from the target on; split: how many parts; reading: how many
				 words it reads; else 1 */
	uint32_t entry;         /* verdict: the entry of the journal that it judges, from 0; else, and of a verdict on
				 the word itself, NO_NODE */
	struct str before, after; /* text, join, split, part: texts (of a join "resto- ration"); type: the types' names;
				     reading: after, and the reason says how it was read; note: after, its name;
				     lacuna, close: after, the side; elsewhere: after; verdict: after, its name, and
				     before, the conjecture that it is of, or empty */
	struct place from, to;    /* move: from and to; add: to */
};

/* Of a verdict that accepts another entry, that one; else NULL. */
const struct edit *accepted_edit(const struct page *page, const struct edit *e);

/* Is it an entry that changes what words read? Its target is a word. */
static inline bool edit_changes_text(const struct edit *e)
{
	return e->kind == EDIT_TEXT || e->kind == EDIT_JOIN || e->kind == EDIT_SPLIT || e->kind == EDIT_PART;
}

/* The word reads text now. */
void edit_text(struct page *page, struct reason why, struct word *word, struct str text);

/* head reads joined now, and tail is in it. Both must be shown. Their lines may differ. */
void edit_join(struct page *page, struct reason why, struct word *head, struct word *tail, struct str joined);

/* What edit_join did is no longer so: head, which must be shown, reads text, and tail stands by itself as it did. */
void edit_part(struct page *page, struct reason why, struct word *head, struct word *tail, struct str text);

/*
 * The word is shown as count words, at least 2, with these texts; they follow it in its line, and it is in the first.
 * Their boxes divide the word's by the number of characters. Gives the first part.
 */
struct word *edit_split(struct page *page, struct reason why, struct word *word, const struct str *texts,
			uint32_t count);

void edit_type(struct page *page, struct reason why, struct region *region, enum region_type type);

/*
 * Moves count siblings, beginning with first, into parent, before the sibling of that id (NULL: to the end). Regions
 * move in the page, lines to regions, words to lines. before must not be among those that move.
 */
void edit_move(struct page *page, struct reason why, struct node *first, uint32_t count, struct node *parent,
	       struct node *before);

/* A new, empty region or line, or a word with the given raw text, that stands before the given sibling. */
struct region *edit_add_region(struct page *page, struct reason why, enum region_type type, struct region *before);
struct line *edit_add_line(struct page *page, struct reason why, struct region *region, struct line *before);
struct word *edit_add_word(struct page *page, struct reason why, struct line *line, struct word *before,
			   struct str raw);

/* Gives the line a region of this type: its own where that holds nothing else, or a new one before it. */
void edit_line_type(struct page *page, struct reason why, struct line *line, enum region_type type);

/*
 * Notes that the word, with the count - 1 words after it, reads as text when it is looked at as why.evidence says, with
 * why.confidence. It changes no text, and is evidence for the stages that do.
 */
void edit_reading(struct page *page, struct reason why, struct word *word, uint32_t count, struct str text);

/*
 * Notes of a region or of the page what the other pages of its run say of it, with why.evidence. It changes no text,
 * type or order. The note must not be in force already: see has_note.
 */
void edit_note(struct page *page, struct reason why, struct node *node, enum note note);
bool has_note(const struct node *node, enum note note);

/*
 * Text is missing beside found->word, on its side, where no lacuna is yet. It is copied, with what it points to; its
 * letters that are no text (doubtful) are to be taken out of the word by edit_text before.
 */
void edit_lacuna(struct page *page, struct reason why, const struct lacuna *found);

/*
 * Notes what is missing behind the word, where a lacuna is open, as it stands whole elsewhere: a whole word for the
 * fragment, and the words that follow it. why.evidence says where. It changes no text.
 */
void edit_elsewhere(struct page *page, struct reason why, struct word *word, struct str text);

/* What is missing on that side of the word is filled: there is an open lacuna. The edits that fill it come before. */
void edit_close(struct page *page, struct reason why, struct word *word, enum lacuna_side side);

/*
 * A person judges an entry of the journal: why.evidence says in which words. That changes no text, but takes evidence
 * out of force: a rejected note is no longer so, what stands elsewhere is not what is missing, a lacuna that was closed
 * is open again. With a conjecture that is accepted, the cut word is whole. conjecture is one of a lacuna, where the
 * verdict is of that alone, or empty. edit_can_judge: it is in force, and no verdict itself.
 */
bool edit_can_judge(const struct page *page, uint32_t entry, struct str conjecture);
void edit_verdict(struct page *page, struct reason why, uint32_t entry, enum verdict verdict, struct str conjecture);

/* The same of a word, as it stands: it is right, or the edits that follow correct it. */
void edit_word_verdict(struct page *page, struct reason why, struct word *word, enum verdict verdict);

/*
 * Takes back the last edit. False, and nothing is changed, where there is none, or where it does not fit the page: that
 * can only be in a page that was read from a file.
 */
bool edit_undo(struct page *page);

/* Takes back all edits; false where one does not fit. */
bool edit_undo_all(struct page *page);

/* For readers of stored pages: appends an entry without making its change, which the stored page has already. */
void edit_restore_entry(struct page *page, const struct edit *entry);

#endif
