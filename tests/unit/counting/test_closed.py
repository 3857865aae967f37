"""Closed questions, profile columns and groups: the rules of DESIGN.md section 3 that need no comments."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.counting.answers import Answers, natural
from coder.counting.asked import ItemKind, People
from coder.counting.closed import MOST_UNKNOWN, MOST_VALUES, answers_to, own_words_together, profile_fields, values_of
from coder.counting.crosstabs import Note, table
from coder.counting.groups import grouping, parse_groups
from coder.domain.codebook import Question, QuestionKind
from coder.domain.response import Respondent
from coder.errors import InputError, UsageError

SCALE = ("Strongly agree", "Tend to agree", "Tend to disagree", "Don't know")
NETS = (("Agree", SCALE[:2]), ("Disagree", SCALE[2:3]))


def people(*answers, field="q", weights=None):
    weights = weights or [None] * len(answers)
    return People(
        [
            Respondent(id=str(at), profile={} if said is None else {field: said}, weight=weight)
            for at, (said, weight) in enumerate(zip(answers, weights, strict=True))
        ]
    )


def ask(kind, options, nets=()):
    return Question(id="q", text="What?", kind=kind, options=options, nets=nets)


def counts(asked):
    return {item.key: int(item.who.sum()) for item in asked.items}


def test_a_scale_with_nets_counts_everybody_who_answered_and_shows_what_nobody_chose():
    asked = answers_to(
        ask(QuestionKind.SCALE, SCALE, NETS), people("Strongly agree", " tend to  AGREE ", "Don't know", None, " ")
    )
    assert counts(asked) == {
        **{"Strongly agree": 1, "Tend to agree": 1, "Tend to disagree": 0, "Don't know": 1},
        **{"Agree": 2, "Disagree": 0},
    }
    assert int(asked.base.sum()) == 3, "blank is no answer, 'Don't know' is one"
    assert [item.kind for item in asked.items][-2:] == [ItemKind.NET] * 2


def test_an_answer_that_is_no_option_is_shown_in_its_own_words():
    asked = answers_to(ask(QuestionKind.SINGLE, ("Yes", "No")), people("Yes", "maybe", "Maybe ", "9", "10"))
    assert [(item.key, item.kind.value) for item in asked.items] == [
        *(("Yes", "option"), ("No", "option")),
        *(("9", "unknown"), ("10", "unknown"), ("maybe", "unknown")),
    ]
    assert counts(asked)["maybe"] == 2


def test_choosing_all_that_apply_has_a_base_of_those_who_answered():
    asked = answers_to(
        ask(QuestionKind.MULTIPLE, ("Telephone", "Email", "In person, at a desk")),
        people(
            "Telephone;Email", "email, telephone", "In person, at a desk; my councillor;", "Email|Email", "", "a, b"
        ),
    )
    assert counts(asked) == {"Telephone": 2, "Email": 3, "In person, at a desk": 1, "a, b": 1, "my councillor": 1}
    assert int(asked.base.sum()) == 5
    assert not asked.one_each


def test_very_many_answers_in_their_own_words_are_counted_together():
    asked = answers_to(
        ask(QuestionKind.SINGLE, ("Yes",)), people(*(f"own words {at}" for at in range(MOST_UNKNOWN + 9)))
    )
    assert asked.items[-1].key == "9 further answers"
    assert sum(counts(asked).values()) == int(asked.base.sum()) == MOST_UNKNOWN + 9


def test_for_publication_nobodys_own_words_are_shown():
    asked = answers_to(
        ask(QuestionKind.MULTIPLE, ("A", "B"), (("Either", ("A", "B")),)),
        people("A;my carer", "my carer;me", "B", "me"),
    )
    joined = own_words_together(asked)
    assert counts(joined) == {"A": 1, "B": 1, "another answer": 3, "Either": 2}
    assert [joined.items[at].key for at in joined.items[-1].parts] == ["A", "B"]
    assert own_words_together(values_of("q", people("A"))).items[0].key == "A"


def test_profile_values_stand_in_a_sensible_order_and_must_be_few():
    everyone = people("10-14", "Prefer not to say", "Other", "5-9", "Under 5", None, field="age")
    named = ["Under 5", "5-9", "10-14", "Other", "Prefer not to say"]
    assert [item.key for item in values_of("age", everyone).items] == named
    assert profile_fields(everyone) == ["age"]
    with pytest.raises(InputError, match="different values"):
        values_of("age", people(*map(str, range(MOST_VALUES + 1)), field="age"))


@settings(max_examples=30)
@given(st.lists(st.text(max_size=6), max_size=6))
def test_natural_order_sorts_any_text(texts):
    assert sorted(map(natural, texts)) == sorted(map(natural, reversed(texts)))


@given(
    st.lists(st.sampled_from(["A", "B", "C, or D", "own"]), min_size=1, max_size=5), st.sampled_from([";", "|", "; "])
)
def test_what_is_joined_is_read_back(chosen, joint):
    reader = Answers(("A", "B", "C, or D"), several=True)
    assert reader.chosen(joint.join(chosen)) == tuple(dict.fromkeys(chosen))
    assert reader.chosen("C, or D") == ("C, or D",)
    assert reader.chosen("A, B") == ("A", "B")


def test_groups_are_joined_by_name_or_net_and_nobody_is_dropped():
    asked = answers_to(
        ask(QuestionKind.SINGLE, ("18-34", "35-64", "65+", "Prefer not to say"), (("Under 65", ("18-34", "35-64")),)),
        people("18-34", "35-64", "65+", "Prefer not to say", None, "64"),
    )
    plain = grouping(asked)
    assert plain.names == ("18-34", "35-64", "65+", "Prefer not to say", "64", "not stated")
    assert plain.members.sum() == 6
    joined = grouping(asked, parse_groups(asked, ["under 65=18-34, 35-64|64", "older=65+"]))
    assert joined.names == ("under 65", "older", "Prefer not to say", "not stated")
    assert joined.members.sum(axis=1).tolist() == [3, 1, 1, 1]
    assert joined.disjoint
    assert grouping(asked, nets=True).names == ("Under 65", "65+", "Prefer not to say", "64", "not stated")


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (["young"], "cannot be read"),
        (["young=18-35"], "is no value of 'q'. Did you mean '18-34'?"),
        (["a=18-34", "b=18-34"], "stands in two groups"),
    ],
)
def test_groups_that_cannot_be_are_refused(groups, said):
    asked = answers_to(ask(QuestionKind.SINGLE, ("18-34", "35-64")), people("18-34", "35-64"))
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        grouping(asked, parse_groups(asked, groups))


def test_groups_of_several_answers_overlap():
    asked = answers_to(ask(QuestionKind.MULTIPLE, ("A", "B")), people("A;B", "B"))
    assert not grouping(asked).disjoint
    assert "not stated" not in grouping(asked).names


def test_weights_stand_beside_counts():
    asked = answers_to(
        ask(QuestionKind.SINGLE, ("A", "B")), everyone := people("A", "B", "B", None, weights=[2, 1, 1, 9])
    )
    cell = table(asked, everyone, weighted=True).rows[0][0]
    assert (cell.respondents, cell.percent, cell.base, cell.in_group, cell.note) == (1, 100 / 3, 3, 4, Note.LOW_BASE)
    found = cell.weighted
    assert (found.base, found.respondents, found.percent) == (4, 2, 50)
    assert found.effective_base == pytest.approx(16 / 6)
    assert 0 < found.low < 50 < found.high < 100


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(["A", "B", "own words", ""]), st.sampled_from(["x", "y", "z", ""])), max_size=30)
)
def test_groups_add_up_to_everyone_and_options_to_the_base(rows):
    everyone = People(
        [Respondent(id=str(at), profile={"q": said, "g": group}) for at, (said, group) in enumerate(rows)]
    )
    asked = answers_to(ask(QuestionKind.SINGLE, ("A", "B"), (("Either", ("A", "B")),)), everyone)
    found = table(asked, everyone, grouping(values_of("g", everyone)))
    for cells in found.rows:
        everybody, *groups = cells
        assert everybody.respondents == sum(cell.respondents for cell in groups)
        assert everybody.base == sum(cell.base for cell in groups) == sum(bool(said) for said, _ in rows)
        assert everybody.in_group == sum(cell.in_group for cell in groups) == len(rows)
    for column in zip(*found.rows, strict=True):
        options = [cell.respondents for cell in column if cell.kind is not ItemKind.NET]
        assert sum(options) == column[0].base
        net = next(cell for cell in column if cell.kind is ItemKind.NET)
        assert net.respondents == sum(cell.respondents for cell in column if cell.kind is ItemKind.OPTION)
