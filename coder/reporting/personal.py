"""Signs of personal data in a comment, by which it is not quoted.

They are rules of thumb that would rather pass over a harmless comment than quote one that names somebody; they do not
recognise every name, so a person still reads the quotes before they are published.
"""

import re

_TITLES = "mr|mrs|ms|miss|mx|dr|doctor|prof|professor|cllr|councillor|rev|reverend|sir|lady|lord|nurse|sister"
_STREETS = (
    "street|st|road|rd|avenue|ave|lane|ln|close|drive|crescent|way|gardens|court|place|terrace|square|mews|grove|row"
)

_SIGNS = re.compile(
    "|".join(
        (
            r"@\w",  # an e-mail address or a handle
            r"(?:\+?\d[\s().\-]{0,3}){9}",  # a telephone number or another long number
            r"\d{5}",
            r"\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b",  # a postcode
            r"\b[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b",  # a National Insurance number
            r"\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b",  # a date such as one of birth
            r"https?:|\bwww\.|\b[\w\-]{1,63}\.(?:com|org|net|uk|info|io|eu|me)\b",  # a web address
            rf"\b\d{{1,4}}[a-z]?,?\s+(?:[\w'’\-]{{1,30}}\s+){{1,3}}(?:{_STREETS})\b",  # an address
            r"\bmy (?:\w{1,12} )?name\b|\bi(?:'|’| a)m called\b|\b(?:his|her|their|whose) name\b",
            rf"\b(?:{_TITLES})\b\.?\s+(?-i:[A-Z])",  # a title and a name
            r"\b(?:called|named|regards|sincerely|signed)\b,?\s+(?-i:[A-Z][a-z])",
            r"\b(?:spoke|speak|spoken|speaking|talk|talked|talking)\s+(?:to|with)\s+(?-i:[A-Z][a-z])",
        )
    ),
    re.IGNORECASE,
)
_CAPITAL_WITHIN = re.compile(r"[\w,;:]\s+[A-Z][a-z]{2,}")


def shows_personal_data(text: str) -> bool:
    """Whether a comment holds something that looks like contact details, a number of a person, or a name."""
    return _SIGNS.search(text) is not None


def may_name_somebody(text: str) -> bool:
    """Whether a word within a sentence begins with a capital: a name perhaps, or only a place or a language."""
    return _CAPITAL_WITHIN.search(text) is not None
