"""Python's search for garbage, kept out of the way while much is read that is kept."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100_000
"""Objects that came to be meanwhile from which it is worth while to leave them out for good."""


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """Look for no garbage while the block reads what is kept, nor later through what it read, where that is much.

    With 50,000 comments the search takes a third of the time in which a sitting opens, and later up to a tenth of a
    second from a key now and then.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        if gc.get_count()[0] > MANY:
            gc.freeze()
    finally:
        if was_enabled:
            gc.enable()
