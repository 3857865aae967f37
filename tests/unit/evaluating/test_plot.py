import pytest

from coder.evaluating.calibration import Bin
from coder.evaluating.curve import Point, Spread
from coder.evaluating.plot import SHARES, picture

BINS = (Bin(0.05, 0.2, 10, 0.1, 0.15), Bin(0.2, 0.9, 10, 0.5, 0.4))


def point(order, reviewed, share):
    figures = {
        **dict.fromkeys(SHARES, Spread(share, 0.02)),
        "keys": Spread(2.0, None),
        "keys_without": Spread(6.0, None),
    }
    return Point(
        order=order, budget=str(reviewed), reviewed=reviewed, draws=2, figures=figures | {"mAP": Spread(None, None)}
    )


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "begins"), [(".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_the_same_curve_gives_the_same_bytes(kind, begins):
    points = [point("random", 0, 0.4), point("random", 100, 0.6), point("learn", 0, 0.4), point("learn", 100, 0.7)]
    made = picture(points, BINS, "a & b <c>", kind)
    assert made.startswith(begins)
    assert made == picture(points, BINS, "a & b <c>", kind)


def test_nothing_to_draw_is_drawn_all_the_same():
    made = picture([point("random", 0, 0.4)], (), "five < six", ".svg").decode()
    assert "five &lt; six" in made
    assert "dc:date" not in made
