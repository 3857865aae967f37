import numpy as np

from coder.suggesting.choosing import lift
from coder.suggesting.items import Item, Learnt
from coder.suggesting.model import build
from coder.suggesting.whole import LEAST, code_responses
from tests.unit.suggesting.books import BOOK, ENCODER, TEXTS, items, same, vectors

RESPONSES = [Item("q2", "Friendly staff. Parking was dear."), Item("q2", "no car park")]
COMMENTS = [Item("q2", "Friendly staff."), Item("q2", "Parking was dear."), Item("q2", "no car park")]
GROUPS = [0, 0, 1]
CODES = [("staff",), ("staff",), ("staff",), ("parking",), ("parking",), ("knowledge",), ()]


def coded(response_level):
    learn = Learnt(items(), vectors(TEXTS), CODES, response_level)
    model = build(BOOK, ENCODER.encode, learn, background=COMMENTS)
    return model, code_responses(model, ENCODER.encode, RESPONSES, COMMENTS, GROUPS)


def test_what_comments_taught_is_lifted():
    model, found = coded([False] * 4 + [True] * 3)
    assert not model.by_responses
    assert same(found.responses, lift(found.comments, GROUPS))
    assert same(found.assigned, model.assign(found.comments))


def test_what_whole_responses_taught_is_borne_out_by_the_whole():
    model, found = coded([True] * 4 + [False] * 3)
    assert model.by_responses
    whole = model.score(RESPONSES, vectors(RESPONSES))
    np.testing.assert_allclose(found.responses[0], np.sqrt(whole[0] * found.comments[:2].max(axis=0)))
    assert same(found.responses[1], lift(found.comments, GROUPS)[1]), "a response that is one comment"
    assert same(found.assigned[:2], model.assign(found.comments)[:2] & (whole[0] >= LEAST))


def test_no_responses_are_no_error():
    model, _ = coded([True] * 7)
    found = code_responses(model, ENCODER.encode, [], [], [])
    assert found.responses.shape == (0, len(model.codes))
