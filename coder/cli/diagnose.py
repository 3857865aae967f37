"""`coder codebook diagnose`."""

from enum import StrEnum
from typing import Annotated

import typer

from coder.cli.diagnosis import as_json, as_text
from coder.cli.narration import say
from coder.cli.options import ProjectOption, QuestionOption, find_project
from coder.cli.output import write


class Form(StrEnum):
    """How a diagnosis is printed."""

    TABLE = "table"
    JSON = "json"


def diagnose(
    project: ProjectOption = None,
    question: QuestionOption = None,
    examples: Annotated[
        int, typer.Option("--examples", metavar="N", min=0, help="Comments shown with each finding.")
    ] = 3,
    form: Annotated[Form, typer.Option("--format", help="How it is printed.")] = Form.TABLE,
) -> None:
    """Show where the framework is vague: what to reword, add or drop, and why.

    Codes that are confused with each other; codes whose wording attracts what
    people reject; codes nobody uses; comments far from every code, which may
    want a new one. Each comes with comments. Nothing is written.

    --format json prints one object with four arrays, the most important first
    in each; shares and scores run from 0 to 1, codes have their label too:

    confused: code, other, relation (mistaken for each other, worded alike,
    given together), code_as_other (comments that people gave code while the
    suggestions had other), other_as_code, expected (of both, by chance),
    together (people gave both), coders (comments on which two people differed
    so), similarity (cosine of their wording), shared_keywords, examples.

    attracting: code, preselected (decided comments it was selected for),
    removed (those not given it), shown (those of preselected where the person
    saw it), rate, low, high (removed / preselected and its 95 % interval),
    pulls (the wording that draws: kind, text, removed, kept), instead (what
    the removed carry: code, comments), examples.

    unused: code, cause (suggested and removed, never suggested, probably
    rare), read (comments decided in its questions), at_most (share of comments
    that may carry it), removed, waiting (undecided comments it is selected
    for), examples.

    far: question, comments, texts (different ones), none_applies (of which
    people said so), words, nearest (code), best (mean of their best scores),
    examples.

    An example has comment, respondent, question, text, given and proposed.

    Example: coder codebook diagnose --question q1 --examples 5
    """
    from coder.workflow.diagnose import diagnose_project

    found = diagnose_project(find_project(project), questions=question, examples=examples)
    for notice in found.notices:
        say(f"note: {notice}")
    if form is Form.TABLE:
        write(as_text(found))
        return
    for unsaid in found.unsaid:
        say(f"note: {unsaid}")
    write(as_json(found))
