/*
 * The review's part of a report: what a person decides is sent to emend, which answers with the page's state. All
 * windows that show a page ask every few seconds whether another one has decided something.
 */
"use strict";
(() => {
const POLL_MS = 3000, NARROW = 40;
const token = location.pathname.split("/")[1], root = `/${token}/`;
const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => Array.from(from.querySelectorAll(selector));
function element(name, attributes = {}, ...children) {
	const e = document.createElement(name);
	for (const [key, value] of Object.entries(attributes))
		if (key.startsWith("on"))
			e.addEventListener(key.slice(2), value);
		else if (value !== false)
			e.setAttribute(key, value === true ? "" : value);
	e.append(...children);
	return e;
}
async function ask(path) {
	const answer = await fetch(root + path, { cache: "no-store" });
	if (!answer.ok)
		throw new Error((await answer.json().catch(() => ({}))).error ?? "emend review does not answer as it should.");
	return answer.json();
}
async function send(path, body) {
	const answer = await fetch(root + path, { method: "POST", body: JSON.stringify(body),
		headers: { "Content-Type": "application/json", "X-Emend-Token": token } });
	return { status: answer.status, body: await answer.json().catch(() => ({})) };
}

/* --- the list of pages --------------------------------------------------------------------------------------------- */
async function fillList() {
	let doubts = 0, decided = 0;
	for (let next = 1; next;) {
		const part = await ask(`api/pages?from=${next}`);
		for (const p of part.pages) {
			const row = $(`tr[data-page="${p.page}"]`), cells = { doubts: p.doubts, decided: p.decided };
			for (const [name, value] of Object.entries(cells)) {
				const cell = $("." + name, row);
				cell.textContent = value ?? "?";
				cell.dataset.value = value ?? -1;
			}
			if (p.lying_by)
				$(".decided", row).append(element("span", { class: "lying", title: "decisions that do not fit the page any more" },
					` + ${p.lying_by} that lie by`));
			if (p.error)
				$(".doubts", row).title = p.error;
			row.classList.toggle("settled", p.doubts === 0);
			doubts += p.doubts ?? 0;
			decided += p.decided ?? 0;
		}
		next = part.next;
		$("#totals").textContent = `${doubts} doubts left, ${decided} decisions${next ? " so far" : ""}`;
	}
}
if ($(".pages")) {
	fillList().catch((e) => { $("#totals").textContent = e.message; });
	addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });
	return;
}

/* --- a page ---------------------------------------------------------------------------------------------------------- */
const hook = JSON.parse($("#hook").textContent), { changes, words } = window.report;
const here = `api/page/${hook.page}`;
let state = null, busy = false, stale = false;

/* The item of a change, as the server names it; null: it is of the decisions' own edits. */
function itemOf(li) {
	const id = Number(li.dataset.id ?? li.id.slice(1)), first = Number(li.dataset.first), count = Number(li.dataset.count);
	if (!count)
		return changes[id].word === null ? null : `w${changes[id].word}`;
	if (first >= hook.entries)
		return null;
	return count > 1 ? `e${first}-${first + count - 1}` : `e${first}`;
}
const decisionOn = (item) => state.decisions.find((d) => d.item === item);
const decisionOfEdit = (edit) => state.decisions.find((d) => edit >= d.edits[0] && edit < d.edits[0] + d.edits[1]);
const entriesOf = (li) => state.items.filter((i) => {
	const n = Number(i.item.slice(1)), first = Number(li.dataset.first);
	return n >= first && n < first + Number(li.dataset.count);
});
const said = { accepted: "Accepted", rejected: "Taken back", corrected: "Corrected" };

/* --- messages --------------------------------------------------------------------------------------------------------- */
const bar = element("div", { id: "review-bar", role: "status" });
const message = element("p", { id: "review-message", role: "alert", hidden: true });
function tell(text) {
	message.textContent = text;
	message.hidden = !text;
	if (text)
		$(".card")?.prepend(message);
	if (text && !message.isConnected)
		document.body.append(message);
}

/* --- what is kept over a reload: the page is written anew with each change of its text ---------------------------------- */
const KEPT = "emend-review-view";
function reload(next) {
	const card = $("#word"), hot = $("#text .pinned");
	const pinned = !card.hidden && hot ? Number(hot.dataset.word) : null;
	sessionStorage.setItem(KEPT, JSON.stringify({ page: hook.page, word: pinned, next, tab: $("[role=tab][aria-selected=true]")?.id,
		scroll: $$(".panel, .viewport").map((e) => [e.scrollLeft, e.scrollTop]), width: $(".sheet")?.style.width, top: scrollY }));
	location.reload();
}
function restore() {
	const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
	sessionStorage.removeItem(KEPT);
	if (!kept || kept.page !== hook.page)
		return;
	document.getElementById(kept.tab)?.click();
	if (kept.width)
		$(".sheet").style.width = kept.width;
	$$(".panel, .viewport").forEach((e, i) => e.scrollTo({ left: kept.scroll[i]?.[0], top: kept.scroll[i]?.[1], behavior: "instant" }));
	scrollTo({ top: kept.top, behavior: "instant" });
	if (kept.word !== null && words.has(kept.word))
		window.report.pin(words.get(kept.word), undefined, { focus: true });
	if (kept.next)
		window.report.step(1);
}

/* --- deciding ---------------------------------------------------------------------------------------------------------- */
/* Does the person type, or choose, at the moment? Then the page is not written anew beneath them. */
const isOccupied = () => Boolean($("form.correct") || $("dialog[open]"));
/* Acceptance alone changes nothing that the page shows. */
const shownBy = (s) => JSON.stringify([s.words, s.decisions.filter((d) => d.edits[1] > 1 || d.verdict !== "accepted").map((d) => d.number)]);
const sameText = (a, b) => shownBy(a) === shownBy(b);
function describe(d) {
	return d ? `${said[d.verdict]}${d.verdict === "corrected" ? `: “${d.text}”` : ""}` : "Undone: nothing is decided";
}
/* What stands there now, by another window, and what this one wants: the person chooses. */
function chooseBetween(now, item, again) {
	const theirs = now.decisions.filter((d) => d.number > state.revision || d.item === item);
	const dialog = element("dialog", { id: "conflict", "aria-labelledby": "conflict-title" },
		element("h2", { id: "conflict-title" }, "Another window was faster"),
		element("p", {}, "The same words were decided on there meanwhile:"),
		element("ul", {}, ...(theirs.length ? theirs : [null]).map((d) => element("li", {}, describe(d)))),
		element("div", { class: "choices" },
			element("button", { type: "button", class: "keep", onclick: () => { dialog.close(); reload(false); } }, "Keep that"),
			element("button", { type: "button", class: "mine", onclick: () => { dialog.close(); dialog.remove(); again(now.revision); } },
				"Do mine after all")));
	dialog.addEventListener("cancel", () => reload(false));
	document.body.append(dialog);
	dialog.showModal();
}
async function post(path, body, item, next, revision = hook.revision) {
	if (busy)
		return;
	busy = true;
	tell("");
	try {
		const { status, body: answer } = await send(`${here}/${path}`, { ...body, revision });
		if (status === 409)
			chooseBetween(answer, item, (newer) => post(path, body, item, next, newer));
		else if (status !== 200)
			tell(answer.error ?? `That was refused (${status}).`);
		else if (state && sameText(state, answer))
			take(answer, next);
		else
			reload(next);
	} catch {
		tell("emend review does not answer: nothing was decided. Is it still running?");
	} finally {
		busy = false;
	}
}
const decide = (item, decision, text, next) => post("decisions", text === undefined ? { item, decision } : { item, decision, text }, item, next);
const undo = (number) => post("undo", number ? { number } : {}, decisionOfNumber(number)?.item, false);
const decisionOfNumber = (number) => state.decisions.find((d) => d.number === (number ?? state.last));

/* --- controls ------------------------------------------------------------------------------------------------------------ */
function button(label, title, onclick, kind = "") {
	return element("button", { type: "button", class: `decide ${kind}`, title, onclick: (e) => { e.stopPropagation(); onclick(e); } }, label);
}
/* The word without the signs of what is missing beside it. */
function textOfWord(id) {
	const word = document.getElementById(`w${id}`)?.cloneNode(true);
	for (const lost of $$(".lost, .spoken", word ?? document.createElement("i")))
		lost.remove();
	return word?.textContent.trim() ?? "";
}
/* What stands there now, to begin with: of a lacuna the cut word. */
function textOf(li) {
	const change = changes[Number(li.dataset.id ?? li.id.slice(1))];
	const ins = $("ins", li);
	if (change.kind === "missing" || !ins)
		return change.word === null || isWhole(li) ? "" : textOfWord(change.word);
	return ins.textContent;
}
function openForm(after, item, text, label, types) {
	for (const form of $$("form.correct"))
		form.remove();
	const input = types ? element("select", { "aria-label": label }, ...types.map(([name, text]) => element("option", { value: name }, text)))
		: element("input", { type: "text", "aria-label": label, autocomplete: "off", autocapitalize: "off", spellcheck: "true", maxlength: "1000" });
	input.value = text;
	const form = element("form", { class: "correct" }, element("label", {}, label, input),
		element("button", { type: "submit" }, "Save"),
		element("button", { type: "button", onclick: () => form.remove() }, "Cancel"));
	form.addEventListener("click", (e) => e.stopPropagation());
	form.addEventListener("keydown", (e) => {
		e.stopPropagation();
		if (e.key === "Escape")
			form.remove();
	});
	form.addEventListener("submit", (e) => {
		e.preventDefault();
		const typed = input.value;
		form.remove();
		decide(item, "correct", typed, false);
	});
	after.after(form);
	input.focus();
	input.select?.();
}
function openCorrection(li, item, controls) {
	const entries = entriesOf(li), kind = changes[Number(li.dataset.id ?? li.id.slice(1))].kind;
	const isType = entries.length === 1 && entries[0].kind === "type";
	const label = isType ? "It is a " : kind === "missing" ? isWhole(li) ? "What else stood there " : "All that stood there, with the whole of a cut word " : "It reads ";
	openForm(controls, item, isType ? entries[0].after : textOf(li), label, isType ? state.types : null);
}
function status(d) {
	const parts = [element("span", { class: `said ${d.verdict}${d.in_force ? "" : " idle"}` }, describe(d))];
	if (d.why_not)
		parts.push(element("span", { class: "why-not" }, d.why_not));
	parts.push(button("Undo", "Undo this decision", () => undo(d.number), "undo"));
	return parts;
}
/* A conjecture, or another reading: it can be taken, or ruled out. */
function proposal(item, text, note, isOver = false) {
	const d = decisionOn(item), row = element("li", {}, element("q", {}, text), ` ${note} `);
	row.append(...(d ? status(d) : isOver ? [] : [button("Take it", "It reads so", () => decide(item, "accept", undefined, false), "accept"),
		button("Rule out", "It does not read so", () => decide(item, "reject", undefined, false), "reject")]));
	return row;
}
function proposals(rows, title) {
	return rows.length ? [element("div", { class: "proposals" }, element("h4", {}, title), element("ul", {}, ...rows))] : [];
}
/* Has a conjecture been taken for the cut word? */
const isWhole = (li) => entriesOf(li).some((i) => i.conjectures?.some((c) => decisionOn(c.item)?.verdict === "accepted"));
const canCorrect = (kind) => !["move", "group", "note"].includes(kind);
function controlsOf(li) {
	const item = itemOf(li), kind = changes[Number(li.dataset.id ?? li.id.slice(1))].kind;
	if (!item) {
		const d = decisionOfEdit(Number(li.dataset.first));
		li.classList.toggle("own", Boolean(d?.item?.startsWith("e"))); /* it is told where the decision is */
		return d ? status(d) : [];
	}
	const d = decisionOn(item);
	const conjectures = entriesOf(li).flatMap((i) => i.conjectures ?? [])
		.map((c) => proposal(c.item, c.text, `${Math.round(100 * c.probability)}%`, isWhole(li)));
	if (d)
		return status(d);
	const row = element("div", { class: "row" },
		button("Accept", kind === "missing" ? "Text is missing there (a)" : "It is right (a)", () => decide(item, "accept", undefined, false), "accept"));
	if (!item.startsWith("w"))
		row.append(button(kind === "missing" ? "Nothing is missing" : "Take back", "As it was before (r)", () => decide(item, "reject", undefined, false), "reject"));
	if (canCorrect(kind))
		row.append(button("Correct…", "Type what it is (c)", () => openCorrection(li, item, row), "correct"));
	return [...proposals(conjectures, "Perhaps the word was"), row];
}
function dress(li) {
	$(".controls", li)?.remove();
	const parts = controlsOf(li);
	if (parts.length)
		li.append(element("div", { class: "controls" }, ...parts));
}
/* The panel about a word: its changes, what else it was read as, and the word itself. */
function dressCard(card, wordId) {
	$$(".change", card).forEach(dress);
	$(".about-word", card)?.remove();
	const shown = textOfWord(wordId), item = `w${wordId}`, d = decisionOn(item);
	const readings = state.items.filter((i) => i.kind === "reading" && i.target === item && i.count === 1 && i.after !== shown)
		.map((i) => proposal(i.item, i.after, `${Math.round(i.confidence)}% ${i.evidence.length > NARROW ? "" : i.evidence}`));
	const box = element("div", { class: "about-word" }, ...proposals(readings, "It was also read as"));
	const dressed = $$(".change", card).some((li) => itemOf(li) === item ||
		(d && !itemOf(li) && decisionOfEdit(Number(li.dataset.first)) === d));
	if (d && !dressed)
		box.append(element("div", { class: "controls" }, ...status(d)));
	else if (!d && !dressed) {
		const row = element("div", { class: "row" });
		row.append(button("Correct this word…", "Type what it is (c)", () => openForm(row, item, shown, "It reads "), "correct"));
		box.append(row);
	}
	card.append(box);
}

/* --- the page's state -------------------------------------------------------------------------------------------------------- */
function showBar() {
	const last = decisionOfNumber();
	bar.replaceChildren(element("span", {}, `${state.decided} decided, ${state.doubts} doubts left`),
		element("button", { type: "button", id: "undo-last", disabled: !last, title: "Undo the last decision (u)", onclick: () => undo() }, "Undo"));
	if (state.lying_by)
		bar.append(element("span", { class: "lying" }, `${state.lying_by} lie by`));
	if (stale)
		bar.append(element("button", { type: "button", id: "show-new", onclick: () => reload(false) }, "Another window has decided: show it"));
}
/* Decisions that do not fit the page any more. */
function showIdle() {
	$("#idle")?.remove();
	const idle = state.decisions.filter((d) => !d.in_force);
	if (idle.length)
		$("#list").prepend(element("section", { id: "idle" }, element("h3", {}, "Decisions that lie by"),
			element("ul", {}, ...idle.map((d) => element("li", {}, ...status(d))))));
}
function settle() {
	for (const c of changes) {
		const li = document.getElementById(`c${c.id}`), item = li && itemOf(li);
		if (c.wasDoubt === undefined)
			c.wasDoubt = c.doubt;
		const settled = Boolean(li) && (item ? state.decisions.some((d) => d.in_force && overlaps(d.item, item)) : true);
		c.doubt = c.wasDoubt && !settled;
		for (const e of $$(`[data-change="${c.id}"]`)) {
			e.classList.toggle("doubt", c.doubt);
			e.classList.toggle("settled", settled);
		}
		li?.classList.toggle("settled", settled);
	}
	$("#filter").dispatchEvent(new Event("input"));
}
function overlaps(a, b) {
	const range = (item) => {
		const [, kind, first, last] = /^([ew])(\d+)(?:-(\d+))?/.exec(item);
		return { kind, first: Number(first), last: Number(last ?? first) };
	};
	const x = range(a ?? "e-"), y = range(b);
	return x.kind === y.kind && x.first <= y.last && y.first <= x.last;
}
function take(newer, next) {
	state = newer;
	hook.revision = newer.revision;
	settle();
	showBar();
	showIdle();
	$$("#list .change").forEach(dress);
	const card = $("#word .card"), pinned = $("#text .pinned, #pairs .pinned");
	if (!$("#word").hidden && pinned)
		dressCard(card, Number(pinned.dataset.word));
	if (next)
		window.report.step(1);
}
async function poll() {
	try {
		const newer = document.hidden || busy ? null : await ask(`${here}?since=${hook.revision}`);
		if (newer && newer.revision !== hook.revision && !busy) {
			stale = true;
			if (!isOccupied()) {
				stale = false;
				if (sameText(state, newer))
					take(newer, false);
				else
					return reload(false);
			} else {
				showBar();
			}
		}
	} catch { /* it is told when something is to be decided */ }
	setTimeout(poll, POLL_MS);
}

/* --- keys -------------------------------------------------------------------------------------------------------------------- */
const press = (selector) => () => {
	const first = $(`#word:not([hidden]) .card ${selector}`) ?? $(`#list .change.hot ${selector}`);
	first?.click();
};
function quick(decision) {
	const li = $("#word:not([hidden]) .card .change") ?? $("#list .change.hot"), item = li && itemOf(li);
	if (item && !decisionOn(item) && !(decision === "reject" && item.startsWith("w")))
		decide(item, decision, undefined, true);
}
const keys = { a: () => quick("accept"), r: () => quick("reject"), c: press("button.correct"), u: () => undo() };
document.addEventListener("keydown", (event) => {
	const typing = event.target.matches("input:not([type=checkbox]):not([type=range]), select, textarea");
	if (event.ctrlKey || event.metaKey || event.altKey || typing || $("dialog[open]") || !state || !Object.hasOwn(keys, event.key))
		return;
	event.preventDefault();
	keys[event.key]();
});
const help = $("#keys dl");
for (const [key, text] of [["a", "accept, and go to the next doubt"], ["r", "take back, and go to the next doubt"], ["c", "correct by hand"],
	["u", "undo the last decision"]])
	help.append(element("dt", {}, element("kbd", {}, key)), element("dd", {}, text));

$("header.top").append(bar);
document.addEventListener("word-shown", (e) => { if (state) dressCard(e.target, e.detail.word); });
ask(here).then((first) => {
	hook.revision = first.revision;
	take(first, false);
	restore();
	setTimeout(poll, POLL_MS);
	document.documentElement.classList.add("review-ready");
}).catch((e) => tell(e.message));
})();
