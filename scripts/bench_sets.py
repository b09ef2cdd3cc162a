"""The sets that the benchmark reads: which images belong to a document, and what is true of them.

Each set is a function that gives documents; a document is one or more page images with one truth (a
magazine article runs over its pages, everything else is one page).  The data and their makers are
described in the data folder's README.
"""
import hashlib
import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench_copies import KINDS, Page, copies
from bench_regions import FURNITURE, SCANS, letters_of, printed_regions, typeset_regions
from bench_tools import convert, run
from scoring import Truth, align, words_of

BODY = ("heading", "paragraph")

# Cut lines that the truth does not tell of, as they are printed; `|` marks a cut through a word.  The seed's truth
# says only which paragraphs are cut; the others' leave out the top of the column: so the last line given here is
# the first that the truth has.
CUT_LINES = {
    "seed/page": """One of those who hear|; the young Alexander Y|; architect of perestroika,; it shook him to his r|;
        Khrushchev was telling; was a truth that; Generations in the So|; revered Stalin and linke|; hopes with him. Now th|;
        shattered and what they|; was being destroy|; crumbled, never to be ma|; It was an extraordi|;
        and daring thing for Khr|; must have believed that; heart, a genuine speech|; have pointed out that b|;
        tarred other party memb|; brush.""",
    "pages/a/006": """I further recommend th|; appointment of a commission,; of the Federal judiciary and;
        examine the present criminal""",
    "pages/b/006": "or management resorts; force without exha|; possibilities for agreem|; the bargaining process.",
    "pages/b/007": """particularly the nonaligne|; as a threat to their indepe|; Civilian production and;
        to increase throughout t|; mean, however, that""",
}

# How a magazine page is printed and aged; a change of either line makes all scans anew.
PRINT = "pdftoppm -r 300 -gray"
AGE = "-seed 1 -rotate 0.7 -blur 0x1 -attenuate 0.4 +noise Gaussian -quality 60 -density 300"

ADDRESS = re.compile(r"\(\s*(?:https?\s*:|ftp\s*:|www\.)[^()]{0,250}(?:\([^()]*\)[^()]*)?\)")
# Markdown's signs, which are not printed.
MARKUP = re.compile(r"^\s*>+|(?<!\w)_+(?=\w)|(?<=[^\s_])_+(?!\w)|\*\*|-?\|(?:-\|)*", re.MULTILINE)
SPACED_DASH = re.compile(r"\s[-–—]\s")
CLOSING_BLOCK = re.compile(r"^\s*Copyright information\s*$", re.MULTILINE)
HYPHEN_AT_LINE_END = re.compile(r"(?<=\w)-\n(?=[^\W\d])")   # a page's number is no rest of a word
DASHED_RULE = re.compile(r"-{5,}")
LONE_SIGN = re.compile(r"(?<!\S)(c|R|TM)(?!\S)")   # a sign whose ring, or height, the text layer has lost
SIGNS = {"c": "©", "R": "®", "TM": "™"}
SPACED_STOPS = re.compile(r"(?<=\.) (?=[.)])")   # an ellipsis, whose stops the text layer has by themselves
LONE_NUMBER = re.compile(r"^\d+$", re.MULTILINE)
NUMBERED_HALF = re.compile(r"(?<=[a-z])(?=\d{1,2}$)", re.MULTILINE)   # half a word with the page's number at it
SECTION_MARK = re.compile(r"«« .* »»")   # of the transcriptions of scans
NOTICE_SHARE = 0.1   # a first page with fewer of its word triples in the article is not of the article
LONGEST_TITLE = 60   # words; further from the first page's top there is no title


@dataclass
class Document:
    set: str
    name: str
    images: list          # of paths
    truth: Truth
    make_scans: object = None   # called once before the images are read
    regions: list = ()    # what is set apart on the pages: see bench_regions
    blocks: list = ()     # the body's headings and paragraphs in reading order, each a text
    whole: bool = False   # the truth has all that is printed, where it stands: furniture and captions are of the body then


# ---- typeset pages: seed, pages/a, pages/b ----------------------------------------------------------

def typeset(data, name):
    """The pages of a folder, each an image and a JSON file."""
    out = []
    for path in sorted((data / name).glob("*.json")):
        page = json.loads(path.read_text())
        if f"{name}/{path.stem}" in CUT_LINES:
            add_cut_lines(page, CUT_LINES[f"{name}/{path.stem}"].split(";"))
        truth, kept, cut_inserts = page_truth(page)
        out.append(Document(name, path.stem, [path.with_name(page["image"])], truth,
                            regions=typeset_regions(page, kept, cut_inserts), blocks=page_blocks(page, kept)))
    return out


def add_cut_lines(page, printed):
    """Put lines of CUT_LINES before those of the page's `crop`, in its form: kept, cut and lost words."""
    words = " ".join(r["text"] for r in page["regions"] if r["type"] in BODY).split()
    at = max(n for n in range(len(words)) if starts_with(words[n:], printed[0].split()))
    known, lines = page["crop"].get("lines"), []
    for shown in map(str.split, printed):
        while not starts_with(words[at:], shown):
            lines[-1]["lost"].append(words[at])
            at += 1
        whole = len(shown) - shown[-1].endswith("|")
        cut = words[at + whole] if whole < len(shown) else None
        lines.append({"kept": words[at:at + whole], "cut": cut, "lost": []})
        at += len(shown)
    page["crop"]["lines"] = lines[:-1] + known if known else lines


def starts_with(words, shown):
    """Whether the words begin with those shown, of which the last may be cut ("hear|")."""
    last, at = shown[-1], len(shown) - 1
    if words[:at] != shown[:at] or len(words) <= at:
        return False
    return words[at].startswith(last[:-1]) if last.endswith("|") else words[at] == last


def page_truth(page):
    """Headings and paragraphs in order, less what the crop took; cut words are free (see scoring).

    Also which share of its letters each of them has kept, and the letters of the inserts' cut lines.

    The lines of the cut column are found in the body by their letters, from the end upwards; a line that is
    not found there is an insert's.  The letters then say which part of a word is kept, cut or lost: of
    "non-American" with "non-" lost at a line's end, "American" is demanded.

    The words beside the body are the other regions' text rather than `shown_words`, which are the same words
    in the pieces of the print's text layer ("HI", "STORY" for a letter-spaced heading).  Of a cut page its
    furniture is not demanded: the truth does not say whether the cut took it.
    """
    body = words_of(" ".join(r["text"] for r in page["regions"] if r["type"] in BODY))
    beside = Counter(words_of(" ".join(r["text"] for r in page["regions"] if r["type"] not in BODY
                                       and not (page["crop"] and r["type"] in FURNITURE))))
    state, end, letters = ["kept"] * sum(map(len, body)), sum(map(len, body)), "".join(body)
    cut_inserts = []
    for line in reversed(page["crop"]["lines"] if page["crop"] else []):
        parts = [("kept", line["kept"]), ("cut", [line["cut"] or ""]), ("lost", line["lost"])]
        parts = [(name, "".join(words_of(" ".join(words)))) for name, words in parts]
        text = "".join(part for _, part in parts)
        if not letters[:end].endswith(text):
            beside -= Counter(words_of(" ".join([line["cut"] or ""] + line["lost"])))
            if line["cut"] or line["lost"]:
                cut_inserts.append(letters_of(text))
            continue
        end -= len(text)
        state[end:end + len(text)] = [name for name, part in parts for _ in part]
    words, free = split_by_state(body, state)
    everything = words_of(" ".join(r["text"] for r in page["regions"]))
    truth = Truth(words, free, beside=sorted(beside.elements()), printed=everything)
    return truth, kept_shares(page, state), cut_inserts


def kept_shares(page, state):
    """Which share of its letters each region of the body has kept."""
    out, at = [], 0
    for region in page["regions"]:
        if region["type"] in BODY:
            length = sum(map(len, words_of(region["text"])))
            out.append(state[at:at + length].count("kept") / max(length, 1))
            at += length
    return out


def page_blocks(page, kept):
    """The texts of headings and paragraphs, without those that the cut took most of."""
    texts = [region["text"] for region in page["regions"] if region["type"] in BODY]
    return [text for text, share in zip(texts, kept) if share > 0.5]


def split_by_state(body, state):
    """The body's words as they are left: kept parts, cut ones marked free, lost ones gone."""
    words, free, at = [], [], 0
    for word in body:
        pieces = []
        for letter, how in zip(word, state[at:at + len(word)]):
            if pieces and pieces[-1][1] == how:
                pieces[-1][0] += letter
            else:
                pieces.append([letter, how])
        at += len(word)
        for piece, how in pieces:
            if how != "lost":
                words.append(piece)
                free.append(how == "cut")
    return words, free


# ---- real scans ----------------------------------------------------------------------------

def transcribed(data, name, extension):
    """The pages of a folder, each an image and a text."""
    out = []
    for path in sorted((data / name).glob(f"*.{extension}")):
        text = SECTION_MARK.sub("\n", path.with_suffix(".txt").read_text()).strip()
        blocks = re.split(r"\n\s*\n", text) if path.stem in SCANS else ()
        out.append(Document(name, path.stem, [path], Truth(words_of(text)),
                            regions=SCANS.get(path.stem, ()), blocks=blocks, whole=name == "books"))
    return out


# ---- hard copies of typeset pages -------------------------------------------------------------------

def hard_copies(kind, data, cache):
    pages = []
    for name in ("pages/a", "pages/b"):
        for page in typeset(data, name):
            about = json.loads((data / name / f"{page.name}.json").read_text())
            if not about["crop"]:
                pages.append(Page(f"{name[-1]}{page.name}", page.images[0], about["dpi"], page.truth))
    return copies(kind, pages, cache / "copies", partial(Document, f"copies/{kind}"))


# ---- the magazine, printed and aged -----------------------------------------------------------------

def magazine(data, cache):
    key = hashlib.sha256(f"{PRINT}\n{AGE}".encode()).hexdigest()[:12]
    return [article(pdf, cache / "magazine" / key) for pdf in sorted((data / "magazine").glob("*.pdf"))]


def article(pdf, cache):
    text = MARKUP.sub("", pdf.with_suffix(".txt").read_text())
    about = json.loads(pdf.with_suffix(".json").read_text())
    layer = [printed_text(page) for page in run(["pdftotext", str(pdf), "-"]).split("\f")[:-1]]
    first = 1 if is_notice(layer[0], text) else 0
    if len(SPACED_DASH.findall(text)) < len(SPACED_DASH.findall("".join(layer))):
        text = text.replace("—", " — ")   # as printed
    inserts = re.sub(r"\*\*|\[([^]]*)\]\([^)]*\)", r"\1", "\n".join(about["pull_quotes"] + about["captions"]))
    words, free = free_words(text, "\n".join(layer[first:]))
    printed = words_of("\n".join(layer[first:]))
    beside = Counter(words_of(inserts)) & (Counter(printed) - Counter(words))   # not all are in the print
    whole = with_drop_capital(words_of(HYPHEN_AT_LINE_END.sub("", "\n".join(layer[first:]))),
                              [w for w, unjudged in zip(words, free) if not unjudged])
    truth = Truth(words, free, beside=sorted(beside.elements()), printed=printed, whole=whole)
    images = [cache / f"{pdf.stem}-{n + 1}.jpg" for n in range(first, len(layer))]
    return Document("magazine", pdf.stem, images, truth, partial(make_scans, pdf, images),
                    printed_regions(pdf, first, text), [line for line in text.splitlines() if line.strip()])


def printed_text(page):
    """A page's text layer as it looks in print: rules of dashes are no words, letters in circles and an ellipsis one sign.

    Where a page ends in half a word, the reader of the layer takes the page's number for the other half.
    """
    page = SPACED_STOPS.sub("", LONE_SIGN.sub(lambda m: SIGNS[m[1]], DASHED_RULE.sub(" ", page)))
    return page if LONE_NUMBER.search(page) else NUMBERED_HALF.sub("-\n", page)


def with_drop_capital(printed, words):
    """The printed words, the article's first one whole: the text layer has its capital as a word of its own."""
    first = words[0] if words else ""
    parts = [first[:1], first[1:]] if len(first) > 1 else []
    if not parts or any(part not in printed for part in parts):
        return printed
    for part in parts:
        printed.remove(part)
    return printed + [first]


def is_notice(page, text):
    """Whether a page's text has next to nothing of the article's: a page put before it."""
    def triples(words):
        return set(zip(words, words[1:], words[2:]))
    own = triples(words_of(page))
    return bool(own) and len(own & triples(words_of(text))) < NOTICE_SHARE * len(own)


def free_words(text, layer):
    """The article's words with those put in that are printed and not to be judged, marked free.

    These are, by the PDF's exact text layer: the title, author and summary where the article's text begins
    after them; web addresses in parentheses; all from "Copyright information" on.  They are placed by aligning
    the text layer with the article.  Title and author are judged where the truth has them.
    """
    words, free = flagged_words(text, [m.span() for m in ADDRESS.finditer(text)])
    spans = [m.span() for m in ADDRESS.finditer(layer)]
    spans += [(m.start(), len(layer)) for m in list(CLOSING_BLOCK.finditer(layer))[-1:]]
    printed, unjudged = flagged_words(layer, spans)
    pairs = align(words, printed)
    title = title_length(words, printed, pairs)
    unjudged[:title] = [True] * title
    out = []
    for i, j in pairs:
        same = i is not None and j is not None and words[i] == printed[j]
        if j is not None and unjudged[j] and not same:
            out.append((printed[j], True))
        if i is not None:
            out.append((words[i], free[i]))
    return [w for w, _ in out], [f for _, f in out]


def title_length(words, printed, pairs):
    """How many printed words stand before the first three in a row that are the article's.

    The rest of a word that lost its drop capital ("he" for "The") is the article's too.
    """
    run_of = 0
    for i, j in pairs:
        same = i is not None and j is not None and words[i] == printed[j]
        run_of = run_of + 1 if same else 0
        if run_of == 3:
            length = j - 2
            if length and i > 2 and words[i - 3].endswith(printed[length - 1]):
                length -= 1
            return length if length <= LONGEST_TITLE else 0
    return 0


def flagged_words(text, spans):
    """The text's words, and for each whether it touches one of the spans."""
    words, flags = [], []
    for match in re.finditer(r"\S+", text):
        inside = any(start < match.end() and match.start() < end for start, end in spans)
        for word in words_of(match.group()):
            words.append(word)
            flags.append(inside)
    return words, flags


def make_scans(pdf, images):
    """Print and age the pages that are not in the cache; the same noise each time."""
    for image in images:
        if image.exists():
            continue
        image.parent.mkdir(parents=True, exist_ok=True)
        number, part = image.stem.rsplit("-", 1)[1], image.with_suffix(f".{os.getpid()}")
        run(PRINT.split() + ["-f", number, "-l", number, "-singlefile", str(pdf), str(part)])
        convert([f"{part}.pgm"], AGE.split(), image)
        Path(f"{part}.pgm").unlink()


SETS = {
    "seed": lambda data, cache: typeset(data, "seed"),
    "pages/a": lambda data, cache: typeset(data, "pages/a"),
    "pages/b": lambda data, cache: typeset(data, "pages/b"),
    "books": lambda data, cache: transcribed(data, "books", "tif"),
    "magazine": magazine,
    "scans": lambda data, cache: transcribed(data, "scans", "png"),
} | {f"copies/{kind}": partial(hard_copies, kind) for kind in KINDS}


def load(names, data, cache):
    """The documents of each set, by name."""
    return {name: SETS[name](data, cache) for name in names}
