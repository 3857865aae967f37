"""What is coded: the comments a response is divided into, or the response as a whole."""

from enum import StrEnum


class Unit(StrEnum):
    """The unit that is coded."""

    COMMENT = "comment"
    RESPONSE = "response"
