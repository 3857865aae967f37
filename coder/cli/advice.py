"""What to do about each finding of a diagnosis, in a sentence or two."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.diagnosing.attracting import Attraction
    from coder.diagnosing.confused import Confusion
    from coder.diagnosing.far import Group


_FIELDS = {"example": "examples"}
_FEWEST = 2
"""Removed comments from which a piece of wording is worth a change."""


def for_confused(one: "Confusion", labels: Mapping[str, str]) -> str:
    """What to do about two codes that are confused."""
    code, other = labels[one.code], labels[one.other]
    if one.relation.value == "given together":
        return "Nothing, if comments make both points; if they always do, one code may be enough."
    keyword = f" Leave the keyword “{one.shared_keywords[0]}” to one of them." if one.shared_keywords else ""
    if one.relation.value == "worded alike":
        return f"Say in both definitions what tells them apart, or merge them.{keyword}"
    if one.coders > one.mistaken:
        return f"Agree on a rule and write it into the `exclude` of both; merge them if there is none.{keyword}"
    if one.code_as_other and one.other_as_code:
        return (
            f"Say in the `exclude` of each when to use the other; add comments like these to the `examples` of the one "
            f"and the `counterexamples` of the other.{keyword}"
        )
    right, wrong, id_ = (code, other, one.code) if one.code_as_other else (other, code, one.other)
    return (
        f"Add “… - use {id_}” to the `exclude` of {wrong}, and comments like these to its `counterexamples` and to the "
        f"`examples` of {right}.{keyword}"
    )


def for_attracting(one: "Attraction") -> str:
    """What to do about a code that is often taken out."""
    steps = []
    pulls = [pull for pull in one.pulls if pull.removed >= _FEWEST and pull.removed > pull.kept]
    if keyword := next((pull.text for pull in pulls if pull.kind == "keyword"), None):
        steps.append(f"Drop or narrow the keyword “{keyword}”.")
    if wording := next((pull for pull in pulls if pull.kind != "keyword"), None):
        steps.append(f"Reword “{wording.text}” in `{_FIELDS.get(wording.kind, wording.kind)}`.")
    if one.instead and 2 * one.instead[0].comments >= one.removed:
        steps.append(f"Add “… - use {one.instead[0].code}” to `exclude`.")
    else:
        steps.append("Say in `exclude` what these comments are about.")
    steps.append("Add one or two of these comments to `counterexamples`.")
    return " ".join(steps)


def for_unused(cause: str) -> str:
    """What to do about codes without mentions."""
    if cause == "suggested and removed":
        return "They are found and not wanted: narrow their wording, or retire them."
    if cause == "never suggested":
        return (
            "Rare, or worded unlike what people write. Add the words that you expect to `keywords` and `examples`, run "
            "`coder suggest`, and look again; retire what is not expected here."
        )
    return "Keep them; what they are selected for will tell."


def for_far(one: "Group", labels: Mapping[str, str]) -> str:
    """What to do about comments that no code fits."""
    nearest = labels.get(one.nearest, one.nearest)
    return (
        f"If they make one point that the report should have, add a code with these as `examples`; if it is "
        f"{nearest} after all, add them to its `examples`."
    )
