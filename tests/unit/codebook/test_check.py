from textwrap import dedent

import pytest

from coder.codebook.check import MAX_BYTES, Problem, check_codebook
from coder.domain.codebook import Code, Codebook, Question, QuestionKind, Role

pytestmark = pytest.mark.usefixtures("nothing_remembered")

HEAD = """\
codebook: test
questions:
  - id: q1
    text: What do you think?
  - id: q2
    text: And why?
codes:
"""
FIRST = HEAD.count("\n") + 1
"""The line the first code begins on."""


def problems(source):
    return [(problem.line, problem.what, problem.todo) for problem in check_codebook(source, "f.yaml").problems]


def of_codes(codes):
    """The problems of codes under two good questions, with lines counted from the first code."""
    return [(line - FIRST + 1, what, todo) for line, what, todo in problems(HEAD + dedent(codes))]


def warnings(codes):
    checked = check_codebook(HEAD + dedent(codes), "f.yaml")
    assert checked.problems == ()
    assert checked.codebook is not None
    return [(warning.line - FIRST + 1, warning.what) for warning in checked.warnings]


def test_a_problem_prints_as_file_line_what_and_todo():
    assert str(Problem("a b.yaml", 3, "it is wrong", "mend it")) == "a b.yaml:3: it is wrong; mend it"


def test_everything_a_framework_can_say_is_read():
    source = """\
    codebook: full
    title: A full framework
    version: "1.0"
    language: en-GB
    questions:
      - {id: q1, text: "Why: tell us", column: Q1 text}
      - id: q2
        text: Do you agree?
        kind: scale
        options: [Strongly agree, Agree, Disagree]
        nets: {Agrees: [Strongly agree, Agree]}
    codes:
      - id: staff
        label: Staff
        codable: false
        questions: [q1]
        codes:
          - id: kind
            label: Kind
            definition: |
              First line.
              Second line.
            include: [friendly]
            exclude: [what they know]
            examples: [So kind., No]
            counterexamples: [He did not know.]
            keywords: [kind*]
            memo: to discuss
            colour: "#1D70B8"
      - {id: old, label: Old, retired: true, replaced_by: kind}
      - {id: other, label: Other, role: other}
    """
    checked = check_codebook(dedent(source), "f.yaml")
    assert checked.problems == checked.warnings == ()
    kind = Code(
        id="kind",
        label="Kind",
        definition="First line.\nSecond line.",
        include=("friendly",),
        exclude=("what they know",),
        examples=("So kind.", "No"),
        counterexamples=("He did not know.",),
        keywords=("kind*",),
        memo="to discuss",
        colour="#1D70B8",
    )
    assert checked.codebook == Codebook(
        id="full",
        title="A full framework",
        version="1.0",
        language="en-GB",
        questions=(
            Question(id="q1", text="Why: tell us", column="Q1 text"),
            Question(
                id="q2",
                text="Do you agree?",
                kind=QuestionKind.SCALE,
                options=("Strongly agree", "Agree", "Disagree"),
                nets=(("Agrees", ("Strongly agree", "Agree")),),
            ),
        ),
        codes=(
            Code(id="staff", label="Staff", codable=False, questions=("q1",), codes=(kind,)),
            Code(id="old", label="Old", retired=True, replaced_by="kind"),
            Code(id="other", label="Other", role=Role.OTHER),
        ),
    )


def test_no_codes_is_a_start():
    checked = check_codebook("codebook: a\nquestions: [{id: q1, text: Why?}]\ncodes: []\n", "f.yaml")
    assert checked.codebook == Codebook(id="a", questions=(Question(id="q1", text="Why?"),))


def test_all_problems_come_at_once_in_the_order_of_the_file():
    source = HEAD + "  - {id: a, label: Alpha, definitoin: x}\n  - {id: a, label: ALPHA}\n"
    source += "  - {id: b, label: B, questions: [q9]}\n"
    found = problems("surplus: 1\n" + source)
    assert [line for line, *_ in found] == [1, FIRST + 1, FIRST + 2, FIRST + 2, FIRST + 3]
    assert check_codebook(source, "f.yaml").codebook is None


@pytest.mark.parametrize("key", ["definitoin", "Definition", "definitions"])
def test_a_misspelt_key_is_told_the_right_one(key):
    assert of_codes(f"  - id: a\n    label: A\n    {key}: x\n") == [
        (3, f"a code has no key '{key}'", "did you mean 'definition'?")
    ]


def test_a_key_like_no_other_is_told_all_of_them():
    [(line, what, todo)] = problems("codebook: a\nquestions: [{id: q1, text: T, zzz: 1}]\ncodes: []\n")
    assert (line, what) == (2, "a question has no key 'zzz'")
    assert todo == "a question can have id, text, kind, options, nets, column"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("title: T\n", [(1, "framework", key) for key in ("codebook", "questions", "codes")]),
        ("codebook: a\nquestions:\n  - kind: open\ncodes: []\n", [(3, "question", "id"), (3, "question", "text")]),
        (HEAD + "  - definition: D\n", [(FIRST, "code", "id"), (FIRST, "code", "label")]),
    ],
)
def test_missing_keys(source, expected):
    assert problems(source) == [(line, f"the {part} has no '{key}'", f"add `{key}:`") for line, part, key in expected]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.0", "a number"),
        ("12", "a number"),
        ("true", "true or false"),
        ("~", "nothing (null)"),
        ("2024-03-01", "a date"),
    ],
)
def test_what_yaml_takes_for_something_else_must_be_quoted(written, meant):
    [(line, what, todo)] = of_codes(f"  - id: a\n    label: {written}\n")
    assert (line, what, todo) == (2, f"'label' is {meant}, not a text", f'put it in quotes: "{written}"')
    assert of_codes(f'  - id: a\n    label: "{written}"\n') == []


def test_a_version_without_quotes():
    assert problems(HEAD.replace("codebook: test", "codebook: test\nversion: 1.0") + "  []\n") == [
        (2, "'version' is a number, not a text", 'put it in quotes: "1.0"')
    ]


def test_no_and_yes_are_texts():
    assert of_codes("  - {id: a, label: No, keywords: [yes, on, off]}\n") == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("label:", "'label' has no value"),
        ("label: ''", "'label' is empty"),
        ("label: '  '", "'label' is empty"),
        ("label: [A]", "'label' is a list, not a text"),
        ("label: {a: b}", "'label' is a mapping, not a text"),
        ('label: "a\\eb"', "'label' has a control character (code 0x001b)"),
        ('label: "a\\ud800b"', "'label' has a control character (code 0xd800)"),
        ('label: "a\\nb"', "'label' has several lines"),
    ],
)
def test_labels_that_are_no_labels(line, what):
    assert [(at, found) for at, found, _ in of_codes(f"  - id: a\n    {line}\n")] == [(2, what)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("include: friendly", (3, "'include' is a single value, not a list")),
        ("include:", (3, "'include' has no value")),
        ("include: {a: b}", (3, "'include' is a mapping, not a list")),
        ("include: [a, '']", (3, "an item of 'include' is empty")),
        ("include:\n      - a\n      -", (5, "an item of 'include' has no value")),
        ("include:\n      - a\n      - 7", (5, "an item of 'include' is a number, not a text")),
        ("include:\n      - a\n      - b: c", (5, "an item of 'include' is a mapping, not a text")),
        ("codable: maybe", (3, "'codable' is neither true nor false")),
        ("retired: 1", (3, "'retired' is neither true nor false")),
        ("role: theme", (3, "'theme' is no role")),
        ("colour: blue", (3, "'blue' is no colour")),
        ("colour: '#12'", (3, "'#12' is no colour")),
        ("colour: #1D70B8", (3, "'colour' has no value")),
        ("questions: []", (3, "the code applies to no question")),
        ("questions: [q1, q3]", (3, "there is no question 'q3'")),
        ("codes:", (3, "'codes' has no value")),
        ("codes: [a]", (3, "this is no code")),
        ("replaced_by: a\n    retired: true", (3, "the code 'a' is replaced by itself")),
        ("replaced_by: b\n    retired: true", (3, "there is no code 'b'")),
    ],
)
def test_values_that_do_not_fit(lines, expected):
    assert [(line, what) for line, what, _ in of_codes(f"  - id: a\n    label: A\n    {lines}\n")] == [expected]


def test_how_to_write_a_list_is_said():
    [(_, _, todo)] = of_codes("  - {id: a, label: A, keywords: kind}\n")
    assert todo == "write `keywords: [one, another]`, or each on a line of its own after `- `"
    [(_, _, todo)] = problems(HEAD)
    assert todo == "write `codes: []` if there are none, else each as `- id: ...`"


@pytest.mark.parametrize(
    ("written", "better"),
    [("Staff Attitude", ", such as 'staff-attitude'"), ("-a", ", such as 'a'"), ("a_b", ", such as 'a-b'"), ("é", "")],
)
def test_an_id_that_is_none(written, better):
    assert of_codes(f"  - id: '{written}'\n    label: A\n") == [
        (1, f"'{written}' cannot be an id", f"use small letters a-z, digits and hyphens{better}")
    ]


def test_ids_that_are_twice():
    source = "codebook: a\nquestions:\n- {id: q1, text: T}\n- {id: q1, text: U}\n"
    source += "codes:\n- id: x\n  label: X\n  codes:\n  - {id: x, label: Y}\n"
    assert [(line, what) for line, what, _ in problems(source)] == [
        (4, "two questions have the id 'q1' (the first on line 3)"),
        (9, "two codes have the id 'x' (the first on line 6)"),
    ]


def test_labels_that_are_twice_whatever_their_case():
    found = of_codes("  - id: a\n    label: Employee attitude\n  - id: b\n    label: employee  ATTITUDE\n")
    assert [(line, what) for line, what, _ in found] == [
        (4, f"two codes have the label 'employee ATTITUDE' (the first on line {FIRST + 1})")
    ]


def test_a_child_keeps_to_the_questions_of_its_parent():
    codes = """\
      - id: a
        label: A
        questions: [q1]
        codes:
          - id: b
            label: B
            questions:
              - q1
              - q2
            codes: [{id: c, label: C, questions: [q2]}]
    """
    assert [(line, what) for line, what, _ in of_codes(codes)] == [
        (9, "the code applies to 'q2', to which its parent does not")
    ]


def test_replaced_without_being_retired():
    found = of_codes("  - id: a\n    label: A\n    replaced_by: b\n  - {id: b, label: B}\n")
    assert [(line, what) for line, what, _ in found] == [(3, "'replaced_by' is on a code that is not retired")]


def test_a_replacement_must_be_a_code_that_can_be_given():
    codes = """\
    - id: heading
      label: Heading
      codable: false
      codes: [{id: in-use, label: In use}]
    - {id: gone, label: Gone, retired: true}
    - {id: moved, label: Moved, retired: true, replaced_by: in-use}
    - {id: a, label: Alpha, retired: true, replaced_by: moved}
    - id: b
      label: Beta
      retired: true
      replaced_by: gone
    - {id: c, label: Gamma, retired: true, replaced_by: heading}
    """
    assert of_codes(codes) == [
        (
            11,
            "the replacement 'gone' is retired itself and has no replacement",
            "name a code in use, or give that code a `replaced_by` too",
        ),
        (
            12,
            "the replacement 'heading' is a heading (`codable: false`), which no comment can have",
            "name a code that can be given, such as one below it",
        ),
    ]


def test_a_theme_below_a_non_substantive_code_is_doubtful():
    codes = """\
    - id: nothing
      label: Nothing to say
      role: non-substantive
      codes:
        - {id: blank, label: Left blank, role: non-substantive}
        - {id: thanks, label: Only thanks}
    """
    assert warnings(codes) == [(6, "'thanks' is below a non-substantive code but counts as a theme")]


def test_a_circle_of_replacements_is_told_once():
    codes = "".join(
        f"  - {{id: {code}, label: Label {code}, retired: true, replaced_by: {target}}}\n"
        for code, target in [("x", "a"), ("a", "b"), ("b", "c"), ("c", "a"), ("y", "b")]
    )
    assert [(line, what) for line, what, _ in of_codes(codes)] == [
        (2, "the replacements run in a circle: a -> b -> c -> a")
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("kind: closed", (5, "'closed' is no kind")),
        ("nets: [a]", (5, "'nets' is not a mapping")),
        ("options: [Agree]\n    nets: {Yes: [Agre]}", (6, "the question has no option 'Agre'")),
        ("options: [Agree]\n    nets: {Yes: Agree}", (6, "'Yes' is a single value, not a list")),
        ("options: [Agree]\n    nets: {1: [Agree]}", (6, "the label of a net is a number, not a text")),
        ("options: [Agree, Agree]", (5, "the option 'Agree' is here twice")),
        ("options: [1, two]", (5, "an item of 'options' is a number, not a text")),
    ],
)
def test_questions_that_do_not_fit(lines, expected):
    source = f"codebook: a\nquestions:\n  - id: q1\n    text: T\n    {lines}\ncodes: []\n"
    assert [(line, what) for line, what, _ in problems(source)] == [expected]


def test_two_questions_cannot_share_a_column():
    source = "codebook: a\nquestions:\n- {id: q1, text: T, column: C}\n- {id: q2, text: T, column: C}\ncodes: []\n"
    assert [(line, what) for line, what, _ in problems(source)] == [
        (4, "two questions have the column 'C' (the first on line 3)")
    ]


def test_a_framework_needs_a_question():
    assert problems("codebook: a\nquestions: []\ncodes: []\n")[0][:2] == (2, "the framework has no question")


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("codebook: a: b\n", 1, "there is a colon and a space inside a text"),
        ("codebook: a\n\ttitle: b\n", 2, "a tab is used for indentation"),
        ("codebook: a\ntitle: @home\n", 2, "a text begins with `@`"),
        ('codebook: a\ntitle: "b\nlanguage: en\n', 2, "a quotation mark is never closed"),
        ("codebook: a\ncodes: [\n", 2, "a list in [ ] or a mapping in { } is not closed as it was opened"),
        ("codebook: a\ncodes: [b\n\n", 2, "a list in [ ] is not closed or lacks a comma"),
        ("codebook: a\ncodes: {a\n", 2, "a mapping in { } is not closed or lacks a comma"),
        ("codebook: a\ncodes:\n  - b\n c: d\n", 4, "the line does not fit the lines above it"),
        ("codebook: a\nquestions\n", 2, "the line is neither `key: value` nor an item of a list"),
        ("codebook: a\ncodes: - b\n", 2, "a list begins on the line of its key"),
        ("codebook: a\ntitle: * b\n", 2, "a text begins with `*` or `&`"),
        ('codebook: a\ntitle: "\\q"\n', 2, "a text in double quotes has a backslash that means nothing"),
        ('codebook: a\ntitle: "\\UFFFFFFFF"\n', 2, "a text in double quotes has an escape that is no character"),
        ("codebook: a\ntitle: b\0c\n", 2, "there is a control character (code 0x0000)"),
        ("codebook: a\n---\ncodebook: b\n", 2, "a second YAML document begins here"),
        ("codebook: a\r\ncodebook: b\r\n", 2, "'codebook' is here twice (first on line 1)"),
        ("codebook: a\n? [b]\n: c\n", 2, "a list or mapping stands where a key should"),
        ("codebook: &x a\n", 1, "`&x` is a YAML anchor, which a framework cannot have"),
        ("codebook: !!str a\n", 1, "`tag:yaml.org,2002:str` is a YAML tag, which a framework cannot have"),
        ("codebook: !!python/object/apply:os.system [ls]\n", 1, "python/object/apply:os.system` is a YAML tag"),
        ("codes:\n- *listen\n", 2, "`*listen` is a YAML alias, which a framework cannot have"),
        ("%YAML 1.1\n---\ncodebook: no\n", 1, "the file starts with a YAML directive (%)"),
        ("", 1, "the file is empty"),
        ("# only a comment\n", 1, "the file is empty"),
        ("---\n", 1, "the file is empty"),
        ("\n- a\n", 2, "this is no framework"),
        ("just words\n", 1, "this is no framework"),
        ("a: " + "x" * MAX_BYTES, 1, "the framework is larger than 1 MB"),
    ],
)
def test_files_that_are_no_plain_yaml(source, line, what):
    assert any(at == line and what in found for at, found, _ in problems(source)), problems(source)


def test_syntax_is_the_only_problem_of_a_file_that_cannot_be_parsed():
    assert len(problems("codes: [")) == 1


def test_a_bomb_of_aliases_is_refused_with_its_lines():
    source = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"
    assert {line for line, *_ in problems(source)} == {1, 2, 3}


@pytest.mark.parametrize("brackets", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "[\n" * 100_000, "? " * 100_000])
def test_nesting_without_end_is_refused(brackets):
    assert [what for _, what, _ in problems("codes: " + brackets if brackets[0] in "[{" else brackets)] == [
        "the file is nested more than 100 levels deep"
    ]


def test_codes_to_a_sensible_depth():
    codes = "codes: []"
    for depth in range(40):
        codes = f"codes: [{{id: c{depth}, label: Label {depth}, {codes}}}]"
    checked = check_codebook(f"codebook: a\nquestions: [{{id: q1, text: T}}]\n{codes}\n", "f.yaml")
    assert checked.codebook is not None
    assert len(checked.codebook.placed) == 40


def test_messages_keep_to_one_line():
    found = check_codebook(HEAD + '  - id: "a\\n\\n b"\n    label: x\n    "k\\ny": z\n', "f.yaml").problems
    assert len(found) == 2
    assert all("\n" not in str(problem) for problem in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Employee attitude", "Employee attitudes"),
        ("Employee attitude", "Attitude of the employee"),
        ("Accessible website", "Accesible website"),
        ("Parking & roads", "Roads and parking"),
    ],
)
def test_labels_that_are_nearly_the_same_are_warned_of(one, other):
    found = warnings(f"  - {{id: a, label: '{one}'}}\n  - id: b\n    label: '{other}'\n")
    assert found == [(3, f"'b' has nearly the same label as 'a' (line {FIRST})")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Clear letters", "Unclear letters"),
        ("Satisfied with staff", "Dissatisfied with staff"),
        ("Travel to school", "Travel from school"),
        ("Zone 2023", "Zone 2024"),
        ("More buses", "Fewer buses"),
        ("Easy to contact by phone", "Easy to contact by email"),
    ],
)
def test_labels_that_differ_in_meaning_are_not(one, other):
    assert warnings(f"  - {{id: a, label: '{one}'}}\n  - {{id: b, label: '{other}'}}\n") == []


@pytest.mark.parametrize("key", ["examples", "keywords"])
def test_the_same_lists_are_warned_of(key):
    codes = f"  - id: a\n    label: Alpha\n    {key}: [One, two]\n  - id: b\n    label: Beta\n    {key}: [Two, one]\n"
    assert warnings(codes) == [(6, f"'b' has the same {key} as 'a' (line {FIRST})")]


def test_a_retired_code_may_resemble_its_successor():
    assert warnings("  - {id: a, label: Bus, retired: true, replaced_by: b}\n  - {id: b, label: The bus}\n") == []


def test_a_heading_without_codes_is_warned_of():
    assert warnings("  - id: a\n    label: A\n    codable: false\n") == [
        (3, "'a' is not codable and has no codes below it")
    ]


def test_a_code_on_a_closed_question_is_warned_of():
    source = "codebook: a\nquestions: [{id: q1, text: T, kind: single}]\ncodes:\n- {id: a, label: A, questions: [q1]}\n"
    [warning] = check_codebook(source, "f.yaml").warnings
    assert (warning.line, warning.what) == (4, "'q1' is a closed question, whose answers are not coded")
