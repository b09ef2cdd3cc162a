"""Draw a brig off a volcanic island, cut as a wood engraving."""
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

INK, PAPER = 0, 255


def clouds(rng, high, wide, grain):
    """Smooth noise from 0 to 1."""
    rough = Image.fromarray((rng.rand(high // grain + 2, wide // grain + 2) * 255).astype("uint8"))
    return np.asarray(rough.resize((wide, high), Image.Resampling.BICUBIC), dtype=float) / 255


def brig(draw, x, y, s):
    """Hull, two masts, square sails; x, y is the middle of the water line, s the length of the hull."""
    def shape(points, tone):
        draw.polygon([(x + a * s, y - b * s) for a, b in points], fill=tone)
    for mast in (-0.18, 0.2):
        shape([(mast - 0.008, 0), (mast + 0.008, 0), (mast + 0.004, 0.98), (mast - 0.004, 0.98)], 15)
        for low, high, half in ((0.17, 0.43, 0.19), (0.46, 0.69, 0.15), (0.71, 0.86, 0.1)):
            belly = 0.035
            shape([(mast - half, low), (mast + half + belly, low + 0.02), (mast + half * 0.86, high),
                   (mast - half * 0.8, high)], 60)
            shape([(mast - half + 0.02, low + 0.02), (mast + half * 0.9, low + 0.03), (mast + half * 0.75, high - 0.02),
                   (mast - half * 0.72, high - 0.02)], 235)
    shape([(0.22, 0.82), (0.7, 0.2), (0.36, 0.16)], 190)
    shape([(0.48, 0.11), (0.72, 0.2), (0.72, 0.19), (0.5, 0.09)], 10)
    shape([(-0.5, 0.14), (-0.2, 0.09), (0.3, 0.09), (0.54, 0.14), (0.46, -0.02), (-0.44, -0.02)], 12)
    shape([(-0.49, 0.085), (0.5, 0.085), (0.49, 0.065), (-0.48, 0.065)], 200)


def tones(wide, high):
    """The scene in grey: sky, clouds, island, sea, ship."""
    rng = np.random.RandomState(1832)
    y, x = np.mgrid[0:high, 0:wide] / np.array([high, wide]).reshape(2, 1, 1)
    cloud = 0.6 * clouds(rng, high, wide, wide // 5) + 0.4 * clouds(rng, high, wide, wide // 13)
    grey = 120 + 120 * y / 0.62 + 150 * np.clip(cloud - 0.5, 0, 1)
    rough = clouds(rng, high, wide, wide // 22) - 0.5
    ridge = np.repeat(clouds(rng, 1, wide, wide // 26), high, axis=0)
    flank = clouds(rng, high, wide, wide // 16)
    for peak, top, slope, tone in ((0.27, 0.4, 0.75, 190), (0.6, 0.47, 0.6, 175), (0.86, 0.36, 0.8, 160)):
        crest = np.maximum(top + slope * np.abs(x - peak), top + 0.02) + 0.06 * (ridge - 0.5)
        shadow = x > peak + 0.2 * (y - top) + 0.16 * (flank - 0.5)
        grey = np.where(crest < y, tone - 95 * shadow + 60 * (flank - 0.5), grey)
    swell = np.sin(160 * np.sqrt(np.clip(y - 0.55, 0, 1)) + 8 * rough)
    grey = np.where(y > 0.64, 125 + 45 * swell - 90 * (y - 0.64) + 70 * rough, grey)
    image = Image.fromarray(np.clip(grey, 0, 255).astype("uint8"))
    brig(ImageDraw.Draw(image), wide * 0.4, high * 0.78, wide * 0.42)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(2)), dtype=float) / 255


def engraving(wide, high):
    """Lines whose thickness follows the tone, crossed by others in the shadows, within a frame."""
    grey = tones(wide, high)
    y, x = np.mgrid[0:high, 0:wide].astype(float)
    wave = 3 * np.sin(x / 70) + 2 * np.sin(x / 31 + y / 90)
    along = np.abs((y + wave) / 12 % 1 - 0.5) * 2
    across = np.abs((x * 0.7 + y * 0.7) / 13 % 1 - 0.5) * 2
    ink = (along < 0.95 - grey) | (across < 0.8 - 2 * grey) | (grey < 0.16)
    art = Image.fromarray(np.where(ink, INK, PAPER).astype("uint8"))
    ImageDraw.Draw(art).rectangle([0, 0, wide - 1, high - 1], outline=INK, width=6)
    return art
