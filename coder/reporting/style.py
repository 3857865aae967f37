"""The house style of a report: what its author can choose, validated; how it is read from a file is not known here."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from coder.reporting.blocks import Palette
from coder.reporting.contrast import HEX, contrast

LEAST_TEXT, LEAST_SHAPE = 4.5, 3.0
"""Contrast with white that text and shapes need (WCAG 2.2, 1.4.3 and 1.4.11)."""


class PartName(StrEnum):
    """A part that can be left out."""

    METHOD = "method"
    RESPONDENTS = "respondents"
    QUESTIONS = "questions"
    CLOSED = "closed"
    TABLES = "tables"
    FRAMEWORK = "framework"
    QUOTES = "quotes"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _colour(value: str, least: float) -> str:
    if not HEX.fullmatch(value):
        raise ValueError('write the colour as "#rrggbb", in quotes')
    found = contrast(value, "#ffffff")
    if found < least:
        raise ValueError(f"its contrast with white is {found:.1f} to 1; take a darker one, at least {least:g} to 1")
    return value.lower()


def _of_text(value: str) -> str:
    return _colour(value, LEAST_TEXT)


def _of_shapes(value: str) -> str:
    return _colour(value, LEAST_SHAPE)


class Colours(_Strict):
    """The colours, on white."""

    accent: Annotated[str, AfterValidator(_of_text)] = Palette().accent
    bar: Annotated[str, AfterValidator(_of_shapes)] = Palette().bar


class Tiers(_Strict):
    """How themes are listed."""

    top: int = Field(default=3, ge=1)
    also: int = Field(default=10, ge=1)
    detail: float = Field(default=10, ge=0, le=100, strict=False)


class Quotes(_Strict):
    """How many quotes there are at most."""

    theme: int = Field(default=1, ge=0)
    """For a theme in the first two lists,"""
    detailed: int = Field(default=3, ge=0)
    """for one treated in detail,"""
    less_frequent: int = Field(default=3, ge=0, alias="less-frequent")
    """and for the less frequent themes of a question together, one each."""


class Consent(_Strict):
    """Who may be quoted."""

    field: str = Field(min_length=1)
    """The column of the profile, or the closed question, that says so."""
    answers: list[str] = Field(default=["Yes"], min_length=1)
    """What has to stand there; whoever left it blank did not give consent."""


class Groups(_Strict):
    """Groups of respondents that are compared."""

    by: str = Field(min_length=1)
    join: dict[str, list[str]] = Field(default={})
    """Groups to make, each with the answers it joins."""
    nets: bool = False
    """Whether the nets of the question are the groups."""
    questions: list[str] | None = None
    """Ids of the questions compared; left out: the open ones and the scales."""


class Style(_Strict):
    """What the author of a report can choose."""

    title: str = ""
    organisation: str = ""
    colours: Colours = Colours()
    tiers: Tiers = Tiers()
    quotes: Quotes = Quotes()
    consent: Consent | None = None
    """Left out: a column or question `may-quote` says who may be quoted, if there is one."""
    profile: list[str] | None = None
    """Closed questions and columns that say who responded; left out: the questions with a single choice."""
    groups: list[Groups] = Field(default=[])
    suppress_below: int = Field(default=5, ge=0, alias="suppress-below")
    """The smallest count shown of a group; 0: all are shown."""
    reminders: bool = True
    """Whether the report says where the author's own words are missing."""
    name_coders: bool = Field(default=False, alias="name-coders")
    leave_out: list[Annotated[PartName, Field(strict=False)]] = Field(default=[], alias="leave-out")
    texts: Mapping[str, str] = Field(default={})
    """The author's own words, by the place they belong to."""

    @field_validator("suppress_below")
    @classmethod
    def _no_count_of_one(cls, value: int) -> int:
        if value == 1:
            raise ValueError("1 leaves nothing out; write 0 to show all counts, or a number from 2 on")
        return value

    def has(self, part: PartName) -> bool:
        """Whether the part is in the report."""
        return part not in self.leave_out

    @property
    def palette(self) -> Palette:
        """The colours of the report."""
        return Palette(accent=self.colours.accent, bar=self.colours.bar)


DEFAULT_STYLE = Style()
