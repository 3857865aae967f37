"""`coder campaigns`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.narration import say
from coder.cli.options import FormatOption, ProjectOption, QuestionOption, find_project
from coder.cli.output import Format, Record, print_records, write, write_line
from coder.domain.text import plural

if TYPE_CHECKING:
    from coder.workflow.campaigns import Campaign, CampaignSummary

COLUMNS = ("question", "submissions", "respondents", "wordings", "read", "codes", "text", "ids")
THEME_COLUMNS = ("question", "code", "label", "submissions", "distinct")
_LONGEST = 400
"""Characters of a text that are shown in a list for people; CSV and JSON have it whole."""


def campaigns(
    project: ProjectOption = None,
    question: QuestionOption = None,
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=2, help="Only texts sent in at least so many times.")
    ] = 2,
    words: Annotated[
        int, typer.Option("--words", metavar="N", min=1, help="Only texts of at least so many words.")
    ] = 8,
    themes: Annotated[
        bool, typer.Option("--themes", metavar="", help="Count each code by submissions and by distinct texts.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """List texts that were sent in several times, also where a few words were changed or added.

    Every group has the number of responses, the wording sent in most often
    (what looks like personal data is hidden), and the codes people gave it.
    Counts elsewhere are of submissions: --themes has both, a text that was
    sent in several times counting once. Nothing is written.

    Example: coder campaigns --least 3 --format csv > campaigns.csv
    """
    from coder.workflow.campaigns import find_campaigns

    found = find_campaigns(find_project(project), questions=question, least=least, words=words)
    for notice in found.notices:
        say(f"note: {notice}")
    if themes:
        print_records([asdict(one) for one in found.themes], form, columns=THEME_COLUMNS)
    elif form is Format.TABLE:
        _print(found)
    else:
        print_records([_record(one) for one in found.campaigns], form, columns=COLUMNS)


def _record(one: "Campaign") -> Record:
    codes = "|".join(f"{code}:{count}" for code, count in one.codes.items())
    return asdict(one) | {"codes": codes, "ids": "|".join(one.ids)}


def _print(found: "CampaignSummary") -> None:
    for one in found.questions:
        told = f"{one.question}: {plural(one.submissions, 'submission')}, {plural(one.distinct, 'distinct text')}"
        copied = plural(one.copied, "text was", "texts were")
        write_line(told if not one.copied else f"{told}; {copied} sent in several times")
    for number, campaign in enumerate(found.campaigns, start=1):
        write("\n")
        wordings = f" in {plural(campaign.wordings, 'wording')}" if campaign.wordings > 1 else ""
        write_line(
            f"{number}. {campaign.question}: {plural(campaign.submissions, 'submission')}{wordings} by "
            f"{plural(campaign.respondents, 'person', 'people')}, {campaign.read:,} of them read"
        )
        cut = campaign.text[:_LONGEST] + ("…" if len(campaign.text) > _LONGEST else "")
        write_line(f"   {cut}")
        codes = [f"{found.labels.get(code, code)} {count:,}" for code, count in campaign.codes.items()]
        write_line(f"   {' · '.join(codes) or 'no code given yet'}")
