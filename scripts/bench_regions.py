"""What the benchmark's pages have beside plain text: headings, quotes, captions, furniture, drop capitals.

    [Region("heading", "The Information Society", page=0), Region("drop-capital", "The concept of", page=0), ...]

The typeset pages' truths tell it themselves.  The magazine's tell neither captions nor furniture; but its print
has them, each set in a type of its own, and the PDF says of every line in which type it is set.  Of the five
scans it is told here, as read from them.
"""
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

from scoring import words_of

FURNITURE = ("header", "footer", "page-number")
FIRST_WORDS = 3   # words that show whether a drop capital came to its word


@dataclass
class Region:
    """A region of the truth; of a drop capital, `text` is the first words of its paragraph, the letter joined.

    A free region is neither demanded nor wrong where it is given: the cut took of it, or its type is a matter
    of opinion (subtitle, author, lines in bold).
    """
    type: str
    text: str
    page: int = 0       # of the document, from 0
    free: bool = False


# ---- typeset pages ----------------------------------------------------------------------------------

def typeset_regions(page, kept, cut_inserts):
    """The regions of a page's truth.

    `kept` tells of each region of the body which share of its letters the cut left; `cut_inserts` are the letters
    of the lines outside of the body that are cut.
    """
    shares, out = iter(kept), []
    for region in page["regions"]:
        if region["type"] in ("heading", "paragraph"):
            free = next(shares) < 1
        else:
            letters = letters_of(region["text"])
            free = bool(page["crop"]) and (region["type"] in FURNITURE or any(line in letters for line in cut_inserts))
        if region["type"] != "paragraph":
            out.append(Region(region["type"], region["text"], free=free))
        elif region.get("drop_cap"):
            out.append(Region("drop-capital", first_words(region["text"])))
    return out


def first_words(text):
    return " ".join(text.split()[:FIRST_WORDS])


def letters_of(text):
    """Letters and digits alone, in lower case: hyphens at line ends and marks make no difference."""
    return "".join(c for c in "".join(words_of(text)).lower() if c.isalnum())


# ---- the magazine, by the type of its print ---------------------------------------------------------

@dataclass
class Line:
    page: int
    top: int
    left: int
    size: int
    family: str
    color: str
    bold: bool
    text: str


QUOTE_COLORS = ("#99d31f", "#bab9b9")   # green in colour, light grey in the black and white issues
TYPES_OF_PRINT = (   # the first that fits; the family is Helvetica but for the drop capitals and captions
    ("drop-capital", lambda n: n.size >= 90),
    ("pull-quote", lambda n: n.family == "Helvetica" and n.size == 18 and n.color in QUOTE_COLORS),
    ("heading", lambda n: n.family == "Helvetica" and n.size == 18 and n.bold),
    ("title", lambda n: n.family == "Helvetica" and n.size in (27, 54)),
    ("title", lambda n: n.family == "Times" and n.size == 18),   # the author
    ("page-number", lambda n: n.family == "Helvetica" and n.size == 13 and n.text.isdigit()),
    ("header", lambda n: n.family == "Helvetica" and n.size == 13 and n.top < 80),
    ("footer", lambda n: n.family == "Helvetica" and n.size == 13),
    ("figure", lambda n: re.match(r"Fig\. \d+:$", n.text)),      # its caption goes on in the body's type
    ("label", lambda n: re.match(r"Textbox \d+:$", n.text)),
    ("caption", lambda n: n.family in ("Times", "Courier") and n.size == 13),
    ("label", lambda n: n.bold),   # a heading where the article's text has it in a line of its own
)
LEADING = 1.9           # a line that stands closer under one of its kind belongs to it; in sizes
CAPTION_LEADING = 26    # the same below "Fig. 1:", pixels of pdftohtml
NEXT_COLUMN = 200       # so far to the right, pixels of pdftohtml, nothing belongs to a caption any more
SHORTEST = 3            # letters; a trade mark's sign is of a caption's size


def printed_lines(pdf):
    """The lines of the print with their types, page by page, in the order in which they were set."""
    xml = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", str(pdf)], capture_output=True, check=True).stdout
    fonts, out = {}, []
    tree = ElementTree.fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", xml.decode("utf-8", "replace")))
    for number, page in enumerate(tree.iter("page")):
        for part in page:
            text = "".join(part.itertext()).strip()
            if part.tag == "fontspec":
                fonts[part.get("id")] = int(part.get("size")), part.get("family").split("+")[-1], part.get("color")
            elif part.tag == "text" and text:
                size, family, color = fonts[part.get("font")]
                out.append(Line(number, int(part.get("top")), int(part.get("left")), size, family, color,
                                part.find(".//b") is not None and not part.find(".//b").tail, text))
    return out


def kind_of(line):
    return next((name for name, fits in TYPES_OF_PRINT if fits(line)), None)


def printed_regions(pdf, first, text):
    """The regions of an article whose pages begin with page `first` of the PDF, and whose text is given."""
    groups = []   # [kind, lines]
    for line in printed_lines(pdf):
        kind = kind_of(line)
        if line.page < first:
            continue
        if groups and groups[-1][0] == "figure" and belongs(groups[-1][1], line, kind):
            groups[-1][1].append(line)
        elif kind:
            group = next((g for g in reversed(groups) if g[0] == kind and continues(g, line)), None)
            if group:
                group[1].append(line)
            else:
                groups.append([kind, [line]])
    return [region for kind, lines in groups if (region := as_region(kind, lines, first, text))]


def belongs(caption, line, kind):
    """Whether a line goes on in the caption of a figure."""
    return (kind is None and line.page == caption[0].page and line.left > caption[0].left
            and line.left - caption[-1].left < NEXT_COLUMN and -4 <= line.top - caption[-1].top <= CAPTION_LEADING)


def continues(group, line):
    """Whether a line is the next of its group: close below the last, or beside it."""
    kind, lines = group
    last = lines[-1]
    return (kind not in FURNITURE and kind != "figure" and line.page == last.page and line.size == last.size
            and -4 <= line.top - last.top <= LEADING * line.size and same_column(last, line))


def same_column(a, b, middle=440):
    """Whether both lines begin on the same side of the page's middle; titles begin left of it all."""
    return (a.left < middle) == (b.left < middle)


def as_region(kind, lines, first, text):
    words, page = " ".join(line.text for line in lines), lines[0].page - first
    if kind == "drop-capital":
        begin = first_words(text)
        return Region(kind, begin, page) if letters_of(begin).startswith(letters_of(words)) else None
    if kind in ("title", "label"):
        alone = any(letters_of(paragraph) == letters_of(words) for paragraph in text.splitlines())
        return Region("heading", words, page, free=kind == "title" or not alone)
    if kind in ("figure", "caption"):
        return Region("caption", words, page) if len(letters_of(words)) >= SHORTEST else None
    return Region(kind, words, page)


# ---- the five scans, as read from them --------------------------------------------------------------

# A stamp lies over the first page's header; volume and signature mark, date and author are matters of opinion.
SCANS = {
    "antiquary-0001": (
        Region("heading", "The Antiquary."), Region("heading", "Notes of the Month."),
        Region("heading", "January, 1901.", free=True), Region("footer", "VOL. XXXVII. A", free=True),
        Region("header", "NOTES OF THE MONTH.", free=True)),
    "antiquary-0002": (Region("header", "NOTES OF THE MONTH."), Region("page-number", "2")),
    "antiquary-0005": (
        Region("header", "NOTES OF THE MONTH."), Region("page-number", "5"),
        Region("heading", "England's Oldest Handicrafts."), Region("heading", "The Potter's Craft."),
        Region("heading", "By Isabel Suart Robson.", free=True), Region("drop-capital", "Compared with pottery,")),
    "antiquary-0009": (
        Region("header", "ENGLAND'S OLDEST HANDICRAFTS."), Region("page-number", "9"),
        Region("footer", "VOL. XXXVII. B", free=True)),
    "antiquary-0030": (
        Region("header", "REVIEWS AND NOTICES OF NEW BOOKS."), Region("page-number", "30"),
        Region("caption", "ARBURY HALL.")),
}
