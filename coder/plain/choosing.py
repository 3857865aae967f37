"""Commands that choose what to go through and in which order, and tell what stands around a response."""

from collections.abc import Sequence
from dataclasses import replace

from coder.domain.text import plural
from coder.errors import InputError
from coder.plain import telling
from coder.plain.answer import Answer, Show, flat
from coder.plain.codes import meant
from coder.plain.commands import Command
from coder.reviewing.filters import Filter
from coder.reviewing.session import ReviewSession
from coder.reviewing.wording import order_means

_ONLY = (
    "only code CODE: with a code",
    "only group FIELD: VALUE: of a group of respondents",
    "only uncertain, only flagged, only undecided: as they say",
    "only coder NAME: decided by somebody",
    "only words WORDS: that say them",
    "only all: all of them again",
)


def go_to(session: ReviewSession, command: Command) -> Answer:
    """Go to a response."""
    if not command.text:
        return Answer("go wants the number of a response, a respondent's id, or words: g 17.")
    found = session.go_to(command.text)
    if not found.count:
        return Answer(f"No response is meant by “{flat(command.text)}”. Nothing has changed.")
    several = f"{found.shown:,} of {found.count:,}; the same again goes to the next." if found.count > 1 else ""
    return Answer(several, show=Show.ALL)


def around(session: ReviewSession) -> Answer:
    """Tell what stands around the response."""
    context = session.context()
    if context is None:
        return Answer("Nothing is in front of you.")
    return Answer(
        f"Respondent {flat(context.respondent)}.",
        (*telling.around(context), *telling.counts(session.live_counts()), *telling.pace(session.progress)),
    )


def order(session: ReviewSession, command: Command) -> Answer:
    """Go on in another order, or tell the orders."""
    if not command.text:
        names = (f"order {name}: {order_means(name)}" for name in session.orders)
        return Answer(f"The order is {flat(session.order_name)}. There are:", tuple(names))
    kind, colon, code = command.text.partition(":")
    name = f"code:{meant(session, code)}" if colon and kind.strip() == "code" else command.text.casefold()
    return Answer(flat(session.change_order(name)) or f"order: {name}", show=Show.IF_NEW)


def only(session: ReviewSession, command: Command) -> Answer:
    """Go through some responses only, or tell what can be asked for."""
    now = session.filtered
    if not command.text:
        said = f"Only {flat(now.said(session.label))}." if now else "All responses are gone through."
        return Answer(f"{said} What can be asked for; all of it has to hold:", _ONLY)
    wanted = _asked(session, now or Filter(), command.text)
    count = session.filter(wanted or None)
    if not count:
        return Answer(f"No response is {flat(wanted.said(session.label))}. Nothing has changed.")
    said = f": {flat(wanted.said(session.label))}" if wanted else ", all there are"
    return Answer(f"{plural(count, 'response')}{said}.", show=Show.COMMENT)


def _asked(session: ReviewSession, now: Filter, text: str) -> Filter:
    """The filter with what was typed.

    Raises:
        InputError: it is nothing that can be asked for.
    """
    what, _, rest = text.partition(" ")
    what, rest = what.rstrip(":").casefold(), rest.strip()
    match what:
        case "all":
            return Filter()
        case "uncertain":
            return replace(now, uncertain=True)
        case "flagged":
            return replace(now, flagged=True)
        case "undecided":
            return replace(now, undecided=True)
        case "code" if rest:
            return replace(now, codes=(meant(session, rest),))
        case "group" if ":" in rest:
            return replace(now, groups={**now.groups, **_group(session, rest)})
        case "coder" if rest:
            return replace(now, coder=_among(rest, session.coders(), "coder"))
        case "words" if rest:
            return replace(now, words=rest)
    raise InputError(f"“{flat(text)}” is nothing that can be asked for.", "only lists what is.")


def _group(session: ReviewSession, text: str) -> dict[str, str]:
    name, _, value = text.partition(":")
    fields = session.fields()
    field = _among(name.strip(), list(fields), "field")
    return {field: _among(value.strip(), fields[field], field)}


def _among(typed: str, known: Sequence[str], what: str) -> str:
    """The one that is meant, whatever its case."""
    for one in known:
        if one.casefold() == typed.casefold():
            return one
    there = ", ".join(map(flat, known[:20])) or "none"
    raise InputError(f"There is no {what} “{flat(typed)}”.", f"There are: {there}{', …' if len(known) > 20 else ''}.")
