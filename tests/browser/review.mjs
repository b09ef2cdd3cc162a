/*
 * Reviews pages in a browser, as a person would: emend review is started, and at the end its decisions are exported.
 *
 *	node review.mjs FOLDER EMEND [SHOTS]
 *
 * The folder has been filled by tests/unit/browser_review.c. SHOTS: a folder for pictures of what is seen, to be looked
 * at. Exit status: as of report.mjs.
 */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch } from "./launch.mjs";

const folder = resolve(process.argv[2]), emend = resolve(process.argv[3]), shots = process.argv[4];
const browser = await launch(), faults = [];
const desktop = { viewport: { width: 1400, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const server = spawn(emend, ["review", folder], { stdio: ["ignore", "pipe", "inherit"] });
const address = await new Promise((done) => server.stdout.once("data", (data) => done(String(data).trim())));
let expected = 0; /* answers that are errors, on purpose */

async function open(path, options = desktop) {
	const context = await browser.newContext(options), page = await context.newPage();
	page.setDefaultTimeout(20000);
	page.on("pageerror", (error) => faults.push(`${path}: ${error.message}`));
	page.on("response", (answer) => answer.status() < 400 || answer.url().endsWith("/favicon.ico") || expected-- > 0 ||
		faults.push(`${answer.status()} ${answer.url()}`));
	page.on("request", (request) => request.url().startsWith(new URL(address).origin) || request.url().startsWith("data:") ||
		faults.push(`asks for ${request.url()}`));
	page.on("console", (message) => /Content.Security.Policy/i.test(message.text()) && faults.push(message.text()));
	await page.goto(address + path);
	if (path)
		await ready(page);
	return page;
}
const ready = (page) => page.waitForSelector("html.review-ready");
/* The page is written anew after what changes its text. */
async function rewritten(page, act) {
	await page.evaluate(() => { window.isOld = true; });
	await act();
	await page.waitForFunction(() => !window.isOld);
	await ready(page);
}
const told = (page) => page.locator("#review-bar > span").first().textContent();
const text = (page) => page.locator("#text").innerText();
const shoot = (page, name) => shots && page.screenshot({ path: join(shots, `${name}.png`) });
async function check(what, run) {
	try {
		await run();
	} catch (error) {
		faults.push(`${what}: ${error.message}`);
	}
}

await check("the list leads to the page", async () => {
	const page = await open("");
	await page.waitForFunction(() => document.querySelector("#totals")?.textContent.includes("decisions"));
	assert.match(await page.locator("#totals").textContent(), /^\d+ doubts left, 0 decisions$/);
	await shoot(page, "list");
	await page.locator("a", { hasText: "cut-column" }).click();
	await ready(page);
	assert.ok(await page.locator("#picture").evaluate((image) => image.complete && image.naturalWidth > 500), "the scan is shown");
	await page.context().close();
});

const page = await open("page/1");
let doubts;
await check("a conjecture is taken", async () => {
	doubts = Number(/(\d+) doubts/.exec(await told(page))[1]);
	await page.keyboard.press("n");
	const row = page.locator("#word .proposals li").first(), word = await row.locator("q").textContent();
	await shoot(page, "doubt");
	await rewritten(page, () => row.locator(".accept").click());
	assert.ok((await text(page)).includes(`exposing ${word}`), "it is text now");
	assert.equal(await told(page), `1 decided, ${doubts - 1} doubts left`);
	assert.match(await page.locator("#word .said").first().textContent(), /Accepted/);
	await shoot(page, "taken");
});

await check("what is missing is typed, and a join taken back", async () => {
	await page.locator("#text .lost [aria-hidden]").nth(2).click();
	await page.keyboard.press("c");
	await page.keyboard.type("obtained, by an");
	await shoot(page, "typing");
	await rewritten(page, () => page.keyboard.press("Enter"));
	assert.match(await text(page), /Parthians, he obtained, by an/);
	const join = page.locator("#text .w.join", { hasText: "emulation" });
	await join.click();
	await rewritten(page, () => page.locator("#word .controls .reject").first().click());
	assert.match(await text(page), /emula-\s+tion/);
	await page.locator("#text .w", { hasText: "Antonines" }).first().click();
	await page.locator("#word .about-word .correct").click();
	await page.locator("form.correct input").fill("ANTONINES");
	await rewritten(page, () => page.locator("form.correct [type=submit]").click());
	assert.match(await text(page), /Rome under the ANTONINES/);
	await shoot(page, "corrected");
});

await check("keys", async () => {
	const before = await page.locator("#doubt-at").textContent();
	await page.keyboard.press("n");
	await page.keyboard.press("a");
	await page.waitForFunction((n) => document.querySelector("#review-bar")?.textContent.startsWith(`${n} decided`), 5);
	assert.equal(Number((await page.locator("#doubt-at").textContent()).split(" of ")[1]), Number(before) - 1);
	await page.keyboard.press("u");
	await page.waitForFunction((n) => document.querySelector("#review-bar")?.textContent.startsWith(`${n} decided`), 4);
});

await check("what cannot be done alone is said", async () => {
	await page.keyboard.press("3");
	const move = page.locator("#list .change[data-kind=move], #list .change[data-kind=type]").first();
	await rewritten(page, () => move.locator(".reject").click());
	assert.match(await page.locator("#list .said.rejected").first().textContent(), /Taken back/);
	await rewritten(page, () => page.locator("#undo-last").click());
});

await check("two windows", async () => {
	const one = page, two = await open("page/1");
	await one.keyboard.press("1");
	const word = (page) => page.locator("#text .w", { hasText: "empire" }).first();
	await word(two).click();
	await two.locator("#word .about-word .correct").click();
	await two.locator("form.correct input").fill("mine");
	await word(one).click();
	await one.locator("#word .about-word .correct").click();
	await one.locator("form.correct input").fill("theirs");
	await rewritten(one, () => one.keyboard.press("Enter"));
	assert.match(await text(one), /theirs/);
	expected = 1;
	await two.locator("form.correct [type=submit]").click();
	await two.locator("#conflict").waitFor();
	assert.match(await two.locator("#conflict").textContent(), /Corrected: “theirs”/);
	await shoot(two, "conflict");
	await rewritten(two, () => two.locator("#conflict .mine").click());
	assert.match(await text(two), /mine/);
	await one.waitForFunction(() => document.querySelector("#text")?.textContent.includes("mine"));
	await one.context().close();
	await two.context().close();
});

await check("on a phone", async () => {
	const page = await open("page/1", phone);
	await page.locator("#text .lost [aria-hidden]").first().tap();
	await page.locator("#word .controls .correct").first().tap();
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth) <= 0, "nothing is wider than the phone");
	assert.equal(await page.locator("form.correct input").inputValue(), "");
	await shoot(page, "phone");
	await page.context().close();
});

await check("the end, and what was decided", async () => {
	const page = await open("page/1");
	assert.match(await text(page), /ANTONINES/);
	const ended = new Promise((done) => server.on("exit", done));
	server.kill("SIGTERM");
	assert.equal(await ended, 0);
	await page.keyboard.press("n");
	await page.keyboard.press("a");
	await page.locator("#review-message").waitFor();
	assert.match(await page.locator("#review-message").textContent(), /nothing was decided/);
	await page.context().close();
	execFileSync(emend, ["export", folder]);
	const words = readFileSync(join(folder, "cut-column.txt"), "utf8"), alto = readFileSync(join(folder, "cut-column.alto.xml"), "utf8");
	for (const part of ["Rome under the ANTONINES", "he obtained, by an", "emula- tion"])
		assert.ok(words.includes(part), `${part} in ${words}`);
	for (const part of ["ANTONINES", "obtained,", "mine"])
		assert.match(alto, new RegExp(`CONTENT="${part}" WC="1"`));
	assert.ok(!alto.includes('SUBS_CONTENT="emulation"'));
});

server.kill("SIGKILL");
await browser.close();
for (const fault of faults)
	console.error(fault);
process.exit(faults.length ? 1 : 0);
