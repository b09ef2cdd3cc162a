"""Texts set in columns and cut as a page's edge cuts them, to learn completions of cut words from and to measure them on.

A text's page is set in a serif or sans type, justified, and its last column is cut at its right or its left: some letters or
up to half of the measure, a little askew. What is known of each cut word is what a reader of the scan knows: letters, of
which the last may be cut in half and misread, and the room up to the column's margin, from widths measured against the
column's whole words.
"""
import collections
import random
import re
from pathlib import Path

import pyphen

import text_data

AFM = Path("/usr/share/fonts/type1/urw-base35")  # fonts-urw-base35
COMMON_TYPES = ("NimbusRoman-Regular", "C059-Roman", "P052-Roman")  # their mean is text_width of pipeline/language/completion.h
TYPES = COMMON_TYPES + ("URWBookman-Light", "NimbusSans-Regular", "C059-Bold", "NimbusRoman-Italic")
NAMES = {"quoteleft": "‘", "quoteright": "’", "quotedblleft": "“", "quotedblright": "”", "endash": "–", "emdash": "—"}
PAGE_WORDS = (500, 1100)
HALVES = Path(__file__).resolve().parent.parent / "dict/halves.tsv"
SHARES = 4  # parts of a letter in dict/halves.tsv
SAMPLE = 20  # words of a paragraph against which widths are measured
FEWEST_SEEN = 5  # readings of a letter's part; where there are fewer, those of all letters are taken
TOUCHES, CLEAR = 0.15, 0.5  # white before the cut, x-heights: that is hardly seen, and that shows that a word is whole


def widths_of(name):
    """Advances by character, in x-heights."""
    widths, height = {}, 1.0
    for line in (AFM / f"{name}.afm").read_text(encoding="latin-1").splitlines():
        if line.startswith("XHeight"):
            height = float(line.split()[1])
        found = re.match(r"C (-?\d+) ; WX (\d+) ; N (\w+)", line)
        if found and found[3] in NAMES:
            widths[NAMES[found[3]]] = int(found[2])
        elif found and 32 <= int(found[1]) < 127:
            widths[chr(int(found[1]))] = int(found[2])
    widths["'"] = widths["’"]
    return {c: w / height for c, w in widths.items()}


FONTS = {name: widths_of(name) for name in TYPES}
COMMON = {c: sum(FONTS[t][c] for t in COMMON_TYPES) / len(COMMON_TYPES) for c in FONTS["C059-Roman"]}
SPLITTER = pyphen.Pyphen(lang="en_US")


def width(text, font=None):
    return sum((font or COMMON).get(c, 1.12) for c in text)


def plain(word):
    """A word as it is compared: without what stands about it."""
    return text_data.core(word).replace("’", "'")


def texts(data, half):
    """Name, set and paragraphs (lists of words) of each text of a half."""
    data = Path(data)
    for path in sorted((data / "magazine").glob("*.txt")) + sorted((data / "books").glob("*.txt")):
        if text_data.half_of(path.parent.name, path.stem) == half:
            paragraphs = re.split(r"\n\s*\n" if path.parent.name == "books" else r"\n+", path.read_text(encoding="utf-8"))
            yield path.parent.name, path.stem, [p.split() for p in paragraphs]
    for unit in text_data.load(data, "newspaper", half):
        yield "newspaper", str(unit["id"]), [re.sub(r"(\w)¬\n", r"\1", unit["truth"]).replace("¬", "-").split()]
    units = text_data.load(data, "news19c", half)
    for i in range(0, len(units), 40):
        yield "news19c", str(units[i]["id"]), [u["truth"].split() for u in units[i : i + 40]]


def pages_of(paragraphs, dice):
    """Parts of a text, a page's words each."""
    page, count, most = [], 0, dice.randint(*PAGE_WORDS)
    for words in paragraphs:
        while words:
            part, words = words[: most - count], words[most - count :]
            page.append(part)
            count += len(part)
            if count >= most:
                yield page
                page, count, most = [], 0, dice.randint(*PAGE_WORDS)
    if count > PAGE_WORDS[0] / 3:
        yield page


def set_lines(words, font, measure, hyphens):
    """A paragraph's lines: (pieces, whole words of them, is the last piece a first half, the space between)."""
    lines, pieces, wholes, used = [], [], [], 0.0
    rest = [(w, w) for w in reversed(words)]
    space = font[" "]
    while rest:
        piece, whole = rest.pop()
        wide = width(piece, font)
        if not pieces or used + space + wide <= measure:
            used += wide + (space if pieces else 0)
            pieces.append(piece)
            wholes.append(whole)
            continue
        cut = next((a for a, _ in SPLITTER.iterate(piece) if len(a) > 1 and used + space + width(a + "-", font) <= measure), "") if hyphens and piece.isalpha() and piece.islower() and len(piece) > 4 else ""
        if cut:
            used += space + width(cut + "-", font)
            pieces.append(cut + "-")
            wholes.append(whole)
            piece = piece[len(cut) :]
        rest.append((piece, whole))
        stretched = space + (measure - used) / max(1, len(pieces) - 1)
        lines.append((pieces, wholes, stretched))
        pieces, wholes, used = [], [], 0.0
    if pieces:
        lines.append((pieces, wholes, space))
    return lines


def halves():
    """What is read of cut letters, by side, letter and share: (texts, times)."""
    known = collections.defaultdict(lambda: ([], []))
    for line in HALVES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            side, letter, share, text, times = line.split("\t")
            for key in ((side, letter, int(share)), (side, None, int(share))):
                known[key][0].append(text)
                known[key][1].append(int(times))
    return known


def seen(word, place, cut, side, font, known, dice):
    """What is seen of a word at place (left end), cut at a line: text, how many letters at the cut are doubtful, the white
    before the cut (None where ink touches it); or None where nothing is."""
    letters = word if side == "right" else word[::-1]
    x = place if side == "right" else -(place + width(word, font))
    edge = cut if side == "right" else -cut
    text, gap = "", None
    for c in letters:
        wide = width(c, font)
        if x + wide > edge:
            share = int(max(0, (edge - x) / wide) * SHARES)
            texts, times = known[side, c, share] if sum(known[side, c, share][1]) >= FEWEST_SEEN else known[side, None, share]
            text += dice.choices(texts, times)[0]
            break
        text += c
        x += wide
    else:
        gap = max(0.0, edge - x)
        if gap > CLEAR:
            return None
    if not text:
        return None
    return text if side == "right" else text[::-1], int(not gap or gap < TOUCHES), gap


def cut_line(line, before, after, edge, page, dice):
    """The query and the truth of a cut line, or None; and the words that are whole. page: what holds for all lines."""
    pieces, wholes, space = line
    side, font, measure = page["side"], page["font"], page["measure"]
    places, x = [], 0.0
    for piece in pieces:
        places.append(x)
        x += width(piece, font) + space
    inside = [i for i, (p, w) in enumerate(zip(places, pieces)) if (p + width(w, font) <= edge if side == "right" else p >= edge)]
    halves = [i for i, (p, w) in enumerate(zip(places, pieces)) if p < edge < p + width(w, font)]
    at = halves[0] if halves else (inside[-1] if side == "right" else inside[0]) if inside else None
    if at is None:
        return None, []
    kept = [pieces[i] for i in inside if i != at]
    found = seen(pieces[at], places[at], edge, side, font, page["halves"], dice)
    if not found or (x - space < edge and side == "right"):
        return None, [pieces[i] for i in inside]
    text, doubtful, gap = found
    right = measure + page["error"] - places[at] if side == "right" else places[at] + width(pieces[at], font) + page["error"]
    room, deviation = right * page["scale"], (page["unsure"] ** 2 + (0.04 * right) ** 2) ** 0.5
    query = {"side": side, "doubtful": doubtful and len((text[-1] if side == "right" else text[0]).encode()), "room": room if page["measured"] else 0, "deviation": deviation if page["measured"] else 0, "gap": -1 if not page["measured"] else gap if gap is not None else 0, "known": text}
    query |= {"before": kept if side == "right" else before, "after": after if side == "right" else kept}
    return query | {"truth": plain(wholes[at])}, kept


def cut_page(paragraphs, known, dice):
    """The page's words (| where it is cut), and the queries of its last column."""
    side = "right" if dice.random() < 0.8 else "left"
    font = FONTS[dice.choice(TYPES)]
    measure = dice.uniform(30, 60) * 1.05
    share = dice.choice([dice.uniform(0.02, 0.15), dice.uniform(0.1, 0.5)])
    slope, unsure = dice.gauss(0, 0.03), dice.choice([0.2, 0.4, 0.8])
    page = {"halves": known, "side": side, "font": font, "measure": measure, "unsure": unsure, "error": dice.gauss(0, unsure), "measured": dice.random() < 0.8}
    sample = "".join(w for p in paragraphs for w in p[:SAMPLE])
    page["scale"] = width(sample) / width(sample, font) * dice.gauss(1, 0.01)
    hyphens = dice.random() < 0.6
    whole = sum(map(len, paragraphs)) * dice.choice([0.5, 0.67])
    words, queries, count = [], [], 0
    for paragraph in paragraphs:
        lines = set_lines(paragraph, font, measure, hyphens)
        for i, line in enumerate(lines):
            count += len(line[0])
            if count < whole:
                words += line[0] if not line[0][-1].endswith("-") else line[0][:-1] + ["|"]
                continue
            lost = measure * share + slope * (i - 10) + dice.gauss(0, 0.05)
            edge = measure - lost if side == "right" else lost
            follows = lines[i + 1][0] if i + 1 < len(lines) else []
            query, kept = cut_line(line, lines[i - 1][0] if i else [], follows[: max(0, len(follows) // 2)], edge, page, dice)
            words += (kept + ["|"]) if side == "right" else (["|"] + kept)
            if query:
                queries.append(query)
    return words, queries


def cut_texts(data, half, rounds, only=None):
    """(set, title, words, queries) for each page of a half, or of a set of it, cut in so many ways."""
    known = halves()
    for name, title, paragraphs in texts(data, half):
        if only not in (None, name):
            continue
        for turn in range(rounds):
            dice = random.Random(f"{name}/{title}/{turn}")
            for page in pages_of([list(p) for p in paragraphs], dice):
                yield name, title, *cut_page(page, known, dice)


def lines_of(words, queries):
    """What `emend dict complete` reads of a page."""
    yield "page\t" + " ".join(words)
    for q in queries:
        yield "\t".join([q["side"], str(q["doubtful"]), f"{q['room']:.3f}", f"{q['deviation']:.3f}", f"{q['gap']:.3f}", " ".join(q["before"]), q["known"], " ".join(q["after"])])
