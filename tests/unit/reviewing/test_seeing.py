"""What a sitting sees beyond the response in front: filters, finding, counts, context, pace, how suggestions did."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.counting.frequency import count
from coder.domain.decision import Decision, Suggestion
from coder.domain.response import ResponseKey
from coder.domain.results import CountedComment
from coder.reviewing.corrected import LATELY, READ_BACK, Lookback, first_right, is_better, lately
from coder.reviewing.counts import Counts
from coder.reviewing.filters import Filter, Matching
from coder.reviewing.order import FILE, Place, Reason
from coder.reviewing.pace import Pace
from coder.reviewing.queue import Queue
from coder.reviewing.session import Result, ReviewSession
from coder.reviewing.surroundings import Bare
from coder.reviewing.wordmates import NEARLY_THE_SAME, SAME_WORDS, Mate, SameWords
from tests.unit.reviewing.memory import CODEBOOK, Clock, MemoryStore, example

KNOWN = ["employee-attitude", "staff-knowledge", "speed", "phone", "website", "other", "old", "no-longer-there"]


class Around(Bare):
    """What a test knows of the responses."""

    def __init__(self, store: MemoryStore, flags=(), suggested=(), groups=()):
        self._store, self._flags, self._suggested, self._groups = store, set(flags), set(suggested), dict(groups)

    def flagged(self):
        return self._flags

    def suggested(self, codes, first):
        return self._suggested

    def grouped(self, name, value):
        return {("", who) for who, its in self._groups.items() if its == value}

    def profile(self, key):
        return {"district": self._groups.get(key.respondent, "")}

    def decided_by(self, coder):
        return {one.comment for one in self._store.decisions() if one.coder == coder}

    def saying(self, words):
        return [one.key for one in self._store.stored if words.casefold() in one.text.casefold()]


def ten() -> MemoryStore:
    store = MemoryStore()
    for number in range(10):
        store.add(f"r{number}", "q1", [f"Answer {number}.", "More."], [{"speed": 0.9}, {"phone": 0.8}])
    return store


def start(store: MemoryStore, around=None, **more) -> ReviewSession:
    return ReviewSession(store, CODEBOOK, coder="ann", clock=Clock(), around=around, **more)


def who(session: ReviewSession) -> str | None:
    return session.current.key.respondent if session.current is not None else None


def test_a_filter_is_gone_through_and_nothing_else():
    store = ten()
    session = start(store, Around(store, flags=[5, 10, 18], groups={"r2": "north", "r8": "north", "r4": "south"}))
    assert session.filter(Filter(flagged=True)) == 3, "the comments of r2, r4 and r8"
    assert who(session) == "r2" and session.filtered == Filter(flagged=True)
    assert session.current is not None and (session.current.position, session.current.total) == (0, 3)
    assert session.current.why == "flagged"
    for _ in range(2):
        session.confirm()
    assert who(session) == "r4" and session.current.focus == 1, "the comment that is flagged"
    session.confirm()
    assert who(session) == "r4" and session.current.focus == 0 and session.move_response(1) and who(session) == "r8"
    assert not session.move_response(1)
    assert session.filter(Filter(flagged=True, groups={"district": "north"})) == 2
    assert session.filter(Filter(flagged=True, words="9")) == 0, "no response is both"
    assert session.filtered is not None and session.current.total == 2, "what matches nothing changes nothing"
    for _ in range(2):
        session.confirm()
    assert who(session) is None, "nothing is open in r2 or r8"
    assert session.filter(None) == 10 and session.filtered is None
    assert who(session) == "r9"
    assert [one.chosen for one in store.decisions()] == ["filter", "filter", "filter", "by hand", "by hand"]


def test_what_is_decided_can_be_read_again_and_joins_a_filter_it_matches():
    store = ten()
    session = start(store, Around(store))
    for _ in range(6):
        session.confirm()
    assert session.filter(Filter(codes=("speed",))) == 3
    assert who(session) == "r0", "none of them is open"
    assert session.confirm().result is Result.KEPT
    assert session.current is not None and session.current.focus == 1
    session.confirm()
    assert who(session) == "r1", "Enter goes on in what is read again"
    session.go_to("r6")
    assert session.current is not None and (session.current.position, session.current.total) == (6, 10)
    session.confirm()
    assert session.move_response(-1) and who(session) == "r2"
    assert session.current is not None and session.current.total == 4
    session.undo()
    assert session.filter(Filter(codes=("speed",))) == 3
    assert session.filter(Filter(codes=("staff", "phone"), coder="ann")) == 3, "a heading stands for the codes below it"
    assert session.filter(Filter(undecided=True)) == 7 and session.filter(Filter(coder="ben")) == 0
    assert Filter(codes=("speed",), groups={"district": "north"}, undecided=True, coder="ben", words="x").said(
        session.label
    ) == ("Quick and efficient · district: north · undecided · by ben · 'x'")


def test_any_response_is_found_by_number_id_or_words():
    session = start(ten())
    assert (session.go_to("4").count, who(session)) == (1, "r3")
    assert (session.go_to("id R7").count, who(session)) == (1, "r7")
    assert session.go_to("12").count == 0 and who(session) == "r7"
    assert session.go_to("nowhere").count == 0 and session.go_to("  ").count == 0
    store = ten()
    session = start(store, Around(store))
    found = [session.go_to("answer") for _ in range(3)]
    assert [(one.count, one.shown) for one in found] == [(10, 2), (10, 3), (10, 4)] and who(session) == "r3"
    session.confirm()
    assert store.decisions()[0].chosen == "by hand"


def test_context_has_the_person_their_other_answers_and_the_neighbours():
    store = example()
    store.add("r1", "q2", ["Bigger print."], [{"website": 0.9}])
    session = start(store, Around(store, groups={"r1": "north"}))
    found = session.context()
    assert found is not None and found.profile == (("district", "north"),)
    assert [(one.question, one.text, one.codes) for one in found.answers] == [("q2", "Bigger print.", ())]
    assert found.previous is None and found.next is not None and found.next.respondent == "r2"
    session.go_to("4")
    session.confirm()
    session.go_to("1")
    found = session.context()
    assert found is not None and found.answers[0].codes == ("Easy website",)
    for _ in range(4):
        session.no_code_applies()
    assert session.context() is None


def test_the_order_of_work_changes_under_way():
    class Orders(Around):
        orders = ("file", "backwards")

        def order(self, name):
            keys = [one.key for one in self._store.stored][::-1] if name == "backwards" else []
            places = [Place(key, Reason(name, name)) for key in keys[:8]]
            return super().order("file") if name == "file" else type(super().order("file"))(places, ("Beware.",))

    store = ten()
    session = start(store, Orders(store))
    session.confirm()
    session.confirm()
    assert who(session) == "r1" and session.order_name == "file"
    assert session.change_order("backwards") == "Order of work: backwards. Beware."
    assert who(session) == "r1", "what is in front stays"
    seen = []
    while session.current is not None:
        seen.append(who(session))
        session.confirm()
        session.confirm()
    assert seen == ["r1", *(f"r{number}" for number in range(9, 1, -1))]
    assert [one.chosen for one in store.decisions()[::2]] == ["file", "file", *["backwards"] * 8]
    session.undo()
    session.change_order("file")
    assert session.order_name == "file" and session.current is not None


def test_whole_responses_that_say_the_same_are_decided_with_one_key():
    store = MemoryStore()
    for number in range(4):
        parts = ["Save our buses.", "Sack the chair."] if number != 2 else ["Save our buses."]
        store.add(f"r{number}", "q1", parts, [{"speed": 0.9}] * (len(parts) - 1) + [{"phone": 0.1}])

    class Near(SameWords):
        def __call__(self, comment):
            near = [Mate(7, NEARLY_THE_SAME)] if comment == 2 else []
            return [mate for mate in super().__call__(comment) if (comment, mate.comment) != (2, 7)] + near

    said = [(one.id, one.text) for one in store.commented]
    session = start(store, wordmates=Near(lambda: said))
    item = session.current
    assert item is not None and (item.together, item.nearly, item.campaign) == (3, 0, 2), "r2 says less"
    assert [key.respondent for key, _ in session.campaign()] == ["r1", "r3"]
    assert session.confirm_campaign().result is Result.NOTHING_SELECTED
    assert session.current is not None and session.current.focus == 1, "nothing is selected for its second comment"
    assert session.current.nearly == 1
    session.toggle("phone")
    assert session.confirm_campaign().count == 6
    assert who(session) == "r2"
    made = store.decisions()
    assert {one.comment: one.codes for one in made} == dict.fromkeys((1, 3, 6), ("speed",)) | dict.fromkeys(
        (2, 4, 7), ("phone",)
    )
    assert [one.chosen for one in made if one.comment in (1, 3, 4, 7)] == [
        "file",
        SAME_WORDS,
        SAME_WORDS,
        NEARLY_THE_SAME,
    ]
    assert session.progress.corrected == (0, 0)
    step = session.undo()
    assert step is not None and step.count == 6 and not store.decisions()


codes_given = st.one_of(st.none(), st.lists(st.sampled_from(KNOWN), max_size=3, unique=True).map(tuple))


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(1, 12), codes_given), max_size=25), st.lists(st.sampled_from(KNOWN), max_size=2))
def test_live_counts_are_those_that_counting_finds(changes, watched):
    questions = {comment: ("q1", "q2")[comment % 2] for comment in range(1, 13)}
    codes: dict[int, tuple[str, ...] | None] = dict.fromkeys(questions)

    def counted():
        return [
            CountedComment(comment=one, wave="", respondent=f"r{one}", question=questions[one], codes=codes[one])
            for one in questions
        ]

    counts = Counts(CODEBOOK, counted())
    for comment, given_codes in changes:
        codes[comment] = given_codes
        counts.put(comment, questions[comment], given_codes)
    rows = count(CODEBOOK, counted())
    for row in rows:
        assert counts.mentions(row.question, row.code) == row.mentions
        assert (row.code, row.label, row.mentions) in counts.shown(row.question, [row.code])
    assert counts.shown("q1", watched) == Counts(CODEBOOK, counted()).shown("q1", watched)
    own = [(row.own_mentions, row.code) for row in rows if row.question == "q1" and row.own_mentions]
    shown = [code for code, _, _ in counts.shown("q1", ())]
    assert len(shown) == min(5, len(own))
    themes = {code: mentions for mentions, code in own if code != "other"}
    assert [themes[code] for code in shown if code in themes] == sorted(themes.values(), reverse=True)[: len(shown)][
        : sum(code in themes for code in shown)
    ]


numbers = st.sets(st.integers(1, 20), max_size=20)


@settings(max_examples=15)
@given(
    st.lists(codes_given, min_size=20, max_size=20),
    st.lists(numbers, min_size=3, max_size=3),
    st.builds(
        Filter,
        codes=st.sampled_from([(), ("speed",), ("speed", "phone")]),
        groups=st.sampled_from([{}, {"district": "north"}]),
        uncertain=st.booleans(),
        flagged=st.booleans(),
        undecided=st.booleans(),
        coder=st.sampled_from(["", "ben"]),
        words=st.sampled_from(["", "bus"]),
    ),
)
def test_a_comment_matches_where_all_that_is_asked_for_is_true(codes, marks, wanted):
    class Facts(Bare):
        suggested = lambda self, codes, first: marks[0]  # noqa: E731
        uncertain = lambda self: marks[1]  # noqa: E731
        flagged = lambda self: marks[2]  # noqa: E731
        decided_by = lambda self, coder: range(2, 21, 2)  # noqa: E731
        grouped = lambda self, name, value: {("", f"r{number}") for number in (1, 2, 3)}  # noqa: E731
        saying = lambda self, words: {ResponseKey("", f"r{number}", "q1") for number in (2, 3, 4)}  # noqa: E731

    matching = Matching(wanted, wanted.codes, Facts())
    for comment, given_codes in enumerate(codes, start=1):
        who = comment % 5
        expected = all(
            (
                not wanted.codes
                or (comment in marks[0] if given_codes is None else set(wanted.codes) & set(given_codes)),
                not wanted.uncertain or (given_codes is None and comment in marks[1]),
                not wanted.flagged or comment in marks[2],
                not wanted.undecided or given_codes is None,
                not wanted.coder or comment % 2 == 0,
                not wanted.groups or who in (1, 2, 3),
                not wanted.words or who in (2, 3, 4),
            )
        )
        assert matching.of(ResponseKey("", f"r{who}", "q1"), comment, given_codes) == expected


places = st.lists(st.integers(0, 9), max_size=12)
kinds = st.sampled_from(["only", "all", "also", "decide", "start over", "reorder"])


def key(number):
    return ResponseKey("", f"r{number}", "q1")


def placed(several, name):
    return [Place(key(number), Reason(name, name)) for number in several]


class Model:
    """A queue, and what should be known of it."""

    def __init__(self, size, first):
        one_each = [
            CountedComment(comment=one + 1, wave="", respondent=f"r{one}", question="q1", codes=None)
            for one in range(size)
        ]
        self.queue, self.size = Queue(one_each, placed(first, "a")), size
        self.only, self.undecided = None, set(range(size))

    def at(self, place):
        return int(self.queue.key(place).respondent[1:])

    def change(self, what, several):
        known = [number for number in several if number < self.size]
        if what in ("only", "all"):
            self.only = set(known) if what == "only" else None
            self.queue.only(None if self.only is None else [key(number) for number in known])
        elif what == "also":
            for number in known[:1]:
                self.queue.also(key(number))
                self.only = None if self.only is None else {*self.only, number}
        elif what == "decide":
            self.undecided -= set(known)
            for number in known:
                self.queue.mark(number + 1, decided=True)
        else:
            self.order(what, several)

    def order(self, what, several):
        stays = {
            place: self.at(place) for place in range(self.size) if place == 0 or self.at(place) not in self.undecided
        }
        if what == "start over":
            self.queue.start_over(placed(several, "b") if several else None, after=0)
            reasons = {self.queue.reason(place).chosen for place in range(self.size) if place not in stays}
            assert reasons <= {"b", FILE.chosen}, "the reasons of an earlier order are forgotten"
        else:
            self.queue.reorder(placed(several, "c"), after=0)
        assert {place: self.at(place) for place in stays} == stays

    def check(self):
        queue, here = self.queue, self.size // 2
        assert sorted(queue.sitting_order) == sorted(map(key, range(self.size)))
        among = [place for place in range(self.size) if self.only is None or self.at(place) in self.only]
        assert [queue.ranked(rank) for rank in range(queue.size)] == among and queue.ranked(queue.size) is None
        assert [queue.rank(place) for place in among] == list(range(len(among)))
        assert queue.neighbour(here, 1) == next((place for place in among if place > here), None)
        assert queue.neighbour(here, -1) == next((place for place in reversed(among) if place < here), None)
        still = [place for place in among if self.at(place) in self.undecided]
        after = [place for place in still if place > here] + [place for place in still if place <= here]
        assert queue.next_open(here) == (after[0] if after else None)


@settings(max_examples=20)
@given(st.integers(1, 10), places, st.lists(st.tuples(kinds, places), max_size=8))
def test_filters_and_orders_lose_no_response_and_go_through_each_once(size, first, changes):
    model = Model(size, first)
    for what, several in changes:
        model.change(what, several)
        model.check()


def made(number, *codes, preselected=("speed",), first="speed", chosen="file"):
    proposed = tuple(Suggestion(code, 0.5, assigned=code in preselected) for code in (first, "phone") if code)
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return Decision(
        id=str(number), comment=number, coder="ann", codes=codes, at=at, codebook="x", suggested=proposed, chosen=chosen
    )


def test_how_suggestions_did_lately():
    bulk = [made(900 + number, "x", chosen=SAME_WORDS) for number in range(60)]
    early, late = ([made(number, code) for number in range(LATELY)] for code in ("phone", "speed"))
    assert lately([]) == (0, 0) and first_right(early) is None
    assert lately([*early, *bulk]) == (LATELY, LATELY)
    assert lately([*early, *late[:20], made(1, preselected=()), made(2, first="")]) == (30, LATELY)
    assert first_right([*early, *late[:20], *bulk]) is None
    assert first_right([*early, *late]) == (LATELY, 0)
    assert is_better(34, 21, LATELY) and not is_better(25, 21, LATELY) and not is_better(0, 0, LATELY)


@settings(max_examples=15)
@given(st.lists(st.one_of(st.integers(1, 30), st.integers(-30, -1)), max_size=30))
def test_looking_back_a_few_at_a_time_finds_what_reading_all_does(changes):
    log: list[Decision] = []
    lookback = Lookback(lambda most: log[-most:])
    for number, change in enumerate(changes):
        log = [*log, *(made(100 * number + one) for one in range(change))] if change > 0 else log[:change]
        lookback.is_stale = True
        assert list(lookback.made)[-2 * LATELY :] == log[-2 * LATELY :] and len(lookback.made) <= READ_BACK


def test_the_time_that_is_left_follows_the_last_stretch_and_leaves_breaks_out():
    now = datetime(2026, 11, 1, tzinfo=UTC)
    pace = Pace(now)
    for gap in [20] * 4:
        pace.mark(now := now + timedelta(seconds=gap), +1)
    assert pace.time_left(100) is None
    pace.mark(now := now + timedelta(hours=1), +1)
    assert pace.time_left(100) is None, "a break tells nothing"
    pace.mark(now := now + timedelta(seconds=20), +40)
    assert pace.time_left(100) == timedelta(seconds=2000), "comments decided together are one step"
    for _ in range(60):
        pace.mark(now := now + timedelta(seconds=5), +1)
    assert pace.time_left(100) == timedelta(seconds=500)
    pace.mark(now + timedelta(seconds=5), -1)
    assert pace.time_left(48) == timedelta(seconds=250)
