"""What an audit lets be said of all responses, through the command line; scores are put in, so no model is needed."""

import json

import pytest

from coder.domain.response import whole
from coder.store.records import NewDivision
from coder.workflow.estimated_rows import EstimateOptions
from coder.workflow.estimator import Estimator
from coder.workflow.project import open_project
from tests.functional.test_audit import HEADER, PEOPLE, project, read_audit, suggest, suggested_project, truth
from tests.functional.test_audit import ROWS as EVERYBODY
from tests.hashing import HashingEncoder

TRUTH = {code: sum(truth(number) == code for number in range(PEOPLE)) for code in ("website", "hours")}
CONTRACT = [
    *("question", "code", "label", "parent", "basis", "mentions", "own_mentions", "respondents"),
    *("percent_of_comments", "percent_of_respondents", "base", "comments", "read_respondents", "read_comments"),
    *("tier", "low", "high"),
]


@pytest.fixture
def study(folder):
    folder.texts = {row[0]: row[2] for row in EVERYBODY}
    return folder.once("audited", suggested_project)


def estimates(folder, *more):
    return folder.counts("--basis", "estimated", *more)


def holds(row):
    return row["low"] <= TRUTH[row["code"]] <= row["high"]


def told(folder, *more):
    return folder.run("count", "--basis", "estimated", *more).stderr


def read_others(folder, names, coder="bob"):
    rows = [[name, "q1", folder.texts[name], truth(int(name)), coder] for name in names]
    folder.run("import", folder.table("others.csv", HEADER, rows), "--yes")


def test_a_whole_audit_gives_final_estimates_of_everybody(study):
    study.run("audit", "draw", "--size", 100, "--looks", 1, "--seed", 7)
    read_audit(study)
    rows = estimates(study)
    website, hours, nothing = (rows["q1", code] for code in ("website", "hours", "nothing"))
    assert list(website)[: len(CONTRACT) - 2] == CONTRACT[:-2] and set(CONTRACT) < set(website)
    assert holds(website) and holds(hours)
    assert (website["base"], website["comments"], website["audited"], website["provisional"]) == (400, 400, 100, False)
    assert website["low"] <= website["respondents"] <= website["high"] and website["high"] - website["low"] < 25
    assert website["mentions"] == website["own_mentions"] == website["respondents"]
    assert website["mentions_low"] < TRUTH["website"] < website["mentions_high"] and hours["mentions_low"] is None
    for name in ("respondents", "low", "high"):
        percent = "percent_of_respondents" if name == "respondents" else f"percent_{name}"
        assert website[percent] == pytest.approx(100 * website[name] / 400)
    assert (website["tier"], nothing["tier"], nothing["respondents"], nothing["percent_of_comments"]) == (
        *("top", None),
        *(0, None),
    )
    assert study.counts()["q1", "website"]["basis"] == "confirmed" and website["basis"] == "estimated"
    exact = estimates(study, "--exact")["q1", "hours"]
    assert holds(exact) and (exact["low"], exact["high"]) != (hours["low"], hours["high"])


def test_the_table_says_what_it_rests_on_and_of_whom_it_speaks(study):
    study.run("audit", "draw", "--size", 50, "--looks", 3, "--seed", 7)
    read_audit(study)
    shown = study.run("count", "--basis", "estimated", "--margin", 4)
    title = shown.stdout.splitlines()[0]
    assert title == (
        "q1: 400 people answered; estimated from 50 audited of 400 that nobody had read; 95 % intervals, the error "
        "divided over 3 looks"
    )
    assert "To read for ±4" in shown.stderr and "say nothing about people who did not answer" in shown.stderr
    assert "nothing found of 1 code, each at most" in shown.stderr
    rows = estimates(study, "--margin", 4)
    more = {code: (row["more_in_audit"], row["new_audit"]) for (_, code), row in rows.items()}
    assert all((in_audit is None) != (new is None) for in_audit, new in more.values())
    assert all(in_audit is None or in_audit in (0, 50, 100) for in_audit, _ in more.values())
    assert more["website"] == (0, None) or more["website"][0] or more["website"][1] > 0
    narrow = estimates(study, "--margin", 0.5)["q1", "hours"]
    assert narrow["new_audit"] and narrow["new_audit"] <= 350
    header = study.run("count", "--basis", "estimated", "--format", "csv").stdout.splitlines()[0].split(",")
    assert header == [name for name in rows["q1", "hours"] if name not in ("more_in_audit", "new_audit")]


def test_intervals_are_provisional_until_a_declared_batch_is_whole(study):
    study.run("audit", "draw", "--size", 60, "--looks", 2, "--seed", 7)
    assert "Nothing of the audit of q1 has been read" in study.run("count", "--basis", "estimated", status=1).stderr
    with project(study) as opened:
        drawn = [item.response for item in opened.audit_items(1)]
        names = {one.id: one.key.respondent for one in opened.responses()}
    read_others(study, [names[one] for one in [*drawn[:40], drawn[50]]])
    row = estimates(study)["q1", "website"]
    assert row["provisional"] and row["audited"] == 40 and "provisional" in told(study)
    read_others(study, [names[one] for one in drawn[40:90]])
    row = estimates(study)["q1", "website"]
    assert not row["provisional"] and row["audited"] == 60
    assert "30 more responses of the audit read" in told(study)
    read_others(study, [names[one] for one in drawn[90:]])
    assert estimates(study)["q1", "website"]["audited"] == 120


def test_later_suggestions_change_no_estimate_and_those_of_the_draw_go_on_to_help(study):
    study.run("audit", "draw", "--size", 100, "--looks", 1, "--seed", 7)
    read_audit(study)
    before = estimates(study)
    study.run("audit", "close")
    suggest(study, "second", most=0)
    assert estimates(study) == before
    with project(study) as opened:
        opened.close_audit(1)
    suggested_late = "no scores make the intervals shorter"
    assert suggested_late not in told(study)


def test_the_audit_keeps_the_scores_of_the_last_suggestions_before_anybody_read(study, monkeypatch):
    def kept():
        with project(study) as opened:
            return opened.audit_scores(1)

    monkeypatch.setattr("coder.workflow.suggest.load_encoder", lambda *_, **__: HashingEncoder())
    study.run("audit", "draw", "--size", 30, "--looks", 1, "--seed", 7)
    drawn = kept()
    study.run("suggest")
    newer = kept()
    assert drawn is not None and newer is not None and newer != drawn
    read_audit(study)
    study.run("audit", "close")
    study.run("suggest")
    assert kept() == newer


def test_without_suggestions_in_time_the_sample_alone_is_used(study, folder):
    with project(study) as opened:
        comments = [one.id for one in opened.comments()]
        latest = opened.latest_run("suggest")
        opened.put_suggestions(opened.add_run(latest), [])
        assert len(comments) == PEOPLE
    study.run("audit", "draw", "--size", 100, "--looks", 1, "--seed", 7)
    read_audit(study)
    suggest(study)
    row = estimates(study)["q1", "website"]
    assert holds(row) and row["high"] - row["low"] > 40
    assert "no scores make the intervals shorter" in told(study)


def test_what_came_later_widens_the_intervals_and_what_is_read_besides_counts_as_it_is(study):
    study.run("audit", "draw", "--size", 100, "--looks", 1, "--seed", 7)
    audited = read_audit(study)
    before = estimates(study)["q1", "hours"]
    study.run("import", study.table("new.csv", "id question text", [["new", "q1", "Something else."]]), "--yes")
    after = estimates(study)["q1", "hours"]
    assert (after["low"], after["high"], after["base"]) == (before["low"], before["high"] + 1, 401)
    assert "1 response came after the audit was drawn" in told(study)
    others = [name for name, _, _ in EVERYBODY if name not in audited and truth(int(name)) == "hours"]
    read_others(study, others)
    known = estimates(study)["q1", "hours"]
    assert known["low"] >= TRUTH["hours"] and known["high"] <= max(before["high"] + 1, TRUTH["hours"] + 1)


def test_everything_read_needs_no_audit_and_leaves_nothing_to_estimate(study):
    read_others(study, [name for name, _, _ in EVERYBODY])
    confirmed = study.counts()
    for key, row in estimates(study).items():
        assert row["low"] == row["respondents"] == row["high"] == confirmed[key]["respondents"]
        assert row["mentions"] == row["mentions_low"] == row["mentions_high"] == confirmed[key]["mentions"]
        assert row["tier"] == confirmed[key]["tier"] and not row["provisional"]
    assert "all read, nothing is left to estimate" in study.run("count", "--basis", "estimated").stdout


def test_the_latest_audit_with_a_whole_batch_counts(study):
    study.run("audit", "draw", "--size", 60, "--looks", 1, "--seed", 7)
    read_audit(study)
    study.run("audit", "close")
    study.run("audit", "draw", "--size", 80, "--looks", 1, "--seed", 8)
    first = estimates(study)["q1", "hours"]
    assert first["audited"] == 60 and "rest on audit 1" in told(study)
    read_audit(study)
    second = estimates(study)["q1", "hours"]
    assert second["audited"] == 80 and holds(second) and "rest on audit 2" in told(study)
    assert "audited of 340 that nobody had read" in study.run("count", "--basis", "estimated").stdout


def test_a_code_that_is_newer_than_the_reading_is_not_estimated(study):
    study.run("audit", "draw", "--size", 60, "--looks", 1, "--seed", 7)
    read_audit(study)
    book = (study.path / "small.yaml").read_text()
    study.write("small.yaml", book + "  - id: parking\n    label: Parking\n")
    rows = estimates(study)
    assert [rows["q1", "parking"][name] for name in ("respondents", "low", "high", "mentions", "tier")] == [None] * 5
    assert holds(rows["q1", "website"])
    assert "parking was not in the framework yet for 60 responses" in told(study)
    below = "easy to use\n    codes:\n      - id: booking\n        label: Booking\n"
    study.write("small.yaml", book.replace("easy to use\n", below))
    nested = estimates(study)
    assert [nested["q1", code]["respondents"] for code in ("booking", "website")] == [None] * 2, (
        "its net lacks bookings"
    )
    assert holds(nested["q1", "hours"]) and "nor can website be estimated" in told(study)
    book = book.replace("id: website\n", "id: site\n").replace("id: hours", "id: site-old\n    label: x\n  - id: hours")
    renamed = book + "  - id: website\n    label: old\n    retired: true\n    replaced_by: site\n"
    study.write("small.yaml", renamed)
    assert estimates(study)["q1", "site"]["respondents"] == rows["q1", "website"]["respondents"]


def test_status_says_what_can_be_estimated_and_what_would_let_it_be(study):
    def steps():
        return json.loads(study.run("status", "--format", "json").stdout)["next_steps"]

    assert any(step.startswith("coder audit draw - a random sample") and step.endswith("q1 say") for step in steps())
    study.run("audit", "draw", "--size", 60, "--looks", 1, "--seed", 7)
    assert not any("audit draw" in step or "estimated" in step for step in steps())
    names = read_audit(study)
    whole = "coder count --basis estimated - what all answers to q1 say, estimated from the audit"
    assert whole in steps()
    study.run("audit", "close")
    assert whole in steps()
    read_others(study, [name for name, _, _ in EVERYBODY if name not in names])
    assert whole not in steps()


def test_groups_are_estimated_from_their_own(study):
    study.run("audit", "draw", "--size", 150, "--looks", 1, "--seed", 7)
    read_audit(study)
    with open_project(study.path / "p.coder", read_only=True) as opened:
        estimator = Estimator(opened, "q1", opened.project.counted_comments(["q1"]), EstimateOptions())
        group = {("", str(number)) for number in range(PEOPLE) if number < PEOPLE / 2}
        half, nobody = estimator.of(group), estimator.of([])
    website = estimator.codes.index("website")
    assert half.base == 200 and 50 < half.sampled < 100
    assert half.respondents.low[website] <= 150 <= half.respondents.high[website]
    assert nobody.base == 0 and nobody.respondents.estimate.tolist() == [0, 0, 0]


@pytest.fixture
def districts(folder):
    """Nine in ten live in the north, where everybody of an even number does."""
    folder.texts = {row[0]: row[2] for row in EVERYBODY}

    def make(folder):
        rows = [[*row, "south" if int(row[0]) % 10 == 1 else "north"] for row in EVERYBODY]
        folder.project(folder.table("in.csv", "id question text district", rows), unit="response")
        with project(folder) as opened:
            opened.divide(NewDivision(one.id, (whole(one.text),), "auto", "whole") for one in opened.responses())
        suggest(folder)

    return folder.once("districts", make)


def test_groups_have_a_table_of_their_own_that_prints_only_what_enough_were_audited_for(districts):
    districts.run("audit", "draw", "--size", 150, "--looks", 1, "--seed", 7)
    read_audit(districts)
    by = ("count", "--basis", "estimated", "--by", "district")
    rows = {(row["group"], row["code"]): row for row in json.loads(districts.run(*by, "--format", "json").stdout)}
    north, south = rows["north", "website"], rows["south", "website"]
    assert (north["base"], south["base"]) == (360, 40) and north["audited"] + south["audited"] == 150
    assert (north["reliable"], south["reliable"]) == (True, False)
    truth_of = {
        name: sum(truth(n) == "website" and (n % 10 == 1) == (name == "south") for n in range(PEOPLE))
        for name in ("north", "south")
    }
    assert north["low"] <= truth_of["north"] <= north["high"] and south["low"] <= truth_of["south"] <= south["high"]
    shown = districts.run(*by)
    assert "north (360)" in shown.stdout and "south" not in shown.stdout
    assert "too little of these groups is read to say anything of them: south" in shown.stderr
    joined = districts.run(*by, "--group", "everybody=north|south", "--format", "json").stdout
    assert {row["group"] for row in json.loads(joined)} == {"everybody"}
    assert json.loads(joined)[0]["low"] == estimates(districts)["q1", "hours"]["low"]
    assert "no column of the profile 'region'" in districts.run(*by[:-1], "region", status=1).stderr
    assert "coder crosstab" in districts.run("count", "--by", "district", status=2).stderr


def test_what_cannot_be_estimated_is_said_with_what_to_do(study):
    refused = study.run("count", "--basis", "estimated", status=1).stderr
    assert "There is no audit of q1" in refused and "coder audit draw" in refused
    planned = study.run("count", "--basis", "estimated", "--margin", 5, status=1).stderr
    assert "coder audit draw --looks 1 --size 196" in planned and "±5 points" in planned
    assert "--basis estimated" in study.run("count", "--exact", status=2).stderr
    assert "unweighted" in study.run("count", "--basis", "estimated", "--weighted", status=2).stderr


def test_a_question_without_an_audit_does_not_stand_in_the_way_of_another(study):
    book = (study.path / "small.yaml").read_text()
    study.write("small.yaml", book.replace("questions:\n", "questions:\n  - {id: q0, text: And what else?}\n"))
    study.run("audit", "draw", "--size", 60, "--looks", 1, "--seed", 7)
    read_audit(study)
    study.run("import", study.table("q0.csv", "id question text", [["1", "q0", "More."]]), "--yes")
    found = study.run("count", "--basis", "estimated", "--format", "json")
    assert {row["question"] for row in json.loads(found.stdout)} == {"q1"}
    assert "There is no audit of q0" in found.stderr
