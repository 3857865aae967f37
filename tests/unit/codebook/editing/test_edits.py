"""Edits as an author would see them: what the file says before and after."""

from difflib import ndiff
from pathlib import Path

import pytest

from coder.codebook.editing import add_code, add_to_list, retire, set_field
from coder.codebook.read import parse_codebook, read_source
from coder.domain.codebook import Code, Role
from coder.errors import CodebookError, InputError

OXFORDSHIRE = Path(__file__).parents[4] / "codebooks" / "oxfordshire-customer-experience.yaml"
HEAD = "codebook: test\nquestions: [{id: q1, text: Why?}, {id: q2, text: How?}]\n"
NEW = Code(id="new", label="New code")
SMALL = """\
# The framework of a small study.

codes:
  # Opening hours
  - id: hours    # as in 2023
    label: Longer opening hours
    keywords: [open*, sunday*]
    # examples: to come

  - id: staff
    label: "Staff"   # to discuss
    definition: >-   # folded
      About the people at the desk,
      and about nobody else.
    include:
    - friendly
      # or not
    - rude
    codes: []

# end
"""


def after(codes, edit, *arguments, **options):
    """The codes after an edit; nothing above them changes."""
    edited = edit(HEAD + codes, *arguments, **options)
    assert edited.startswith(HEAD)
    return edited.removeprefix(HEAD)


def difference(before, now):
    """The rows that went, with a minus, and those that came, with a plus."""
    return [row.rstrip("\n") for row in ndiff(before.splitlines(True), now.splitlines(True)) if row[0] in "+-"]


@pytest.mark.parametrize(
    ("edit", "arguments", "options", "expected"),
    [
        (add_code, (NEW,), {"after": "hours"}, ["+ ", "+   - id: new", "+     label: New code"]),
        (add_code, (NEW,), {}, ["+ ", "+   - id: new", '+     label: "New code"']),
        (
            add_code,
            (NEW,),
            {"under": "staff"},
            ["-     codes: []", "+     codes:", "+       - id: new", '+         label: "New code"'],
        ),
        (
            add_code,
            (NEW,),
            {"under": "hours"},
            ["+     codes:", "+       - id: new", "+         label: New code"],
        ),
        (add_to_list, ("staff", "include", "not: at all"), {}, ['+     - "not: at all"']),
        (add_to_list, ("staff", "keywords", "desk*"), {}, ["+     keywords: [desk*]"]),
        (add_to_list, ("hours", "examples", "Open on Sundays."), {}, ["+     examples: [Open on Sundays.]"]),
        (retire, ("hours",), {}, ["+     retired: true"]),
        (retire, ("hours",), {"replaced_by": "staff"}, ["+     retired: true", "+     replaced_by: staff"]),
        (set_field, ("hours", "definition", "When."), {}, ["+     definition: When."]),
        (set_field, ("hours", "colour", "#1D70B8"), {}, ['+     colour: "#1D70B8"']),
        (set_field, ("hours", "codable", False), {}, ["+     codable: false"]),
        (set_field, ("hours", "role", Role.OTHER), {}, ["+     role: other"]),
    ],
)
def test_rows_that_come(edit, arguments, options, expected):
    found = difference(HEAD + SMALL, edit(HEAD + SMALL, *arguments, **options))
    assert sorted(found) == sorted(expected)


def test_where_a_new_code_stands_among_comments():
    assert "    # examples: to come\n\n  - id: new\n    label: New code\n\n  - id: staff" in after(
        SMALL, add_code, NEW, after="hours"
    )
    assert after(SMALL, add_code, NEW).endswith('    codes: []\n\n  - id: new\n    label: "New code"\n\n# end\n')


def test_a_text_below_a_comment_that_belongs_to_the_last_one():
    codes = "codes:\n- id: a\n  label: A\n  include:\n  - one\n    # more of one\n  # of the code\n"
    assert after(codes, add_to_list, "a", "include", "two") == codes.replace("  # of", "  - two\n  # of")


def test_comments_beside_a_value_stay():
    edited = set_field(HEAD + SMALL, "staff", "label", "People")
    assert '    label: "People"   # to discuss\n' in edited
    edited = set_field(HEAD + SMALL, "staff", "definition", "The people.")
    assert "+     definition: The people.   # folded" in difference(HEAD + SMALL, edited)


def test_several_lines_become_a_block_and_keep_the_comment():
    codes = "codes:\n  - id: a\n    label: A\n    definition: One  # note\n    memo: M\n"
    expected = codes.replace("One  # note", "|  # note\n      One\n\n      Two")
    assert after(codes, set_field, "a", "definition", "One\n\nTwo") == expected
    assert after(expected, set_field, "a", "definition", "One") == codes


def test_a_comment_further_in_cannot_get_into_a_block():
    codes = "codes:\n  - id: a\n    label: A\n    definition: One\n      # note\n    memo: M\n"
    assert after(codes, set_field, "a", "definition", "One\nTwo") == codes.replace("One", '"One\\nTwo"')


def test_texts_are_broken_where_the_author_breaks_them():
    words = "word " * 30 + "end"
    plain = f"codes:\n  - id: a\n    label: A\n    definition: {words[:79]}\n      {words[80:]}\n"
    [first, *more] = after(plain, set_field, "a", "memo", words).splitlines()[5:]
    assert first.startswith("    memo: word word") and more
    assert all(len(row) <= 95 and row.startswith("      w") for row in more)
    folded = f"codes:\n  - id: a\n    label: A\n    definition: >\n      {words}\n      {words}\n"
    assert "definition: >\n      other word" in after(folded, set_field, "a", "definition", f"other {words} {words}")
    one_line = f"codes:\n  - id: a\n    label: A\n    definition: {words}\n"
    assert after(one_line, set_field, "a", "memo", words) == one_line + f"    memo: {words}\n"


def test_quotation_marks_that_are_a_habit():
    codes = "codes:\n  - id: a\n    label: 'A'\n    keywords: ['x', 'z']\n    examples: [\"No: never\"]\n"
    assert "keywords: ['x', 'z', 'it''s']" in after(codes, add_to_list, "a", "keywords", "it's")
    assert '["No: never", Yes it is]' in after(codes, add_to_list, "a", "examples", "Yes it is")
    assert after(codes, add_code, NEW).endswith("  - id: new\n    label: 'New code'\n")


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("codes: [{id: a, label: A}]", "codes: [{id: a, label: A}, {id: new, label: New code}]"),
        ("codes: []", "codes:\n  - id: new\n    label: New code"),
        ("codes: []  # none\n", "codes:  # none\n  - id: new\n    label: New code\n"),
        ("codes: [\n  # none\n]\n", "codes: [{id: new, label: New code}\n  # none\n]\n"),
        ("codes:\n  []\n", "codes:\n  [{id: new, label: New code}]\n"),
        ("codes:\n- id: a\n  label: A\n", "codes:\n- id: a\n  label: A\n- id: new\n  label: New code\n"),
        ("codes:\n-   id: a\n    label: A", "codes:\n-   id: a\n    label: A\n-   id: new\n    label: New code"),
        ("codes:\n- {id: a, label: A} # a\n", "codes:\n- {id: a, label: A} # a\n- {id: new, label: New code}\n"),
        (
            "codes: [\n  {id: a, label: A},  # first\n]\n",
            "codes: [\n  {id: a, label: A},  # first\n  {id: new, label: New code},\n]\n",
        ),
        (
            "codes: [\n  {id: a, label: A}  # first\n]\n",
            "codes: [\n  {id: a, label: A},  # first\n  {id: new, label: New code}\n]\n",
        ),
        ("codes: [{id: a,\n  label: A}]\n", "codes: [{id: a,\n  label: A}, {id: new, label: New code}]\n"),
        (
            "codes: [\n  {id: a, label: A}\n  , {id: b, label: B}]\n",
            "codes: [\n  {id: a, label: A}\n  , {id: b, label: B}, {id: new, label: New code}]\n",
        ),
        ("codes:\n- id: a\n  label: A\n...\n", "codes:\n- id: a\n  label: A\n- id: new\n  label: New code\n...\n"),
        (
            "codes:\n- id: a\n  label: |\n    A\n\n\n",
            "codes:\n- id: a\n  label: |\n    A\n- id: new\n  label: New code\n\n\n",
        ),
        ("codes:\n- ? id\n  : a\n  ? label\n  : A\n", None),
    ],
)
def test_a_new_code_in_odd_layouts(codes, expected):
    assert after(codes, add_code, NEW) == (expected or codes + "- id: new\n  label: New code\n")


def test_a_list_whose_lines_begin_with_commas():
    codes = "codes: [\n  {id: a, label: A}\n  , {id: b, label: B}\n]\n"
    expected = codes.replace("label: A}", "label: A}, {id: new, label: New code}")
    assert after(codes, add_code, NEW, after="a") == expected


def test_a_code_in_braces_gets_its_field_where_it_belongs():
    codes = "codes:\n  - {id: a, label: A, memo: M}  # a\n  - {\n      id: b,  # b\n      label: B,\n    }\n"
    assert "{id: a, label: A, keywords: [x], memo: M}  # a\n" in after(codes, add_to_list, "a", "keywords", "x")
    assert "      label: B,\n      retired: true,\n    }\n" in after(codes, retire, "b")
    assert "      id: b,  # b\n      label: 'It, too',\n" in after(codes, set_field, "b", "label", "It, too").replace(
        '"', "'"
    )


def test_windows_line_ends_and_a_byte_order_mark_stay():
    source = "\ufeff" + (HEAD + SMALL).replace("\n", "\r\n")
    edited = add_code(source, Code(id="new", label="New", definition="One\nTwo", examples=("a: b",) * 1))
    assert edited.startswith("\ufeffcodebook") and edited.count("\ufeff") == 1
    assert edited.count("\n") == edited.count("\r\n") == source.count("\r\n") + 8
    assert parse_codebook(edited, "f").placed["new"].code.definition == "One\nTwo"


def test_an_empty_value_takes_the_field_out():
    assert difference(SMALL, after(SMALL, set_field, "staff", "definition", "")) == [
        "-     definition: >-   # folded",
        "-       About the people at the desk,",
        "-       and about nobody else.",
    ]
    for codes in (
        "codes:\n- id: a\n  label: A\n  memo: M",
        "codes: [{id: a, label: A, memo: M}]",
        "codes: [{memo: M, id: a, label: A}]",
        "codes:\n- memo: M\n  id: a\n  label: A",
    ):
        memo = next(part for part in ("\n  memo: M", ", memo: M", "memo: M, ", "memo: M\n  ") if part in codes)
        assert after(codes, set_field, "a", "memo", None) == codes.replace(memo, "")


@pytest.mark.parametrize(
    "codes", ["codes: [{id: a, label: A, # of m\n  memo: M}]\n", "codes:\n- memo: M # m\n  id: a\n  label: A\n"]
)
def test_a_comment_is_never_lost(codes):
    with pytest.raises(InputError, match="would lose the comment") as caught:
        set_field(HEAD + codes, "a", "memo", "")
    assert "by hand (line" in caught.value.hint


def test_a_default_that_is_not_there_changes_nothing():
    for field, value in (("codable", True), ("retired", False), ("memo", ""), ("role", Role.THEME), ("colour", None)):
        assert set_field(HEAD + SMALL, "hours", field, value) == HEAD + SMALL
    gone = set_field(HEAD + SMALL, "hours", "codable", False)
    assert "codable: true" in set_field(gone, "hours", "codable", True)


def test_what_is_there_already_is_not_added_again():
    for edit in (
        lambda source: add_to_list(source, "hours", "keywords", "open*"),
        lambda source: set_field(source, "staff", "label", "Staff"),
    ):
        assert edit(HEAD + SMALL) == HEAD + SMALL
    once = retire(HEAD + SMALL, "hours", replaced_by="staff")
    assert retire(once, "hours") == retire(once, "hours", replaced_by="staff") == once


def test_line_ends_of_texts_become_those_of_yaml():
    edited = add_to_list(HEAD + SMALL, "hours", "examples", "One\r\nTwo\rThree\n")
    assert parse_codebook(edited, "f").placed["hours"].code.examples == ("One\nTwo\nThree",)


def test_codes_with_codes_below_them():
    code = Code(id="new", label="New", codes=(Code(id="child", label="Child", keywords=("x",)),))
    for codes in (SMALL, "codes: []\n", "codes: [{id: a, label: A}]\n"):
        assert parse_codebook(HEAD + after(codes, add_code, code), "f").codes[-1] == code


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda source: add_code(source, Code(id="staff", label="Other")), "two codes have the id 'staff';"),
        (lambda source: add_code(source, Code(id="x", label="STAFF")), "two codes have the label 'STAFF';"),
        (lambda source: add_code(source, Code(id="X y", label="Other")), "'X y' cannot be an id; use small letters"),
        (lambda source: add_code(source, Code(id="x", label="X", questions=("q9",))), "there is no question 'q9';"),
        (lambda source: add_code(source, Code(id="x", label="X", questions=())), "the code applies to no question;"),
        (lambda source: retire(source, "hours", replaced_by="hours"), "the code 'hours' is replaced by itself;"),
        (lambda source: retire(source, "hours", replaced_by="staf"), "there is no code 'staf'; did you mean 'staff'?"),
        (lambda source: set_field(source, "hours", "replaced_by", "staff"), "on a code that is not retired;"),
        (lambda source: set_field(source, "hours", "label", ""), "'label' is empty;"),
        (lambda source: set_field(source, "hours", "label", "a\nb"), "'label' has several lines;"),
        (lambda source: set_field(source, "hours", "colour", "blue"), "'blue' is no colour;"),
        (lambda source: add_to_list(source, "hours", "examples", " "), "an item of 'examples' is empty;"),
        (lambda source: add_to_list(source, "hours", "examples", "a\x1bb"), "a control character (code 0x001b);"),
        (lambda source: add_to_list(source, "hours", "examples", "a\udc80b"), "a control character (code 0xdc80);"),
    ],
)
def test_an_edit_that_the_framework_cannot_take_says_why(edit, said):
    with pytest.raises(CodebookError) as caught:
        edit(HEAD + SMALL)
    assert said in caught.value.message
    assert "first on line" not in caught.value.message
    assert "not changed" in caught.value.hint


def test_the_size_that_counts_is_that_of_the_file(monkeypatch):
    source = HEAD + "# " + "\u00e9" * 300 + "\ncodes: []\n"
    monkeypatch.setattr("coder.codebook.editing.framework.MAX_BYTES", len(source.encode()) + 10)
    with pytest.raises(CodebookError, match="larger than 1 MB"):
        add_code(source, NEW)


def test_a_child_cannot_apply_to_more_than_its_parent():
    codes = "codes:\n- {id: a, label: A, questions: [q1]}\n"
    with pytest.raises(CodebookError, match="the code applies to 'q2', to which its parent does not"):
        add_code(HEAD + codes, Code(id="b", label="B", questions=("q2",)), under="a")


def test_replacements_cannot_run_in_a_circle():
    codes = "codes:\n- {id: a, label: Alpha, retired: true, replaced_by: b}\n- {id: b, label: Beta}\n"
    with pytest.raises(CodebookError, match="run in a circle: a -> b -> a"):
        retire(HEAD + codes, "b", replaced_by="a")
    with pytest.raises(CodebookError, match="retired itself and has no replacement"):
        retire(HEAD + codes, "b")


def test_a_code_that_is_not_there():
    with pytest.raises(InputError) as caught:
        retire(HEAD + SMALL, "hour")
    assert caught.value.message == "The framework has no code 'hour'."
    assert caught.value.hint == "Did you mean 'hours'?"
    with pytest.raises(InputError, match="no code 'zzz'"):
        add_code(HEAD + SMALL, NEW, under="zzz")
    with pytest.raises(InputError, match="'staff' is not right below 'hours'"):
        add_code(HEAD + SMALL, NEW, under="hours", after="staff")


def test_what_no_caller_may_ask_for():
    with pytest.raises(ValueError, match="'id' cannot be set"):
        set_field(HEAD + SMALL, "hours", "id", "x")
    with pytest.raises(ValueError, match="'questions' is no list"):
        add_to_list(HEAD + SMALL, "hours", "questions", "q1")


@pytest.mark.parametrize("codes", ["codes: [*a]\n", "codes: &a []\n", "codes: !!seq []\n", "codes: [\n", "codes: 1\n"])
def test_a_framework_that_is_not_in_order_is_not_edited(codes):
    with pytest.raises(CodebookError, match=r"my\.yaml:3: "):
        add_code(HEAD + codes, NEW, name="my.yaml")


def check_bundled(source):
    """Add to the framework, in its own style and width, without touching a line."""
    new = Code(id="new", label="New: code", examples=("yes", "A long one. " * 20 + "End."), questions=("q1",))
    edited = add_code(source, new, after="clear-honest")
    rows = edited.splitlines()
    position = rows.index("  - id: new")
    assert rows[position : position + 4] == ["  - id: new", '    label: "New: code"', "    examples:", '      - "yes"']
    assert not any(row.startswith("-") for row in difference(source, edited))
    assert max(map(len, rows)) == max(map(len, source.splitlines()))
    assert parse_codebook(edited, "f").placed["new"].code == new


def test_the_beginning_of_the_bundled_framework_keeps_every_line():
    source = read_source(OXFORDSHIRE)
    check_bundled(source[: source.index("  - id: query-resolved")])


@pytest.mark.slow
def test_the_bundled_framework_keeps_every_line():
    check_bundled(read_source(OXFORDSHIRE))
