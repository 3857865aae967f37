"""A comment as an example of a code: what may say who wrote it is taken out first, for a person to look over."""

from coder.domain.annotation import redacted, within
from coder.domain.personal import propose
from coder.reviewing.item import Item


def example_of(item: Item) -> str:
    """The words of the comment in focus on one line, without what is hidden of it and what is proposed to be."""
    comment = item.focused.comment
    hidden = (*within(item.redactions, comment.span), *propose(comment.text))
    return " ".join(redacted(comment.text, hidden).split())


def noted(memo: str, label: str) -> str:
    """The memo on a comment that was given as an example, so that it can be told where the example came from."""
    said = f"given as an example of “{label}”"
    return memo if said in memo else "; ".join(filter(None, (memo, said)))
