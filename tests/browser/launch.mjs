/* A browser for the tests of web pages; the exit status is 77 where there is none, or no playwright-core. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

function findBrowser() {
	const names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
	const paths = (process.env.PATH ?? "").split(delimiter).flatMap((dir) => names.map((name) => join(dir, name)));
	return [process.env.CHROMIUM, ...paths].filter(Boolean).find((path) => {
		try {
			accessSync(path, constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}

function skip(why) {
	console.error(why);
	process.exit(77);
}

export async function launch() {
	const executablePath = findBrowser() ?? skip("there is no chromium");
	const { chromium } = await import("playwright-core").catch(() => skip("playwright-core is not installed"));
	/* The sandbox needs rights that root in a container has not. */
	return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}
