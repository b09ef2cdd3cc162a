"""Set justified text: faces, how a page looks, and paragraphs broken into lines with hyphens. Lengths are in points."""
import re
import sys
from dataclasses import dataclass, field
from functools import lru_cache

import pyphen
from PIL import ImageFont

PACKAGES = "python3-pil python3-numpy python3-pyphen fonts-texgyre fonts-linuxlibertine"
DPI = 300
FINE = 2                                # drawn at this many times the resolution of the scan
DOT = FINE * DPI / 72                   # drawn pixels in a point
GYRE = "/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyre"
LIBERTINE = "/usr/share/fonts/opentype/linux-libertine/LinLibertine_"
FONTS = {                               # family: regular, italic, bold
    **{name: [f"{GYRE}{name.lower()}-{style}.otf" for style in ("regular", "italic", "bold")]
       for name in ("Pagella", "Termes", "Schola")},
    "Libertine": [f"{LIBERTINE}{style}.otf" for style in ("R", "RI", "RB")],
}
HYPHEN_COST, TWO_HYPHENS_COST = 30, 400 # against 100 for a line whose spaces are stretched by two thirds
OWN_HYPHEN_GAIN = 150                   # the samples should show compounds that end a line at their own hyphen
DROP_LINES = 3


class Face:
    """A typeface at a size; measures in points."""

    def __init__(self, family, style, size):
        try:
            self.font = ImageFont.truetype(FONTS[family][style], round(size * DOT), layout_engine=ImageFont.Layout.RAQM)
        except OSError:
            sys.exit(f"make-samples: no font {FONTS[family][style]}: apt-get install {PACKAGES}")
        self.size = size
        self.space = self.width("n n") - self.width("nn")

    @lru_cache(maxsize=None)
    def width(self, text):
        return self.font.getlength(text) / DOT


@dataclass
class Line:
    """A line of a paragraph: the texts printed, and for each the number of its word in the paragraph."""
    paragraph: int
    texts: list
    words: list
    indent: float
    width: float
    last: bool


@dataclass
class Insert:
    """What stands between the lines of a column: `rows` lines high, drawn by draw(sheet, left, top, width)."""
    column: int
    row: int
    rows: int
    draw: object


@dataclass
class Look:
    """How a page is set."""
    family: str
    size: float
    leading: float
    measure: float                      # of a column
    columns: int = 1
    gutter: float = 14
    indent: float = 10
    margin: float = 36
    top: float = 40                     # of the first line, from the upper edge
    bottom: float = 44                  # from the last line to the lower edge
    language: str = "en_GB"
    inserts: list = field(default_factory=list)

    def face(self, style=0, size=None):
        return Face(self.family, style, size or self.size)

    def left(self, column):
        return self.margin + column * (self.measure + self.gutter)

    def width(self):
        return self.left(self.columns) - self.gutter + self.margin


def split_word(word, dictionary):
    """The pieces of a word between which a line may end, each with the hyphen that it then takes ("" after its own)."""
    pieces = []
    for part in re.findall(r"[^-—]+[-—]*|[-—]+", word):
        letters = re.search(r"[A-Za-z]{6,}", part)
        cuts = [letters.start() + p for p in dictionary.positions(letters[0])] if letters else []
        cuts = [0] + cuts + [len(part)]
        pieces += [[part[a:b], "-"] for a, b in zip(cuts, cuts[1:])]
        pieces[-1][1] = ""
    return pieces


def broken(pieces, start, end):
    """Texts and word numbers of a line that holds pieces start to end."""
    texts, words = [], []
    for text, _, word in pieces[start:end]:
        if words and words[-1] == word:
            texts[-1] += text
        else:
            texts.append(text)
            words.append(word)
    texts[-1] += pieces[end - 1][1]
    return texts, words


def break_paragraph(pieces, face, room):
    """The ends of the lines that together stretch least (after Knuth and Plass); room(n) is the measure of line n."""
    def cost_of(start, end, n):
        texts, _ = broken(pieces, start, end)
        slack = room(n) - sum(map(face.width, texts)) - face.space * (len(texts) - 1)
        ratio = slack / (face.space * max(len(texts) - 1, 0.2))
        if ratio < -0.3:
            return None
        if end == len(pieces):
            return 100 * (slack > room(n) * 0.8) + 400 * bool(start and pieces[start - 1][1])
        stretch = ratio / 0.66 if ratio > 0 else ratio / 0.3
        own = -OWN_HYPHEN_GAIN if re.search(r"\w-$", pieces[end - 1][0]) else 0
        two = start and pieces[start - 1][1] and pieces[end - 1][1]
        return own + 100 * abs(stretch) ** 3 + HYPHEN_COST * bool(pieces[end - 1][1]) + TWO_HYPHENS_COST * bool(two)

    @lru_cache(maxsize=None)
    def best(start, n):
        if start == len(pieces):
            return 0, ()
        found = []
        for end in range(start + 1, len(pieces) + 1):
            cost = cost_of(start, end, n)
            if cost is not None:
                rest = best(end, min(n + 1, DROP_LINES))
                found.append((cost + rest[0], (end,) + rest[1]))
            elif found:
                break
        return min(found)

    return best(0, 0)[1]


def set_paragraph(number, words, look, drop=0):
    """The lines of a paragraph; with drop, its first letter stands apart and takes that width from the first lines."""
    face, dictionary = look.face(), pyphen.Pyphen(lang=look.language, left=2, right=3)
    if drop:
        words = [words[0][1:]] + words[1:]
    pieces = [(*piece, i) for i, word in enumerate(words) for piece in split_word(word, dictionary)]
    indent = [drop] * DROP_LINES + [0] if drop else [look.indent if number else 0] + [0] * DROP_LINES
    lines, start = [], 0
    for n, end in enumerate(break_paragraph(pieces, face, lambda n: look.measure - indent[n])):
        at = indent[min(n, DROP_LINES)]
        lines.append(Line(number, *broken(pieces, start, end), at, look.measure - at, end == len(pieces)))
        start = end
    return lines
