"""What in a text may say who somebody is: proposed for redaction, for a person to judge.

Rules of thumb for British English. They miss names that no word announces, and much else: that nothing was proposed
does not make a text free of personal data.
"""

import re
from collections.abc import Iterator

from coder.domain.annotation import Label, Redaction, merged
from coder.domain.response import Span

EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[^\W\d_]{2,24}")
PHONE = re.compile(r"(?:\+|00)\d[\d\s().-]{7,18}\d|\(?0\d[\d\s().-]{6,14}\d")
"""What is written like a telephone number; it is none without `digits_of_a_phone`."""
POSTCODE = re.compile(r"(?:GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2})", re.IGNORECASE)
"""What is written like a full postcode."""

_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP "
    "NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W "
    "WA WC WD WF WN WR WS WV YO ZE"
)
_REAL_AREAS = frozenset(_AREAS.split())
_POSTCODE_IN_TEXT = re.compile(rf"\b{POSTCODE.pattern}\b(?<!\d(?-i:st|nd|rd|th|hr|ft|yr|lb))", re.IGNORECASE)
"""The ends are those of `m4 1st` and `m40 2hr`; what has none of the areas, such as `q1 2bd`, is no postcode either."""
_AREA = re.compile(r"[A-Z]+", re.IGNORECASE)
_NEITHER = r"(?<![\w.,/£$€])(?<!\d-)"
"""What follows is no rest of a number and no price."""
_PHONE_IN_TEXT = re.compile(rf"{_NEITHER}(?!\d{{1,2}}[.-]\d{{1,2}}[.-]\d\d)(?:{PHONE.pattern})(?!\w)")
_GROUPED = r"\d{3}[ -]\d{3}[ -]\d{4}\b|(?:\d{4}[ -]){3}\d{4}\b"
"""As on a health card or a bank card."""
_NUMBER = re.compile(rf"{_NEITHER}(?<![£$€][ ])(?:[^\W\d_]{{1,4}}[-/]?)?(?:{_GROUPED}|\d{{6,}}\w*)")
_INSURANCE = re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE)
_PLATE = re.compile(r"\b[A-HJ-PR-Y]{2}\d{2} ?[A-HJ-PR-Z]{3}\b", re.IGNORECASE)
_LINK = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"()\[\]]+"
    r"|(?<![\w@.-])(?:[\w-]{1,63}\.){1,5}(?:com|org|net|uk)\b(?:/[^\s<>\"()\[\]]*)?",
    re.IGNORECASE,
)
_OF_THE_STATE = re.compile(r"(?:https?://)?(?:[\w-]{1,63}\.){0,5}(?:gov|nhs|police)\.uk(?:[/?#]|$)", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@.+-])@[A-Za-z_]\w{1,29}(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})?")

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|{_DAY}(?: of)? {_MONTH}(?:,? \d{{2,4}})?|{_MONTH} {_DAY}(?:,? \d{{2,4}})?)"
)
_BIRTH = re.compile(
    r"\b(?:born|birthday|birth ?date|date of birth|d\.?o\.?b\b\.?)[\s:,=-]{0,3}(?:(?:is|was|on|in)\s){0,2}"
    rf"(?P<it>{_DATE})(?!\w)",
    re.IGNORECASE,
)

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_WORD = rf"(?:{_CAPITAL}['’])?{_CAPITAL}[^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*"
_STREETS = "Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Crescent|Way|Gardens|Court|Place|Terrace|Square|Mews|Grove"
_ADDRESS = re.compile(
    rf"{_NEITHER}(?!(?:19|20)\d\d )(?:(?i:flat|unit|apartment) \w{{1,4}},? )?\d{{1,4}}[a-zA-Z]?,?[ \t]+"
    rf"(?:{_WORD}[ \t]+){{1,3}}(?:{_STREETS})\b"
)
_INITIAL = rf"{_CAPITAL}\b(?!['’])\.?[ \t]?"
_PARTICLES = r"(?:(?:van|von|de|del|der|den|la|le|du|bin|al|el|ap)[ \t]+){0,2}"
_NAME = rf"(?P<it>(?:{_INITIAL}){{0,3}}{_PARTICLES}{_WORD}(?:[ \t]+{_PARTICLES}{_WORD}){{0,2}}|(?:{_INITIAL}){{1,3}})"
_SMALL = r"(?P<it>[^\W\d_]{2,}(?:['’-](?!s\b)[^\W\d_]+)*)"
_PEOPLE = (
    "man|woman|lady|gentleman|girl|boy|lad|chap|guy|person|officer|assistant|someone|somebody|colleague|receptionist|"
    "nurse|doctor|librarian|driver|son|daughter"
)
_NAMES = tuple(
    (words, re.compile(pattern))
    for words, pattern in (
        (
            ("",),
            r"(?<!\w)(?:M[Rr]|mr|M[Rr][Ss]|mrs|Ms|Miss|M[Xx]|Dr|dr|Doctor|Prof|Professor|Cllr|cllr|Councillor|Rev|"
            rf"Reverend|Sir|Dame|Lady|Nurse|Sister)(?!\w)\.?[ \t]+{_NAME}",
        ),
        (("mr",), rf"(?<!\w)(?i:mrs?)(?!\w)\.?[ \t]+{_SMALL}"),
        (("my name",), rf"\b(?i:my name(?:['’]s| is))[ \t]+{_SMALL}"),
        (("name",), rf"\b(?i:(?:my|his|her|their|whose) (?:\w{{1,12}} )?name(?:['’]s| is| was))[ \t]+{_NAME}"),
        (
            ("called", "named"),
            rf"\b(?i:(?:i(?: am|['’]m)|(?:he|she|who)(?: is| was|['’]s)|{_PEOPLE}) called|named)[ \t]+{_NAME}",
        ),
        (
            ("regards", "yours"),
            rf"(?i:(?<!\bas )\bregards|\byours (?:sincerely|faithfully|truly))[ \t]*,?\s{{0,3}}{_NAME}",
        ),
    )
)
"""Words of which one must be there, in small letters, and what is then looked for."""
_NO_NAMES = (
    "a about above after again already also always an and another are as at be because been before being both but by "
    "can could did do does doing down each either even ever for from get given gone had has have having he her here "
    "him his how i if in into is it its just known like mentioned misspelled misspelt mud my never no nor not nothing "
    "now of off often on once one only or other our out over put quite really removed same she should so spelled spelt "
    "still such than that the their them then there these they this those though through to too under unknown until "
    "up used very was we were what when where which while who whose why with without would wrong you your"
)
_IN_NO_NAME = frozenset(_NO_NAMES.split())
_DIGIT = re.compile(r"\d")
_WITH_DIGITS = (
    (Label.NUMBER, _INSURANCE),
    (Label.NUMBER, _NUMBER),
    (Label.ADDRESS, _ADDRESS),
)


def propose(text: str) -> list[Redaction]:
    """Stretches that may say who somebody is, each with what it looks like, in the order of the text.

    E-mail and web addresses, handles, telephone numbers and other long ones, full postcodes, National Insurance
    numbers, number plates, dates of birth, house addresses, and names after a title or words such as `my name is`.
    """
    return list(merged(_found(text)))


def digits_of_a_phone(value: str) -> bool:
    """Whether there are as many digits as telephone numbers have, and not nearly all the same."""
    digits = [character for character in value if character.isdecimal()]
    return 9 <= len(digits) <= 15 and len(set(digits)) > 2


def _found(text: str) -> Iterator[Redaction]:
    """Where two begin alike, the first label counts."""
    if _DIGIT.search(text):
        yield from _numbers(text)
    if "." in text or "@" in text:
        yield from _addresses(text)
    small = text.casefold()
    for signs, pattern in _NAMES:
        if any(sign in small for sign in signs):
            for match in pattern.finditer(text):
                if words := _words_of_a_name(match["it"]):
                    yield _at(match.start("it"), words, Label.NAME)


def _numbers(text: str) -> Iterator[Redaction]:
    for match in _PHONE_IN_TEXT.finditer(text):
        if digits_of_a_phone(match[0]):
            yield _at(match.start(), match[0], Label.PHONE)
    for label, pattern in _WITH_DIGITS:
        yield from (_at(match.start(), match[0], label) for match in pattern.finditer(text))
    for match in _POSTCODE_IN_TEXT.finditer(text):
        if _AREA.findall(match[0])[0].upper() in _REAL_AREAS:
            yield _at(match.start(), match[0], Label.POSTCODE)
    yield from (_at(match.start("it"), match["it"], Label.DATE) for match in _BIRTH.finditer(text))
    for match in _PLATE.finditer(text):
        # In capitals throughout, `IN OX14 AND HERE` has the form of a plate too.
        if " " not in match[0] or (match[0].isupper() and not text.isupper()):
            yield _at(match.start(), match[0], Label.VEHICLE)


def _addresses(text: str) -> Iterator[Redaction]:
    """Those on the internet."""
    yield from (_at(match.start(), match[0], Label.EMAIL) for match in EMAIL.finditer(text))
    yield from (_at(match.start(), match[0], Label.HANDLE) for match in _HANDLE.finditer(text))
    for match in _LINK.finditer(text):
        if not _OF_THE_STATE.match(match[0]):
            yield _at(match.start(), match[0].rstrip(".,;:!?'’"), Label.LINK)


def _at(start: int, words: str, label: Label) -> Redaction:
    return Redaction(Span(start, start + len(words)), label)


def _words_of_a_name(words: str) -> str:
    """The words up to the first that is in no name: after `MR`, of `SMITH WAS RUDE` the first."""
    end = 0
    for word in re.finditer(r"\S+", words):
        if word[0] == "I" or (word[0].casefold() in _IN_NO_NAME and (end or not word[0].istitle())):
            break
        end = word.end()
    return words[:end]
