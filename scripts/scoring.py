"""Scores one reading of a text against its truth: error rates and recall.

    truth = Truth("The quick brown fox".split())
    score_bodies("emend", truth, {"emend": "The quick brwon fox"})["emend"].word_errors      # 1

The measures are the ones in common use for OCR (ISRI's tools, ocreval, dinglehopper, overProof):
word and character error rate are the Levenshtein distance, over words and over characters, between
truth and reading in reading order, divided by the length of the truth; recall is the share of the
truth's words that stand anywhere in the reading ("bag of words").  Aggregates are sums of errors over
sums of lengths, so a page weighs as much as it has words.

Words that are printed and not to be judged
-------------------------------------------
Some truths have *free* words: the fragments at a cut page edge, web addresses in parentheses, a
copyright block.  They are neither demanded nor counted.  Leaving them out of the truth alone would
turn what a reading prints in their place into insertions; so they stay in the truth for a first
alignment, and whatever the reading has at their place and resembles them is then taken out of both
sides; the scores come from a second alignment of what is left.  A word that does not resemble the free
word it is aligned with (an invented word, a word of another column) stays in, and is an error.
"""
import difflib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

import Levenshtein  # Debian: python3-levenshtein
from compared import compare_texts, errors

# The only differences that are forgiven: the shape of quotes and dashes, and white space.
SAME = {ord(c): "'" for c in "‘’‚‛`´′"} | {ord(c): '"' for c in "“”„‟″"} | {ord(c): "-" for c in "‐‑‒–—―−"}
LACUNA = re.compile(r"\[\s*(…|\.\.\.)\s*\]")
SHORTEST_RUN = 3   # words in a row that two texts share by more than chance
MOST_PARTS = 3        # of an address that goes on over line ends
ADDRESS_SIGN = re.compile(r"://|\bwww\.|\.(?:com|net|org)\b")
HYPHEN_AT_END = re.compile(r"(\S+)-\s+(?=(\S+))")


def words_of(text):
    """The words of a text, normalised; a lacuna mark is not a word."""
    return LACUNA.sub(" ", unicodedata.normalize("NFC", text).translate(SAME)).split()


@dataclass
class Truth:
    """The body's words in reading order; `free` ones are printed but not judged; `beside` are the inserts'."""
    words: list
    free: list = None
    beside: list = field(default_factory=list)
    printed: list = field(default_factory=list)  # further words known to be on the page
    whole: list = None    # every word of the print, line-end hyphens closed; None: no source tells more than the above

    def __post_init__(self):
        self.free = self.free or [False] * len(self.words)

    def demanded(self):
        return [w for w, free in zip(self.words, self.free) if not free]

    def on_the_page(self):
        """How often each word is printed, as far as any source of the truth tells."""
        return Counter(self.words + self.beside) | Counter(self.printed)


def opcodes(a, b):
    """Levenshtein's edit operations between two lists of words, each word being made one character."""
    code = {}
    def encode(words):
        return "".join(chr(0x10000 + code.setdefault(w, len(code))) for w in words)
    return Levenshtein.opcodes(encode(a), encode(b))


def align(a, b):
    """Pairs (i, j) in order that cover both lists; None stands for a word that the other side lacks."""
    pairs = []
    for kind, i1, i2, j1, j2 in opcodes(a, b):
        if kind in ("equal", "replace"):
            pairs += zip(range(i1, i2), range(j1, j2))
        else:
            pairs += [(i, None) for i in range(i1, i2)] + [(None, j) for j in range(j1, j2)]
    return pairs


def resembles(token, whole):
    """Whether `token` may be what is left of `whole` when its end is cut off and its last letters are hurt.

    Up to half of the letters may differ from the beginning of the whole; of one or two letters, all.
    """
    if len(token) > len(whole) + 2:
        return False
    allowed = len(token) // 2 if len(token) > 2 else 2
    return Levenshtein.distance(token, whole[:len(token)]) <= allowed


def excused(truth, reading):
    """Indices of the reading's words that stand for free words of the truth."""
    out, pairs = set(), align(truth.words, reading)
    for stretch in free_stretches(truth, pairs):
        free = [truth.words[i] for i, _ in stretch if i is not None]
        if len(free) == 1:
            out.update(fragment(free[0], [j for _, j in stretch if j is not None], reading))
        else:
            out.update(within(truth, stretch, reading))
    return out | displaced(truth, reading, pairs, out)


def free_stretches(truth, pairs):
    """The parts of an alignment between two words that are judged, if there are free words in them."""
    stretch = []
    for i, j in pairs + [(-1, None)]:
        if i is None or (i >= 0 and truth.free[i]):
            stretch.append((i, j))
            continue
        if any(k is not None for k, _ in stretch):
            yield stretch
        stretch = []


def fragment(whole, places, reading):
    """Which of the words at a single free word's place are its fragment: all, the first two, the first or the last."""
    for chunk in (places, places[:2], places[:1], places[-1:]):
        if chunk and resembles("".join(reading[j] for j in chunk), whole):
            return chunk
    return []


def within(truth, stretch, reading):
    """Of several free words in a row: the words that resemble theirs, and those put in between them."""
    free_at = [n for n, (i, _) in enumerate(stretch) if i is not None]
    for n, (i, j) in enumerate(stretch):
        if j is not None and (resembles(reading[j], truth.words[i]) if i is not None
                              else free_at[0] < n < free_at[-1]):
            yield j


def displaced(truth, reading, pairs, found):
    """Indices of the reading's words that are free ones in another place (a copyright block at a column's foot).

    The free words not yet found are matched with the words of the reading that are not yet right: shared runs
    of three or more are excused, with what stands between two such runs if it is no longer than that. (difflib
    looks for the longest runs; Levenshtein's alignment would rather replace a block than move it.)
    """
    taken = {i for i, j in pairs if j in found}
    right = {j for i, j in pairs if None not in (i, j) and not truth.free[i] and truth.words[i] == reading[j]}
    left = [i for i, free in enumerate(truth.free) if free and i not in taken]
    rest = [j for j in range(len(reading)) if j not in found and j not in right]
    runs = []
    matcher = difflib.SequenceMatcher(None, [truth.words[i] for i in left], [reading[j] for j in rest], autojunk=False)
    for _, start, length in matcher.get_matching_blocks():
        if length < SHORTEST_RUN:
            continue
        if runs and start - runs[-1][1] <= SHORTEST_RUN:
            runs[-1][1] = start + length
        else:
            runs.append([start, start + length])
    return {rest[j] for start, end in runs for j in range(start, end)}


@dataclass
class BodyScore:
    words: int
    word_errors: int
    chars: int
    char_errors: int
    right: set      # which of the demanded words, by index, were read right
    errors: list    # (in the truth, in the reading) of each run of differences, for looking


def part_addresses(truth, reading):
    """The reading, its addresses parted where the truth has them over a line end: both ways of writing are right."""
    wholes = {}
    for i in range(len(truth.words)):
        for n in range(2, MOST_PARTS + 1):
            parts = truth.words[i:i + n]
            if len(parts) == n and ADDRESS_SIGN.search("".join(parts)):
                wholes["".join(parts)] = parts
    for word in reading:
        close = [whole for whole in wholes if word not in truth.words and ADDRESS_SIGN.search(word)
                 and Levenshtein.distance(word, whole) <= len(whole) // 5]
        for part in wholes[min(close, key=lambda whole: Levenshtein.distance(word, whole))][:-1] if close else []:
            yield word[:len(part)]
            word = word[len(part):]
        yield word


def judged(truth, text):
    """The truth's demanded words and the text's, without what stands for free ones."""
    reading = list(part_addresses(truth, words_of(text)))
    drop = excused(truth, reading) if any(truth.free) else ()
    return truth.demanded(), [w for j, w in enumerate(reading) if j not in drop]


def score_bodies(emend, truth, texts):
    """Error counts of each text's words, in order, against the truth's demanded words; by the texts' names."""
    pairs = {name: [" ".join(words) for words in judged(truth, text)] for name, text in texts.items()}
    scores = {}
    for name, page in compare_texts(emend, pairs).items():
        wrong = {i for d in page["differences"] for i in range(*d["a"]["words"])}
        differing = [(d["a"].get("text", ""), d["b"].get("text", "")) for d in page["differences"]]
        scores[name] = BodyScore(page["words"]["a"], errors(page["words"]), page["characters"]["a"],
                                 errors(page["characters"]), set(range(page["words"]["a"])) - wrong, differing)
    return scores


def missing_words(truth, text):
    """How many words the print has, and those of them that stand nowhere in the text.

    These are body and inserts, or, where it is known, the whole print with its headers and footers.  Whether
    line-end hyphens were closed, and whether rightly, is another matter: hyphens inside of words do not count, and
    of a word in two halves, on one side or the other, both are there.  Nor does it matter whether the parts of an
    address were put together.
    """
    wanted = Counter(map(without_hyphens, truth.demanded() + truth.beside if truth.whole is None else truth.whole))
    read = Counter(map(without_hyphens, words_of(text)))
    lacking = wanted - read
    lacking -= Counter(without_hyphens(head + tail) for head, tail in HYPHEN_AT_END.findall(" ".join(words_of(text))))
    lacking -= parts_of(lacking, read - wanted)
    return sum(wanted.values()), lacking


def parts_of(lacking, others):
    """Those lacking words of which the other words are made: halves of a word, and parts of an address."""
    parts = Counter()
    tails = [word for word in lacking if not word.endswith("-")]
    for head in (word for word in lacking if len(word) > 1 and word.endswith("-")):
        parts.update(next(([head, tail] for tail in tails if head[:-1] + tail in others), []))
    addresses = [word for word in others if ADDRESS_SIGN.search(word)]
    for word in lacking:
        if len(word) > 1:
            parts[word] += sum(others[address] for address in addresses if word in address)
    return parts


def without_hyphens(word):
    return word[:1] + word[1:-1].replace("-", "") + word[1:][-1:]
