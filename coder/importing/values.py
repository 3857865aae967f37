"""Typed cells of spreadsheets and Parquet files as the text a person would see."""

import datetime as dt
import json
import math
from decimal import Decimal

INEXACT = 1e15
"""From here on a spreadsheet does not keep, or does not show, every digit of a number."""


def as_text(value: object) -> str:
    """The text of a value: ISO dates, whole numbers without `.0`, TRUE and FALSE, and nothing for no value.

    Numbers have the 15 digits that spreadsheets show. A moment at midnight without time zone is a date.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Decimal):
        return _decimal(value)
    return _other(value)


def _number(value: float) -> str:
    if math.isnan(value):
        return ""
    if value.is_integer() and abs(value) < 2**63:
        return str(int(value))
    return format(value, ".15g")


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        return "" if value.is_nan() else str(value)
    return str(int(value)) if value == value.to_integral_value() else format(value.normalize(), "f")


def _other(value: object) -> str:
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time() and value.tzinfo is None
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return _duration(value)
    if isinstance(value, bytes):
        return value.decode()
    return json.dumps(value, ensure_ascii=False, default=as_text)


def _duration(value: dt.timedelta) -> str:
    seconds = int(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02}:{rest % 60:02}"
