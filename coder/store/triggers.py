"""The triggers that make the log append-only, whoever writes SQL to the file.

A revision's triggers are never edited once it is released: a later revision drops and adds its own.
"""


def _refuse(name: str, moment: str, why: str, condition: str = "") -> str:
    when = f" WHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {name} BEFORE {moment}{when} BEGIN SELECT RAISE(ABORT, '{why}'); END"


def _guard(table: str, same: str) -> dict[str, str]:
    """No update, no delete, and no insert in the place of a row that is there (`INSERT OR REPLACE`)."""
    why = f"{table} is append-only"
    return {
        f"{table}_no_update": _refuse(f"{table}_no_update", f"UPDATE ON {table}", why),
        f"{table}_no_delete": _refuse(f"{table}_no_delete", f"DELETE ON {table}", why),
        f"{table}_no_replace": _refuse(
            f"{table}_no_replace", f"INSERT ON {table}", why, f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        ),
    }


def _check(name: str, table: str, why: str, condition: str) -> dict[str, str]:
    return {name: _refuse(name, f"INSERT ON {table}", why, condition)}


def _fixed(table: str, columns: str, same: str) -> dict[str, str]:
    name, why = f"{table}_no_update", f"a {table} never changes"
    return {name: _refuse(name, f"UPDATE OF {columns} ON {table}", why)} | _check(
        f"{table}_no_replace", table, why, f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
    )


def _closing(table: str) -> dict[str, str]:
    """No delete and no insert in the place of a row, and one update: setting `closed`, once."""
    guarded = _guard(table, "id = NEW.id OR (question = NEW.question AND closed IS NULL AND NEW.closed IS NULL)")
    name, why = f"{table}_no_update", f"{table} is append-only"
    columns = "id, question, seed, size, looks, frame_size, last_response, last_decision, precision, confidence"
    fixed = _refuse(name, f"UPDATE OF {columns}, wording, opened ON {table}", why)
    once = _refuse(f"{table}_closes_once", f"UPDATE OF closed ON {table}", why, "OLD.closed IS NOT NULL")
    return guarded | {name: fixed, f"{table}_closes_once": once}


def _deletable(table: str, late: str) -> dict[str, str]:
    """No update and no insert that comes late; what is there can be deleted, so that a respondent can be erased."""
    name, why = f"{table}_no_update", f"an {table} never changes"
    return {name: _refuse(name, f"UPDATE ON {table}", why)} | _check(f"{table}_no_replace", table, why, late)


FIRST: dict[str, str] = (
    _guard("decision", "decision_id = NEW.decision_id OR seq = NEW.seq")
    | _guard("division", "id = NEW.id")
    | _guard("division_comment", "division_id = NEW.division_id AND position = NEW.position")
    | _fixed(
        "response",
        "id, respondent_id, question, text",
        "id = NEW.id OR (respondent_id = NEW.respondent_id AND question = NEW.question)",
    )
    | _fixed("comment", 'id, response_id, start, "end"', "id = NEW.id")
    | _guard("audit_item", "audit_id = NEW.audit_id AND position = NEW.position")
    | _guard("audit_look", "audit_id = NEW.audit_id AND number = NEW.number")
    | _closing("audit")
    | _check(
        "decision_undoes_earlier",
        "decision",
        "an undo refers to an earlier event",
        "NEW.undoes IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM decision WHERE decision_id = NEW.undoes AND response_id = NEW.response_id)",
    )
    | _check(
        "decision_of_response",
        "decision",
        "the comment belongs to another response",
        "NEW.comment_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM comment WHERE id = NEW.comment_id AND response_id = NEW.response_id)",
    )
    | _check(
        "division_undoes_earlier",
        "division",
        "an undo refers to an earlier event",
        "NEW.undoes IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM division WHERE id = NEW.undoes AND response_id = NEW.response_id)",
    )
)
"""Those of revision 0001, by name."""

THIRD: dict[str, str] = (
    _guard("annotation", "annotation_id = NEW.annotation_id OR seq = NEW.seq")
    | _check(
        "annotation_undoes_earlier",
        "annotation",
        "an undo refers to an earlier event",
        "NEW.undoes IS NOT NULL AND NOT EXISTS (SELECT 1 FROM annotation "
        "WHERE annotation_id = NEW.undoes AND response_id = NEW.response_id AND kind = NEW.kind)",
    )
    | _check(
        "annotation_of_response",
        "annotation",
        "the comment belongs to another response",
        "NEW.comment_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM comment WHERE id = NEW.comment_id AND response_id = NEW.response_id)",
    )
    | _deletable(
        "annotation_text",
        "EXISTS (SELECT 1 FROM annotation_text WHERE annotation_id = NEW.annotation_id) "
        "OR EXISTS (SELECT 1 FROM annotation WHERE annotation_id = NEW.annotation_id)",
    )
)
"""Those that revision 0003 adds. A memo's text is written before the memo, and so never anew once it was deleted."""

FOURTH: dict[str, str] = (
    _guard("step", "id = NEW.id")
    | _check(
        "step_undoes_earlier",
        "step",
        "an undo refers to an earlier event",
        "NEW.undoes IS NOT NULL AND NOT EXISTS (SELECT 1 FROM step WHERE id = NEW.undoes "
        "AND coder = NEW.coder AND purpose = NEW.purpose AND kind = NEW.kind AND response_id = NEW.response_id)",
    )
    | _check(
        "step_of_response",
        "step",
        "the comment belongs to another response",
        "NOT EXISTS (SELECT 1 FROM comment WHERE id = NEW.comment_id AND response_id = NEW.response_id)",
    )
)
"""Those that revision 0004 adds."""

FIFTH: dict[str, str] = _guard("audit_score", "id = NEW.id")
"""Those that revision 0005 adds."""

TRIGGERS = FIRST | THIRD | FOURTH | FIFTH
"""Those a project file has now; a file with others is not opened."""
