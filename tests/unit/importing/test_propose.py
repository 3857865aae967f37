import json

import pytest

from coder.domain.codebook import Question
from coder.errors import UsageError
from coder.importing.profile import dump_profile, load_profile
from coder.importing.propose import Wishes, propose
from coder.importing.roles import Layout, Role
from coder.importing.tables import open_table
from tests.unit.importing.build import Q1, Q2, codebook, write_csv, write_xlsx


def proposed(path, book=None, wishes=None, **options):
    book = book or codebook()
    return propose(open_table(path, codebook=book, **options), book, wishes)


def roles(proposal):
    return {column.header: column.role.value for column in proposal.profile.columns}


@pytest.mark.parametrize(
    ("header", "layout"),
    [
        ("id age q1", Layout.WIDE),
        ("id question text", Layout.LONG),
        ("id question text wave region", Layout.LONG),
        ("id question text codes", Layout.CODED),
        ("id question start end text codes coder purpose decided wave", Layout.CODED),
    ],
)
def test_files_with_the_names_of_the_contract_are_certain(tmp_path, header, layout):
    proposal = proposed(write_csv(tmp_path / "a.csv", [header.split()]))
    assert proposal.certain and proposal.accepted().layout is layout
    assert proposal.doubts == ()


@pytest.mark.parametrize(
    "header", ["q1", "Q1", Q1.text, f"  {Q1.text.upper()[:-1]} ", f"q1. {Q1.text}", f"<b>{Q1.text}</b>"]
)
def test_a_wide_column_belongs_to_a_question_by_its_id_or_text(tmp_path, header):
    proposal = proposed(write_csv(tmp_path / "a.csv", [["ID", header], ["1", "a"]]))
    column = proposal.profile.first(Role.OPEN)
    assert (column.question, column.index, proposal.certain) == ("q1", 1, True)


def test_a_wide_column_belongs_to_a_question_by_its_column(tmp_path):
    proposal = proposed(write_csv(tmp_path / "a.csv", [["Respondent ID", "contact", "District"], ["1", "a", "Oxford"]]))
    assert roles(proposal) == {"Respondent ID": "id", "contact": "open", "District": "closed"}
    assert proposal.notes == ("No column was found for q1.",)


def test_a_near_match_is_proposed_with_a_doubt(tmp_path):
    header = "What does an excellent customer service mean to you"
    proposal = proposed(write_csv(tmp_path / "a.csv", [["id", header], ["1", "a"]]))
    assert proposal.profile.first(Role.OPEN).question == "q1"
    assert not proposal.certain and "resembles" in proposal.doubts[0]
    assert proposal.accepted() is proposal.profile


def test_words_of_the_long_layouts_are_profile_in_a_wide_file(tmp_path):
    proposal = proposed(write_csv(tmp_path / "a.csv", [["id", "start", "end", "coder", "response", "q1"]]))
    assert set(roles(proposal).values()) == {"id", "profile", "open"}


def test_two_columns_for_one_question_leave_a_doubt(tmp_path):
    proposal = proposed(write_csv(tmp_path / "a.csv", [["id", "q1", Q1.text]]))
    assert roles(proposal) == {"id": "id", "q1": "open", Q1.text: "profile"}
    assert "and not" in proposal.doubts[0]


def test_the_likeliest_id_wins_with_a_doubt_unless_it_is_called_id(tmp_path):
    proposal = proposed(write_csv(tmp_path / "a.csv", [["Unique ID", "Response ID", "q1"]]))
    assert roles(proposal)["Response ID"] == "id" and "'Unique ID'" in proposal.doubts[0]
    assert proposed(write_csv(tmp_path / "b.csv", [["Unique ID", "id", "q1"]])).certain


def test_a_doubled_header_leaves_a_doubt(tmp_path):
    proposal = proposed(write_csv(tmp_path / "a.csv", [["id", "q1", "q1"], ["1", "a", "b"]]))
    assert not proposal.certain and roles(proposal)["q1 (2)"] == "profile"


def test_without_an_id_the_options_are_named(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["who", "q1"], ["ann", "a"]])
    with pytest.raises(UsageError, match=r"--id HEADER.*--id row") as caught:
        proposed(path).accepted()
    assert "--profile" in caught.value.hint
    assert proposed(path, wishes=Wishes(id="row")).accepted().row_ids
    assert roles(proposed(path, wishes=Wishes(id="Who")))["who"] == "id"


def test_without_a_question_the_option_is_named(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["id", "comments"], ["1", "a"]])
    with pytest.raises(UsageError, match="--open q1=HEADER"):
        proposed(path).accepted()
    accepted = proposed(path, wishes=Wishes(open={"q1": "comments"})).accepted()
    assert accepted.first(Role.OPEN).header == "comments"


def test_wishes_for_what_is_not_there_are_refused(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["id", "q1"]])
    for wishes in (Wishes(id="nope"), Wishes(open={"q9": "q1"}), Wishes(open={"q1": "nope"})):
        with pytest.raises(UsageError, match="has no"):
            proposed(path, wishes=wishes)
    for role in (Role.OPEN, Role.CODES):
        with pytest.raises(UsageError, match="cannot be made"):
            proposed(path, wishes=Wishes(roles={"q1": role}))
    assert roles(proposed(path, wishes=Wishes(roles={"q1": Role.DROP})))["q1"] == "drop"


def test_one_question_needs_no_question_column(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["id", "text", "codes"], ["1", "a", ""]])
    proposal = proposed(path, codebook(Q1))
    assert (proposal.profile.layout, proposal.profile.question) == (Layout.CODED, "q1")
    assert "taken to answer q1" in proposal.doubts[0]
    several = proposed(path, wishes=Wishes(layout=Layout.CODED))
    with pytest.raises(UsageError, match="no column 'question'"):
        several.accepted()
    chosen = proposed(path, wishes=Wishes(layout=Layout.CODED, question="q2")).accepted()
    assert chosen.question == "q2"


def test_half_of_the_offsets_is_refused(tmp_path):
    with pytest.raises(UsageError, match="'start' and 'end'"):
        proposed(write_csv(tmp_path / "a.csv", [["id", "question", "text", "codes", "start"]])).accepted()


def test_ids_that_may_be_wrong_leave_doubts(tmp_path):
    long = proposed(write_xlsx(tmp_path / "a.xlsx", [["id", "q1"], [1234567890123456, "a"]]))
    assert "more digits" in long.doubts[0]
    mail = proposed(write_csv(tmp_path / "b.csv", [["id", "q1"], ["a@b.org", "a"]]))
    assert "e-mail" in mail.doubts[0]
    twice = proposed(write_csv(tmp_path / "c.csv", [["id", "q1"], ["1", "a"], ["1", "b"]]))
    assert "more than one row" in twice.doubts[0]


def test_identifiers_are_proposed_as_drop(tmp_path):
    header = ["id", "E-mail", "IPAddress", "RecipientLastName", "Postcode", "Age", "q1"]
    rows = [[str(n), "", "", "", "OX1 2JD", "34", "ann@example.org"] for n in range(3)]
    proposal = proposed(write_csv(tmp_path / "a.csv", [header, *rows]))
    assert [column.header for column in proposal.profile.all(Role.DROP)] == header[1:5]
    assert roles(proposal)["q1"] == "open" and proposal.certain


def qualtrics(q1="Q5"):
    names = ["StartDate", "ResponseId", "RecipientEmail", q1, "Q6"]
    texts = ["Start Date", "Response ID", "Recipient Email", f"<p>{Q1.text}</p>\n", "How old are you?"]
    ids = [json.dumps({"ImportId": name}) for name in names]
    return [names, texts, ids, ["2024-05-01", "R_1", "", "Kind\nstaff", "34"]]


def test_three_header_rows_of_qualtrics_are_found(tmp_path):
    path = write_csv(tmp_path / "a.csv", qualtrics())
    table = open_table(path)
    assert (table.header_rows, table.first_row) == (3, 4)
    proposal = proposed(path)
    assert roles(proposal) == {
        "StartDate": "profile",
        "ResponseId": "id",
        "RecipientEmail": "drop",
        "Q5": "open",
        "Q6": "profile",
    }
    assert proposal.certain


def test_two_header_rows_are_found_by_their_words_or_the_questions(tmp_path):
    monkey = [
        ["Respondent ID", "Contact", "Colour?", ""],
        ["", "Open-Ended Response", "Red", "Blue"],
        ["1", "a", "", ""],
    ]
    table = open_table(write_csv(tmp_path / "a.csv", monkey))
    assert (table.header_rows, table.header) == (2, ("Respondent ID", "Contact", "Colour?", "Blue"))
    older = [row for n, row in enumerate(qualtrics()) if n != 2]
    path = write_csv(tmp_path / "b.csv", older)
    assert open_table(path).header_rows == 1
    assert open_table(path, codebook=codebook()).header_rows == 2
    assert open_table(path, header_rows=2).first_row == 3
    by_id = write_csv(tmp_path / "c.csv", [["id", "q1"], ["ID", Q1.text], ["1", "a"]])
    assert open_table(by_id, codebook=codebook()).header_rows == 2


def test_a_question_named_in_the_data_is_no_header(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["id", "question", "text"], ["1", Q1.text, "a"], ["1", Q2.text, "b"]])
    assert open_table(path, codebook=codebook()).header_rows == 1


def test_a_proposal_survives_its_yaml(tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [["id", "Name: full, [odd] #1", "q1", "no"], ["1", "Ann", "a", "yes"]], delimiter=";"
    )
    profile = proposed(path).profile
    saved = tmp_path / "profile.yaml"
    saved.write_text(dump_profile(profile), encoding="utf-8")
    assert load_profile(saved) == profile


def test_questions_whose_names_differ_in_a_number_are_told_apart(tmp_path):
    book = codebook(*(Question(id=f"satisfaction-{n}", text=f"Satisfied with service {n}?") for n in (1, 12)))
    header = ["id", "satisfaction_12", "Satisfaction 2", "Satisfied with service 11"]
    proposal = proposed(write_csv(tmp_path / "a.csv", [header]), book)
    assert [column.question for column in proposal.profile.all(Role.OPEN)] == ["satisfaction-12"]
