"""`coder review --order`: the order of work in a project."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

import numpy as np

from coder.domain.codebook import Codebook
from coder.domain.response import ResponseKey
from coder.domain.results import CountedComment
from coder.domain.text import plural
from coder.errors import InputError, UsageError
from coder.reviewing.order import Ordered, at_random
from coder.reviewing.orders.alike import alike
from coder.reviewing.orders.by_code import by_code
from coder.reviewing.orders.learn import learn
from coder.reviewing.orders.sheet import Matrix, Places, Sheet
from coder.reviewing.protocol import ReviewStore
from coder.store.project import Project
from coder.suggesting.words import normal
from coder.workflow.live import LiveSuggestions
from coder.workflow.live_order import LearnNext
from coder.workflow.project import Opened
from coder.workflow.stored_scores import StoredScores, stored_scores

FILE = "file"
RANDOM = "random"
LEARN = "learn"
ALIKE = "alike"
CODE = "code:"
ORDERS = (FILE, RANDOM, LEARN, ALIKE, f"{CODE}ID")
"""The orders of work, ID being that of a code."""
_CHOICES = f"{FILE}, {RANDOM}, {LEARN}, {ALIKE} or {CODE}ID, ID being that of a code"
_SEED_OF = "the order of work"


def check_order(wanted: str) -> None:
    """Refuse what names no order; whether there is such a code shows once the project is open.

    Raises:
        UsageError: there is no such order.
    """
    if wanted in (FILE, RANDOM, LEARN, ALIKE) or (wanted.startswith(CODE) and wanted != CODE):
        return
    raise UsageError(f"There is no order of work '{wanted}'.", f"The orders are {_CHOICES}.")


def order_of_work(
    opened: Opened,
    store: ReviewStore,
    wanted: str = FILE,
    *,
    questions: Collection[str] | None = None,
    comments: Sequence[CountedComment] | None = None,
) -> Ordered:
    """The order in which a store's responses are to be shown.

    Args:
        opened: the project, for scores and vectors.
        store: what is reviewed of it.
        wanted: `file`, `random`, `learn`, `alike` or `code:ID`.
        questions: the questions reviewed; None: all.
        comments: all that the store has to review, where they have been read already.

    Raises:
        UsageError: there is no such order or code.
        InputError: it takes suggestions, and there are none.
    """
    check_order(wanted)
    if wanted == FILE:
        return Ordered(None)
    among = codes_of(opened.codebook, wanted.removeprefix(CODE)) if wanted.startswith(CODE) else frozenset()
    known = store.counted_comments() if comments is None else comments
    counted = known if questions is None else [one for one in known if one.question in questions]
    if wanted == RANDOM:
        return Ordered(at_random({_key(one) for one in counted}, project_seed(opened.project)))
    scores = _scores(opened.project, wanted)
    sheet = make_sheet(opened.project, counted, scores)
    unscored = int((sheet.open & ~sheet.scored).sum())
    told = (f"{plural(unscored, 'comment')} not scored yet; `coder suggest` does that.",) if unscored else ()
    labels = {code: entry.code.label for code, entry in opened.codebook.placed.items()}
    if wanted == ALIKE:
        return Ordered(alike(sheet), told)
    if wanted == LEARN:
        carried = positives(opened.codebook, known)
        plan = None
        if isinstance(store, LiveSuggestions):
            plan = LearnNext(sheet, [one.comment for one in counted if one.comment], store, carried, labels)
        return Ordered(learn(sheet, carried, labels), told, plan)
    return _by_code(sheet, wanted.removeprefix(CODE), among, labels, told)


def project_seed(project: Project) -> int:
    """The seed of a project's random order, from the secret that was made with the project: it never changes."""
    return int(project.text_hash(_SEED_OF)[:8], 16)


def positives(codebook: Codebook, counted: Sequence[CountedComment]) -> Counter[str]:
    """How many comments carry each code, as people decided."""
    found: Counter[str] = Counter()
    for one in counted:
        if one.codes and not one.by_machine:
            found.update({codebook.standing_in(code) for code in one.codes})
    return found


def make_sheet(project: Project, counted: Sequence[CountedComment], scores: StoredScores) -> Sheet:
    """What is known of the comments to review; vectors are read from the project when they are asked for."""
    divided = [one for one in counted if one.comment]
    responses: dict[ResponseKey, int] = {}
    which = [responses.setdefault(_key(one), len(responses)) for one in divided]
    texts = project.comment_texts([one.comment for one in divided])
    nothing = ("", "")
    words: dict[tuple[str, str], int] = {}
    said = [words.setdefault((one.question, normal(texts.get(one.comment, nothing)[1])), len(words)) for one in divided]

    def vectors(rows: Places) -> Matrix:
        return _vectors(project, scores.run.model, [texts.get(divided[row].comment, nothing)[1] for row in rows])

    return Sheet(
        keys=list(responses),
        response=np.array(which, dtype=np.intp),
        text=np.array(said, dtype=np.intp),
        open=np.array([one.codes is None or one.by_machine for one in divided], dtype=np.bool_),
        codes=scores.codes,
        scores=_rows(scores, [one.comment for one in divided]),
        vectors=vectors,
    )


def _key(one: CountedComment) -> ResponseKey:
    return ResponseKey(one.wave, one.respondent, one.question)


def _rows(scores: StoredScores, comments: Sequence[int]) -> Matrix:
    """The scores of comments, (comments, codes); nan where there are none."""
    found = np.full((len(comments), len(scores.codes)), np.nan, dtype=np.float32)
    row_of = {comment: row for row, comment in enumerate(scores.comments)}
    rows = np.array([row_of.get(comment, -1) for comment in comments], dtype=np.intp)
    found[rows >= 0] = scores.values[rows[rows >= 0]]
    return found


def _vectors(project: Project, model: str, texts: Sequence[str]) -> Matrix:
    """The stored vectors of texts, a row for each; zeros where there is none."""
    hashes = [project.text_hash(text) for text in texts]
    stored = project.vectors(model, hashes)
    dimensions = max((len(data) // 4 for data in stored.values()), default=1)
    nothing = bytes(4 * dimensions)
    joined = b"".join(stored.get(one, nothing) for one in hashes)
    return np.frombuffer(joined, dtype="<f4").astype(np.float32, copy=False).reshape(len(texts), dimensions)


def _scores(project: Project, wanted: str) -> StoredScores:
    found = stored_scores(project)
    if found is None or not found.codes:
        raise InputError(
            f"The order '{wanted}' follows from suggestions, and there are none yet.", "Run `coder suggest` first."
        )
    return found


def codes_of(codebook: Codebook, code: str) -> frozenset[str]:
    """The codes that stand for a code: itself, or what replaced it, and all below it.

    Raises:
        UsageError: there is no such code.
    """
    if code not in codebook.placed:
        known = {entry.code.label.casefold(): id_ for id_, entry in codebook.placed.items()}
        known |= {id_: id_ for id_ in codebook.placed}
        near = get_close_matches(code.casefold(), known, 1, cutoff=0.5)
        hint = f"Did you mean '{known[near[0]]}'?" if near else "`coder codebook show` lists all codes."
        raise UsageError(f"There is no code '{code}' in the codebook.", hint)
    return frozenset(codebook.standing_in(one) for one in {code, *codebook.descendants(code)})


def _by_code(
    sheet: Sheet, code: str, among: Collection[str], labels: Mapping[str, str], told: tuple[str, ...]
) -> Ordered:
    if not set(sheet.codes) & set(among):
        raise InputError(
            f"Nothing is suggested for the code '{code}'.", "Run `coder suggest`, unless it is retired or a heading."
        )
    order = by_code(sheet, code, among, labels)
    if not order and sheet.open.any():
        told = (
            *told,
            f"the code '{code}' applies to nothing that is left to decide; what is left comes in file order.",
        )
    return Ordered(order, told)
