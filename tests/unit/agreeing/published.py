"""Published data on agreement, and how they become units."""

from itertools import count

from coder.agreeing.units import Comparison, Kind, Unit

KRIPPENDORFF_BINARY = ("0100000010", "1110010000")
"""Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section A: alpha .095."""
KRIPPENDORFF_NOMINAL = ("aabbdcccedda", "babbbccceddd")
"""The same, section B: alpha .692."""
KRIPPENDORFF_FOUR = ("123321412***", "1233224125*3", "*3332342251*", "12332441251*")
"""The same, section C, with data missing: alpha .743."""
WIKIPEDIA_THREE = ("*****34121133*3", "1*213343*******", "**21344*21133*4")
"""Wikipedia, Krippendorff's alpha, by way of fast-krippendorff's sample.py: nominal alpha .691."""
TABLES = {
    # a, b, c, d: percent, kappa, AC1, positive agreement
    (40, 9, 6, 45): (85.0, 0.700, 0.701, 80 / 95),
    (80, 10, 5, 5): (85.0, 0.318, 0.808, 160 / 175),
    (118, 5, 2, 0): (94.4, -0.023, 0.941, 236 / 243),
}
"""The first two: Feinstein and Cicchetti, High agreement but low kappa I (1990), their kappas, and 2a / (2a + b + c) of
part II; the third and all AC1: irrCAC 0.4.4's tests, from Gwet, Handbook of Inter-Rater Reliability (2014)."""
SETS = (("a", "a"), ("ab", "a"), ("b", "bc"), ("", ""), ("c", "a"), ("ab", "bc"))
"""A letter is a code: alpha .3169 with MASI distance, .0906 without the empty pair, as NLTK 3.10 has it."""


def units(rows, codes_of):
    """A unit for each place at which at least two of the rows of values have one."""
    given = [tuple(None if value == "*" else codes_of(value) for value in values) for values in zip(*rows, strict=True)]
    number = count()
    return [Unit(next(number), ("", str(n)), "q", one) for n, one in enumerate(given) if len(one) - one.count(None) > 1]


def alone(value):
    """Each value as a set of one code."""
    return frozenset([value])


def given(value):
    """1 for the one code, 0 for none."""
    return frozenset("x") if value == "1" else frozenset()


def table(a, b, c, d):
    rows = ("1" * a + "1" * b + "0" * c + "0" * d, "1" * a + "0" * b + "1" * c + "0" * d)
    return units(rows, given)


def of_sets(pairs):
    return [Unit(n, ("", str(n)), "q", tuple(frozenset(codes) for codes in pair)) for n, pair in enumerate(pairs)]


def comparison(units, raters=("ann", "ben")):
    return Comparison(Kind.PEOPLE, raters, "comment", units)
