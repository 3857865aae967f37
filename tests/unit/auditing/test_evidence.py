"""Evidence is gathered response by response, whatever order the comments come in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coder.auditing.evidence import AuditedComments, Design, gather

CODES = ("a", "b", "c")
SCORES = (0.2, 0.5, 0.9, np.nan)


@st.composite
def comments(draw):
    """Comments of up to eight responses, some of them in the frame, some of these read in the audit."""
    count = draw(st.integers(0, 20))
    table = st.lists(st.sampled_from(SCORES), min_size=3, max_size=3)
    flags = st.lists(st.booleans(), min_size=3, max_size=3)
    made = AuditedComments(
        responses=np.array(draw(st.lists(st.integers(0, 7), min_size=count, max_size=count)), dtype=np.int64),
        scores=np.array(draw(st.lists(table, min_size=count, max_size=count))).reshape(count, 3).astype(np.float32),
        decided=np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=bool),
        given=np.array(draw(st.lists(flags, min_size=count, max_size=count)), dtype=bool).reshape(count, 3),
    )
    frame = draw(st.frozensets(st.integers(0, 7)))
    return made, Design(
        frame=frame, sample=frozenset(draw(st.sets(st.sampled_from(sorted(frame))))) if frame else frame
    )


def one_by_one(made, design, code):
    """The same by the words of `Evidence`, a response at a time."""
    found = {name: [] for name in ("frame", "audited", "wrong", "wrong_elsewhere", "rest")}

    def note(name, scores):
        known = [float(score) for score in scores if not np.isnan(score)]
        found[name] += [max(known)] if known else []

    for response in sorted(design.frame):
        rows = [row for row in range(len(made.responses)) if made.responses[row] == response]
        scores = {row: made.scores[row, code] for row in rows}
        left_out = [scores[row] for row in rows if made.decided[row] and not made.given[row, code]]
        undecided = [scores[row] for row in rows if not made.decided[row]]
        note("frame", scores.values())
        if response in design.sample:
            note("audited", scores.values())
            note("wrong", left_out)
            continue
        if not undecided:
            note("wrong_elsewhere", left_out)
        note("rest", undecided)
    return found


@given(comments())
def test_it_is_what_the_words_say(drawn):
    made, design = drawn
    for place, evidence in enumerate(gather(CODES, made, design)):
        assert (evidence.code, evidence.frame_size) == (CODES[place], len(design.frame))
        assert evidence.sample_size == len(design.sample)
        for name, scores in one_by_one(made, design, place).items():
            assert sorted(getattr(evidence, name).tolist()) == sorted(scores), name
