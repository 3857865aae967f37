"""What is proposed for redaction, and what is left alone; neither list is complete."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.annotation import redacted
from coder.domain.personal import propose
from coder.domain.response import Span

FOUND = [
    ("write to jane.doe+x@example.co.uk please", "write to [email] please"),
    ("it is JANE@EXAMPLE.ORG.", "it is [email]."),
    ("find me on @janedoe or @jane@social.example.org", "find me on [handle] or [handle]"),
    ("see https://example.org/jane?x=1 for it.", "see [link] for it."),
    ("(www.jane-doe.net)", "([link])"),
    ("it is all on janedoe.co.uk, look", "it is all on [link], look"),
    ("ring me on 07700 900123 after six", "ring me on [phone] after six"),
    ("my number is (01865) 496-0000.", "my number is [phone]."),
    ("call +44 (0)7700 900 123 or 00447700900123", "call [phone] or [phone]"),
    ("case 4471209 was never closed", "case [number] was never closed"),
    ("my NHS number is 943 476 5919", "my NHS number is [number]"),
    ("ref PCN-1234567X ignored", "ref [number] ignored"),
    ("my NI number is QQ 12 34 56 C", "my NI number is [number]"),
    ("card 4000 1234 5678 9010 was charged", "card [number] was charged"),
    ("I live at OX14 5AB and nobody comes", "I live at [postcode] and nobody comes"),
    ("postcode ox11aa, or sw1a 1AA", "postcode [postcode], or [postcode]"),
    ("my car AB12 CDE was towed, xy51abc too", "my car [vehicle] was towed, [vehicle] too"),
    ("born 3/4/1960 and still waiting", "born [date] and still waiting"),
    ("DOB: 03.04.60; date of birth is 3rd April 1960", "DOB: [date]; date of birth is [date]"),
    ("my birthday was on May 5th", "my birthday was on [date]"),
    ("I live at 12 Acacia Avenue, the lamp is out", "I live at [address], the lamp is out"),
    ("come to Flat 3, 7a Old Mill Lane", "come to [address]"),
    ("Mrs Doe on the desk was lovely", "Mrs [name] on the desk was lovely"),
    ("cllr. Bloggs-Smith never answered", "cllr. [name] never answered"),
    ("Dr O'Neill and Prof. J. R. van der Berg", "Dr [name] and Prof. [name]"),
    ("Mr J Smith I think", "Mr [name] I think"),
    ("Mr May, Mrs June and Miss May's mother", "Mr [name], Mrs [name] and Miss [name]'s mother"),
    ("MR JOHN SMITH WAS RUDE", "MR [name] WAS RUDE"),
    ("mr smith was rude, as was Mrs. jones", "mr [name] was rude, as was Mrs. [name]"),
    ("Mr Zoë Åberg-Ünal", "Mr [name]"),
    ("my name is jane and I want to complain", "my name is [name] and I want to complain"),
    ("My name's Jane Doe. I am 40.", "My name's [name]. I am 40."),
    ("Her first name is Ann", "Her first name is [name]"),
    ("I'm called Jo, the lady called Susan was rude", "I'm called [name], the lady called [name] was rude"),
    ("a man named Bob Brown", "a man named [name]"),
    ("Thank you. Kind regards,\nTom", "Thank you. Kind regards,\n[name]"),
]

LEFT = [
    "",
    "In May it was closed; may I say so? Open in May, June and on Mayday.",
    "Ask the Mr. or the Mrs, mr and mrs are fine, Dr or not.",
    "q1 is clearer than q2, Q1 2nd part, see q1 4th line",
    "It cost £1,000,000, then £ 250000, $123456 or €20.50",
    "Between 2010 and 2015, in 2019/20, 2019-2021 and 1999",
    "Waited 40 minutes, 3 days and 10 000 times for a reply to my email",
    "Open 9-5, 24/7, at 10.30 and 09:00-17:00, on 01/02/2024",
    "on 01.02.2024 10.30 and on 01-02-2024 09.30",
    "The M4 1st exit, M40 2hr delay, A34 3rd lane, the B4 2nd left",
    "I LIVE IN OX14 AND NOBODY COMES TO OX1 FOR US",
    "Use GOV.UK, www.oxfordshire.gov.uk/bins or nhs.uk.",
    "I called Citizens Advice; I was told to wait.me too",
    "my name is not on the list, my name is spelt wrong",
    "I miss the old library. Miss it. I miss May.",
    "meet @ 5 or @5pm",
    "In 2019 Oxford Road was closed",
    "As regards Parking, with regards to Buses",
    "I was born in 1960 and born here",
    "100 000 000 000 is a lot",
    "MS Teams and MS Word",
    "the Dr I saw on Monday",
    "covid19 and 5G in 2021 for 12345 people",
]


@pytest.mark.parametrize(("text", "shown"), FOUND)
def test_personal_data_is_proposed(text, shown):
    assert redacted(text, propose(text)) == shown


@pytest.mark.parametrize("text", LEFT)
def test_ordinary_words_and_numbers_are_left_alone(text):
    assert redacted(text, propose(text)) == text


@given(st.text(alphabet="aZ09 .@+-/'\n£mrsMRSISox", max_size=60) | st.text(max_size=60))
def test_whatever_is_said_stretches_lie_apart_within_the_text(text):
    found = propose(text)
    assert all(one.span.end <= len(text) for one in found)
    assert all(before.span.end < after.span.start for before, after in pairwise(found))
    assert all(one.span.of(text).strip() == one.span.of(text) for one in found)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "a.",
        "@a",
        "a@a.",
        "http://",
        "www..",
        "Mr A ",
        "A'",
        "0 1",
        "(0",
        "OX1 ",
        "my name is ",
        "12 Aa ",
        "é-",
    ],
)
def test_a_long_text_takes_no_long_time(piece):
    text = piece * (100_000 // len(piece))
    before = time.process_time()
    propose(text)
    assert time.process_time() - before < 2


def test_a_stretch_is_where_it_says():
    text = "Ring Mrs Doe on 07700 900123."
    assert [(one.span, one.label) for one in propose(text)] == [(Span(9, 12), "name"), (Span(16, 28), "phone")]
