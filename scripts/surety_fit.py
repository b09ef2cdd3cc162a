"""The models behind dict/surety*.tsv: a logistic regression, piecewise linear in each term that the evidence of a change
tells, the same with sums of terms in it, and trees (pipeline/language/learned.h); fitting, judging and writing them."""
import re

import numpy

STRENGTH = 2.0  # of the pull of the weights towards 0
ROUNDS = 40
BOUNDS = (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1)

# What is told of a change of a word: knots of the piecewise linear parts; a flag has one.
TERMS = {
    "margin": (-2, 1, 2, 3.5, 5),
    "lead": (-1, 0.5, 1, 2, 4),
    "context": (-3, 0, 2, 4),
    "confusions": (0, 1.5, 3, 4.5),
    "frequency": (0, 3, 5, 6.5),
    "doubt": (-3, -1, 0, 1),
    "letters": (0, 2, 3, 4, 6, 9),
    "page": (0, 1, 2),
    "beside": (0, 1),
    "repeated": (0, 1),
    "across": (-2, 0, 1),
    "here": (0, 1),
    "longer": (0, 1),
    "shorter": (0, 1),
    "pieces": (0, 1),
    "mended": (0, 1.5, 3),
    "fit": (-2, 0, 1, 2, 4),
    "fitread": (-2, 0, 2),
    "before": (-2, 0, 2),
    "near": (0, 2, 4),
    "dear": (0, 0.3, 0.6),
    "marks": (0, 1),
    "changed": (0, 1),
    "farther": (0, 1),
    "usual": (2, 3.5, 5),
    "poor": (0, 3, 8, 15),
    "habit": (0,),
    "strange": (0.8, 1.1, 1.4),
    "strangest": (1.5, 2.5),
    "stranger": (0.8, 1.1),
    "print": (-1, 0),
} | dict.fromkeys("known common rare capital capitals mixed split join noise elsewhere begins ends half ending parted between initial final".split(), (0,))


def terms_in(evidence):
    """What the evidence of a change tells, by term."""
    told = re.findall(r"[:,] ([a-z]+) (-?[\d.]+(?:e[+-]\d+)?)(?=,|;|$)", evidence)
    return {term: float(value) for term, value in told}


class Model:
    """terms: knots of the piecewise linear parts by name; a flag has one. units: what terms are measured in for the fit."""

    def __init__(self, terms, units=None):
        self.columns = [("always", 0.0)] + [(term, float(knot)) for term, knots in terms.items() for knot in knots]
        self.units = numpy.array([(units or {}).get(term, 1.0) for term, _ in self.columns])

    def row_of(self, evidence):
        told = terms_in(evidence)
        return [1.0] + [max(0.0, told.get(term, 0.0) - knot) for term, knot in self.columns[1:]]

    def fit(self, x, y):
        """Newton's method on the penalised likelihood."""
        x = x / self.units
        weights = numpy.zeros(x.shape[1])
        pull = numpy.full(x.shape[1], STRENGTH)
        pull[0] = 1e-3
        for _ in range(ROUNDS):
            p = 1 / (1 + numpy.exp(-numpy.clip(x @ weights, -30, 30)))
            slope = x.T @ (y - p) - pull * weights
            curve = (x.T * (p * (1 - p))) @ x + numpy.diag(pull)
            weights += numpy.linalg.solve(curve, slope)
        return weights / self.units

    def predict(self, x, weights):
        return 1 / (1 + numpy.exp(-x @ weights))

    def held_out(self, x, y, fold):
        """What each change is said to be by a model that was learned without its fold."""
        held = numpy.zeros(len(y))
        for k in range(max(fold) + 1):
            if (fold == k).any():
                held[fold == k] = self.predict(x[fold == k], self.fit(x[fold != k], y[fold != k]))
        return held

    def write(self, path, weights, script):
        with path.open("w", encoding="utf-8") as out:
            out.write(f"# term\tknot\tweight; made by scripts/{script}. A change is right with probability 1 / (1 + exp(-sum)), the sum of weight times how much the term is above the knot; see pipeline/language/surety.h\n")
            for (term, knot), weight in zip(self.columns, weights):
                out.write(f"{term}\t{knot:g}\t{weight:.4g}\n")


class ModelOfSums(Model):
    """The same with sums of all terms, which count as their tangens hyperbolicus: a network with one hidden layer. Fitted by
    Adam, begun from the logistic regression, several times from other random weights: what is fitted is the mean of their
    outputs, which is one network with all their sums. The weights of the fit are a triple: of the terms, in the sums, of
    the sums."""

    NETWORKS, SUMS, EPOCHS, BATCH, RATE, PULL = 4, 8, 60, 500, 0.01, 5e-4

    def fit(self, x, y):
        size = x.std(axis=0) + 1e-3
        size[0] = 1  # always 1: it does not vary
        begin = super().fit(x, y) * size
        fitted = [self.fit_one(x / size, y, begin, seed) for seed in range(1, self.NETWORKS + 1)]
        terms, inner, outer = zip(*fitted)
        return sum(terms) / size / self.NETWORKS, numpy.hstack(inner) / size[:, None], numpy.hstack(outer) / self.NETWORKS

    def fit_one(self, x, y, begin, seed):
        chance = numpy.random.default_rng(seed)
        shape = x.shape[1], self.SUMS
        weights = [begin, chance.normal(size=shape) / numpy.sqrt(shape[0]), chance.normal(size=self.SUMS) / 8]
        slopes, squares, step = [0, 0, 0], [0, 0, 0], 0
        for epoch in range(self.EPOCHS):
            rate = self.RATE * (1 + numpy.cos(numpy.pi * epoch / self.EPOCHS)) / 2
            for rows in numpy.array_split(chance.permutation(len(y)), max(1, len(y) // self.BATCH)):
                step += 1
                for i, slope in enumerate(self.slopes_of(weights, x[rows], y[rows])):
                    slope = slope + self.PULL * weights[i]
                    slopes[i] = 0.9 * slopes[i] + 0.1 * slope
                    squares[i] = 0.999 * squares[i] + 0.001 * slope**2
                    weights[i] = weights[i] - rate * (slopes[i] / (1 - 0.9**step)) / (numpy.sqrt(squares[i] / (1 - 0.999**step)) + 1e-8)
        return weights

    @staticmethod
    def slopes_of(weights, x, y):
        sums = numpy.tanh(x @ weights[1])
        wrong = (1 / (1 + numpy.exp(-(x @ weights[0] + sums @ weights[2]))) - y) / len(y)
        return x.T @ wrong, x.T @ (numpy.outer(wrong, weights[2]) * (1 - sums**2)), sums.T @ wrong

    def predict(self, x, weights):
        return 1 / (1 + numpy.exp(-(x @ weights[0] + numpy.tanh(x @ weights[1]) @ weights[2])))

    def write(self, path, weights, script):
        with path.open("w", encoding="utf-8") as out:
            out.write(f"# term\tknot\tweight\tweights in sums; made by scripts/{script}. A change is right with probability 1 / (1 + exp(-sum)), the sum of weight times how much the term is above the knot, and of the other sums' tangens hyperbolicus times what the last row has; see pipeline/language/surety.h\n")
            for (term, knot), weight, inner in zip(self.columns, weights[0], weights[1]):
                out.write(f"{term}\t{knot:g}\t{weight:.4g}\t" + "\t".join(f"{w:.3g}" for w in inner) + "\n")
            out.write("sums\t" + "\t".join(f"{w:.4g}" for w in weights[2]) + "\n")


class ModelOfTrees(Model):
    """Gradient boosted trees of one depth. A tree is fitted to the slopes of the likelihood of some of the changes, drawn
    by chance; its forks part the changes at the quantiles of the terms, where that gains most. Weights of the fit: the
    first sum, and for each tree the terms and values of its forks and what its leaves count."""

    TREES, DEPTH, RATE, PULL, FEWEST, PARTS, DRAWN = 150, 5, 0.08, 5.0, 15, 32, 0.5

    def __init__(self, terms):
        self.terms = list(terms)

    def row_of(self, evidence):
        told = terms_in(evidence)
        return [told.get(term, 0.0) for term in self.terms]

    def values_of(self, column):
        """Where a fork may part the term's values: between two of them."""
        values = numpy.unique(column)
        between = (values[1:] + values[:-1]) / 2
        if len(values) <= self.PARTS:
            return between
        quantiles = numpy.quantile(column, numpy.linspace(0, 1, self.PARTS + 1)[1:-1])
        return numpy.unique(between[numpy.searchsorted(values[:-1], quantiles).clip(0, len(between) - 1)])

    def fit(self, x, y):
        chance = numpy.random.default_rng(1)
        values = [self.values_of(column) for column in x.T]
        part = numpy.stack([numpy.searchsorted(v, column) for v, column in zip(values, x.T)], 1)
        begin = numpy.log(y.mean() / (1 - y.mean()))
        score, trees = numpy.full(len(y), begin), []
        for _ in range(self.TREES):
            p = 1 / (1 + numpy.exp(-score))
            slope, curve = p - y, p * (1 - p)
            drawn = chance.random(len(y)) < self.DRAWN
            place, forks = numpy.zeros(len(y), int), []
            for depth in range(self.DEPTH):
                term, at = self.forks_of(part[drawn], place[drawn], slope[drawn], curve[drawn], 2**depth)
                forks += [(t, values[t][k] if k < len(values[t]) else numpy.inf) for t, k in zip(term, at)]
                place = 2 * place + (part[numpy.arange(len(y)), term[place]] > at[place])
            size = 2**self.DEPTH
            leaves = -self.RATE * numpy.bincount(place[drawn], slope[drawn], size) / (numpy.bincount(place[drawn], curve[drawn], size) + self.PULL)
            score += leaves[place]
            trees.append((forks, leaves))
        return begin, trees

    def forks_of(self, part, place, slope, curve, places):
        """For each place of a depth, the term and the part of its values behind which it is best parted: behind all if
        that gains nothing."""
        terms, parts = part.shape[1], self.PARTS + 1
        at = (place[:, None] * terms * parts + numpy.arange(terms) * parts + part).ravel()
        sums = [numpy.bincount(at, w, places * terms * parts).reshape(places, terms, parts).cumsum(2) for w in (numpy.repeat(slope, terms), numpy.repeat(curve, terms), None)]
        whole = [s[:, :, -1:] for s in sums]
        gain = sums[0] ** 2 / (sums[1] + self.PULL) + (whole[0] - sums[0]) ** 2 / (whole[1] - sums[1] + self.PULL) - whole[0] ** 2 / (whole[1] + self.PULL)
        gain[(sums[2] < self.FEWEST) | (whole[2] - sums[2] < self.FEWEST)] = 0
        best = gain.reshape(places, -1).argmax(1)
        gains = gain.reshape(places, -1)[numpy.arange(places), best] > 0
        return best // parts, numpy.where(gains, best % parts, parts)

    def predict(self, x, weights):
        begin, trees = weights
        score, each = numpy.full(len(x), begin), numpy.arange(len(x))
        for forks, leaves in trees:
            terms, values = (numpy.array(c) for c in zip(*forks))
            fork = numpy.zeros(len(x), int)
            for _ in range(self.DEPTH):
                fork = 2 * fork + 1 + (x[each, terms[fork]] > values[fork])
            score += leaves[fork - len(forks)]
        return 1 / (1 + numpy.exp(-score))

    def write(self, path, weights, script):
        begin, trees = weights
        with path.open("w", encoding="utf-8") as out:
            out.write(f"# tree, term and value of each fork, what each leaf counts; made by scripts/{script}. A change is right with probability 1 / (1 + exp(-sum)); see pipeline/language/learned.h\nalways\t0\t{begin:.4g}\n")
            for forks, leaves in trees:
                out.write("\t".join(["tree"] + [f"{self.terms[t]}\t{v:.4g}" for t, v in forks] + [f"{n:.3g}" for n in leaves]) + "\n")


def report(held, y):
    print(f"{len(y)} changes and proposals, {int(y.sum())} right; of documents left out:")
    for low, high in zip(BOUNDS, BOUNDS[1:]):
        there, above = (held >= low) & (held < high), held >= low
        if there.any():
            print(f"  said {low:.2f} to {high:.2f}: {there.sum():5} changes, {100 * y[there].mean():5.1f}% right; all from there on: {above.sum():5}, {100 * y[above].mean():5.1f}%")
