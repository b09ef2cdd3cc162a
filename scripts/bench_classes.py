"""Judges what emend made of each class of thing: drop capitals, quotes, captions, furniture, headings, order, hyphens.

    judge_classes(document, pages, body, plain, joins)["caption"]
    # {"truth": 3, "gave": 2, "right": 2, "wrong": [], "missing": ["Khrushchev (third from left) and ..."]}

How each class is judged is told in FOOTER.  The matching is tried on made-up regions by
`python3 scripts/bench_classes.py --self-test`.
"""
import sys
from collections import Counter
from dataclasses import dataclass

import Levenshtein

from bench_regions import letters_of
from scoring import words_of

# The types of regions that make up a class.
CLASSES = {"pull quote": ("pull-quote",), "caption": ("caption",), "header, footer": ("header", "footer"),
           "page number": ("page-number",), "heading": ("heading",)}
DROP_CAPITAL, ORDER, HYPHEN = "drop capital", "order of blocks", "hyphen"
ALL_CLASSES = (DROP_CAPITAL, *CLASSES, ORDER, HYPHEN)

# The sets that are counted together.
GROUPS = {"pages": ("seed", "pages/a", "pages/b"), "magazine": ("magazine",), "scans": ("scans",)}

ENOUGH = 0.8        # likeness of texts, in letters, from which they are the same
MOST_PIECES = 6     # regions that may make up one of the truth
FREE_SHARE = 0.5    # of a region's words that stand in the free texts of its class: then it is not judged
HYPHENS = "-\u00ad\u00ac\u2010"
SHOWN = 60          # characters of an example

FOOTER = """\
truth: how many there are; gave: how many emend's JSON has; right: how many of these are in the truth.
Regions: of the same class, on the same page, and alike by {:.0%} of their letters; regions that only together
make up one of the truth count as one. Not judged: what the cut took of; of the magazine titles and authors, and
lines in bold that its text does not set apart. The magazine's are by the type in which its print sets them, the
scans' read from them.
Drop capital: right if the body has the paragraph's first three words in a row, the letter joined; gave has
also regions of that type that are not of the truth. Order: pairs of neighbouring headings and paragraphs that
are neighbours in emend's body; gave: pairs of those that are found there. Hyphen: joins of the stage dehyphen;
truth: the right ones, and words that the page lacks though both halves end and begin a line of one page. plain: right in
Tesseract's text.""".format(ENOUGH)


# ---- regions ----------------------------------------------------------------------------------------

def likeness(a, b):
    """Of two texts of letters: 1 are the same, 0 have nothing in common."""
    return 1 - Levenshtein.distance(a, b) / max(len(a), len(b), 1)


def match(truths, given):
    """Pairs (number in the truth, numbers in given) of texts that are alike, the most alike first.

    Both are texts of letters.  Up to MOST_PIECES neighbours in given may be one of the truth together.
    """
    found = []
    for t, truth in enumerate(truths):
        for start in range(len(given)):
            for end in range(start + 1, min(start + MOST_PIECES, len(given)) + 1):
                text = "".join(given[start:end])
                if len(text) * ENOUGH > len(truth):
                    break
                if truth and likeness(text, truth) >= ENOUGH:
                    found.append((-likeness(text, truth), end - start, t, start))
    pairs, used, taken = [], set(), set()
    for _, length, t, start in sorted(found):
        pieces = range(start, start + length)
        if t not in used and not taken.intersection(pieces):
            used.add(t)
            taken.update(pieces)
            pairs.append((t, pieces))
    return pairs


def judge_regions(truths, given):
    """One class on one page: lists of bench_regions.Region, and of the texts that emend gave."""
    demanded = [r.text for r in truths if not r.free]
    pairs = match([letters_of(text) for text in demanded], [letters_of(text) for text in given])
    used, taken = {t for t, _ in pairs}, {n for _, pieces in pairs for n in pieces}
    free = Counter(key for r in truths if r.free for key in keys_of(r.text))
    wrong = [text for n, text in enumerate(given) if n not in taken and not is_free(text, free)]
    missing = [text for t, text in enumerate(demanded) if t not in used]
    return result(len(demanded), len(pairs) + len(wrong), len(pairs), wrong, missing)


def is_free(text, free):
    keys = keys_of(text)
    return sum(key in free for key in keys) >= FREE_SHARE * max(len(keys), 1)


def result(truth, gave, right, wrong=(), missing=()):
    return {"truth": truth, "gave": gave, "right": right, "wrong": list(wrong), "missing": list(missing)}


def added(a, b):
    return {key: a[key] + b[key] for key in a.keys() & b.keys()}


# ---- drop capitals ----------------------------------------------------------------------------------

def keys_of(text):
    """The text's words as letters; those without any left out."""
    return [key for key in map(letters_of, words_of(text)) if key]


def stands_in(words, body):
    """Whether the first word stands in the body as it is, and the others behind it, more or less."""
    first, *rest = words
    return any(key == first and len(body) > n + len(rest)
               and all(likeness(body[n + 1 + k], word) > 0.6 for k, word in enumerate(rest))
               for n, key in enumerate(body))


def judge_drop_capitals(truths, letters, body, plain):
    """`letters` are those of emend's regions of that type, as they were read; body and plain are keys."""
    right = [r for r in truths if stands_in(keys_of(r.text), body)]
    rest = Counter(letters_of(letter) for letter in letters)
    rest.subtract(letters_of(r.text)[0] for r in right)
    wrong = [letter for letter, count in rest.items() for _ in range(count)]
    missing = [r.text for r in truths if r not in right]
    return result(len(truths), len(right) + len(wrong), len(right), wrong, missing) | {
        "plain": sum(stands_in(keys_of(r.text), plain) for r in truths)}


# ---- the order of blocks ----------------------------------------------------------------------------

@dataclass
class Run:
    """Words of the body that are one block's: from which of its word triples to which, and where in the body."""
    block: int
    triples: list
    begin: int
    end: int


def triples_of(words):
    return list(zip(words, words[1:], words[2:]))


def find_runs(blocks, body):
    """The body as runs of words of the blocks, by the word triples that only one block has."""
    owner = {}
    for block, words in enumerate(blocks):
        for n, triple in enumerate(triples_of(words)):
            owner[triple] = None if triple in owner else (block, n)
    runs = []
    for at, triple in enumerate(triples_of(body)):
        block, n = owner.get(triple) or (None, 0)
        if block is None:
            continue
        if not runs or runs[-1].block != block:
            runs.append(Run(block, [], at, at))
        runs[-1].triples.append(n)
        runs[-1].end = at + 3
    return without_echoes(runs, blocks)


def without_echoes(runs, blocks):
    """The runs less those whose words stand elsewhere in a longer run: quotes; and single chance triples."""
    claimed, kept = [set() for _ in blocks], []
    for run in sorted(runs, key=lambda run: -len(set(run.triples))):
        new = set(run.triples) - claimed[run.block]
        if 3 * len(new) < len(set(run.triples)) or (len(new) == 1 and len(blocks[run.block]) > 9):
            continue
        claimed[run.block] |= new
        run.triples = sorted(new)
        kept.append(run)
    return sorted(kept, key=lambda run: run.begin)


def add_short(runs, blocks, body):
    """The runs with those of blocks that have no triples of their own: whole, where nothing else is."""
    for block, words in enumerate(blocks):
        if not words or any(run.block == block for run in runs):
            continue
        places = [n for n in range(len(body)) if body[n:n + len(words)] == words
                  and not any(run.begin < n + len(words) and n < run.end for run in runs)]
        before = [run.end for run in runs if run.block == block - 1]
        if places:
            at = min(places, key=lambda n: min((abs(n - end) for end in before), default=n))
            runs.append(Run(block, [0], at, at + len(words)))
            runs.sort(key=lambda run: run.begin)
    return runs


def judge_order(blocks, body):
    """Pairs of neighbours of the truth that are neighbours in the body; both are lists of keys."""
    runs = add_short(find_runs(blocks, body), blocks, body)
    first, last = {}, {}
    for n, run in enumerate(runs):
        if run.block not in first or run.triples[0] < runs[first[run.block]].triples[0]:
            first[run.block] = n
        if run.block not in last or run.triples[-1] > runs[last[run.block]].triples[-1]:
            last[run.block] = n
    placed = sorted(first)
    pairs = list(zip(placed, placed[1:]))
    parted = [(a, b) for a, b in pairs if first[b] != last[a] + 1]
    wrong = [" ".join(blocks[a][-4:] + ["|"] + blocks[b][:4]) for a, b in parted]
    missing = [" ".join(words) for n, words in enumerate(blocks) if n not in first]
    return result(max(len(blocks) - 1, 0), len(pairs), len(pairs) - len(parted), wrong, missing)


# ---- hyphens ----------------------------------------------------------------------------------------

def judge_hyphens(truth, raws, everything, joins):
    """`joins` counts the stage's joins, as `emend compare --by-edit` does; raws are the pages' raw readings."""
    read = Counter(words_of(everything))
    short = truth.on_the_page() - read
    as_written = set(truth.words)
    missed = []
    for raw in raws:
        lines = [line.split() for line in raw.splitlines() if line.strip()]
        tails = Counter(line[0] for line in lines)
        for head in (line[-1] for line in lines if line[-1][-1] in HYPHENS and line[-1][:-1].isalpha()):
            for tail in tails:
                if (not read[head] and not read[head + tail]) or head + tail in as_written:
                    continue   # it was joined to another, or the hyphen is its author's
                word = next((w for w in words_of(head + tail) + words_of(head[:-1] + tail) if short[w] > 0), None)
                if word:
                    missed.append(word)
                    short[word] -= 1
                    break
    return result(joins["right"] + len(missed), joins["edits"] - joins["unchanged"], joins["right"], (), missed)


# ---- documents and sums -----------------------------------------------------------------------------

def judge_classes(document, pages, body, plain, edits):
    """The figures of one document, by class.

    pages: of each image, emend's regions as its JSON has them, all text, and the raw reading.
    """
    out = {}
    if document.regions:
        for name, types in CLASSES.items():
            out[name] = result(0, 0, 0)
            for n, page in enumerate(pages):
                truths = [r for r in document.regions if r.page == n and r.type in types]
                given = [r["text"] for r in page["regions"] if r["type"] in types and r.get("text")]
                out[name] = added(out[name], judge_regions(truths, given))
    keys, plain_keys = keys_of(body), keys_of(plain)
    if document.regions:
        letters = [word["raw"] for page in pages for r in page["regions"] if r["type"] == "drop-capital"
                   for line in r["lines"] for word in line["words"] if letters_of(word["raw"])]
        truths = [r for r in document.regions if r.type == "drop-capital"]
        out[DROP_CAPITAL] = judge_drop_capitals(truths, letters, keys, plain_keys)
    if document.blocks:
        blocks = [keys_of(text) for text in document.blocks]
        out[ORDER] = judge_order(blocks, keys) | {"plain": judge_order(blocks, plain_keys)["right"]}
    joins = next((row for row in edits if (row["stage"], row["kind"]) == ("dehyphen", "join")),
                 {"edits": 0, "right": 0, "unchanged": 0})
    out[HYPHEN] = judge_hyphens(document.truth, [page["raw"] for page in pages],
                                "\n".join(page["all"] for page in pages), joins)
    return out


def summed_classes(documents):
    """Of each class and group of sets: truth, gave, right, plain, precision, recall."""
    out = []
    for name in ALL_CLASSES:
        for group, sets in GROUPS.items():
            total = Counter()
            for d in documents:
                if d["set"] in sets and name in d["classes"]:
                    total.update({k: v for k, v in d["classes"][name].items() if isinstance(v, int)})
            if not total["truth"] and not total["gave"]:
                continue
            row = {key: total[key] for key in ("truth", "gave", "right")}
            row |= {"plain": total["plain"]} if name in (DROP_CAPITAL, ORDER) else {}
            row |= {"precision": percent(row["right"], row["gave"]), "recall": percent(row["right"], row["truth"])}
            out.append({"class": name, "group": group} | row)
    return out


def percent(part, whole):
    return 100 * part / whole if whole else None


def class_rows(classes):
    """The table's cells, its head first; without any rows where there are no figures."""
    rows = ["class group truth gave right precision recall plain".split()] if classes else []
    for c in classes:
        shares = ["-" if c[key] is None else f"{c[key]:.1f}" for key in ("precision", "recall")]
        rows.append([c["class"], c["group"]] + [str(c[key]) for key in ("truth", "gave", "right")] + shares
                    + [str(c.get("plain", "-"))])
    return rows


def examples(documents, number):
    """Lines that tell, for each class, the first wrong and missing ones."""
    out = []
    for name in ALL_CLASSES:
        for which in ("wrong", "missing"):
            found = [(d, text) for d in documents if any(d["set"] in sets for sets in GROUPS.values())
                     for text in d["classes"].get(name, {}).get(which, ())]
            if found:
                out.append(f"{name}, {which}: {len(found)}")
            for d, text in found[:number]:
                short = text if len(text) <= SHOWN else text[:SHOWN] + "…"
                out.append(f"    {d['set']}/{d['name']}: {short}")
    return out


# ---- checks -----------------------------------------------------------------------------------------

def self_test():
    from bench_regions import Region

    def counts(r):
        return r["truth"], r["gave"], r["right"]
    truths = [Region("caption", "A field in June."), Region("caption", "The river"), Region("caption", "Jo", free=True)]
    assert counts(judge_regions(truths, ["A field", "in June.", "Jo", "Another text"])) == (2, 2, 1)
    assert counts(judge_regions(truths, ["A fie1d in June,"])) == (2, 1, 1)
    assert judge_regions(truths, [])["missing"] == ["A field in June.", "The river"]
    assert not match(["afieldinjune"], ["river", "afield"])
    drop = [Region("drop-capital", "It was a")]
    assert counts(judge_drop_capitals(drop, ["I"], keys_of("So. It was a day"), [])) == (1, 1, 1)
    assert counts(judge_drop_capitals(drop, ["I"], keys_of("I t was a day"), [])) == (1, 1, 0)
    assert counts(judge_drop_capitals(drop, [], keys_of("t was a day"), [])) == (1, 0, 0)
    a, b, c = ("first block of some words", "a second one follows it here", "and then the last one ends")
    blocks = [keys_of(t) for t in (a, "Heading", b, c)]
    assert counts(judge_order(blocks, keys_of(f"{a} Heading {b} {c}"))) == (3, 3, 3)
    assert counts(judge_order(blocks, keys_of(f"{a} {c} Heading {b}"))) == (3, 3, 1)
    assert counts(judge_order(blocks, keys_of(f"{a} {b} {c}"))) == (3, 2, 2)
    assert counts(judge_order(blocks, keys_of(f"{a} Heading one follows it {b} {c}"))) == (3, 3, 3)    # a quote
    halves = "a second one", "follows it here"
    assert counts(judge_order(blocks, keys_of(f"{a} Heading {halves[0]} {c} {halves[1]}"))) == (3, 3, 2)
    print("passed")


if __name__ == "__main__":
    if sys.argv[1:] != ["--self-test"]:
        sys.exit(__doc__)
    self_test()
