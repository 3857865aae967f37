"""Counting, rule by rule of DESIGN.md section 3."""

import pytest

from coder.counting.frequency import count, ordered, strays, totals, unknown
from coder.domain.codebook import Code, Codebook, Question, QuestionKind, Role
from coder.domain.results import CountBasis, CountedComment, Frequency, Tier
from coder.errors import InputError


def book(*codes: Code, questions: tuple[str, ...] = ("q1",)) -> Codebook:
    return Codebook(id="c", questions=tuple(Question(id=q, text=f"{q}?") for q in questions), codes=codes)


def leaf(code: str, **fields: object) -> Code:
    return Code(id=code, label=code.title(), **fields)  # type: ignore[arg-type]


def comments(*rows: tuple[str, str | None], question: str = "q1", machine: str = "*") -> list[CountedComment]:
    """Comments from (respondent, codes joined by a space or None); a leading `*` says that the machine coded it."""
    return [
        CountedComment(
            comment=place,
            wave="",
            respondent=respondent,
            question=question,
            codes=None if codes is None else tuple(codes.lstrip(machine).split()),
            by_machine=bool(codes) and codes.startswith(machine),
        )
        for place, (respondent, codes) in enumerate(rows)
    ]


def by_code(rows: list[Frequency]) -> dict[str, Frequency]:
    return {row.code: row for row in rows}


def test_a_net_is_a_union_and_own_mentions_leave_the_children_out() -> None:
    codebook = book(leaf("staff", codes=(leaf("kind"), leaf("rude"))), leaf("web"))
    rows = by_code(count(codebook, comments(("1", "kind rude"), ("2", "staff kind"), ("3", "web"))))
    staff = rows["staff"]
    assert (staff.mentions, staff.own_mentions, staff.respondents) == (2, 1, 2)
    assert staff.percent_of_comments == pytest.approx(200 / 3)
    assert (rows["kind"].parent, rows["kind"].mentions, rows["rude"].mentions) == ("staff", 2, 1)


def test_read_with_no_code_counts_as_read_and_undecided_does_not() -> None:
    codebook = book(leaf("web"))
    row = count(codebook, comments(("1", "web"), ("2", ""), ("3", None)))[0]
    assert (row.base, row.comments, row.read_respondents, row.read_comments, row.mentions) == (3, 3, 2, 2, 1)
    assert row.percent_of_comments == 50


def test_non_substantive_comments_stay_in_the_base_and_leave_the_comments() -> None:
    codebook = book(leaf("web"), leaf("lifts"), leaf("none", role=Role.NON_SUBSTANTIVE))
    given = comments(("1", "web"), ("2", "none"), ("3", "lifts"), ("4", "none"))
    rows = by_code(count(codebook, given))
    web, none = rows["web"], rows["none"]
    assert (web.base, web.comments, web.mentions, web.read_respondents, web.read_comments) == (4, 2, 1, 4, 2)
    assert (web.percent_of_comments, web.percent_of_respondents) == (50, 25)
    assert (none.mentions, none.percent_of_comments, none.percent_of_respondents, none.tier) == (2, None, 50, None)
    assert (totals(codebook, given)[0].non_substantive, totals(codebook, given)[0].mentions) == (2, 2)


def test_a_comment_is_non_substantive_only_if_all_its_codes_are() -> None:
    codebook = book(leaf("web"), leaf("none", role=Role.NON_SUBSTANTIVE), leaf("joke", role=Role.NON_SUBSTANTIVE))
    found = totals(codebook, comments(("1", "web none"), ("2", "none joke"), ("3", ""), ("4", "none lost")))[0]
    assert (found.comments, found.non_substantive, found.base) == (3, 1, 4)


def test_a_net_over_non_substantive_codes_stays_within_a_hundred_per_cent() -> None:
    codebook = book(leaf("rest", codes=(leaf("none", role=Role.NON_SUBSTANTIVE), leaf("thanks"))))
    rest = by_code(count(codebook, comments(("1", "none"), ("2", "none"), ("3", "thanks"))))["rest"]
    assert (rest.mentions, rest.percent_of_comments) == (3, 100)


def test_the_machine_is_never_confirmed_and_never_mixed_in() -> None:
    codebook = book(leaf("a"), leaf("b"), leaf("none", role=Role.NON_SUBSTANTIVE))
    given = comments(("1", "a"), ("1", "*b"), ("2", "*b"), ("3", "*none"), ("4", None), ("5", "*"))
    confirmed, machine = by_code(count(codebook, given)), by_code(count(codebook, given, basis=CountBasis.MACHINE))
    assert [confirmed[code].mentions for code in "ab"] == [1, 0]
    assert [machine[code].mentions for code in "ab"] == [0, 2]
    for row in (confirmed["a"], machine["b"]):
        assert (row.base, row.comments, row.read_respondents, row.read_comments) == (5, 5, 0, 1)
    assert (confirmed["a"].percent_of_comments, confirmed["a"].percent_of_respondents) == (100, None)
    # of the three comments the machine coded with something to say, and of the people only the machine coded
    assert machine["b"].percent_of_comments == pytest.approx(200 / 3)
    assert (machine["b"].respondents, machine["b"].percent_of_respondents) == (2, pytest.approx(100 / 3))
    assert {row.basis for row in machine.values()} == {CountBasis.MACHINE}
    assert {row.tier for row in machine.values()} == {None}
    found = totals(codebook, given)[0]
    assert (found.machine_comments, found.machine_respondents, found.non_substantive) == (3, 3, 1)


def test_percent_of_respondents_is_of_those_read_to_the_end() -> None:
    codebook = book(leaf("a"))
    row = count(codebook, comments(("1", "a"), ("2", "a"), ("2", None), ("3", "")))[0]
    assert (row.respondents, row.read_respondents, row.percent_of_respondents) == (2, 2, 50)


def test_a_percentage_of_nothing_is_none() -> None:
    codebook = book(leaf("a"))
    for given in ([], comments(("1", None))):
        row = count(codebook, given)[0]
        assert (row.percent_of_comments, row.percent_of_respondents, row.tier) == (None, None, None)


def test_a_replaced_code_counts_as_its_replacement_once_per_comment() -> None:
    retired = leaf("old", retired=True, replaced_by="new")
    given = comments(("1", "old new"), ("2", "old"), ("3", ""))
    rows = by_code(count(book(retired, leaf("new")), given))
    assert "old" not in rows
    assert (rows["new"].mentions, rows["new"].own_mentions, rows["new"].respondents) == (2, 2, 2)


def test_a_retired_code_has_a_row_only_while_it_is_mentioned() -> None:
    codebook = book(leaf("old", retired=True), leaf("new"))
    assert [row.code for row in count(codebook, comments(("1", "new")))] == ["new"]
    assert [row.mentions for row in count(codebook, comments(("1", "old")))] == [1, 0]


def test_strays_are_counted_and_told_with_their_parents() -> None:
    transport = leaf("transport", questions=("q2",), codes=(leaf("buses"),))
    codebook = book(transport, leaf("web"), questions=("q1", "q2"))
    given = comments(("1", "buses web"), ("2", "buses"))
    assert [(r.code, r.mentions) for r in count(codebook, given, questions=["q1"])] == [
        ("transport", 2),
        ("buses", 2),
        ("web", 1),
    ]
    assert strays(codebook, given) == [("buses", "q1", 2)]


def test_codes_the_codebook_does_not_have_are_told_and_have_no_row() -> None:
    codebook = book(leaf("a"), leaf("gone", retired=True, replaced_by="lost"))
    given = comments(("1", "a zebra"), ("2", "gone"), ("3", "*zebra"))
    assert [(row.code, row.mentions, row.read_comments) for row in count(codebook, given)] == [("a", 1, 2)]
    assert unknown(codebook, given) == [("lost", "q1", 1), ("zebra", "q1", 2)]
    assert strays(codebook, given) == []


def test_only_open_questions_of_the_codebook_are_counted() -> None:
    closed = Question(id="age", text="Age?", kind=QuestionKind.SINGLE)
    codebook = Codebook(id="c", questions=(closed, Question(id="q1", text="?")), codes=(leaf("a"),))
    given = comments(("1", "a")) + comments(("1", "a"), question="age") + comments(("1", "a"), question="gone")
    assert [(row.question, row.mentions) for row in count(codebook, given)] == [("q1", 1)]
    for wanted in ("age", "gone"):
        with pytest.raises(InputError, match="not an open question"):
            count(codebook, given, questions=[wanted])


def test_estimates_are_refused_in_words() -> None:
    with pytest.raises(InputError, match="made from an audit"):
        count(book(leaf("a")), [], basis=CountBasis.ESTIMATED)


def test_the_same_id_in_two_waves_is_two_respondents() -> None:
    given = [CountedComment(comment=n, wave=f"w{n}", respondent="1", question="q1", codes=("a",)) for n in range(2)]
    row = count(book(leaf("a")), given)[0]
    assert (row.base, row.respondents) == (2, 2)


def test_published_order_is_by_own_mentions_then_codebook_with_other_last() -> None:
    codebook = book(
        leaf("none", role=Role.NON_SUBSTANTIVE),
        leaf("other", role=Role.OTHER),
        leaf("a"),
        leaf("net", codable=False, codes=(leaf("b"), leaf("c"))),
        questions=("q1", "q2"),
    )
    given = comments(
        *[("1", "other"), ("2", "other"), ("3", "none"), ("4", "none")], ("5", "c"), ("6", "c"), ("7", "b")
    )
    rows = [row for row in ordered(count(codebook, given), codebook) if row.question == "q1"]
    assert [row.code for row in rows] == ["c", "b", "a", "net", "other", "none"]
    assert [row.tier for row in rows] == [Tier.TOP, Tier.TOP, None, None, Tier.OTHER, None]
    assert [row.question for row in ordered(count(codebook, given), codebook)] == ["q1"] * 6 + ["q2"] * 6
