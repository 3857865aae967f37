"""Columns that say who a respondent is: proposed as *drop*, from their header or from what stands in them."""

import ipaddress
import re
from collections.abc import Callable, Sequence

from coder.domain.personal import EMAIL, PHONE, POSTCODE, digits_of_a_phone

MOST_VALUES = 0.5
"""The share (0..1) of the sample's filled cells that have to look like identifiers."""
_FEWEST_NAMES = 10
_NAME_SHARE = 0.9

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Cllr|Sir|Dame)\.? [^\W\d_].*")
_CAPITALISED = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*")

_NAME_HEADERS = {"name", "full name", "your name", "contact name", "respondent name", "participant name", "my name"}
_NAME_WORDS = {"forename", "forenames", "surname", "firstname", "lastname"}
_NAME_PAIRS = ("first name", "last name", "family name", "given name", "middle name", "maiden name")
_EMAIL_WORDS = {"email", "emails"}
_EMAIL_PAIRS = ("e mail",)
_PHONE_WORDS = {"phone", "telephone", "tel", "mobile", "phonenumber"}
_ADDRESS_PAIRS = ("home address", "postal address", "street address", "address line", "address 1", "address 2")
_PLACES = ("location latitude", "location longitude")
_QUESTION_STARTS = {"how", "what", "why", "which", "do", "does", "did", "would", "is", "are", "have", "has", "should"}
_NOT_PEOPLE = re.compile(
    r"organi[sz]ation|company|council|group|parish|school|place|town|village|street|ward|area|district|county|country|"
    r"city|job|title|role|department|service|region|team|employer|library|question|answer|option",
    re.IGNORECASE,
)


def identifier_in(headings: Sequence[str], values: Sequence[str]) -> str:
    """What a column seems to give away, such as "an e-mail address"; empty where it gives nothing away.

    Args:
        headings: what stands in the column's header rows.
        values: its cells in the sample.
    """
    filled = [value.strip() for value in values if value.strip()]
    by_values = _said_by_values(headings, filled)
    return by_values or next((what for heading in headings if (what := _said_by_header(heading, filled))), "")


def _said_by_values(headings: Sequence[str], filled: list[str]) -> str:
    looks: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("an e-mail address", EMAIL.fullmatch),
        ("an IP address", _is_ip),
        ("a full postcode", POSTCODE.fullmatch),
        ("a phone number", _is_phone),
        ("a name", _TITLED.fullmatch),
    )
    for what, looks_so in looks:
        if filled and sum(1 for value in filled if looks_so(value)) >= MOST_VALUES * len(filled):
            return what
    return "a name" if _are_names(headings, filled) else ""


def _is_ip(value: str) -> bool:
    if value.count(".") != 3 and ":" not in value:
        return False
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return value.count(".") == 3 or value.count(":") > 1


def _is_phone(value: str) -> bool:
    return PHONE.fullmatch(value) is not None and digits_of_a_phone(value)


def _are_names(headings: Sequence[str], filled: list[str]) -> bool:
    """Whether nearly all cells are two or three capitalised words and nearly no two are alike."""
    if len(filled) < _FEWEST_NAMES or any(_NOT_PEOPLE.search(heading) for heading in headings):
        return False
    if len(set(filled)) < _NAME_SHARE * len(filled):
        return False
    like_names = sum(
        2 <= len(words) <= 3 and all(_CAPITALISED.fullmatch(word) for word in words)
        for words in (value.split() for value in filled)
    )
    return like_names >= _NAME_SHARE * len(filled)


def _said_by_header(heading: str, filled: list[str]) -> str:
    words = [word.casefold() for word in _WORD.findall(_CAMEL.sub(" ", heading))]
    if not words or words[0] in _QUESTION_STARTS:
        return ""
    joined = " ".join(words)
    found = set(words)
    if found & _EMAIL_WORDS or _has(joined, _EMAIL_PAIRS):
        return "an e-mail address"
    if found & _PHONE_WORDS:
        return "a phone number"
    if joined in ("ip", "ip address", "ipaddress"):
        return "an IP address"
    if joined in _NAME_HEADERS or found & _NAME_WORDS or _has(joined, _NAME_PAIRS):
        return "a name"
    if _has(joined, _ADDRESS_PAIRS) or joined == "address" or joined in _PLACES:
        return "an address"
    return "a full postcode" if _says_postcode(joined) and not _are_parts(filled) else ""


def _has(joined: str, phrases: Sequence[str]) -> bool:
    return any(f" {phrase} " in f" {joined} " for phrase in phrases)


def _says_postcode(joined: str) -> bool:
    return _has(joined, ("postcode", "post code", "postal code", "zip code"))


def _are_parts(filled: list[str]) -> bool:
    """Whether the postcodes are cut to their first part or sector, which names nobody."""
    return bool(filled) and not any(POSTCODE.fullmatch(value) for value in filled)
