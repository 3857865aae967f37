"""Respondents and responses: added once, never changed, differences reported."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.domain.response import Respondent, Response, ResponseKey
from coder.store.records import Added, ProfileConflict
from tests.unit.store.conftest import TEXTS, key


def _added(**fields):
    nothing = {"respondents_new": 0, "respondents_known": 0, "responses_new": 0, "responses_same": 0}
    return Added(**(nothing | {"responses_changed": ()} | fields))


def test_the_same_again_adds_nothing(project):
    before = project.respondents(), project.responses()
    again = project.add_responses(
        [Respondent(id=name, profile={"ward": name}) for name in TEXTS],
        [Response(key(name), text) for name, text in TEXTS.items()],
    )
    assert again == _added(respondents_known=3, responses_same=3)
    assert (project.respondents(), project.responses()) == before


def test_a_changed_text_is_reported_and_not_written(project):
    added = project.add_responses([Respondent(id="r1")], [Response(key("r1"), "Something else.")])
    assert added == _added(respondents_known=1, responses_changed=(key("r1"),))
    assert project.responses()[0].text == TEXTS["r1"]


def test_repeats_within_one_call_count_once(project):
    people = [Respondent(id="r9", profile={"a": "1"}), Respondent(id="r9", profile={"b": "2"})]
    answers = [Response(key("r9"), "Yes"), Response(key("r9"), "Yes"), Response(key("r9"), "No")]
    added = project.add_responses(people, answers)
    assert added == _added(respondents_new=1, responses_new=1, responses_same=1, responses_changed=(key("r9"),))
    assert project.respondents()[-1].profile == {"a": "1", "b": "2"}


def test_a_known_profile_gains_keys_and_keeps_its_values(project):
    added = project.add_responses(
        [Respondent(id="r1", profile={"ward": "r2", "age": "30", "sex": " "}, weight=1.5)], []
    )
    assert added.profile_conflicts == (ProfileConflict("", "r1", "ward"),)
    added = project.add_responses([Respondent(id="r1", profile={"ward": "", "sex": "f"}, weight=2.5)], [])
    assert added.profile_conflicts == (ProfileConflict("", "r1", "weight"),)
    assert project.respondents()[0] == Respondent(id="r1", profile={"ward": "r1", "age": "30", "sex": "f"}, weight=1.5)


def test_waves_are_kept_apart(project):
    project.add_responses([Respondent(id="r1", wave="w2")], [Response(key("r1", wave="w2"), "Later.")])
    found = project.response_texts([key("r1"), key("r1", wave="w2"), key("nobody")])
    assert {its: stored.text for its, stored in found.items()} == {
        key("r1"): TEXTS["r1"],
        key("r1", wave="w2"): "Later.",
    }


def test_responses_of_some_questions(project):
    project.add_responses([], [Response(key("r1", "q2"), "Two.")])
    assert [stored.key for stored in project.responses(["q2"])] == [key("r1", "q2")]
    assert project.responses([]) == []
    assert len(project.responses()) == 4


def test_a_response_needs_its_respondent(project):
    with pytest.raises(ValueError, match="unknown respondent"):
        project.add_responses([], [Response(key("stranger"), "Hello")])


def test_many_come_back_in_the_order_they_came(project):
    names = [f"{number % 7}-{number}" for number in range(2500)]
    project.add_responses((Respondent(id=n) for n in names), (Response(key(n), n) for n in names))
    assert [stored.text for stored in project.responses()][3:] == names
    assert len(project.response_texts([key(n) for n in names])) == 2500
    assert [one.id for one in project.respondents()][3:] == names


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1).filter(str.strip), st.text(), st.text(), st.dictionaries(st.text(), st.text(), max_size=3))
def test_any_text_comes_back_as_it_was(project, text, name, wave, profile):
    its = ResponseKey(wave, name, "any")
    project.add_responses([Respondent(id=name, wave=wave, profile=profile)], [])
    project.add_responses([], [Response(its, text)])
    stored = project.response_texts([its])[its].text
    first = next(one.text for one in project.responses(["any"]) if one.key == its)
    assert stored == first
    assert stored == text or its in project.add_responses([], [Response(its, text)]).responses_changed
