"""Answers to closed questions, and columns of the profile, as items that groups can be compared on."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from coder.counting.answers import Answers, natural, sensibly
from coder.counting.asked import Asked, Item, ItemKind, People
from coder.domain.codebook import Question, QuestionKind
from coder.domain.text import plural
from coder.errors import InputError

ANOTHER = "another answer"
MOST_VALUES = 100
"""A column of the profile with more values is no grouping of respondents."""
MOST_UNKNOWN = 30
"""Answers that are no option, shown one by one; the rarest are counted together."""

Given = dict[str, list[int]]
"""What was answered, and the numbers of those who answered it."""


def answers_to(question: Question, people: People) -> Asked:
    """A closed question: its options in their order, other words after them, then its nets.

    The base is who answered it. An option nobody chose is an item all the same; an answer that is no option is one
    too, in its own words. A net joins options: who gave at least one of them.
    """
    several = question.kind is QuestionKind.MULTIPLE
    given = _given(question.id, people, Answers(question.options, several=several))
    places = {option: place for place, option in enumerate(question.options)}
    items = [_item(people, option, ItemKind.OPTION, (0, at), given.get(option, ())) for option, at in places.items()]
    for words, who in _own_words(given, places):
        items.append(_item(people, words, ItemKind.UNKNOWN, (1, len(items)), who))
    for label, joined in question.nets:
        who = [one for option in joined for one in given.get(option, ())]
        parts = tuple(places[option] for option in joined if option in places)
        items.append(_item(people, label, ItemKind.NET, (2, len(items)), who, parts))
    return _asked(question.id, question.text, people, given, items, one_each=not several)


def values_of(field: str, people: People) -> Asked:
    """A column of the profile: its values in a sensible order, 5-9 before 10-14; the base is who has one.

    Raises:
        InputError: there are more values than anybody would compare.
    """
    given = _given(field, people, Answers((), several=False))
    if len(given) > MOST_VALUES:
        raise InputError(
            f"'{field}' has {len(given):,} different values, which are no groups.",
            "Choose a column with few values, such as an age band or a district.",
        )
    items = [
        _item(people, value, ItemKind.OPTION, (0, place), given[value])
        for place, value in enumerate(sorted(given, key=sensibly))
    ]
    return _asked(field, field, people, given, items, one_each=True)


def own_words_together(asked: Asked) -> Asked:
    """The question with all answers that are no option as one item: for publication, where nobody is to be quoted."""
    own = [item for item in asked.items if item.kind is ItemKind.UNKNOWN]
    if not own:
        return asked
    first = asked.items.index(own[0])
    who = np.any([item.who for item in own], axis=0)
    joined = replace(own[0], key=ANOTHER, label=ANOTHER, who=who)
    rest = [item for item in asked.items[first:] if item.kind is not ItemKind.UNKNOWN]
    return replace(asked, items=(*asked.items[:first], joined, *rest))


def profile_fields(people: People) -> list[str]:
    """The names in the profile, in the order of the files; closed questions stand under their ids."""
    return list(dict.fromkeys(name for one in people.respondents for name in one.profile))


def _given(field: str, people: People, reader: Answers) -> Given:
    given: Given = {}
    for number, person in enumerate(people.respondents):
        for words in reader.chosen(person.profile.get(field, "")):
            given.setdefault(words, []).append(number)
    return given


def _own_words(given: Given, options: dict[str, int]) -> list[tuple[str, list[int]]]:
    """The answers that are no option: the most frequent in natural order, the others together."""
    own = {words: who for words, who in given.items() if words not in options}
    frequent = sorted(own, key=lambda words: (-len(own[words]), natural(words)))
    shown = [(words, own[words]) for words in sorted(frequent[:MOST_UNKNOWN], key=natural)]
    if rest := frequent[MOST_UNKNOWN:]:
        shown.append((plural(len(rest), "further answer"), [one for words in rest for one in own[words]]))
    return shown


def _item(
    people: People, label: str, kind: ItemKind, rank: tuple[int, int], who: Sequence[int], parts: tuple[int, ...] = ()
) -> Item:
    return Item(key=label, label=label, kind=kind, who=people.flags(who), rank=rank, parts=parts)


def _asked(field: str, text: str, people: People, given: Given, items: list[Item], *, one_each: bool) -> Asked:
    base = people.flags(one for who in given.values() for one in who)
    return Asked(question=field, text=text, open=False, answered=base, base=base, items=tuple(items), one_each=one_each)
