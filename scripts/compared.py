"""What `emend compare` says of texts and of edits, for the benchmarks."""
import json
import os
import subprocess
import tempfile
from pathlib import Path

# Differences that count as none in all benchmarks.
ALIKE = "--ignore=quotes,hyphens"
PATIENCE = 900   # seconds


def said(command):
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return json.loads(done.stdout)


def compare_texts(emend, pairs):
    """Of each pair of texts, by name, truth first: what emend's JSON has of it, all in the order of the text."""
    with tempfile.TemporaryDirectory() as folder:
        sides = [Path(folder) / "truth", Path(folder) / "read"]
        for n, side in enumerate(sides):
            side.mkdir()
            for name, texts in pairs.items():
                (side / f"{name}.txt").write_text(texts[n], encoding="utf-8")
        pages = said([emend, "compare", "--json", "--in-order", "--from=txt", ALIKE, *sides])["pages"]
    return {page["name"]: page for page in pages}


def errors(tally):
    return tally["substituted"] + tally["missing"] + tally["added"]


def edits_by_stage(emend, truth, stored, options=()):
    """What the edits in stored pages did, by stage and kind: each page is judged by its part of the one truth."""
    with tempfile.TemporaryDirectory() as folder:
        sides = [Path(folder) / "truth", Path(folder) / "read"]
        for side in sides:
            side.mkdir()
        for n, path in enumerate(stored):
            (sides[0] / f"{n}.txt").write_text(truth, encoding="utf-8")
            os.symlink(Path(path).resolve(), sides[1] / f"{n}.json")
        return said([emend, "compare", "--by-edit", "--json", ALIKE, *options, *sides])["stages"] if stored else []
