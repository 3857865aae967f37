"""Frameworks, comments and decisions that suggestions can do little with: each works, and says what it could not do."""

import pytest

from tests.hashing import HashingEncoder

HEAD = """
codebook: odd
title: Odd
version: "1"
language: {language}
questions:
  - id: q1
    text: What would make the library better?
"""
WORDED = "  - id: {0}\n    label: {0}\n    definition: About {0}.\n"
LABEL = "  - id: {0}\n    label: {0}\n"
SUBJECTS = ("hours", "website", "parking", "staff")
SAID = [f"{subject} number {n} wants {('more', 'less', 'better')[n % 3]}" for n in range(15) for subject in SUBJECTS]


def book(names=SUBJECTS, form=WORDED, language="en"):
    codes = "".join(form.format(name) for name in names)
    return HEAD.format(language=language) + (f"codes:\n{codes}" if codes else "codes: []\n")


def everyone(code, people=20):
    return [[str(n), SAID[n], code, "ann"] for n in range(people)]


NO_CODE_HIGH = "60 of 60 comments were given no code"
ODD = {
    "no code": (book(()), SAID, [], ["No code can be given yet"]),
    "one code": (book(SUBJECTS[:1]), SAID, [], ["Only one code applies to q1"]),
    "500 codes": (book([f"c{n}" for n in range(500)]), SAID, [], [NO_CODE_HIGH]),
    "labels only": (book(form=LABEL), SAID, [], ["No code has a definition, examples or keywords"]),
    "Welsh": (book(language="cy"), SAID, [], ["language is 'cy'"]),
    "three responses": (book(), SAID[:3], [], ["Only 3 different comments on q1"]),
    "all alike": (book(), [SAID[0]] * 60, [], ["All 60 responses to q1 say the same"]),
    "one code on everything": (book(), SAID, everyone("staff"), ["Code 'staff' is on every decided text"]),
    "no code on anything": (book(), SAID, everyone(""), ["None of the 20 decided texts has a code", NO_CODE_HIGH]),
    "two who disagree": (
        *(book(), SAID, [*everyone("staff"), *([*row[:2], "hours", "bob"] for row in everyone("staff"))]),
        ["20 decided texts were coded differently by several people", "Code 'hours' is on every decided text"],
    ),
    "one text coded in two ways": (
        *(book(), [*SAID, SAID[0]], [["0", SAID[0], "staff", "ann"], ["60", SAID[0], "hours", "bob"]]),
        ["1 text that occurs more than once was not always coded alike"],
    ),
    "nothing odd": (book(), SAID, [[str(n), SAID[n], SUBJECTS[n % 4], "ann"] for n in range(20)], []),
}


@pytest.fixture
def odd(folder, monkeypatch):
    """Writes what is odd; returns the file to learn from, if there is one."""
    for where in ("suggest", "batch"):
        monkeypatch.setattr(f"coder.workflow.{where}.load_encoder", lambda *_, **__: HashingEncoder())

    def written(name):
        source, said, coded, _ = ODD[name]
        folder.write("odd.yaml", source)
        folder.table("in.csv", "id question text", [[str(n), "q1", text] for n, text in enumerate(said)])
        folder.table("coded.csv", "id question text codes coder", [[row[0], "q1", *row[1:]] for row in coded])
        return ["coded.csv"] if coded else []

    return written


def check(done, name):
    """Each of its limits is said once, and nothing else."""
    notes = [line for line in done.stderr.splitlines() if line.startswith("note: ") and "rows read" not in line]
    expected = ODD[name][-1]
    assert len(notes) == len(expected), notes
    assert all(any(one in note for note in notes) for one in expected), notes


@pytest.mark.parametrize("name", ODD)
def test_suggest_works_and_says_what_it_could_not_do(folder, odd, name):
    coded = odd(name)
    folder.project("in.csv", *coded, codebook="odd.yaml", unit="response")
    done = folder.run("suggest")
    assert f"{len(ODD[name][1])} comments scored" in done.stderr
    check(done, name)


@pytest.mark.parametrize("name", [name for name in ODD if name != "500 codes"])
def test_batch_works_and_says_what_it_could_not_do(folder, odd, name):
    learn = [part for file in odd(name) for part in ("--learn-from", file)]
    out = ["--unit", "response", "--all-scores", "--out", "scores.csv"]
    check(folder.run("batch", "in.csv", "--codebook", "odd.yaml", *out, *learn), name)
    scores = [float(row["score"]) for row in folder.read("scores.csv")]
    source, said, *_ = ODD[name]
    assert len(scores) == len(said) * source.count("    label:")
    assert all(0 <= score <= 1 for score in scores)
