import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook.check import MAX_BYTES, check_codebook
from coder.codebook.read import parse_codebook, read_codebook, read_source
from coder.domain.codebook import Code, Codebook, Question, QuestionKind, Role
from coder.errors import CodebookError

pytestmark = pytest.mark.usefixtures("nothing_remembered")

ROOT = Path(__file__).parents[3]
GOOD = "codebook: a\nquestions: [{id: q1, text: T}]\ncodes: []\n"


def test_the_message_has_a_line_for_each_problem(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("codebook: A\nquestions: []\n")
    with pytest.raises(CodebookError) as caught:
        read_codebook(path)
    assert [line.split(";")[0] for line in caught.value.message.splitlines()] == [
        f"{path}:1: the framework has no 'codes'",
        f"{path}:1: 'A' cannot be an id",
        f"{path}:2: the framework has no question",
    ]
    assert caught.value.hint


@pytest.mark.parametrize(
    "content", [GOOD.encode(), b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()]
)
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path, content):
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    assert read_codebook(path).content_hash == parse_codebook(GOOD, "a.yaml").content_hash
    assert parse_codebook("\ufeff" + GOOD, "a.yaml") == parse_codebook(GOOD, "a.yaml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"codebook: a\ntitle: caf\xe9\n", ":2: the file is not UTF-8 text (byte 0xe9)."),
        (GOOD.encode("utf-16"), ":1: the file is in UTF-16."),
        (b"#" * (MAX_BYTES + 1), ":1: the framework is larger than 1 MB."),
        (b"a: b\0", "control character"),
        (b"", "the file is empty"),
    ],
)
def test_files_that_are_no_text(tmp_path, content, said):
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    with pytest.raises(CodebookError) as caught:
        read_codebook(path)
    assert said in caught.value.message
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_paths_that_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path, tmp_path / "missing.yaml", tmp_path / "fifo", Path("a\0b"), Path("x" * 5000)):
        with pytest.raises(CodebookError) as caught:
            read_source(path)
        assert caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(GOOD)
    path.chmod(0)
    with pytest.raises(CodebookError, match="Permission denied"):
        read_source(path)


# A framework written to YAML reads back equal.

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1).filter(lambda text: text.strip())
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
COLOURS = st.from_regex(r"#([0-9a-fA-F]{3}){1,2}", fullmatch=True)


@st.composite
def questions(draw, question_id):
    options = tuple(draw(st.lists(TEXT, max_size=3, unique=True)))
    nets = draw(st.dictionaries(TEXT, st.lists(st.sampled_from(options)).map(tuple), max_size=2)) if options else {}
    return Question(
        id=question_id,
        text=draw(TEXT),
        kind=draw(st.sampled_from(QuestionKind)),
        options=options,
        nets=tuple(nets.items()),
        column=draw(st.none() | st.just(f"column {question_id}")),
    )


@st.composite
def codes(draw, ids, allowed):
    """Codes that use up the ids, each under the one before or beside it."""
    made = []
    while ids:
        code_id = ids.pop()
        below = [ids.pop() for _ in range(min(len(ids), draw(st.integers(0, 2))))]
        own = draw(st.none() | st.lists(st.sampled_from(allowed), min_size=1, unique=True).map(tuple))
        made.append(
            Code(
                id=code_id,
                label=f"{draw(TEXT)} {code_id}",
                definition=draw(st.just("") | TEXT),
                include=draw(TEXTS),
                exclude=draw(TEXTS),
                examples=draw(TEXTS),
                counterexamples=draw(TEXTS),
                keywords=draw(TEXTS),
                questions=own,
                codable=draw(st.booleans()),
                role=draw(st.sampled_from(Role)),
                retired=draw(st.booleans()),
                memo=draw(st.just("") | TEXT),
                colour=draw(st.none() | COLOURS),
                codes=draw(codes(below, list(own or allowed))),
            )
        )
    return tuple(made)


@st.composite
def codebooks(draw):
    question_ids = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    return Codebook(
        id=draw(IDS),
        title=draw(st.just("") | TEXT),
        version=draw(st.just("") | TEXT),
        language=draw(st.sampled_from(["en", "no"])),
        questions=tuple(draw(questions(each)) for each in question_ids),
        codes=draw(codes(draw(st.lists(IDS, max_size=5, unique=True)), question_ids)),
    )


def quoted(text):
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def flow(value):
    """The value as YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else quoted(value)


def filled(value):
    """The fields that say something, those that are dataclasses as mappings."""
    fields = {name: getattr(value, name) for name in value.__dataclass_fields__}
    plain = {"codes": lambda each: [filled(code) for code in each], "nets": dict}
    return {
        name: plain.get(name, lambda each: each)(each)
        for name, each in fields.items()
        if each not in ("", None, (), Role.THEME) and (name, each) not in (("codable", True), ("retired", False))
    }


def dumped(codebook):
    lines = [f"codebook: {quoted(codebook.id)}", f"language: {quoted(codebook.language)}"]
    lines += [f"{key}: {quoted(getattr(codebook, key))}" for key in ("title", "version") if getattr(codebook, key)]
    lines += ["questions:", *(f"  - {flow(filled(question))}" for question in codebook.questions)]
    lines += ["codes:", *(f"  - {flow(filled(code))}" for code in codebook.codes)] if codebook.codes else ["codes: []"]
    return "\n".join(lines) + "\n"


@settings(max_examples=60, deadline=None)
@given(codebooks())
def test_a_framework_written_as_yaml_reads_back_equal(codebook):
    read = parse_codebook(dumped(codebook), "f.yaml")
    assert read == codebook
    assert read.content_hash == codebook.content_hash


WORDS = ["codebook: a", "questions:", "codes:", "- ", "  ", "id: q1", "text: T", "label: ", "? ", "<<", "---", "~"]
FRAGMENTS = st.sampled_from([*WORDS, *"\n[]{}'\"#%\t\r\\:1é\0", "*a", "&a", "!t"])


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=3), max_size=30).map("".join))
def test_any_text_ends_in_a_framework_or_in_problems(source):
    checked = check_codebook(source, "f.yaml")
    assert (checked.codebook is None) == bool(checked.problems)
    last = source.count("\n") + source.count("\r") + sum(map(source.count, "\x85\u2028\u2029")) + 2
    assert all(1 <= problem.line <= last for problem in checked.problems)
