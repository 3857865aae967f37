import pytest

from coder.evaluating.calibration import Calibration
from coder.evaluating.curve import Run
from coder.workflow.evaluated_audit import AuditPlan
from coder.workflow.evaluated_notes import DataNotes, certificate_notes, data_notes, result_notes
from tests.unit.workflow.evaluated import BOOK, read, row, rows


def notes(given, test, *, budgets=(0,), size=0):
    found = read(given)
    rest = [place for place in range(len(found.responses)) if place not in test]
    about = DataNotes(read=found, test=test, rest=rest, codebook=BOOK, budgets=budgets, audit=AuditPlan(size=size))
    return " ".join(data_notes(about))


def run(seed=0, reviewed=10, **figures):
    known = {"ece": 0.1, "ece_chance": 0.01, "certified": None, "pairs_expected": 100.0, "pairs_found": 95} | figures
    return Run(order="random", budget="10", reviewed=reviewed, seed=seed, repeated=False, figures=known)


def of_code(pairs, expected, found):
    none = {"ece": 0.1, "ece_chance": 0.01, "brier": 0.1, "brier_skill": 0.1}
    return Calibration(pairs=pairs, expected=expected, found=found, bins=(), **none)


def test_few_responses_are_called_few_with_what_that_means():
    assert "Only 25 coded responses to test on: with so few, a share such as hit1 is uncertain by about 0.20" in notes(
        rows(60), range(25)
    )
    assert "Only" not in notes(rows(400), range(300))


def test_rare_codes_are_named():
    given = [row(n, f"number {n}", "parking" if n else "staff") for n in range(40)]
    assert "2 codes on fewer than 5 of the tested responses, so left out of mAP and macroF1: staff, hours." in notes(
        given, range(20)
    )


def test_what_could_never_be_suggested_is_said_to_be_missed():
    given = [row(n, f"number {n}", "top") for n in range(9)]
    said = notes(given, range(3))
    assert "never to be suggested" in said
    assert "top. That is 3 codes that count as missed." in said


def test_what_is_capped_left_out_or_the_same():
    given = [*rows(12), row(77, "n/a", decided=False), row(80, "Same."), row(81, "same! "), row(82, "Other.")]
    said = notes(given, [0, 12], budgets=(0, 13, 14, 2000, None), size=50)
    assert "1 response left out" in said
    assert "With 13 responses to learn from, 14 and 2,000 stand for all of them." in said
    assert "they follow as they would in real work: at least 1 of 2." in said
    assert "audits of q1 (1) are smaller than 50" in said
    assert "fewer than 3 looks at q1 (1)" in said


def test_three_codes_make_three_places_easy():
    assert "recall3 says nothing" in notes(rows(12), range(4))


def test_an_error_that_chance_explains_is_called_so():
    assert "about 0.080 is to be expected by chance" in " ".join(result_notes([(run(ece_chance=0.08), ())]))
    assert list(result_notes([(run(), ())])) == []
    assert list(result_notes([(run(ece=None, ece_chance=None), ())])) == []


@pytest.mark.parametrize(("found", "said"), [(80, "too high"), (120, "too low"), (109, None)])
def test_scores_that_are_off_on_the_whole_are_called_so(found, said):
    notes = list(result_notes([(run(pairs_found=found), ())]))
    assert [said in note for note in notes] == ([True] if said else [])


def test_codes_that_are_not_as_frequent_as_their_scores_expect_are_named():
    codes = [("parking", of_code(100, 20, 24)), ("staff", of_code(100, 20, 45)), ("hours", of_code(100, 20, 3))]
    earlier = run(reviewed=0), [("parking", of_code(100, 20, 90))]
    [said] = result_notes([earlier, (run(), codes)])
    assert said == (
        "Worst calibrated after 10 responses: staff (expected on 20 of 100 responses, found on 45); "
        "hours (expected on 20 of 100 responses, found on 3)."
    )


@pytest.mark.parametrize(("certified", "said"), [([None], 0), ([None, 0, 0], 1), ([0, 2], 0)])
def test_nothing_certified_is_explained(certified, said):
    found = list(certificate_notes([run(certified=one) for one in certified], AuditPlan(), [3, 1, 3]))
    assert len(found) == said
    assert all("46 in an audit of 1 look or 58 in an audit of 3 looks." in one for one in found)


def test_where_no_question_has_enough_to_audit_the_number_is_that_of_the_looks_planned():
    [said] = certificate_notes([run(certified=0)], AuditPlan(looks=2), [])
    assert "54 in an audit of 2 looks." in said
