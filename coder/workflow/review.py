"""`coder review`: opens a sitting over a project."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coder.domain.decision import is_machine
from coder.domain.text import plural
from coder.errors import InputError, ProjectError, UsageError
from coder.reviewing.corrected import READ_BACK
from coder.reviewing.order import Ordered, as_drawn
from coder.reviewing.session import ReviewSession
from coder.reviewing.wordmates import alone
from coder.store.project import Project
from coder.workflow.audited import batches, open_audits
from coder.workflow.count import chosen_questions
from coder.workflow.garbage import no_search_for_garbage
from coder.workflow.live import LiveSuggestions
from coder.workflow.ordering import FILE, check_order, codes_of, order_of_work
from coder.workflow.own_name import remember_name, remembered_name
from coder.workflow.project import Opened, open_project
from coder.workflow.refitting import Refitting
from coder.workflow.renewing import Renewing
from coder.workflow.said import Said
from coder.workflow.scoped import BlindAudit
from coder.workflow.second import Second, second_sitting
from coder.workflow.staleness import stale_codes, unscored_comments
from coder.workflow.surroundings import ProjectSurroundings

LATELY = timedelta(minutes=10)
"""Somebody whose last step is not older is taken to be at work."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """An open project with a session over it."""

    session: ReviewSession
    title: str
    notices: tuple[str, ...]

    def farewell(self) -> str:
        """What was done, once the screen is closed."""
        progress = self.session.progress
        left = progress.overall.total - progress.overall.decided
        return f"{plural(progress.session, 'comment')} decided in this sitting; {plural(left, 'comment')} left."


@contextmanager
def open_review(
    path: Path,
    *,
    coder: str | None,
    ask: Callable[[], str],
    questions: Collection[str] | None,
    audit: bool = False,
    order: str | None = None,
    watch: Sequence[str] = (),
    refit: bool = True,
    second: Second | None = None,
) -> Iterator[Sitting]:
    """Open a sitting: who codes is given, or remembered for this person, or asked; what is new is divided first.

    Where the project cannot be written, the sitting is for looking only.

    Args:
        path: The project file.
        coder: Who codes, where it was given.
        ask: Asks for it.
        questions: Only these; None: all.
        audit: Read the open audits, blind and in the order drawn; otherwise everything but these.
        order: In which order; None: import order.
        watch: Codes whose counts are always shown.
        refit: Have suggestions fitted anew now and then, in a process of its own.
        second: Code a second time, or settle what coders disagree on, in place of all this.

    Raises:
        UsageError: there is no such order or code, or an order is asked for in an audit.
        InputError: a name or a question will not do, there is nothing to review, or the order takes suggestions.
    """
    if order is not None:
        refuse_order(order, audit=audit)
    with ExitStack() as stack:
        with no_search_for_garbage():
            refused = Project.refusal(path)
            opened = stack.enter_context(open_project(path, read_only=refused is not None))
            for code in watch:
                codes_of(opened.codebook, code)
            name, told = _coder(coder, ask)
            if refused is None:
                _divide(opened.project)
            if second is not None:
                sitting = _sit_second(stack, opened, name, questions, second)
            else:
                refit = refit and refused is None
                sitting = _sit(
                    stack, opened, name, questions, audit=audit, order=order or FILE, watch=watch, refit=refit
                )
            told += _only_look(sitting.session, refused) if refused is not None else _at_work(opened.project, name)
        yield replace(sitting, notices=(*opened.notices, *told, *sitting.notices))


def _sit(
    stack: ExitStack,
    opened: Opened,
    coder: str,
    questions: Collection[str] | None,
    *,
    audit: bool,
    order: str,
    watch: Sequence[str],
    refit: bool,
) -> Sitting:
    """A sitting over an open project; what has to end with it is left to the stack."""
    project, wanted = opened.project, chosen_questions(opened, questions)
    store = _blind(opened, questions, coder) if audit else _outside_audits(opened)
    known = store.counted_comments()
    found = (
        _as_drawn(opened, questions) if audit else order_of_work(opened, store, order, questions=wanted, comments=known)
    )
    comments = [one for one in known if one.question in wanted]
    said = Said(project, wanted, len(comments))
    stack.callback(said.close)
    refitting = Refitting(project.path, wanted=refit)
    stack.callback(refitting.close)
    around = ProjectSurroundings(opened, store, said, questions=wanted, audit=audit)
    if isinstance(store, LiveSuggestions):
        around.news = Renewing(store, refitting, lambda: around.recent(coder, READ_BACK)).news
    session = ReviewSession(
        store,
        opened.codebook,
        coder=coder,
        comments=comments,
        order=found.order,
        plan=found.plan,
        order_name=order,
        around=around,
        watched=watch,
        wordmates=alone if audit else said,
    )
    if session.progress.overall.total == 0:
        raise _nothing(project.path, audit, not project.open_audit_responses())
    title = f"{project.path.stem} · {coder}{' · audit, blind' if audit else ''}"
    further = _before_reading(opened, questions) if audit else (*_set_aside(project), *_unsuggested(opened))
    return Sitting(session, title, (*found.notices, *further))


def _only_look(session: ReviewSession, refused: ProjectError) -> tuple[str, ...]:
    """Make a sitting one for looking only; returns what there is to say of it."""
    session.only_look(refused.message)
    return (f"you can look, and nothing can be saved: {refused.message} {refused.hint}",)


def _at_work(project: Project, coder: str) -> tuple[str, ...]:
    """Who else is coding: several may, as every step is a transaction of its own that waits its turn."""
    now = datetime.now(UTC)
    found = project.others_at_work(coder, now - LATELY)
    minutes = {other: int((now - at) / timedelta(minutes=1)) for other, at in found.items()}
    names = ", ".join(f"{other} ({plural(ago, 'minute')} ago)" for other, ago in minutes.items())
    return (
        (f"also coding here: {names}; you can both go on, and each sees what the other has decided.",) if names else ()
    )


def _sit_second(
    stack: ExitStack, opened: Opened, coder: str, questions: Collection[str] | None, second: Second
) -> Sitting:
    """A sitting that checks or adjudicates, over an open project."""
    said = Said(opened.project, chosen_questions(opened, questions), 0)
    stack.callback(said.close)
    found = second_sitting(opened, said, coder, questions, second)
    return Sitting(found.session, f"{opened.project.path.stem} · {coder} · {found.doing}", found.notices)


def refuse_order(order: str, *, audit: bool) -> None:
    """Refuse what is no order, and any in an audit, before a project is opened.

    Raises:
        UsageError: it is refused.
    """
    check_order(order)
    if audit:
        raise UsageError("An audit is read in the order in which it was drawn.", "Leave out --order, or --audit.")


def _blind(opened: Opened, questions: Collection[str] | None, coder: str) -> BlindAudit:
    audits = open_audits(opened, questions)
    released = {item.response for audit in audits for item in batches(opened.project, audit).released}
    return BlindAudit(opened.project, released, coder)


def _as_drawn(opened: Opened, questions: Collection[str] | None) -> Ordered:
    """The order of open audits: what may be concluded from one that is read in part rests on it."""
    keys = {stored.id: stored.key for stored in opened.project.responses()}
    return Ordered(
        [
            place
            for audit in open_audits(opened, questions)
            for place in as_drawn((keys[item.response] for item in batches(opened.project, audit).released), audit.id)
        ]
    )


def _outside_audits(opened: Opened) -> LiveSuggestions:
    return LiveSuggestions(opened.project, opened.codebook, opened.project.open_audit_responses())


def _set_aside(project: Project) -> tuple[str, ...]:
    held = project.open_audit_responses()
    told = (
        f"{plural(len(held), 'response')} set aside for the audit; `coder review --audit` shows those whose turn it is."
    )
    return (told,) if held else ()


def _nothing(path: Path, audit: bool, whole: bool) -> ProjectError:
    if audit:
        return ProjectError("Others have begun every response of the audit.", "See `coder audit status`.")
    if whole:
        return ProjectError(f"{path} has no responses to review.", "Bring some in with `coder import FILE`.")
    return ProjectError("All responses are set aside for the audit.", "Read them with `coder review --audit`.")


def _coder(given: str | None, ask: Callable[[], str]) -> tuple[str, tuple[str, ...]]:
    """Who codes, and what there is to say of it."""
    if not given and (remembered := remembered_name()):
        return remembered, (f"coding as {remembered} (change with --coder)",)
    name = (given or ask()).strip()
    if not name:
        raise InputError("A coder needs a name.", "Pass --coder NAME.")
    if is_machine(name):
        raise InputError(f"'{name}' is a model's name, not a person's.", "Pass another --coder NAME.")
    remember_name(name)
    return name, ()


def _divide(project: Project) -> None:
    """Divide the responses that are new; where there are none, reviewing need not load what divides them."""
    if project.undivided():
        from coder.workflow.suggest import divide_new  # noqa: PLC0415  (it brings the models' libraries)

        divide_new(project)


def _before_reading(opened: Opened, questions: Collection[str] | None) -> tuple[str, ...]:
    """What is too late once reading has begun."""
    project = opened.project
    fresh = [audit for audit in open_audits(opened, questions) if project.audit_begun(audit.id) is None]
    if not fresh or not (stale_codes(project, opened.codebook) or unscored_comments(project)):
        return ()
    return ("run `coder suggest` before you begin: what is suggested later cannot be certified on this audit.",)


def _unsuggested(opened: Opened) -> tuple[str, ...]:
    if opened.project.latest_run("suggest") is None:
        return ("nothing is suggested yet; `coder suggest` does that, and reviewing works without it.",)
    return ()
