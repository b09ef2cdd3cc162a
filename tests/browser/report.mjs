/*
 * Drives the reports of emend compare --html in a browser, as a person would.
 *
 *	node report.mjs FOLDER
 *
 * The folder has been filled by tests/unit/browser.c. Exit status: 0 all is well, 1 something is not, 77 there is no
 * browser, or playwright-core is not installed (scripts/setup browser).
 */
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./launch.mjs";

const folder = resolve(process.argv[2]), browser = await launch();
const desktop = { viewport: { width: 1400, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const faults = [];

/* Opens the file; whatever goes wrong in the page, and whatever it asks of a network, is a fault. */
async function open(name, options = desktop) {
	const context = await browser.newContext(options), page = await context.newPage();
	page.setDefaultTimeout(5000);
	page.on("pageerror", (error) => faults.push(`${name}: ${error.message}`));
	page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(`${name}: ${message.text()}`));
	page.on("dialog", (dialog) => (faults.push(`${name}: a script of the text ran`), dialog.dismiss()));
	page.on("request", (request) => /^(file|data):/.test(request.url()) || faults.push(`${name}: asks for ${request.url()}`));
	await page.goto(pathToFileURL(join(folder, name)).href);
	return page;
}

async function check(what, run) {
	try {
		await run();
	} catch (error) {
		faults.push(`${what}: ${error.message}`);
	}
}

/* Where an element's middle lies. */
async function middle(locator) {
	const box = await locator.boundingBox();
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const joined = (page) => page.locator("#text .w.join").first();

await check("pointing at a word", async () => {
	const page = await open("sample.html"), word = joined(page);
	assert.ok(await page.locator("#picture").evaluate((image) => image.complete && image.naturalWidth > 500), "the scan is shown");
	await word.hover();
	assert.equal(await page.locator("#word h3").textContent(), await word.textContent());
	assert.match(await page.locator("#word .read").textContent(), /Read as “\S+- \S+” \(the recogniser was \d+% sure\)/);
	assert.match(await page.locator("#word .why").first().textContent(), /\d+% sure: .+stage dehyphen/);
	/* It is shown on the scan: in two places, since it stands in two lines, and both are within the scan. */
	const rects = page.locator("#hot rect");
	assert.equal(await rects.count(), 2);
	const [rect, sheet] = [await rects.first().boundingBox(), await page.locator(".sheet").boundingBox()];
	assert.ok(rect.width > 5 && rect.x > sheet.x && rect.x + rect.width < sheet.x + sheet.width);
	/* And the other way round. */
	const at = await middle(rects.first());
	await page.mouse.move(2, 2);
	assert.equal(await rects.count(), 0);
	await page.mouse.move(at.x, at.y);
	assert.equal(await page.locator("#word h3").textContent(), await word.textContent());
	assert.ok(await word.evaluate((e) => e.classList.contains("hot")));
	await page.context().close();
});

await check("a word at the foot of the window", async () => {
	const page = await open("sample.html"), words = page.locator("#text .w");
	await words.last().scrollIntoViewIfNeeded();
	/* The panel does not come between the pointer and the word. */
	await words.last().click();
	assert.equal(await page.locator("#word h3").textContent(), await words.last().textContent());
	assert.equal(await page.locator("#text .pinned").count(), 1);
	await page.context().close();
});

await check("keys", async () => {
	const page = await open("sample.html"), title = () => page.locator("#word h3").textContent();
	await page.keyboard.press("n");
	assert.match(await page.locator("#doubt-at").textContent(), /^1 of \d+$/);
	assert.ok(await page.evaluate(() => document.activeElement.matches("#text [data-word]")), "the focus is in the text");
	const first = await page.evaluate(() => document.activeElement.dataset.change);
	await page.keyboard.press("n");
	assert.match(await page.locator("#doubt-at").textContent(), /^2 of/);
	await page.keyboard.press("p");
	assert.equal(await page.evaluate(() => document.activeElement.dataset.change), first);
	const before = await title();
	await page.keyboard.press("ArrowRight");
	await page.keyboard.press("ArrowRight");
	assert.notEqual(await title(), before);
	assert.equal(await page.locator("#text [data-word][tabindex='0']").count(), 1, "one word is reached by the tabulator");
	await page.keyboard.press("Escape");
	assert.equal(await page.locator("#word h3").count(), 0);
	await page.keyboard.press("?");
	assert.ok(await page.locator("#keys").isVisible());
	await page.keyboard.press("Escape");
	assert.ok(await page.locator("#keys").isHidden());
	await page.keyboard.press("3");
	assert.ok(await page.locator("#list").isVisible() && await page.locator("#text").isHidden());
	assert.equal(await page.locator("[role=tab][aria-selected=true]").textContent(), "Changes");
	await page.keyboard.press("j");
	assert.ok(await page.locator("#list .change.hot").isVisible());
	await page.context().close();
});

await check("the filter", async () => {
	const page = await open("sample.html"), word = joined(page);
	await page.locator(".filter summary").click();
	await page.locator("#filter [value=join]").uncheck();
	assert.ok(await word.evaluate((e) => e.classList.contains("off")));
	await page.keyboard.press("3");
	assert.equal(await page.locator("#list .change[data-kind=join]:visible").count(), 0);
	assert.ok(await page.locator("#list .change[data-kind=missing]:visible").count() > 0);
	await page.locator("#filter [name=sure]").fill("50");
	assert.equal(await page.locator("#list .change[data-kind=missing]:visible").count(), 0);
	await page.locator("#filter [type=reset]").click();
	await page.waitForFunction(() => !document.querySelector("#text .w.join").classList.contains("off"));
	await page.context().close();
});

await check("before and after", async () => {
	const page = await open("sample.html");
	await page.keyboard.press("2");
	const rows = page.locator(".pairs tbody tr"), away = page.locator(".pairs .away").first();
	assert.ok(await rows.count() > 3);
	assert.match(await away.locator("td").nth(1).textContent(), /moved to after “?.+/);
	const link = away.locator("a"), target = page.locator(await link.getAttribute("href"));
	assert.match(await target.locator("td").first().textContent(), /moved here from/);
	const moved = (await away.locator("td").first().textContent()).split(/\s+/)[0];
	assert.ok((await target.locator("td").nth(1).textContent()).includes(moved), "the passage stands there");
	const del = page.locator(".pairs del").first();
	await del.hover();
	assert.ok(await page.locator("#hot rect").count() > 0);
	await page.context().close();
});

await check("light and dark", async () => {
	const shade = async (colorScheme) => {
		const page = await open("sample.html", { ...desktop, colorScheme });
		const [ground, ink] = await page.evaluate(() => {
			const style = getComputedStyle(document.body), sum = (s) => s.match(/\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0);
			return [sum(style.backgroundColor), sum(style.color)];
		});
		await page.context().close();
		return ground - ink;
	};
	assert.ok(await shade("light") > 300);
	assert.ok(await shade("dark") < -300);
});

await check("on a phone", async () => {
	const page = await open("sample.html", phone), word = joined(page);
	const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	assert.ok(await wide() <= 0, "nothing is wider than the phone");
	await word.tap();
	assert.ok(await page.locator("#word").isVisible());
	const [box, panel] = [await word.boundingBox(), await page.locator("#word").boundingBox()];
	assert.ok(box.y + box.height <= panel.y + 1, "the panel leaves the word to be seen");
	await page.locator("#close").tap();
	await page.locator("#tab-pairs").tap();
	assert.ok(await wide() <= 0, "nor are the two readings");
	await page.context().close();
});

await check("for all who read", async () => {
	const page = await open("sample.html");
	const faultsOf = await page.evaluate(() => {
		const named = (e) => (e.getAttribute("aria-label") ?? e.textContent).trim() || e.closest("label")?.textContent.trim();
		const bad = [...document.querySelectorAll("button, a, input, [role=button], meter")].filter((e) => !named(e)).map((e) => e.outerHTML);
		if (document.querySelectorAll("h1").length !== 1)
			bad.push("headings of the first level");
		for (const name of ["main", "header", "section[aria-labelledby]", "[role=tablist]", "[role=status]", "html[lang]"])
			if (!document.querySelector(name))
				bad.push("no " + name);
		const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
		bad.push(...ids.filter((id, i) => ids.indexOf(id) !== i));
		return bad;
	});
	assert.deepEqual(faultsOf, []);
	await page.context().close();
	/* Without scripts all is there, one under the other. */
	const still = await open("sample.html", { ...desktop, javaScriptEnabled: false });
	assert.ok(await still.locator("#text").isVisible() && await still.locator("#list").isVisible());
	assert.ok(await still.locator(".tools").isHidden());
	await still.context().close();
});

await check("text that would be a script", async () => {
	const page = await open("hostile.html");
	assert.match(await page.locator("#text").textContent(), /<\/script><script>alert\(1\)<\/script>/);
	await page.locator("#text .w").first().click();
	assert.ok(await page.locator("#word").isVisible());
	assert.equal(await page.locator("#scan").count(), 0, "plain text has no scan");
	await page.context().close();
});

await check("another reading", async () => {
	const page = await open("other.html");
	assert.match(await page.locator(".summary").textContent(), /% of words wrong/);
	await page.keyboard.press("n");
	await page.locator("#tab-list").click();
	const item = page.locator("#list .change[data-kind=differs]").first();
	assert.equal(await item.locator("del").textContent(), "otherwise");
	await page.context().close();
});

await check("a run of pages", async () => {
	const page = await open("run.html");
	assert.equal(await page.locator(".pages tbody tr").count(), 3);
	await page.locator(".pages thead button", { hasText: "Changes" }).click();
	const numbers = await page.locator(".pages tbody tr td:nth-child(4)").allTextContents();
	assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
	await page.locator("#find").fill("hostile");
	assert.equal(await page.locator(".pages tbody tr:visible").count(), 1);
	await page.locator("#find").fill("");
	await page.locator(".pages tbody a", { hasText: "cut-column" }).click();
	const shows = (name) => page.waitForFunction((wanted) =>
		document.documentElement.classList.contains("js") && document.querySelector("h1").textContent.includes(wanted), name);
	await shows("cut-column");
	await page.keyboard.press("]");
	await shows("drop-cap");
	await page.locator("a[rel=index]").click();
	await page.waitForSelector(".pages");
	await page.context().close();
});

await browser.close();
for (const fault of faults)
	console.error(fault);
process.exit(faults.length ? 1 : 0);
