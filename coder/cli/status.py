"""`coder status`."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from coder.cli.narration import say
from coder.cli.options import FormatOption, ProjectOption, find_project
from coder.cli.output import Format, Record, print_records, write
from coder.domain.text import display, plural

if TYPE_CHECKING:
    from coder.workflow.audit import AuditState


def status(project: ProjectOption = None, form: FormatOption = Format.TABLE) -> None:
    """Show progress per question and coder, and what to do next.

    Example: coder status --project survey.coder
    """
    from coder.workflow.copied import sent_in_again
    from coder.workflow.status import project_status

    found = project_status(find_project(project))
    for notice in found.notices:
        say(f"note: {notice}")
    if form is Format.JSON:
        write(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str) + "\n")
        return
    questions: list[Record] = [
        {
            "question": total.question,
            "people": total.base,
            "comments": total.comments,
            "people read": total.read_respondents,
            "comments read": total.read_comments,
            "without substance": total.non_substantive,
            "by machine": total.machine_comments,
        }
        for total in found.totals
    ]
    print_records(questions, form, columns=list(questions[0]) if questions else [])
    if form is Format.CSV:
        return
    coders: list[Record] = [
        {"coder": coder, "purpose": purpose, "comments": number} for coder, purpose, number in found.coders
    ]
    if coders:
        print_records(coders, form, columns=["coder", "purpose", "comments"])
    lines = [f"Codebook {found.codebook.name}, version {found.version or '(none)'} ({found.content_hash[:12]})"]
    if found.undivided:
        lines.append(f"{plural(found.undivided, 'response')} not divided into comments yet")
    if found.unscored:
        lines.append(f"{plural(found.unscored, 'comment')} without suggestions")
    if found.stale:
        lines.append(f"Suggestions are older than the wording of: {', '.join(found.stale)}")
    lines += [_audit_line(audit) for audit in found.audits]
    lines += [sent_in_again(one) for one in found.copied]
    lines += ["Next:", *(f"  {step}" for step in found.next_steps)]
    write(display("\n".join(lines)) + "\n")


def _audit_line(audit: "AuditState") -> str:
    left = audit.looks_used < audit.looks
    look = f"look {audit.looks_used + 1} of {audit.looks}" if left else "no look left"
    return f"Audit of {audit.question}: {look}, {audit.read} of {plural(audit.wanted, 'response')} read, {audit.state}"
