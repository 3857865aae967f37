"""What a text must be before a tokenizer takes it."""

import re

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def encodable(text: str) -> str:
    """The text with a replacement for halves of characters, which no tokenizer can read."""
    return _LONE_SURROGATE.sub("\ufffd", text)
