"""What an author is told besides the report."""

from coder.reporting.findings import Compared
from coder.workflow.reported import _on_groups


def comparison(*, unstated, threshold):
    return Compared(
        question="vision", by="age", by_text="Your age?", groups=(), rows=(), open=False, threshold=threshold,
        unstated=unstated,
    )  # fmt: skip


def test_an_author_is_told_once_what_tables_without_a_few_people_give_back():
    left_out = comparison(unstated=True, threshold=5)
    (told,) = _on_groups([left_out, left_out, comparison(unstated=False, threshold=5)])
    assert told.startswith("tables by 'age' leave out the few people who did not state it.")
    assert _on_groups([comparison(unstated=True, threshold=None)]) == ()
