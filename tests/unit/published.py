"""The published figures of Oxfordshire County Council's customer experience engagement (2 April 2024).

Facts and figures only. Each question has its people, its comments and its themes in the published order, which this
module makes into comments: the themes' mentions are dealt out one to a comment, and what is left over goes to comments
as a second code, so that there are exactly as many comments and people as were published.
"""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from coder.domain.codebook import Code, Codebook, Question, Role
from coder.domain.results import CountedComment, Tier

CODEBOOK = Path(__file__).parents[2] / "codebooks" / "oxfordshire-customer-experience.yaml"

PEOPLE = {"q1": 156, "q2": 140, "q3": 126}
COMMENTS = {"q1": 291, "q2": 199, "q3": 162}
MENTIONS = {
    "q1": {
        "employee-attitude": 89,
        "quick-efficient": 46,
        "staff-knowledge": 34,
        "query-resolved": 27,
        "good-communication": 19,
        "real-person": 17,
        "valued-individual": 11,
        "variety-of-options": 10,
        "direct-access": 8,
        "accurate-information": 8,
        "right-person-first-time": 7,
        "does-what-it-says": 7,
        "can-do-what-i-need": 3,
        "satisfied-after": 3,
        "no-ideologies": 2,
        "longer-opening-hours": 1,
        "no-background-noise": 1,
        "accessible-information": 1,
    },
    "q2": {
        "real-person": 41,
        "quick-efficient": 26,
        "direct-access": 22,
        "variety-of-options": 21,
        "web-chat-app": 19,
        "easy-website": 18,
        "right-person-first-time": 13,
        "staff-knowledge": 12,
        "accurate-information": 11,
        "no-phone-menus": 11,
        "good-communication": 10,
        "employee-attitude": 5,
        "understandable-information": 5,
        "find-contact-details": 5,
        "against-ai": 2,
        "clear-honest": 1,
        "query-resolved": 1,
        "longer-opening-hours": 1,
        "single-contact-point": 1,
    },
    "q3": {
        "variety-of-options": 29,
        "translation-services": 21,
        "non-digital-alternatives": 21,
        "real-person": 11,
        "drop-in-centres": 11,
        "speak-clearly": 8,
        "multiple-languages": 7,
        "longer-opening-hours": 7,
        "trained-individual-needs": 7,
        "find-contact-details": 7,
        "understandable-information": 6,
        "accessible-buildings": 5,
        "no-phone-menus": 5,
        "visible-offer": 5,
        "easy-website": 5,
        "publicise-departments": 5,
        "right-person-first-time": 4,
        "accessible-information": 3,
        "phone-free-contact": 3,
        "freephone-number": 3,
        "video-calling": 3,
        "employee-attitude": 3,
        "good-communication": 2,
        "community-leaders": 1,
        "mental-health-support": 1,
        "no-home-working": 1,
    },
}
TIERS = {  # how many themes the report lists as most frequent, as mentioned at least 10 times, as other comments
    "q1": [Tier.TOP] * 3 + [Tier.ALSO] * 5 + [Tier.OTHER] * 10,
    "q2": [Tier.TOP] * 3 + [Tier.ALSO] * 8 + [Tier.OTHER] * 8,
    "q3": [Tier.TOP] * 3 + [Tier.ALSO] * 2 + [Tier.OTHER] * 21,
}


@cache
def oxfordshire() -> Codebook:
    """The framework in `codebooks/`, as far as counting and reporting need it."""
    source = YAML(typ="safe").load(CODEBOOK.read_text(encoding="utf-8"))
    return Codebook(
        id=source["codebook"],
        title=source["title"],
        version=source["version"],
        questions=tuple(Question(id=question["id"], text=question["text"]) for question in source["questions"]),
        codes=tuple(
            Code(
                id=code["id"],
                label=code["label"],
                questions=tuple(code["questions"]),
                role=Role(code.get("role", "theme")),
            )
            for code in source["codes"]
        ),
    )


def published_comments() -> list[CountedComment]:
    """Comments of all three questions whose counts are the published ones."""
    comments: list[CountedComment] = []
    for question, mentions in MENTIONS.items():
        dealt = [code for code, count in mentions.items() for _ in range(count)]
        codes = [(code,) for code in dealt[: COMMENTS[question]]]
        for place, code in enumerate(dealt[COMMENTS[question] :]):
            codes[place] = (*codes[place], code)
        comments += [
            CountedComment(
                comment=len(comments) + place,
                wave="",
                respondent=f"r{place % PEOPLE[question]}",
                question=question,
                codes=given,
            )
            for place, given in enumerate(codes)
        ]
    return comments
