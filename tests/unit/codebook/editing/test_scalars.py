from hypothesis import example, given, settings
from hypothesis import strategies as st

from coder.codebook.editing.scalars import folded, literal, one_line, wrap
from coder.codebook.nodes import Kind, Scalar, compose
from coder.codebook.problems import Problems
from tests.unit.codebook.editing.layouts import AWKWARD

ANY = st.text() | AWKWARD
SOME = settings(max_examples=60, deadline=None)


def read(source):
    """The texts in a YAML list, or the value of a mapping."""
    problems = Problems("f")
    node = compose(source, problems)
    assert problems.in_order() == ()
    items = node.nodes if hasattr(node, "nodes") else tuple(node.values.values())
    assert all(isinstance(item, Scalar) and item.kind is Kind.TEXT for item in items)
    return [item.text for item in items]


@SOME
@given(ANY, st.booleans(), st.sampled_from(["", "'", '"']))
@example("a\ud800b", False, "")
@example("a\x00b", True, "'")
def test_a_text_on_one_line_reads_back(text, flow, quote):
    written = one_line(text, flow=flow, quote=quote)
    assert "\n" not in written
    assert read(f"[x, {written}]" if flow else f"- {written}  # comment\n") == (["x", text] if flow else [text])
    assert read(f"{{k: {written}, l: x}}" if flow else f"k: {written}") == ([text, "x"] if flow else [text])


@SOME
@given(ANY.filter(lambda text: text == text.strip()), st.integers(1, 30))
def test_a_text_broken_into_lines_reads_back(text, width):
    lines = wrap(one_line(text, flow=False), width, width)
    assert read("k: " + "\n  ".join(lines)) == [text]


@SOME
@given(ANY | st.text("ab \n#"), st.integers(1, 30))
def test_blocks_of_lines_read_back(text, width):
    text = text.rstrip("\n")
    for header, lines in (("|", literal(text)), (">", folded(text, width))):
        if lines is not None:
            assert read("\n".join([f"k: {header}", *(f"  {line}" if line else "" for line in lines)])) == [
                text.rstrip()
            ]


def test_plain_where_every_reader_takes_it_for_a_text():
    plain = ["open*", "it's", "So kind.", "\u4f60\u597d", "a \N{GRINNING FACE} b", "can't, won't", "http://x.org"]
    assert [one_line(text, flow=False) for text in plain] == plain
    for text in ("yes", "No", "on", "y", "null", "1.0", "12", "2024-03-01", "12:30", "1_000", "0x1F", "~", "="):
        assert one_line(text, flow=False) == f'"{text}"'
    assert one_line("a, b", flow=True) == '"a, b"'


def test_the_quotation_marks_that_need_no_backslash():
    assert one_line('He said: "no"', flow=False) == "'He said: \"no\"'"
    assert one_line("- it's", flow=False) == '"- it\'s"'
    assert one_line("C:\\ #", flow=False) == "'C:\\ #'"


def test_what_would_deceive_an_editor_is_escaped():
    assert one_line("a\u202eb\u2066c\u2028d\ufeff", flow=False) == '"a\\u202eb\\u2066c\\u2028d\\ufeff"'
