"""`coder codebook show`: a framework as a tree in plain text."""

from pathlib import Path

from coder.codebook.read import read_codebook
from coder.codebook.show import tree_lines
from coder.errors import InputError


def codebook_tree(file: Path, question: str | None) -> list[str]:
    """The framework's title, its questions and its codes, a line each, indented as the tree is."""
    codebook = read_codebook(file)
    if question is not None and codebook.question(question) is None:
        known = ", ".join(one.id for one in codebook.questions)
        raise InputError(f"The codebook has no question '{question}'.", f"Its questions are: {known}.")
    lines = [f"{codebook.title or codebook.id}, version {codebook.version or '(none)'}"]
    lines += [f"  {one.id}: {one.text}" for one in codebook.questions if question in (None, one.id)]
    for line in tree_lines(codebook, question):
        notes = "; ".join([", ".join(line.questions), *line.flags])
        lines.append(f"{'  ' * line.depth}- {line.label}  [{line.id}]  ({notes})")
    return lines
