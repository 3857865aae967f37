"""What holds of every frequency table."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.counting.frequency import count, ordered, totals
from coder.domain.codebook import Code, Codebook, Question, Role
from coder.domain.results import CountBasis, CountedComment, Frequency, Tier


def framework(rename: str = "") -> Codebook:
    """Two questions, a tree three deep, a retired code with a replacement, and a code for each role."""

    def code(name: str, **fields: object) -> Code:
        return Code(id=rename + name, label=name, **fields)  # type: ignore[arg-type]

    deep = code("deep", codes=(code("deeper"), code("deepest", questions=("q1",))))
    return Codebook(
        id="c",
        questions=(Question(id="q1", text="?"), Question(id="q2", text="?")),
        codes=(
            code("heading", codable=False, codes=(code("left"), deep)),
            code("plain"),
            code("old", retired=True, replaced_by=rename + "plain"),
            code("other", role=Role.OTHER),
            code("none", role=Role.NON_SUBSTANTIVE),
        ),
    )


BOOK = framework()
CODES = st.lists(st.sampled_from([*BOOK.placed, "unknown"]), max_size=4).map(tuple)
COMMENT = st.builds(
    CountedComment,
    comment=st.just(0),
    wave=st.sampled_from(["", "2024"]),
    respondent=st.sampled_from("abcdef"),
    question=st.sampled_from(["q1", "q2"]),
    codes=st.none() | CODES,
    by_machine=st.booleans(),
)
COMMENTS = st.lists(COMMENT, max_size=40)
BASES = st.sampled_from([CountBasis.CONFIRMED, CountBasis.MACHINE])


def children(rows: list[Frequency], parent: Frequency) -> list[Frequency]:
    return [row for row in rows if (row.question, row.parent) == (parent.question, parent.code)]


@settings(deadline=None)
@given(COMMENTS, BASES)
def test_respondents_mentions_comments_and_percentages_are_in_bounds(
    comments: list[CountedComment], basis: CountBasis
) -> None:
    for row in count(BOOK, comments, basis=basis):
        asked = [comment for comment in comments if comment.question == row.question]
        assert row.respondents <= row.mentions <= len(asked)
        assert row.respondents <= row.base <= len(asked)
        assert row.own_mentions <= row.mentions
        assert row.read_respondents <= row.base and row.read_comments <= row.comments <= len(asked)
        for percent in (row.percent_of_comments, row.percent_of_respondents):
            assert percent is None or 0 <= percent <= 100


@settings(deadline=None)
@given(COMMENTS, BASES)
def test_a_net_is_at_least_its_largest_part_and_at_most_their_sum(
    comments: list[CountedComment], basis: CountBasis
) -> None:
    rows = count(BOOK, comments, basis=basis)
    for row in rows:
        parts = [row.own_mentions, *(child.mentions for child in children(rows, row))]
        assert max(parts) <= row.mentions <= sum(parts)


@settings(deadline=None)
@given(COMMENTS, st.randoms(use_true_random=False), BASES)
def test_the_order_of_the_comments_changes_nothing(
    comments: list[CountedComment], random: object, basis: CountBasis
) -> None:
    shuffled = [replace(c, codes=c.codes and tuple(reversed(c.codes))) for c in comments]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count(BOOK, shuffled, basis=basis) == count(BOOK, comments, basis=basis)
    assert totals(BOOK, shuffled) == totals(BOOK, comments)


@settings(deadline=None)
@given(COMMENTS)
def test_ids_are_only_names(comments: list[CountedComment]) -> None:
    renamed = [replace(c, codes=c.codes and tuple("x-" + code for code in c.codes)) for c in comments]
    expected = [
        replace(row, code="x-" + row.code, parent=row.parent and "x-" + row.parent) for row in count(BOOK, comments)
    ]
    assert count(framework("x-"), renamed) == expected


@settings(deadline=None)
@given(COMMENTS)
def test_a_replaced_code_counts_as_if_its_replacement_had_been_given(comments: list[CountedComment]) -> None:
    swapped = [
        replace(c, codes=c.codes and tuple(dict.fromkeys("plain" if code == "old" else code for code in c.codes)))
        for c in comments
    ]
    assert count(BOOK, swapped) == count(BOOK, comments)


@settings(deadline=None)
@given(COMMENTS)
def test_people_and_the_machine_share_the_comments_between_them(comments: list[CountedComment]) -> None:
    undecided = {"q1": 0, "q2": 0}
    for comment in comments:
        undecided[comment.question] += comment.codes is None
    for found in totals(BOOK, comments):
        assert found.read_comments + found.machine_comments + undecided[found.question] == found.comments
        assert found.read_respondents + found.machine_respondents <= found.base


@settings(deadline=None)
@given(COMMENTS, st.integers(0, 5), st.integers(1, 5))
def test_tiers_follow_the_published_order(comments: list[CountedComment], top: int, also: int) -> None:
    rank = {Tier.TOP: 0, Tier.ALSO: 1, Tier.OTHER: 2}
    rows = ordered(count(BOOK, comments, top=top, also=also), BOOK)
    for question in ("q1", "q2"):
        ranks = [rank[row.tier] for row in rows if row.question == question and row.tier]
        assert ranks == sorted(ranks)
    for row in rows:
        role = BOOK.placed[row.code].code.role
        assert (row.tier is None) == (row.own_mentions == 0 or role is Role.NON_SUBSTANTIVE)
