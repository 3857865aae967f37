"""Frameworks as authors of all kinds would write them: a framework and a YAML text that reads as it."""

import re

from hypothesis import strategies as st

from coder.domain.codebook import Code, Codebook, Question, Role
from tests.unit.codebook.test_read import TEXT, filled, quoted

WORDS = st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=1, max_size=25).map(" ".join)
AWKWARD = st.sampled_from(
    [
        *("yes", "no", "on", "~", "null", "1.0", "012", "2024-03-01", "0x1F", "1e5", ".inf", "=", "<<", "---", "..."),
        *("a: b", "a #b", "#a", "- a", "? a", "[a]", "{a}", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", ": a", ",a"),
        *("'a", '"a"', "a'b", 'say "no"', "back\\slash", " lead", "trail ", "a:", "a, b", "a]", "-", "tab\there"),
        *("\N{GRINNING FACE}", "\U0001f469\u200d\U0001f4bb dev", "a\u2028b", "a\u202eb", "\ufeffa", "a\xa0", "\u3000a"),
        "long " * 60 + "end",
    ]
)
LINES = st.lists(WORDS | st.just("") | st.just("  in") | st.just("# a"), min_size=2, max_size=4).map("\n".join)
ONE_LINE = WORDS | AWKWARD | TEXT
ANY_TEXT = ONE_LINE | LINES.filter(str.strip).map(lambda text: text.rstrip("\n"))


TEXTS = st.lists(ANY_TEXT, max_size=3).map(tuple)


@st.composite
def codes(draw, ids):
    """Codes that use up the ids, some below others; at most half of the fields say something."""
    made = []
    while ids:
        code_id, below = ids[0], draw(st.integers(1, len(ids)))
        wanted = draw(st.sets(st.sampled_from(sorted(FIELDS)), max_size=3))
        values = {field: draw(FIELDS[field]) for field in sorted(wanted)}
        made.append(Code(id=code_id, label=f"{draw(WORDS)} {code_id}", **values, codes=draw(codes(ids[1:below]))))
        ids = ids[below:]
    return tuple(made)


FIELDS = {
    **dict.fromkeys(["include", "exclude", "examples", "counterexamples", "keywords"], TEXTS),
    **dict.fromkeys(["definition", "memo"], st.just("") | ANY_TEXT),
    **dict.fromkeys(["codable", "retired"], st.booleans()),
    "role": st.sampled_from(Role),
    "colour": st.just("#1D70B8"),
    "questions": st.just(("q1", "q2")),
}
QUESTIONS = (Question(id="q1", text="Why?"), Question(id="q2", text="And how?"))
IDS = st.integers(0, 4).map(lambda count: ["a", "b-b", "no", "0"][:count])


@st.composite
def codebooks(draw):
    """Small frameworks with two questions."""
    return Codebook(id="a", title=draw(st.just("") | WORDS), questions=QUESTIONS, codes=draw(codes(draw(IDS))))


class Author:
    """Writes a framework in one of many styles; every comment is marked, so that a lost one is missed."""

    def __init__(self, draw):
        self.draw = draw
        self.comments = []
        self.lines = []
        self.offset = draw(st.sampled_from([0, 2, 4]))
        self.braces = draw(st.sampled_from([0, 0, 1, 3]))
        self.spacing = draw(st.sampled_from([0, 0, 1]))
        self.talks = draw(st.booleans())

    def once_in(self, most):
        return self.draw(st.integers(0, most)) == 0

    def comment(self):
        self.comments.append(f"# c{len(self.comments)}.")
        return self.comments[-1]

    def line(self, column, text):
        if self.talks and self.once_in(5):
            self.lines.append(f"{' ' * self.draw(st.sampled_from([0, column]))}{self.comment()}")
        beside = f"  {self.comment()}" if self.talks and self.once_in(4) else ""
        self.lines.append(" " * column + text + beside)

    def text(self, text):
        simple = re.fullmatch(r"[a-z]+( [a-z]+)*", text) and text not in ("yes", "no", "on", "y", "n", "null", "true")
        if simple and self.once_in(1):
            return text
        if text.isprintable() and self.once_in(2):
            return "'" + text.replace("'", "''") + "'"
        return quoted(text)

    def in_brackets(self, value):
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.in_brackets(each)}" for key, each in value.items()) + "}"
        if isinstance(value, list | tuple):
            return "[" + ", ".join(map(self.in_brackets, value)) + "]"
        return str(value).lower() if isinstance(value, bool) else self.text(value)

    def long_brackets(self, column, key, items):
        self.line(column, f"{key}: [")
        for item in items[:-1]:
            self.line(column + 2, f"{self.in_brackets(item)},")
        self.line(column + 2, self.in_brackets(items[-1]) + self.draw(st.sampled_from(["", ","])))
        self.line(column, "]")

    def entry(self, column, key, value):
        if isinstance(value, str) and "\n" not in value and len(value) > 40 and re.fullmatch(r"[a-z ]+[a-z]", value):
            words = value.split(" ")
            block = self.once_in(2)
            self.lines.append(f"{' ' * column}{key}: {'>  ' + self.comment() if block else words.pop(0)}")
            for start in range(0, len(words), 6):
                self.lines.append(f"{' ' * (column + 3)}{' '.join(words[start : start + 6])}")
        elif isinstance(value, str) and "\n" in value and value[0] not in " \n" and self.once_in(1):
            self.lines.append(f"{' ' * column}{key}: |")
            self.lines += [f"{' ' * (column + 2)}{each}" for each in value.split("\n")]
        elif not isinstance(value, list | tuple) or not value:
            self.line(column, f"{key}: {self.in_brackets(value)}")
        elif self.once_in(3):
            self.long_brackets(column, key, value)
        elif self.once_in(2):
            self.line(column, f"{key}: {self.in_brackets(value)}")
        else:
            self.items(column, key, value)

    def items(self, column, key, values):
        self.line(column, f"{key}:")
        for value in values:
            if isinstance(value, dict) and not (self.braces and self.once_in(self.braces)):
                begins = len(self.lines)
                for name, each in value.items():
                    self.entry(column + self.offset + 2, name, each)
                first = next(n for n in range(begins, len(self.lines)) if not self.lines[n].lstrip().startswith("#"))
                self.lines[first] = f"{' ' * (column + self.offset)}- {self.lines[first].lstrip()}"
                self.lines += [""] * self.spacing
            else:
                self.line(column + self.offset, f"- {self.in_brackets(value)}")


@st.composite
def written(draw):
    """A framework, the text an author made of it, and the comments in it."""
    codebook = draw(codebooks())
    author = Author(draw)
    author.line(0, f"codebook: {author.text(codebook.id)}")
    if codebook.title:
        author.line(0, f"title: {author.text(codebook.title)}")
    author.items(0, "questions", [filled(each) for each in codebook.questions])
    codes = [filled(each) for each in codebook.codes]
    author.items(0, "codes", codes) if codes else author.line(0, "codes: []")
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    text = line_end.join(author.lines) + draw(st.sampled_from([line_end, "", line_end + "# end" + line_end]))
    return codebook, draw(st.sampled_from(["", "\ufeff"])) + text, author.comments
