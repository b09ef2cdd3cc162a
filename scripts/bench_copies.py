"""Hard copies of good pages, for the benchmark: what scanners, photocopiers and archives do to a page.

The same pages in each kind of copy, made by ImageMagick with a fixed seed and kept in the cache.
"""
import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench_tools import convert
from scoring import Truth

# What convert is told, after the name of the page; {percent} brings a page to 150 dots an inch, {sigma} is the blur
# in pixels of a lens that is out of focus by the 120th part of an inch, {soft} by the 145th, {rise} and {period} make lines an eighth of an
# inch higher in the middle of a page of 8.5 inches than at its sides; {width} and {height} are a page's of 8.5 to 14 inches;
# {tape} is three quarters of an inch wide, {stroke} a third; {across} and {down} are those of a fax to a page's dots, percent; {near} and {far} lie 2 and 6 inches from its left edge.
KINDS = {
    "150dpi": "-resize {percent}% -density 150 -quality 85",
    "blur": "-seed 1 -blur 0x{sigma} -attenuate 1 +noise Gaussian -quality 75",
    "jpeg25": "-quality 25",
    "negative": "-colorspace gray -negate -quality 85",
    "tilted": "-background white -rotate 12 -quality 85",
    "skew": "-background white -rotate 3 -quality 85",
    "curved": "-background white -wave {rise}x{period} -quality 85",
    "specks": "-seed 1 ( +clone -colorspace gray -evaluate set 50% +noise Random -threshold 99.95% -morphology"
              " Dilate Square:1 -negate ) -compose multiply -composite -quality 85",
    "borders": "-bordercolor gray10 -border 7%x5% -seed 1 -attenuate 0.5 +noise Gaussian -quality 75",
    "spread": "-quality 85",
    "shadow": "-colorspace gray +level 10%,82% ( +clone -resize 2x1! -fx 1-0.65*i -resize {width}x{height}! ) -compose"
              " multiply -composite -resize {percent}% -seed 1 -attenuate 0.15 +noise Gaussian -density 150 -quality 92",
    "streaks": "-colorspace gray -fill gray30 -region 2x{height}+{near}+0 -colorize 100 -region 3x{height}+{far}+0 -colorize 100"
               " +region -quality 85",
    "tape": "-colorspace gray +repage -region {tape}x{height}+{far}+0 -evaluate multiply 0.47 -region {width}x{tape}+0+{far}"
            " -evaluate multiply 0.47 +region -blur 0x1.5 -quality 85",
    "light": "-seed 5 -blur 0x{soft} -attenuate 0.8 +noise Gaussian -blur 0x1 -threshold 60% -quality 90",
    "screen": "-colorspace gray ( +clone -crop {far}x{far}+{stroke}+{near} +repage -evaluate set 75% -ordered-dither h4x4a )"
              " -geometry +{stroke}+{near} -compose multiply -composite -quality 85",
    "marker": "-colorspace sRGB +repage -region {far}x{stroke}+{stroke}+{near} -channel G -evaluate multiply 0.5 -channel B"
              " -evaluate multiply 0.75 -region {far}x{stroke}+{near}+{far} -channel B -evaluate multiply 0.25 +channel"
              " +region -quality 85",
    "fax": "-colorspace gray -resize {across}%x{down}% -threshold 62% -density 204x98 -units PixelsPerInch -quality 92",
    "upside-down": "-rotate 180 -quality 85",
}
PAGES = 6   # of each kind


@dataclass
class Page:
    """An uncut page that copies are made of."""
    name: str
    image: Path
    dpi: int
    truth: Truth


def spread_evenly(pages, count):
    return [pages[(2 * n + 1) * len(pages) // (2 * count)] for n in range(min(count, len(pages)))]


def copies(kind, pages, cache, document):
    """Documents of one kind of copy: document(name, images, truth, make_scans) makes each."""
    folder = cache / hashlib.sha256(f"{kind} {KINDS[kind]}".encode()).hexdigest()[:12]
    chosen = spread_evenly(pages, PAGES)
    groups = list(zip(chosen[::2], chosen[1::2])) if kind == "spread" else [(page,) for page in chosen]
    out = []
    for group in groups:
        name = "+".join(page.name for page in group)
        image = folder / f"{name}.jpg"
        out.append(document(name, [image], together([page.truth for page in group]),
                            partial(make_copy, KINDS[kind], group, image)))
    return out


def together(truths):
    return Truth(*([item for truth in truths for item in getattr(truth, field)]
                   for field in ("words", "free", "beside", "printed")))


def make_copy(how, group, image):
    if image.exists():
        return
    dpi = group[0].dpi
    how = how.format(percent=100 * 150 / dpi, sigma=dpi / 120, soft=dpi / 145, rise=dpi / 8, period=17 * dpi,
                     width=17 * dpi // 2, height=14 * dpi, near=2 * dpi, far=6 * dpi,
                     across=100 * 204 / dpi, down=100 * 98 / dpi, tape=3 * dpi // 4, stroke=dpi // 3)
    sources = [str(page.image) for page in group]
    convert(sources + (["+append"] if len(sources) > 1 else []), how.split(), image)
