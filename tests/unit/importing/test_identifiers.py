import pytest

from coder.importing.identifiers import identifier_in


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Email", "an e-mail address"),
        ("Your e-mail address", "an e-mail address"),
        ("RecipientEmail", "an e-mail address"),
        ("Telephone number", "a phone number"),
        ("Mobile", "a phone number"),
        ("IP Address", "an IP address"),
        ("IPAddress", "an IP address"),
        ("Full name", "a name"),
        ("First name", "a name"),
        ("Surname", "a name"),
        ("RecipientLastName", "a name"),
        ("Home address", "an address"),
        ("LocationLatitude", "an address"),
        ("Postcode", "a full postcode"),
        ("What is your postcode", ""),
        ("District", ""),
        ("Name of organisation", ""),
        ("Age band", ""),
        ("How did you contact us, by phone or email?", ""),
        ("Phoneme", ""),
        ("", ""),
    ],
)
def test_headers_give_identifiers_away(header, what):
    assert identifier_in([header], []) == what


@pytest.mark.parametrize(
    ("values", "what"),
    [
        (["ann@example.org", "bob@example.co.uk", ""], "an e-mail address"),
        (["192.168.0.1", "10.0.0.7"], "an IP address"),
        (["2001:db8::1", "fe80::1"], "an IP address"),
        (["OX1 2JD", "sw1a1aa", "M1 1AE"], "a full postcode"),
        (["+44 7700 900123", "(01865) 123456", "07700 900 123"], "a phone number"),
        (["Mrs Ann Smith", "Dr. O'Neill"], "a name"),
        (
            [
                f"{first} {last}"
                for first in ("Ann", "Bob", "Zoë", "Iqra")
                for last in ("Smith", "O'Neill", "Lloyd-Jones")
            ],
            "a name",
        ),
        (["OX1", "SW1A"], ""),
        (["12:30", "13:45"], ""),
        (["2024-05-01", "2024-05-02"], ""),
        (["35 - 44", "1234567890"], ""),
        (["West Oxfordshire", "Oxford City"] * 20, ""),
        (["I e-mailed ann@example.org and nothing happened"], ""),
        ([], ""),
    ],
)
def test_values_give_identifiers_away(values, what):
    assert identifier_in(["Column"], values) == what


def test_what_stands_in_a_column_of_postcodes_decides():
    assert identifier_in(["Postcode (first part)"], ["OX1", "OX2"]) == ""
    assert identifier_in(["Postcode"], ["OX1 2JD"]) == "a full postcode"


def test_organisations_are_not_people():
    values = [f"Friends Of{n} Example" for n in "ABCDEFGHIJKLM"]
    assert identifier_in(["Name of organisation"], values) == ""
