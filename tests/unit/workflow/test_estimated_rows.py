import numpy as np

from coder.domain.codebook import Code, Codebook, Question, Role
from coder.domain.results import QuestionTotals, Tier
from coder.estimating.estimate import Estimates
from coder.estimating.strata import Strata, Totals
from coder.workflow.estimated_rows import EstimateOptions, More, estimate_rows

BOOK = Codebook(
    id="b",
    questions=(Question(id="q", text="?"),),
    codes=(
        Code(id="staff", label="Staff", codes=(Code(id="kind", label="Kind"), Code(id="quick", label="Quick"))),
        Code(id="none", label="None", role=Role.NON_SUBSTANTIVE),
    ),
)
CODES = list(BOOK.placed)
TOTAL = QuestionTotals(
    question="q",
    base=200,
    comments=300,
    non_substantive=0,
    read_respondents=50,
    read_comments=70,
    machine_respondents=0,
    machine_comments=0,
    mentions=0,
)


def totals(estimate, reach=5.0) -> Totals:
    values = np.array(estimate, dtype=float)
    return Totals(estimate=values, low=values - reach, high=values + reach)


def estimates(respondents, own=(0.4, 9.6, 30.0, 2.0)) -> Estimates:
    nothing = Strata(
        **{name: np.zeros((4, 1), dtype=np.int64) for name in ("size", "sampled", "found", "sure", "possible")}
    )
    return Estimates(
        base=200,
        frame=150,
        sampled=50,
        unknown=0,
        respondents=totals(respondents),
        mentions=totals(respondents),
        own_mentions=np.array(own),
        substantive=np.array(respondents, dtype=float),
        comments=250.0,
        found=np.zeros(4, dtype=np.int64),
        strata=nothing,
        left=nothing.size,
    )


def rows(found, **more):
    made = estimate_rows(BOOK, CODES, found, TOTAL, options=EstimateOptions(top=1), provisional=False, **more)
    return {row.code: row for row in made}


def test_a_net_is_no_smaller_than_what_is_below_it_as_far_as_its_limits_go():
    found = rows(estimates([30.0, 10.0, 32.0, 2.0]))
    assert found["staff"].respondents == found["staff"].mentions == 32.0
    assert (found["staff"].low, found["staff"].high, found["kind"].respondents) == (25.0, 35.0, 10.0)
    assert rows(estimates([30.0, 10.0, 80.0, 2.0]))["staff"].respondents == 35.0


def test_tiers_rank_mentions_as_they_are_printed_and_percentages_have_their_bases():
    found = rows(estimates([40.0, 10.0, 32.0, 2.0]))
    assert {code: row.tier for code, row in found.items()} == {
        "staff": None,
        "kind": Tier.ALSO,
        "quick": Tier.TOP,
        "none": None,
    }
    staff = found["staff"]
    assert (staff.percent_of_respondents, staff.percent_low, staff.percent_of_comments) == (20.0, 17.5, 16.0)
    assert found["none"].percent_of_comments is None and found["none"].percent_of_respondents == 1.0


def test_what_is_not_to_be_said_is_none_and_so_is_what_is_not_known():
    more = More(np.array([0, 100, -1, -1]), np.array([-1, -1, 70, 9]))
    found = rows(estimates([np.nan, 10.0, 32.0, 2.0]), unsaid=("none",), more=more)
    assert found["staff"].respondents is None and found["staff"].low is None and found["kind"].respondents == 10.0
    silent = found["none"]
    assert [silent.respondents, silent.low, silent.mentions, silent.tier, silent.new_audit] == [None] * 5
    assert [(row.more_in_audit, row.new_audit) for row in found.values()][:3] == [(0, None), (100, None), (None, 70)]
