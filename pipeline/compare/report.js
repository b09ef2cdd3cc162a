/*
 * Pointing, filters and keys of a report. All text is in the page already: this shows and hides, and copies parts of the
 * list of changes into the panel about a word.
 */
"use strict";
(() => {
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => Array.from(root.querySelectorAll(selector));
document.documentElement.classList.add("js");

if ($(".pages"))
	return listOfPages();
const data = JSON.parse($("#data").textContent);
const words = new Map(data.words.map(([id, raw, sure, boxes, changes, readings]) =>
	[id, { id, raw, sure, boxes, changes, readings: readings ?? [] }]));
const changes = data.changes.map(([kind, sure, word, boxes, doubt], id) =>
	({ id, kind, sure, word, boxes, doubt: doubt === 1 }));
const viewport = $(".viewport"), sheet = $(".sheet"), picture = $("#picture"), hotLayer = $("#hot");
const panel = $("#word"), card = $("#word .card");
const wide = matchMedia("(min-width: 60rem)");

/* --- tabs ------------------------------------------------------------------------------------------------------- */
const tabs = $$("[role=tab]");
function showTab(tab, focus) {
	for (const t of tabs) {
		const on = t === tab, body = $("#" + t.getAttribute("aria-controls"));
		t.setAttribute("aria-selected", String(on));
		t.tabIndex = on ? 0 : -1;
		body.hidden = !on;
	}
	if (focus)
		tab.focus();
}
for (const [i, t] of tabs.entries()) {
	const body = $("#" + t.getAttribute("aria-controls"));
	body.setAttribute("role", "tabpanel");
	body.setAttribute("aria-labelledby", t.id);
	t.addEventListener("click", () => showTab(t));
	t.addEventListener("keydown", (e) => {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
		if (step) {
			e.preventDefault();
			e.stopPropagation();
			showTab(tabs[(i + step + tabs.length) % tabs.length], true);
		}
	});
}
showTab(tabs[0]);
const currentPanel = () => $(".panel:not([hidden])");

/* --- the filter ------------------------------------------------------------------------------------------------- */
const form = $("#filter");
let shown = new Set();
function applyFilter() {
	const kinds = new Set($$("[name=kind]:checked", form).map((box) => box.value));
	const most = Number(form.elements.sure.value);
	form.elements.shown.value = most;
	shown = new Set(changes.filter((c) => kinds.has(c.kind) && c.sure <= most).map((c) => c.id));
	for (const e of $$("[data-change]"))
		e.classList.toggle("off", !shown.has(Number(e.dataset.change)));
	for (const g of $$(".marks > g"))
		g.style.display = shown.has(Number(g.dataset.change)) ? "" : "none";
	for (const li of $$("#list .change"))
		li.hidden = !shown.has(Number(li.id.slice(1)));
	const none = $(".none-shown");
	if (none)
		none.hidden = shown.size > 0;
	const usual = $$("[name=kind]", form).every((box) => box.checked === box.defaultChecked) && most === 100;
	$(".filter").classList.toggle("active", !usual);
	tellDoubts();
}
form.addEventListener("input", applyFilter);
form.addEventListener("reset", () => setTimeout(applyFilter));
document.addEventListener("click", (e) => {
	const filter = $(".filter");
	if (filter.open && !filter.contains(e.target))
		filter.open = false;
});

/* --- the scan ---------------------------------------------------------------------------------------------------- */
let zoom = 1;
function setZoom(to) {
	if (!viewport)
		return;
	const x = (viewport.scrollLeft + viewport.clientWidth / 2) / viewport.scrollWidth;
	const y = (viewport.scrollTop + viewport.clientHeight / 2) / viewport.scrollHeight;
	zoom = Math.min(6, Math.max(1, to));
	sheet.style.width = 100 * zoom + "%";
	viewport.scrollTo({ left: x * viewport.scrollWidth - viewport.clientWidth / 2,
		top: y * viewport.scrollHeight - viewport.clientHeight / 2, behavior: "instant" });
	$("#smaller").disabled = zoom <= 1;
	$("#larger").disabled = zoom >= 6;
}
if (viewport) {
	$("#smaller").addEventListener("click", () => setZoom(zoom / 1.4));
	$("#larger").addEventListener("click", () => setZoom(zoom * 1.4));
	$("#fit").addEventListener("click", () => setZoom(1));
	for (const box of $$(".layers input"))
		box.addEventListener("change", () => sheet.classList.toggle("no-" + box.value, !box.checked));
	setZoom(1);
}
/* Boxes are given in a row: left, top, right, bottom, left, … */
function eachBox(boxes, call) {
	for (let i = 0; i + 3 < boxes.length; i += 4)
		call(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]);
}
function drawHot(boxes, pinned) {
	if (!hotLayer)
		return;
	hotLayer.replaceChildren();
	hotLayer.classList.toggle("pinned", pinned);
	eachBox(boxes, (l, t, r, b) => {
		const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect"), pad = (b - t) / 8;
		for (const [name, value] of [["x", l - pad], ["y", t - pad], ["width", r - l + 2 * pad], ["height", b - t + 2 * pad]])
			rect.setAttribute(name, value);
		hotLayer.append(rect);
	});
}
function scrollScan(boxes) {
	if (!viewport || boxes.length < 4)
		return;
	const [left, top, width] = data.frame, scale = sheet.clientWidth / width;
	const l = (boxes[0] - left) * scale, t = (boxes[1] - top) * scale;
	const r = (boxes[2] - left) * scale, b = (boxes[3] - top) * scale, margin = 40;
	const inside = l >= viewport.scrollLeft && r <= viewport.scrollLeft + viewport.clientWidth &&
		t >= viewport.scrollTop + margin && b <= viewport.scrollTop + viewport.clientHeight - margin;
	if (!inside)
		viewport.scrollTo({ left: (l + r - viewport.clientWidth) / 2, top: (t + b - viewport.clientHeight) / 2 });
}
/* The word whose box the pointer is in, the smallest. */
function wordAt(event) {
	const at = sheet.getBoundingClientRect(), [left, top, width] = data.frame, scale = width / at.width;
	const x = left + (event.clientX - at.left) * scale, y = top + (event.clientY - at.top) * scale;
	let best = null, least = Infinity;
	for (const w of words.values())
		eachBox(w.boxes, (l, t, r, b) => {
			const area = (r - l) * (b - t);
			if (x >= l && x < r && y >= t && y < b && area < least) {
				best = w;
				least = area;
			}
		});
	return best;
}

/* --- the panel about a word ---------------------------------------------------------------------------------------- */
function element(name, className, ...children) {
	const e = document.createElement(name);
	if (className)
		e.className = className;
	e.append(...children);
	return e;
}
/* The word as it stands on the scan, with what is about it. */
function crop(word) {
	if (!picture || !picture.complete || !picture.naturalWidth || word.boxes.length < 4)
		return null;
	const [left, top, width] = data.frame, scale = picture.naturalWidth / width;
	const h = word.boxes[3] - word.boxes[1], canvas = element("canvas");
	const view = { l: word.boxes[0] - 2.2 * h, t: word.boxes[1] - 0.6 * h, r: word.boxes[2] + 2.2 * h, b: word.boxes[3] + 0.6 * h };
	const high = 64, factor = Math.min(high / (view.b - view.t), 560 / (view.r - view.l));
	const ratio = window.devicePixelRatio || 1;
	canvas.width = (view.r - view.l) * factor * ratio;
	canvas.height = (view.b - view.t) * factor * ratio;
	canvas.style.width = (view.r - view.l) * factor + "px";
	canvas.setAttribute("role", "img");
	canvas.setAttribute("aria-label", "The word on the scan");
	canvas.getContext("2d").drawImage(picture, (view.l - left) * scale, (view.t - top) * scale,
		(view.r - view.l) * scale, (view.b - view.t) * scale, 0, 0, canvas.width, canvas.height);
	return canvas;
}
const wordElement = (id) => $(`#w${id} > .w`);
/* Changes of the word itself first, then those of its lines and region; the one pointed at before all. */
function changesOf(word, first) {
	const all = word.changes.filter((id) => shown.has(id) || id === first || changes[id].kind !== "group");
	return first === undefined ? all : [first, ...all.filter((id) => id !== first)];
}
function fillCard(word, first) {
	const text = wordElement(word.id)?.textContent ?? "", parts = [], picked = crop(word);
	if (picked)
		parts.push(picked);
	parts.push(element("h3", "", text || "[…]"));
	const sure = word.sure === null ? "" : ` (the recogniser was ${word.sure}% sure)`;
	if (word.raw)
		parts.push(element("p", "read", word.raw === text ? "Read as it stands" : "Read as ",
			word.raw === text ? "" : element("span", "", `“${word.raw}”`), sure));
	const list = element("ul", "changes");
	for (const id of changesOf(word, first)) {
		const copy = document.getElementById("c" + id).cloneNode(true);
		copy.removeAttribute("id");
		copy.dataset.id = id;
		copy.hidden = false;
		copy.classList.remove("hot");
		list.append(copy);
	}
	if (list.childElementCount)
		parts.push(list);
	else
		parts.push(element("p", "others", "Nothing was changed."));
	if (word.readings.length)
		parts.push(element("p", "others", "Other looks at it: " + word.readings.map(([t, s, how]) =>
			`“${t}”${s ? ` ${s}%` : ""}${how ? ` (${how})` : ""}`).join(", ")));
	card.replaceChildren(...parts);
	panel.hidden = false;
	panel.scrollTop = 0;
	$("#close").hidden = false;
	card.dispatchEvent(new CustomEvent("word-shown", { bubbles: true, detail: { word: word.id, change: first } }));
}

/* Where there is room the panel stays, so that the text does not move under the pointer. */
function clearCard() {
	panel.hidden = !wide.matches;
	$("#close").hidden = true;
	card.replaceChildren(element("p", "others", "Point at a word, in the text or on the scan; n leads to the next doubt."));
}
wide.addEventListener("change", () => hot || clearCard());
clearCard();

/* --- which word is looked at ---------------------------------------------------------------------------------------- */
let pinned = null, hot = null;
function heat(word, change, how) {
	for (const e of $$(".hot"))
		e.classList.remove("hot", "pinned");
	for (const e of $$("svg .on"))
		e.classList.remove("on");
	hot = word;
	if (!word) {
		drawHot([], false);
		clearCard();
		return;
	}
	const boxes = change !== undefined && changes[change].boxes.length ? changes[change].boxes : word.boxes;
	for (const e of $$(`[data-word="${word.id}"]`))
		e.classList.add("hot", ...(how.pin ? ["pinned"] : []));
	if (change !== undefined)
		document.getElementById("c" + change)?.classList.add("hot");
	const region = wordElement(word.id)?.closest("[data-region]")?.dataset.region;
	for (const e of $$(`svg [data-region="${region}"]`))
		e.classList.add("on");
	drawHot(boxes, Boolean(how.pin));
	if (how.scroll)
		scrollScan(boxes);
	fillCard(word, change);
}
function point(word, change) {
	if (!pinned && (word !== hot || change !== undefined))
		heat(word, change, { scroll: true });
}
function pin(word, change, how = {}) {
	pinned = word ? { word, change } : null;
	heat(word, change, { scroll: true, pin: true });
	if (!word)
		return;
	const at = target(word, change);
	if (at) {
		const folded = at.closest("details:not([open])");
		if (folded)
			folded.open = true;
		rove(at);
		if (how.focus)
			at.focus({ preventScroll: true });
		/* On a phone the scan that was tapped stays in view: the panel tells of the word. */
		if (!how.stay || wide.matches)
			reveal(at);
	}
}
/* Into view, above the panel. */
function reveal(e) {
	const box = e.getBoundingClientRect(), low = wide.matches ? currentPanel().getBoundingClientRect().bottom
		: innerHeight - (panel.hidden ? 0 : panel.offsetHeight), high = wide.matches ? currentPanel().getBoundingClientRect().top : $(".top").offsetHeight;
	if (box.top < high + 8 || box.bottom > low - 8)
		e.scrollIntoView({ block: "center" });
	if (!wide.matches) {
		const over = e.getBoundingClientRect().bottom - (innerHeight - panel.offsetHeight - 24);
		if (over > 0)
			scrollBy(0, over);
	}
}
/* What shows the word or the change in the panel that is open. */
function target(word, change) {
	const open = currentPanel();
	if (open.id === "list" && change !== undefined)
		return document.getElementById("c" + change);
	return (change !== undefined && $(`[data-change="${change}"]`, open)) || $(`[data-word="${word.id}"]`, open);
}
/* Of the words of the text one is reached by the tabulator: the one last looked at. */
let reached = null;
function rove(e) {
	if (!e.matches("#text [data-word]"))
		return;
	if (reached)
		reached.tabIndex = -1;
	reached = e;
	e.tabIndex = 0;
}
const firstWord = $("#text [data-word]");
if (firstWord)
	rove(firstWord);

function pointed(event) {
	const e = event.target.closest?.("[data-word]");
	if (!e || !words.has(Number(e.dataset.word)))
		return null;
	return { word: words.get(Number(e.dataset.word)), change: e.dataset.change === undefined || !changes[e.dataset.change] ? undefined : Number(e.dataset.change), element: e };
}
const reading = $("#reading");
reading.addEventListener("pointerover", (event) => {
	/* In a narrow window the panel would come between the pointer and the word. */
	const p = event.pointerType === "mouse" && wide.matches && pointed(event);
	if (p)
		point(p.word, p.change);
});
reading.addEventListener("pointerleave", () => pinned || heat(null));
reading.addEventListener("click", (event) => {
	const p = pointed(event), link = event.target.closest("a[data-to]"), item = event.target.closest("#list .change");
	if (link)
		return;
	if (p)
		pin(p.word, p.change, { focus: true });
	else if (item)
		pinChange(Number(item.id.slice(1)));
});
reading.addEventListener("focusin", (event) => {
	const p = event.target.matches(":focus-visible") && pointed(event);
	if (p && pinned?.word !== p.word)
		pin(p.word, p.change);
});
document.addEventListener("click", (event) => {
	const link = event.target.closest("a[data-to]");
	if (!link)
		return;
	event.preventDefault();
	showTab($("#tab-text"));
	const item = link.closest(".change"), where = link.closest(".where");
	pin(words.get(Number(link.dataset.to)), where && item ? Number(item.dataset.id ?? item.id.slice(1)) : undefined, { focus: true });
});
if (viewport) {
	viewport.addEventListener("pointermove", (event) => {
		if (event.pointerType !== "mouse" || !wide.matches || pinned)
			return;
		const w = wordAt(event);
		if (w !== hot)
			heat(w, undefined, {});
	});
	viewport.addEventListener("pointerleave", () => pinned || heat(null));
	viewport.addEventListener("click", (event) => {
		const w = wordAt(event);
		pin(w, undefined, { stay: true });
	});
}
$("#close").addEventListener("click", () => { pin(null); reached?.focus({ preventScroll: true }); });

/* --- from change to change --------------------------------------------------------------------------------------------- */
/* In the order of the text: a word's place is that of its element. */
const place = new Map(data.words.map(([id], i) => [id, i]));
const ordered = changes.filter((c) => c.word !== null).sort((a, b) => place.get(a.word) - place.get(b.word) || a.id - b.id);
const doubts = () => ordered.filter((c) => shown.has(c.id) && c.doubt);
const visible = () => ordered.filter((c) => shown.has(c.id));
function pinChange(id) {
	const c = changes[id];
	if (c.word !== null)
		pin(words.get(c.word), id, { focus: currentPanel().id === "text" });
}
function step(list, by) {
	if (!list.length)
		return;
	let at = list.findIndex((c) => c.id === pinned?.change);
	if (at < 0 && pinned) {
		const here = place.get(pinned.word.id);
		at = by > 0 ? list.findIndex((c) => place.get(c.word) > here) : list.findLastIndex((c) => place.get(c.word) < here);
		at = at < 0 ? (by > 0 ? 0 : list.length - 1) : at;
	} else {
		at = at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length;
	}
	pinChange(list[at].id);
	tellDoubts();
}
function tellDoubts() {
	const list = doubts(), at = list.findIndex((c) => c.id === pinned?.change);
	$("#doubt-at").textContent = list.length ? (at < 0 ? `${list.length}` : `${at + 1} of ${list.length}`) : "none";
	$("#doubt-back").disabled = $("#doubt-next").disabled = !list.length;
}
$("#doubt-back").addEventListener("click", () => step(doubts(), -1));
$("#doubt-next").addEventListener("click", () => step(doubts(), 1));
applyFilter();

function stepWord(by) {
	const all = $$("#text [data-word]"), at = all.indexOf(reached), to = all[at + by];
	if (to) {
		const p = pointed({ target: to });
		pin(p.word, p.change, { focus: true });
	}
}
$("#help").addEventListener("click", () => $("#keys").showModal());
const keys = {
	n: () => step(doubts(), 1), p: () => step(doubts(), -1), j: () => step(visible(), 1), k: () => step(visible(), -1),
	1: () => showTab(tabs[0]), 2: () => tabs[1] && showTab(tabs[1]), 3: () => tabs[2] && showTab(tabs[2]),
	f: () => { $(".filter").open = true; $("#filter input")?.focus(); },
	"+": () => setZoom(zoom * 1.4), "=": () => setZoom(zoom * 1.4), "-": () => setZoom(zoom / 1.4), 0: () => setZoom(1),
	"[": () => $("a[rel=prev]")?.click(), "]": () => $("a[rel=next]")?.click(),
	"?": () => $("#keys").showModal(),
	Escape: () => { $(".filter").open = false; pin(null); },
};
document.addEventListener("keydown", (event) => {
	const typing = event.target.matches("input:not([type=checkbox]):not([type=range]), textarea, [contenteditable]");
	if (event.ctrlKey || event.metaKey || event.altKey || $("#keys").open || typing)
		return;
	const onWord = event.target.matches("#text [data-word]");
	if (onWord && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
		event.preventDefault();
		stepWord(event.key === "ArrowRight" ? 1 : -1);
	} else if (onWord && (event.key === "Enter" || event.key === " ")) {
		event.preventDefault();
		event.target.click();
	} else if (Object.hasOwn(keys, event.key)) {
		event.preventDefault();
		keys[event.key]();
	}
});

addEventListener("beforeprint", () => { $(".legend")?.setAttribute("open", ""); });

/* --- for whoever adds to the page -------------------------------------------------------------------------------------- */
window.report = { words, changes, pin, pinChange, step: (by) => step(doubts(), by) };

/* --- the list of a run's pages -------------------------------------------------------------------------------------------- */
function listOfPages() {
	const body = $(".pages tbody"), rows = $$("tr", body), heads = $$(".pages thead th");
	const value = (row, i) => {
		const cell = row.children[i];
		return i === 1 ? cell.textContent : parseFloat(cell?.textContent) || 0;
	};
	for (const [i, head] of heads.entries()) {
		const button = document.createElement("button");
		button.type = "button";
		button.append(...head.childNodes);
		head.append(button);
		button.addEventListener("click", () => {
			/* What is looked for first: the most changes, the least sure. */
			const first = "most" in head.dataset ? "descending" : "ascending";
			const order = head.getAttribute("aria-sort") !== first ? first : first === "ascending" ? "descending" : "ascending";
			for (const h of heads)
				h.removeAttribute("aria-sort");
			head.setAttribute("aria-sort", order);
			const sign = order === "ascending" ? 1 : -1;
			rows.sort((a, b) => {
				const x = value(a, i), y = value(b, i);
				return sign * (x < y ? -1 : x > y ? 1 : 0);
			});
			body.append(...rows);
		});
	}
	$("#find").addEventListener("input", (event) => {
		const wanted = event.target.value.toLowerCase();
		let n = 0;
		for (const row of rows) {
			row.hidden = !row.children[1].textContent.toLowerCase().includes(wanted);
			n += row.hidden ? 0 : 1;
		}
		$("#found").textContent = wanted ? `${n} of ${rows.length}` : "";
	});
}
})();
