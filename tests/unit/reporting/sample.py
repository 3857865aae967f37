"""A small consultation with everything a report can show: nets, nothing of substance, unread comments, the machine."""

import datetime

from coder.counting.frequency import count, totals
from coder.domain.codebook import Code, Codebook, Question, Role
from coder.domain.results import CountBasis, CountedComment
from coder.reporting.blocks import Report
from coder.reporting.building import build_report
from coder.reporting.findings import Agreed, Answer, Closed, Findings, Making, Quote, Read, Sent
from coder.reporting.style import DEFAULT_STYLE, Style

MAKING = Making(
    date=datetime.date(2024, 4, 2),
    program="coder 0.1.0",
    people=(("ann", 1204), ("Bob <b@example.org>", 1)),
    machines=(("machine:framework-only", 2),),
    shown=100,
    as_selected=61,
    reading=(Read(question="q1", orders={"random": 30, "by hand": 10}), Read(question="q2", orders={"learn": 1})),
    agreed=(
        Agreed(
            kind="people",
            raters=("ann", "Bob <b@example.org>"),
            units=24,
            whole=False,
            respondents=12,
            percent=75.0,
            kappa=0.8125,
            alpha=0.79,
            alpha_low=0.61,
            alpha_high=None,
        ),
    ),
    sent=(Sent(question="q1", submissions=40, distinct=38, copied=1),),
)

AGE = Closed(
    key="age",
    text="How old are you?",
    several=False,
    base=39,
    asked=41,
    answers=(
        Answer(label="Under 65", count=30),
        Answer(label="65 and over", count=8),
        Answer(label="Prefer not to say", count=1),
        Answer(label="Said", count=38, net=True),
    ),
)

CODEBOOK = Codebook(
    id="parks",
    title="Parks & open spaces",
    version="1.1",
    questions=(
        Question(id="q1", text="What do you like about the park?"),
        Question(id="q2", text="What should change?"),
        Question(id="q3", text="Anything else?"),
        Question(id="q4", text="Would you like to add something?"),
    ),
    codes=(
        Code(
            id="nature",
            label="Nature",
            codes=(
                Code(id="trees", label="Trees and shade"),
                Code(id="birds", label="Birds | bats"),
            ),
        ),
        Code(id="play", label="Play areas (e.g. swings)"),
        Code(id="paths", label="Paths, benches & bins"),
        Code(id="other", label="Something else", role=Role.OTHER),
        Code(id="nothing", label="Nothing to say", role=Role.NON_SUBSTANTIVE),
    ),
)

# question: (codes joined by a space, None for undecided, * for the machine's; how many comments), dealt to people
_GIVEN: dict[str, tuple[int, list[tuple[str | None, int]]]] = {
    "q1": (
        40,
        [("trees", 15), ("birds", 12), ("nature", 1), ("trees birds", 1), ("play", 30), ("paths", 10), ("", 49)],
    ),
    "q2": (9, [("paths", 3), ("play", 2), ("other", 1), (None, 4), ("*trees", 2), ("*birds trees", 1), ("*", 1)]),
    "q3": (3, [(None, 3)]),
    "q4": (0, []),
}
_NOTHING = {"q1": 2, "q2": 1}

EXEMPLARS = {
    ("q1", "play"): (
        Quote("My children love the swings and so do I, to be honest.", 1),
        Quote("The new slide is *brilliant*.\n\nMore of this please:\r\n- swings\n- a zip wire", 2),
    ),
    ("q1", "trees"): (
        Quote("Shade under the big oak on a hot day <3", 3),
        Quote("\u0627\u0644\u0623\u0634\u062c\u0627\u0631", 4),
    ),
    ("q1", "birds"): (Quote("All the birds in the hedge by the gate.", 5),),
    ("q1", "paths"): (Quote("A bench at last.\nThank you!", 8), Quote("Not shown: a second quote.", 9)),
    ("q1", "nature"): (Quote("Only the less frequent themes' quotes are here.", 10),),
    ("q2", "paths"): (Quote("Mend the path by the pond, I go round it with a stick.", 6),),
}


def comments() -> list[CountedComment]:
    """The comments of all questions."""
    found: list[CountedComment] = []
    for question, (people, given) in _GIVEN.items():
        codes = [code for code, times in given for _ in range(times)] + ["nothing"] * _NOTHING.get(question, 0)
        for place, code in enumerate(codes):
            found.append(
                CountedComment(
                    comment=len(found),
                    wave="",
                    respondent=f"r{place % people}",
                    question=question,
                    codes=None if code is None else tuple(code.lstrip("*").split()),
                    by_machine=bool(code) and code.startswith("*"),
                )
            )
    return found


def sample_findings() -> Findings:
    """What the golden files are made from."""
    given = comments()
    return Findings(
        codebook=CODEBOOK,
        making=MAKING,
        respondents=41,
        totals=totals(CODEBOOK, given),
        confirmed=count(CODEBOOK, given),
        machine=count(CODEBOOK, given, basis=CountBasis.MACHINE),
        quotes=EXEMPLARS,
        profile=(AGE,),
    )


def sample_report(style: Style = DEFAULT_STYLE) -> Report:
    """The report the golden files are of."""
    return build_report(sample_findings(), style)
