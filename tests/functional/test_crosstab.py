"""The tables of Leicestershire's consultation and equality assessment of 2024, one command each, from such data.

The figures are the published ones (appendix B and the assessment's section 3): percentages of strong disagreement by
disability, agreement by district, dissatisfaction by age with its cohort and dominant service. Where a published
percentage cannot come of a whole number of the published cohort, fewer people answered.
"""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.functional.test_audit import ROWS, project, read_audit, suggest, suggested, suggested_project

GOLDEN = Path(__file__).parents[1] / "golden"
SCALE = "[Strongly agree, Tend to agree, Neither, Tend to disagree, Strongly disagree]"
PRINCIPLES = {
    "q6": ("Customer focussed", (5, 29), (3, 65), (2, 14)),
    "q7": ("Accessible and inclusive", (5, 28), (2, 64), (1, 14)),
    "q8": ("Transparency", (6, 28), (5, 63), (1, 13)),
    "q9": ("Efficiency and effectiveness", (6, 28), (3, 63), (2, 14)),
    "q10": ("Continuous improvement", (6, 27), (4, 62), (1, 14)),
    "q11": ("Sustainable design", (4, 26), (3, 59), (3, 12)),
}
PUBLISHED = {
    "q6": (17, 5, 14),
    "q7": (18, 3, 7),
    "q8": (21, 8, 8),
    "q9": (21, 5, 14),
    "q10": (22, 6, 7),
    "q11": (15, 5, 25),
}
DISTRICTS = {  # name: number, who agrees, who answered, published percentage
    "Blaby": (14, 8, 11, 73),
    "Charnwood": (26, 12, 22, 55),
    "Harborough": (10, 5, 8, 63),
    "Hinckley and Bosworth": (20, 9, 14, 64),
    "Melton": (10, 7, 10, 70),
    "North West Leicestershire": (14, 7, 10, 70),
    "Oadby and Wigston": (8, 5, 8, 63),  # published with a number of 7, of which none are 63 %
}
AGES = {  # age: who is dissatisfied, who answered, published percentage, cohort, services of the dissatisfied
    "15-24": (2, 4, 50, 4, {"registrars": 1}),
    "25-34": (3, 13, 23, 13, {}),
    "35-44": (16, 29, 55, 29, {"education": 13}),
    "45-54": (26, 48, 54, 48, {"social-care": 6, "education": 11, "roads": 5}),
    "55-64": (30, 56, 54, 56, {"social-care": 7, "roads": 7, "other": 8}),
    "65-74": (19, 66, 29, 66, {"roads": 8, "other": 6}),
    "75-84": (5, 24, 21, 24, {}),
    "85 +": (4, 6, 67, 7, {"roads": 1, "other": 3}),
}
SCALED = (
    "  - {{id: {}, text: {}, kind: scale, options: " + SCALE + ", nets: {{Agree: [Strongly agree, Tend to agree]}}}}\n"
)
FRAMEWORK = f"""
codebook: shape
title: Shape
version: "1"
language: en
questions:
{"".join(SCALED.format(*row) for row in (("q5", "Our vision"), *((q, row[0]) for q, row in PRINCIPLES.items())))}
  - id: satisfaction
    text: How satisfied were you?
    kind: scale
    options: [Satisfied, Neither, Fairly dissatisfied, Very dissatisfied]
    nets: {{Dissatisfied: [Fairly dissatisfied, Very dissatisfied]}}
  - {{id: q20, text: Disability, kind: single, options: ["Yes", "No", Prefer not to say]}}
  - {{id: why, text: Why?}}
codes:
  - {{id: education, label: Education and children}}
  - {{id: social-care, label: Adult social care}}
  - {{id: roads, label: Roads and transport}}
  - {{id: registrars, label: Registrars}}
  - {{id: other, label: Other, role: other}}
"""


def people():
    """Respondents as dictionaries: by disability, by district and by age, three sets that do not overlap."""
    for place, status in enumerate(("Yes", "No", "")):
        for number in range(max(row[1 + place][1] for row in PRINCIPLES.values())):
            rows = {question: row[1 + place] for question, row in PRINCIPLES.items()}
            said = {
                question: "Strongly disagree" if number < strongly else "Tend to agree"
                for question, (strongly, base) in rows.items()
                if number < base
            }
            yield {"q20": status, **said}
    for district, (size, agree, base, _) in DISTRICTS.items():
        for number in range(size):
            said = {"q5": "Strongly agree" if number < agree else "Tend to disagree"} if number < base else {}
            yield {"district": district, **said}
    for age, (against, base, _, cohort, services) in AGES.items():
        reasons = [code for code, times in services.items() for _ in range(times)]
        for number in range(cohort):
            person = {"age": age}
            if number < base:
                person["satisfaction"] = "very dissatisfied " if number < against else "Satisfied"
            if number < len(reasons):
                person["why"] = reasons[number]
            yield person


def shape(folder):
    everyone = list(people())
    names = ["district", "age", "weight", "q5", *PRINCIPLES, "satisfaction", "q20"]
    folder.write("shape.yaml", FRAMEWORK)
    rows = [
        [at, *(one.get(name, "") for name in names), f"It was {one.get('why', 'fine')} {at}."]
        for at, one in enumerate(everyone)
    ]
    for at, row in enumerate(rows):
        row[names.index("weight") + 1] = ("0.5", "1.5")[at % 2]
    coded = [[row[0], "why", row[-1], one.get("why", "")] for row, one in zip(rows, everyone, strict=True)]
    wide = folder.table("wide.csv", " ".join(["id", *names, "why"]), rows)
    folder.project(
        wide, folder.table("coded.csv", "id question text codes", coded), codebook="shape.yaml", unit="response"
    )


@pytest.fixture
def shaped(folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    return folder.once("leicestershire", shape)


def cells(folder, *arguments):
    return json.loads(folder.run("crosstab", "--format", "json", *arguments).stdout)


def golden(name, text):
    """The words on the screen, but for white space at the ends of lines."""
    plain = "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    if os.environ.get("CODER_GOLDEN") == "write":  # after a change that is meant; then read the difference
        (GOLDEN / name).write_text(plain, encoding="utf-8")
    assert plain == (GOLDEN / name).read_text(encoding="utf-8")


def test_principles_by_disability(shaped):
    arguments = ["--by", "q20", "--answer", "strongly disagree", *(w for q in PRINCIPLES for w in ("--question", q))]
    found = {(one["question"], one["group"]): one for one in cells(shaped, *arguments)}
    for question, published in PUBLISHED.items():
        for group, percent, (_, base) in zip(
            ("Yes", "No", "not stated"), published, PRINCIPLES[question][1:], strict=True
        ):
            cell = found[question, group]
            assert (int(cell["percent"] + 0.5), cell["base"]) == (percent, base), (question, group)
            assert cell["note"] == ("[low base]" if base < 30 else None)
    golden("crosstab-principles.txt", shaped.run("crosstab", *arguments).stdout)


def test_districts_with_their_number_and_who_agrees(shaped):
    arguments = ["--by", "district", "--question", "q5", "--answer", "Agree"]
    found = {one["group"]: one for one in cells(shaped, *arguments)}
    for district, (size, agree, base, percent) in DISTRICTS.items():
        cell = found[district]
        assert (cell["in_group"], cell["respondents"], cell["base"]) == (size, agree, base)
        assert int(cell["percent"] + 0.5) == percent
    golden("crosstab-districts.txt", shaped.run("crosstab", *arguments).stdout)


def test_dissatisfaction_by_age_with_cohort_and_dominant_theme(shaped):
    arguments = ["--by", "age", "--question", "satisfaction", "--answer", "Dissatisfied", "--dominant-theme", "why"]
    found = {one["group"]: one for one in cells(shaped, *arguments)}
    for age, (against, base, percent, cohort, _) in AGES.items():
        cell = found[age]
        assert (cell["in_group"], cell["base"], cell["respondents"]) == (cohort, base, against)
        assert int(cell["percent"] + 0.5) == percent
    leading = {age: (found[age]["dominant"], found[age]["dominant_respondents"]) for age in AGES}
    assert leading["35-44"] == ("Education and children", 13)
    assert leading["45-54"] == ("Education and children", 11)
    assert leading["55-64"] == ("Adult social care|Roads and transport", 7)
    assert leading["25-34"] == (None, None), "nothing to report"
    golden("crosstab-ages.txt", shaped.run("crosstab", *arguments).stdout)


def test_the_example_has_the_data_for_all_three(folder):
    examples = Path(__file__).parents[2] / "examples"
    framework = examples / "customer-experience-framework.yaml"
    folder.project(*(examples / f"customer-experience{name}" for name in (".xlsx", "-coded.csv")), codebook=framework)
    principles = cells(folder, "--by", "disability", "--nets", "--answer", "Strongly disagree")
    assert len({one["question"] for one in principles}) >= 6 and {"Disability", "No"} <= {
        one["group"] for one in principles
    }
    districts = cells(folder, "--by", "district", "--question", "vision", "--answer", "Agree", "--publish")
    assert [one["note"] for one in districts if one["group"] == "Outside Oxfordshire"] == ["[c]"]
    arguments = ["--by", "age-band", "--question", "satisfaction", "--answer", "Dissatisfied", "--dominant-theme"]
    for question in ("service", "q1"):
        ages = cells(folder, *arguments, question)
        assert (
            len(ages) > 8
            and ages[0]["dominant"]
            and ages[0]["respondents"] == sum(one["respondents"] for one in ages[1:])
        )


def test_a_theme_can_be_compared_and_a_closed_question_be_dominant(shaped):
    arguments = ["--by", "age", "--answer", "education", "--dominant-theme", "satisfaction"]
    found = {one["group"]: one for one in cells(shaped, *arguments)}
    assert (found[None]["respondents"], found["35-44"]["respondents"], found["35-44"]["base"]) == (24, 13, 29)
    assert found["35-44"]["dominant"] == "Very dissatisfied"


def test_for_publication_small_groups_go_and_take_the_next_smallest_along(shaped):
    arguments = ["--by", "age", "--question", "satisfaction", "--answer", "Dissatisfied", "--publish"]
    found = {one["group"]: one for one in cells(shaped, *arguments, "--weighted")}
    hidden = {group for group, one in found.items() if one["note"] == "[c]"}
    assert {"15-24", "85 +", "25-34"} <= hidden and "45-54" not in hidden and None not in hidden
    for group in hidden:
        assert found[group]["respondents"] is None and found[group]["percent"] is None
    assert found["15-24"]["base"] is None and found["15-24"]["in_group"] is None, "a cohort of four is not told"
    assert all(one["weighted_percent"] is None for one in found.values()), "weights would be further equations"
    shown = [one["respondents"] for group, one in found.items() if group and group not in hidden]
    assert found[None]["respondents"] - sum(shown) >= 5
    said = shaped.run("crosstab", *arguments).stdout
    assert "[c]: left out" in said and "do not publish the same answers by other groups" in said
    sizes = shaped.run("crosstab", "--by", "age", "--dominant-theme", "why", "--publish").stdout
    assert re.search(r"15-24 +\[c\] +\[c\]", sizes) and re.search(r"35-44 +29 +Education and children \(13\)", sizes)
    assert re.search(r"not stated +210 +\[c\]", sizes) and re.search(r"all +457 +\[c\]", sizes)
    joined = ["--group", "under 35=15-24|25-34", "--group", "75 and over=75-84;85 +", "--threshold", "3"]
    more = {one["group"]: one for one in cells(shaped, *arguments, *joined)}
    assert more["under 35"]["respondents"] == 5 and more["75 and over"]["base"] == 30


def test_answers_published_one_by_one_leave_out_what_the_whole_table_does(folder):
    folder.write("k.yaml", FRAMEWORK)
    given = {"North": (7, 7, 10), "South": (13, 1, 2), "West": (11, 13, 4)}
    options = ("Tend to agree", "Neither", "Tend to disagree")
    everyone = [
        (group, option)
        for group, counts in given.items()
        for option, n in zip(options, counts, strict=True)
        for _ in range(n)
    ]
    rows = [[at, *one] for at, one in enumerate([*everyone, ("", "Neither")])]
    folder.project(folder.table("wide.csv", "id area q5", rows), codebook="k.yaml")
    arguments = ["--by", "area", "--question", "q5", "--publish"]
    whole = {(one["item"], one["group"]): one for one in cells(folder, *arguments)}
    lacking = [(option, group) for option in options for group in given if whole[option, group]["respondents"] is None]
    assert len(lacking) > 5, "three small counts, and what would give them back"
    for option in (*options, "Agree"):
        for one in cells(folder, *arguments, "--answer", option):
            assert one == whole[option, one["group"]]
    for one in cells(folder, "--by", "area", "--dominant-theme", "q5", "--publish"):
        assert (one["dominant"] or "", one["group"]) not in lacking
        assert one["dominant"] or one["group"] != "West" or ("Neither", "West") in lacking
    said = " ".join(folder.run("crosstab", *arguments).stdout.split())
    assert "without 1 respondent who did not state 'area'" in said and "gives back what they answered" in said


def test_tests_come_corrected_and_with_a_word_about_who_answers(shaped):
    arguments = ["--by", "q20", "--question", "q6", "--test"]
    found = cells(shaped, *arguments)
    p_values = {one["item"]: one["p_value"] for one in found}
    assert set(p_values) == {
        "Strongly agree",
        "Tend to agree",
        "Neither",
        "Tend to disagree",
        "Strongly disagree",
        "Agree",
    }
    assert p_values["Neither"] is None and 0.05 < p_values["Strongly disagree"] <= 1
    said = shaped.run("crosstab", *arguments).stdout
    assert "Holm" in said and "Respondents chose to answer" in said
    assert "p_value" not in cells(shaped, "--by", "q20", "--question", "q6")[0], "off unless asked for"
    for one in cells(shaped, *arguments, "--publish"):
        assert one["p_value"] is None or one["note"] != "[c]", "with its margins it would give the cell back"


def test_every_question_is_compared_and_themes_agree_with_the_count(shaped):
    found = cells(shaped, "--by", "q20")
    assert {one["question"] for one in found} == {"q5", *PRINCIPLES, "satisfaction", "why"}
    counted = shaped.counts()
    for one in found:
        if one["question"] == "why" and one["group"] is None:
            row = counted["why", one["item"]]
            assert (one["respondents"], one["mentions"], one["percent"]) == (
                *(row["respondents"], row["mentions"]),
                row["percent_of_respondents"],
            )
    flat = shaped.run("crosstab", "--by", "q20", "--format", "csv").stdout.splitlines()
    assert flat[0].startswith("question,kind,item,label,basis,by,group,respondents,percent,base,in_group")
    assert len(flat) == len(found) + 1


def test_closed_questions_and_profiles_are_counted(shaped):
    rows = json.loads(shaped.run("count", "--closed", "--question", "satisfaction", "--format", "json").stdout)
    found = {one["item"]: one for one in rows}
    base = sum(base for _, base, *_ in AGES.values())
    assert found["Very dissatisfied"]["respondents"] == found["Dissatisfied"]["respondents"] == 105
    assert found["Neither"]["respondents"] == 0 and found["Dissatisfied"]["kind"] == "net"
    assert {one["base"] for one in rows} == {base}
    table = shaped.run("count", "--profile", "age", "--profile", "q20", "--weighted").stdout
    assert "Disability (base: 94 people who answered)" in table and "not stated" in table
    assert table.index("15-24") < table.index("85 +") and "weighted No." in table
    everything = shaped.run("count", "--profile", "all").stdout
    assert [line.split(" (base")[0] for line in everything.splitlines() if "(base" in line] == [
        *("Disability", "district", "age")
    ], "not the scales"


def test_weights_stand_beside_the_counts(shaped):
    plain = {(one["question"], one["code"]): one for one in json.loads(shaped.run("count", "--format", "json").stdout)}
    for one in json.loads(shaped.run("count", "--weighted", "--format", "json").stdout):
        assert {key: one[key] for key in plain[one["question"], one["code"]]} == plain[one["question"], one["code"]]
        assert one["weighted_low"] <= one["weighted_percent_of_respondents"] <= one["weighted_high"]
        assert one["effective_base"] < one["read_respondents"]
    assert "wtd %" in " ".join(shaped.run("count", "--weighted").stdout.split())


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (["--by", "ages"], "no column of the profile 'ages'", 1),
        (["--by", "why"], "is an open question", 1),
        (["--by", "age", "--group", "old=85"], "Did you mean '85 +'?", 2),
        (["--by", "age", "--nets"], "'age' has no nets", 2),
        (["--by", "age", "--question", "q99"], "'q99' is not among the questions", 1),
        (["--by", "age", "--answer", "Perhaps"], "No question has the answer 'Perhaps'", 1),
        (["--by", "age", "--question", "q5", "--answer", "Perhaps"], "q5 has no answer 'Perhaps'", 1),
        (["--by", "age", "--answer", "Agree", "--dominant-theme", "why"], "stands beside one question", 1),
        (["--by", "age", "--threshold", "9"], "Add --publish", 2),
        (["--by", "age", "--basis", "machine"], "nobody has read any of what it codes", 1),
        (["--by", "age", "--basis", "estimated"], "do not estimate", 1),
    ],
)
def test_what_cannot_be_is_said(shaped, arguments, said, status):
    assert said in shaped.run("crosstab", *arguments, status=status).stderr


def test_an_import_tells_of_answers_that_are_no_options_and_may_be_closed_only(folder):
    folder.write("shape.yaml", FRAMEWORK)
    rows = [["1", "Strongly agree", "4"], ["2", "strongly  agree", "5"], ["3", "Perhaps", "4"], ["4", "", ""]]
    folder.run("init", "p.coder", "--codebook", "shape.yaml")
    said = folder.run("import", folder.table("closed.csv", "id q5 q6", rows), "--yes").stderr
    assert "1 answer to q5 is none of its options, such as 'Perhaps' (1)" in said
    assert "No answer to q6 is one of its options, such as '4': is that how the file writes them?" in said
    found = {
        one["item"]: one
        for one in json.loads(folder.run("count", "--closed", "--question", "q5", "--format", "json").stdout)
    }
    assert (found["Agree"]["respondents"], found["Perhaps"]["kind"], found["Perhaps"]["base"]) == (2, "unknown", 3)
    folder.run("import", folder.table("more.csv", "id q7 age", [["1", "Neither", "15-24"]]), "--yes")
    assert "15-24" in folder.run("count", "--profile", "age").stdout, "a later file adds to the profile"


def test_what_respondents_wrote_acts_on_no_terminal_and_no_spreadsheet(folder):
    hostile = "\x1b]0;x\x07[bold]no[/]"
    rows = [["1", "=1+1", hostile, "Open."], ["2", "b", "[/]", "Shut."]]
    folder.project(folder.table("wide.csv", "id g h q1", rows))
    for name in ("g", "h"):
        said = folder.run("crosstab", "--by", name, "--question", "q1").stdout
        said += folder.run("count", "--profile", name).stdout
        assert "\x1b" not in said and "\x07" not in said
    assert "[bold]no[/]" in folder.run("count", "--profile", "h").stdout
    assert "'=1+1" in folder.run("crosstab", "--by", "g", "--format", "csv").stdout


def test_without_weights_there_is_nothing_to_weigh(folder):
    folder.project(folder.table("wide.csv", "id age q1", [["1", "18-34", "Open later."]]))
    assert "No respondent has a weight" in folder.run("count", "--weighted", status=1).stderr
    assert "No respondent has a weight" in folder.run("crosstab", "--by", "age", "--weighted", status=1).stderr


def test_the_machine_is_compared_with_blind_checks_group_by_group(folder):
    texts = [[str(at), "q1", f"Open on day {at}."] for at in range(40)]
    rows = [
        [*one, "hours" if at % 4 else "website", "machine:m", "coding", ("x", "y")[at % 2]]
        for at, one in enumerate(texts)
    ]
    rows += [[*one, "hours", "ann", "check", ("x", "y")[at % 2]] for at, one in enumerate(texts[:12])]
    folder.project(folder.table("coded.csv", "id question text codes coder purpose g", rows), unit="response")
    done = folder.run("crosstab", "--by", "g", "--basis", "machine")
    assert (
        "machine, x: of 6 comments read blind (few: hardly known), 3 of 6 codes given were wrong and 3 were missed"
        in done.stderr
    )
    assert "machine, y: of 6 comments read blind (few: hardly known), 0 of 6 codes given were wrong" in done.stderr
    assert "are coded by machine whole" in done.stderr
    assert "found by machine, what it missed is not counted" in done.stdout
    assert {one["basis"] for one in cells(folder, "--by", "g", "--basis", "machine")} == {"machine"}


def test_what_was_read_in_an_audit_checks_the_machine_group_by_group(folder):
    folder.texts = {row[0]: row[2] for row in ROWS}
    folder.once("audited", suggested_project)
    grouped = [[*row, "even" if int(row[0]) % 2 == 0 else "odd"] for row in ROWS]
    folder.run("import", folder.table("groups.csv", "id question text g", grouped), "--yes")
    assert "nobody has read" in folder.run("crosstab", "--by", "g", "--basis", "machine", status=1).stderr
    folder.run("audit", "draw", "--size", 80, "--looks", 1, "--seed", 7)
    names = read_audit(folder, codes=lambda number: "website" if number % 4 or number % 8 == 0 else "")
    folder.run("autocode", "--precision", 0.9, "--confidence", 0.95)
    said = folder.run("crosstab", "--by", "g", "--basis", "machine").stderr
    even = [int(name) for name in names if int(name) % 2 == 0]
    odd = len(names) - len(even)
    given, missed = sum(number % 4 > 0 for number in even), sum(number % 8 == 0 for number in even)
    assert missed > 3, "the machine misses the website in every eighth, all of them even"
    assert (
        f"machine, even: of {len(even)} comments read blind, 0 of {given} codes given were wrong and {missed} " in said
    )
    assert f"machine, odd: of {odd} comments read blind, 0 of {odd} codes given were wrong and 0 were missed" in said
    assert "are coded by machine whole" in said
    with project(folder) as opened:
        numbers = {one.id: one.response.respondent for one in opened.comments()}
        made = next(one for one in opened.decisions() if one.coder == "ann" and int(numbers[one.comment]) % 2)
        opened.record([replace(made, id="in view", suggested=suggested(int(numbers[made.comment])))])
    said = folder.run("crosstab", "--by", "g", "--basis", "machine").stderr
    assert f"machine, odd: of {odd - 1} comments read blind" in said, "whoever sees suggestions lets them pass"
    folder.run("audit", "close")
    assert folder.run("crosstab", "--by", "g", "--basis", "machine").stderr == said
    suggest(folder, "second")
    told = folder.run("crosstab", "--by", "g", "--basis", "machine", status=1).stderr
    assert "taught it since" in told, "what taught the scores does not check them"
