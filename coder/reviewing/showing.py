"""Puts together what a front end shows of what is in front of the person."""

from coder.domain.codebook import Question
from coder.domain.response import Comment
from coder.reviewing.desk import Desk
from coder.reviewing.dividing import may_divide, merge_offer
from coder.reviewing.drafts import Drafts
from coder.reviewing.groups import Groups
from coder.reviewing.item import CommentView, Item, Progress
from coder.reviewing.loaded import Loaded
from coder.reviewing.noting import exemplars, flags, memos
from coder.reviewing.pace import Pace
from coder.reviewing.place import Whereabouts
from coder.reviewing.wordmates import NEARLY_THE_SAME


def item(desk: Desk, where: Whereabouts, drafts: Drafts, here: Loaded, groups: Groups) -> Item:
    """A response with its comments and the choices for the one in focus.

    Args:
        desk: the framework.
        where: why the response is in front.
        drafts: what is selected.
        here: the response.
        groups: what may be decided together with it.
    """
    question = desk.codebook.question(here.key.question)
    is_among = where.queue.is_among(here.position)
    mates = groups.mates(here.focused.id) if groups.ready else []
    return Item(
        key=here.key,
        question=question or Question(id=here.key.question, text=""),
        text=here.text,
        comments=tuple(_view(desk, where, drafts, here, comment) for comment in here.comments),
        focus=here.focus,
        choices=drafts.choices(here),
        together=len(mates),
        nearly=sum(mate.how == NEARLY_THE_SAME for mate in mates),
        campaign=len(groups.campaign(here)) if groups.ready else 0,
        position=where.queue.rank(here.position) if is_among else here.position,
        total=where.queue.size if is_among else len(where.queue),
        why=where.reason(here).why,
        redactions=here.redactions,
        merge_offer=merge_offer(here) if may_divide(desk) else None,
    )


def progress(where: Whereabouts, pace: Pace, corrected: tuple[int, int]) -> Progress:
    """How far the work is."""
    here, queue = where.here, where.queue
    question = here.key.question if here is not None else None
    return Progress(
        question=question,
        in_question=queue.tally(question),
        overall=queue.tally(),
        questions=queue.tallies(),
        session=pace.decided,
        per_hour=pace.per_hour,
        skipped=len(queue.skipped),
        undivided=queue.undivided,
        time_left=pace.time_left(queue.tally().left),
        corrected=corrected,
    )


def _view(desk: Desk, where: Whereabouts, drafts: Drafts, here: Loaded, comment: Comment) -> CommentView:
    noted = memos(here, comment)
    return CommentView(
        comment=comment,
        decision=here.standing(comment.id),
        skipped=comment.id in where.queue.skipped,
        selected=drafts.selected(here, comment),
        flagged=bool(flags(here, comment)),
        exemplar=bool(exemplars(here, comment)),
        memo="\n".join(one.text for one in noted if one.coder == desk.coder),
        memos=tuple((one.coder, one.text) for one in noted if one.coder != desk.coder),
        opinions=desk.opinions(comment.id),
    )
