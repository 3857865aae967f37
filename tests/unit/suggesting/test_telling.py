import numpy as np

from coder.domain.codebook import Code
from coder.suggesting.items import Item
from coder.suggesting.telling import TellingWords

CODES = [
    Code(id="bus", label="Bus service", definition="How often buses run."),
    Code(id="staff", label="Staff", include=("kind service",)),
]
NONE = np.zeros((0, 2), dtype=bool)


def test_a_word_of_the_framework_speaks_for_its_code_less_if_others_use_it():
    found = TellingWords(CODES, [], NONE).of("What a service! The BUSES never come")
    assert found[0] == ("BUSES", 20, 25)
    assert found[1].text == "service", "the only word that speaks for it, though another code has it too"
    assert TellingWords(CODES, [], NONE).of("Nothing to do with it") == {}
    assert TellingWords(CODES, [], NONE).of("how often they run")[0].text == "run", "how and often say nothing"


def test_a_word_of_decided_comments_speaks_for_the_code_they_carry():
    items = [Item("q1", text) for text in ("the driver waited", "driver was late", "my driver", "a cat", *"abcdefgh")]
    given = np.array([[1, 0], [1, 0], [0, 0], [0, 1], *[[0, 0]] * 8], dtype=bool)
    words = TellingWords(CODES, items, given)
    assert words.of("that driver")[0].text == "driver"
    assert 1 not in words.of("a cat"), "one comment is too few"


def test_what_all_comments_say_speaks_for_nothing():
    items = [Item("q1", f"the council {n}") for n in range(4)]
    given = np.array([[1, 0], [1, 0], [1, 0], [0, 0]], dtype=bool)
    assert TellingWords(CODES, items, given).of("council") == {}
