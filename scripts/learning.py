"""The pages that scripts/learn_misreadings, learn_scans and learn_marks learn from: those of the develop half as they are, and
hard copies of some. What the benchmark makes copies of is left out. Readings are kept in the cache, with the image's stages done.
Of the others scripts/bench_misread has copies made."""
import importlib.machinery
import importlib.util
import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import bench_copies
import bench_sets
from bench_tools import convert
from text_data import half_of, parser_of

ROOT = Path(__file__).resolve().parent.parent
OF_IMAGES = ("rescue", "reread", "denoise")  # the first stages, which read the image
# What convert is told of a copy, as bench_copies has it: {soft} and {sharp} are a lens out of focus by less, {small} brings
# a page to 130 dots an inch.
KINDS = {
    "blur": bench_copies.KINDS["blur"],
    "soft": "-seed 7 -blur 0x{soft} -attenuate 1.2 +noise Gaussian -quality 40",
    "noise": "-seed 1 -attenuate 1.3 +noise Gaussian -quality 60",
    "thresh": "-seed 5 -blur 0x{soft} -attenuate 0.8 +noise Gaussian -blur 0x1 -threshold 55% -quality 90",
    "small": "-seed 9 -resize {small}% -blur 0x0.9 -attenuate 0.5 +noise Gaussian -quality 50",
    "fade": "-seed 11 -colorspace gray -blur 0x{soft} +level 45%,80% -attenuate 0.35 +noise Gaussian -quality 50",
    "copier": "-seed 13 -colorspace gray -spread 1 -blur 0x{sharp} -threshold 62% -blur 0x0.8 -quality 85",
}
FIRST = 1  # pages of an article that copies are made of
WIDEST = 24  # words between two that are read well; where more are not, the texts are not aligned


def arguments(about):
    parser = parser_of(about)
    parser.add_argument("--cache", type=Path, default=ROOT / "build/bench")
    return parser.parse_args()


def module(name):
    """The script of that name, which has no extension, as a module."""
    loader = importlib.machinery.SourceFileLoader(name, str(ROOT / "scripts" / name))
    loaded = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(loaded)
    return loaded


def is_learned(document, taken):
    """Of pages all but those that the benchmark copies, of other sets the develop half."""
    if document.set.startswith("pages/"):
        return f"{document.set[-1]}{document.name}" not in taken
    return half_of(document.set, document.name) == "develop"


def copies_of(document, dpi, kinds, cache):
    for kind in kinds:
        images = [cache / kind / document.set.replace("/", "") / f"{image.stem}.jpg" for image in document.images]
        for source, image in zip(document.images, images):
            if not image.exists():
                convert([str(source)], KINDS[kind].format(sigma=dpi / 120, soft=dpi / 145, sharp=dpi / 160, small=100 * 130 / dpi).split(), image)
        yield replace(document, set=f"{kind}/{document.set.replace('/', '')}", images=images, make_scans=None)


def documents_of(args, learned=True, kinds=KINDS):
    """The development documents, and copies of some; or copies of such pages as nothing is learned from."""
    sets = bench_sets.load(["pages/a", "pages/b", "books", "magazine", "scans"], args.data, args.cache)
    taken = {image.stem for d in bench_sets.hard_copies("blur", args.data, args.cache) for image in d.images}
    about = {d.name: json.loads((args.data / name / f"{d.name}.json").read_text()) for name in ("pages/a", "pages/b") for d in sets[name]}
    copied = [d for name in ("pages/a", "pages/b") for d in sets[name] if not about[d.name]["crop"]]
    copied += sets["books"] + [replace(d, images=d.images[:FIRST]) for d in sets["magazine"]]
    copied = [d for d in copied if is_learned(d, taken) == learned]
    documents = [d for each in sets.values() for d in each if is_learned(d, taken)] if learned else []
    for d in documents + copied:
        if d.make_scans:
            d.make_scans()
    for d in copied:
        documents += copies_of(d, about[d.name]["dpi"] if d.set.startswith("pages/") else 300, kinds, args.cache / "learn")
    return documents


def body_words(page):
    """The words of the page's body that stand in its text, also those that are part of the one before."""
    return [w for region in page["regions"] if region["type"] in bench_sets.BODY
            for line in region.get("lines", []) for w in line["words"] if w.get("text")]


def run(args, result, *words):
    """Restores one page into the file `result`."""
    with open(result, "wb") as out:
        subprocess.run([args.emend, "restore", "-f", "json", *words], stdout=out, check=True,
                       env=os.environ | {"OMP_THREAD_LIMIT": "1"})


def stages_of(args):
    """The repair's, in order, without those that are only done when named."""
    told = subprocess.run([args.emend, "stages"], capture_output=True, text=True, check=True).stdout
    rows = [line for line in told[told.index("Repair"):].splitlines()[1:] if line.strip() and "only when named" not in line]
    return [row.split()[0] for row in rows]


def restored(args, documents, without, folder="learn"):
    """The documents' pages as the other stages leave them, each with its document. The folder of the cache has what was read."""
    stages = ",".join(s for s in stages_of(args) if s not in OF_IMAGES and s not in without)
    jobs = [(d, image) for d in documents for image in d.images]

    def restore(job):
        document, image = job
        readings, done = (args.cache / folder / step / document.set for step in ("read", "done"))
        stored = readings / f"{image.stem}.json"
        for each in (readings, done):
            each.mkdir(parents=True, exist_ok=True)
        if not stored.exists():
            run(args, stored, "--stages", ",".join(OF_IMAGES), str(image))
        run(args, done / stored.name, "--stages", stages, str(stored))
        return document, json.loads((done / f"{image.stem}.json").read_text())["pages"]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [(document, page) for document, pages in pool.map(restore, jobs) for page in pages]
