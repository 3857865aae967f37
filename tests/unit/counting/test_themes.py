"""Themes by group agree with the frequency tables, and what is published of them keeps its promises."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.counting.asked import ItemKind, People
from coder.counting.bounds import BASES, ITEMS
from coder.counting.closed import values_of
from coder.counting.crosstabs import Note, in_published_order, table
from coder.counting.frequency import count
from coder.counting.groups import grouping
from coder.counting.publishing import as_published, published, withheld
from coder.counting.themes import themes_of
from coder.domain.codebook import Code, Codebook, Question, Role
from coder.domain.response import Respondent
from coder.domain.results import CountedComment
from tests.unit.counting.test_properties import BASES as COUNT_BASES
from tests.unit.counting.test_properties import BOOK, COMMENTS

GROUPS = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "z", "f": ""}
EVERYONE = People(
    [
        Respondent(id=name, wave=wave, profile={"g": group}, weight=1.5)
        for wave in ("", "2024")
        for name, group in GROUPS.items()
    ]
)
BY = grouping(values_of("g", EVERYONE))


@settings(max_examples=30)
@given(COMMENTS, COUNT_BASES)
def test_everyone_is_as_in_the_frequency_table_and_groups_add_up(comments, basis):
    for question in BOOK.open_questions:
        asked = themes_of(BOOK, question, comments, EVERYONE, basis=basis)
        rows = {row.code: row for row in count(BOOK, comments, basis=basis, questions=[question.id])}
        found = table(asked, EVERYONE, BY, weighted=True)
        assert [cells[0].item for cells in found.rows] == list(rows)
        assert int(asked.answered.sum()) == next(iter(rows.values())).base
        for everybody, *groups in found.rows:
            row = rows[everybody.item]
            assert everybody.mentions == row.mentions == sum(cell.mentions for cell in groups)
            assert everybody.percent == row.percent_of_respondents
            assert everybody.respondents == sum(cell.respondents for cell in groups) <= row.respondents
            if everybody.base == row.base:
                assert everybody.respondents == row.respondents
            assert everybody.weighted.respondents == 1.5 * everybody.respondents, "equal weights change no share"
            assert everybody.percent is None or abs(everybody.weighted.percent - everybody.percent) < 1e-9


def book():
    codes = (
        Code(id="staff", label="Staff", codes=(Code(id="kind", label="Kind"), Code(id="rude", label="Rude"))),
        Code(id="web", label="Website"),
        Code(id="rest", label="Other", role=Role.OTHER),
    )
    return Codebook(id="c", questions=(Question(id="q1", text="?"),), codes=codes)


@settings(max_examples=3)
@given(
    st.lists(
        st.tuples(st.sampled_from("xyz"), st.sets(st.sampled_from(["kind", "rude", "web", "rest"]))),
        min_size=5,
        max_size=90,
    )
)
def test_what_is_published_keeps_every_figure_or_leaves_it_out(rows):
    everyone = People([Respondent(id=str(at), profile={"g": group}) for at, (group, _) in enumerate(rows)])
    comments = [
        CountedComment(comment=at, wave="", respondent=str(at), question="q1", codes=tuple(sorted(codes)))
        for at, (_, codes) in enumerate(rows)
    ]
    before = table(
        themes_of(book(), book().questions[0], comments, everyone), everyone, grouping(values_of("g", everyone))
    )
    after = published(before)
    gone = 0
    for was, now in zip(before.rows, after.rows, strict=True):
        for old, new in zip(was, now, strict=True):
            hidden = new.note is Note.CONFIDENTIAL
            gone += hidden
            assert (new.respondents, new.percent) == ((None, None) if hidden else (old.respondents, old.percent))
            assert new.mentions is None and new.comments is None
            small = 0 < old.respondents < 5 or 0 < old.base - old.respondents < 5 or 0 < old.base < 5
            assert new.group is None or hidden or not small
            assert (new.base is None) <= hidden
    assert withheld(after) == gone
    counts = as_published(before).counts
    assert (counts[ITEMS:] <= counts[BASES]).all()


def test_a_flat_list_is_sorted_by_respondents_and_a_tree_stays_one():
    rows = [("1", ("web",)), ("2", ("web", "rest")), ("3", ("rest",)), ("4", ("rest",)), ("5", ("kind",))]
    everyone = People([Respondent(id=name) for name, _ in rows])
    comments = [CountedComment(comment=1, wave="", respondent=name, question="q1", codes=codes) for name, codes in rows]
    flat = Codebook(id="c", questions=book().questions, codes=(Code(id="kind", label="Kind"), *book().codes[1:]))
    found = in_published_order(table(themes_of(flat, flat.questions[0], comments, everyone), everyone))
    assert [cells[0].item for cells in found.rows] == ["web", "kind", "rest"], "other comes last"
    assert [item.key for item in found.asked.items] == ["web", "kind", "rest"]
    tree = table(themes_of(book(), book().questions[0], comments, everyone), everyone)
    assert in_published_order(tree) is tree
    assert [(cells[0].depth, cells[0].kind) for cells in tree.rows[:2]] == [(0, ItemKind.THEME), (1, ItemKind.THEME)]
    assert np.array_equal(tree.asked.items[0].parts, (1, 2))
