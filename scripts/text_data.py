"""The damaged texts to learn from and to measure on: split by document, aligned word by word.

Each document is in the develop half or in the check half by a hash of its name: what is learned comes from the first,
what is reported from the second.
"""
import argparse
import hashlib
import json
import os
import re
from pathlib import Path

import Levenshtein

FOLDS = 5  # that the documents are in, for learning without some of them
ROOT = Path(__file__).resolve().parent.parent
SETS = {"newspaper": "newspaper-train.jsonl", "news19c": "news19c-train.jsonl"}


def half_of(set_name, unit_id):
    digest = hashlib.sha256(f"{set_name}/{unit_id}".encode()).digest()
    return "check" if digest[0] & 1 else "develop"


def fold_of(set_name, unit_id):
    return hashlib.sha256(f"{set_name}/{unit_id}".encode()).digest()[1] % FOLDS


def load(data, set_name, half=None, without=None):
    """The set's units (dicts with id, ocr, truth), all or of one half, all folds or all but one."""
    units = [json.loads(line) for line in (Path(data) / "text" / SETS[set_name]).open(encoding="utf-8")]
    return [u for u in units if half in (None, half_of(set_name, u["id"])) and (without is None or fold_of(set_name, u["id"]) != without)]


def load_clean(data, half):
    """Units that are right as they are: the articles of a magazine, whole and by paragraph."""
    units = []
    for path in sorted((Path(data) / "magazine").glob("*.txt")):
        if half_of("magazine", path.stem) == half:
            text = path.read_text(encoding="utf-8")
            parts = [text] + [p for p in text.split("\n\n") if len(p.split()) > 20]
            units += [{"id": path.stem, "ocr": part, "truth": part} for part in parts]
    return units


def parser_of(about):
    """Of the scripts that learn from the development data, or measure on it."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("EMEND_DATA", ROOT.parent / "shared/data"))
    parser.add_argument("--emend", default=os.environ.get("EMEND", ROOT / "build/emend"))
    return parser


def arguments_without(about):
    """The same, and which fold's documents nothing is learned of; see learn_surety."""
    parser = parser_of(about)
    parser.add_argument("--without", type=int, metavar="FOLD")
    return parser.parse_args()


def normalise(text):
    """Lower case, punctuation as spaces, one space between words: what the field's character match error is taken of."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


def core(word):
    """The word without what stands about it."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", word)


def core_with_marks(word):
    """The same with marks beside its letters that may be letters, as emend takes them on poor pages (repair/words.c)."""
    inner = core(word)
    if not re.fullmatch(r"[^\W\d_]+", inner) or inner in "cC":
        return inner
    marks = r"[«»*^~<>=_\\{}|#%+&]*"
    return re.search(marks + re.escape(inner) + marks, word)[0]


def words_of(text):
    """Words as printed; halves of a word parted at a line's end are joined, as emend sees them."""
    text = re.sub(r"(\w)[-¬]\n(?=[a-z])", r"\1", text)
    return [w for w in text.replace("¬", "-").split() if core(w)]


def match_segments(a, b):
    """Pairs of word lists ([read], [true]) that stand for each other: cut wherever a space agrees with a space."""
    x, y = " ".join(a), " ".join(b)
    cuts = [(0, 0)]
    for tag, i, j, k, _ in Levenshtein.opcodes(x.lower(), y.lower()):
        if tag == "equal":
            cuts += [(i + d + 1, k + d + 1) for d in range(j - i) if x[i + d] == " "]
    cuts.append((len(x) + 1, len(y) + 1))
    return [(x[i:j].split(), y[k:m].split()) for (i, k), (j, m) in zip(cuts, cuts[1:])]
