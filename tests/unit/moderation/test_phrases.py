"""The phrase language: what each sign means, and what is refused."""

from __future__ import annotations

import pytest

from moderation.errors import PackError
from moderation.lexicon.compiler import compile_packs
from moderation.lexicon.phrase import PhraseError, parse
from tests.unit.moderation.packs import a_lexicon, a_pack, evidence, fired

MATCHES = [
    ("your number", "give me YOUR number!", True),
    ("your number", "your phone number", False),
    ("your number", "outnumber your numbers", False),
    ("your number*", "all your numbers", True),
    ("your phone? number", "your number", True),
    ("your phone? number", "your phone number", True),
    ("your phone? number", "your cell number", False),
    ("your ... number", "your very own private number", True),
    ("your ... number", "your big old red house number", False),
    ("your ..5 number", "your big old red house number", True),
    ("your (phone|cell|house phone) number", "your house phone number", True),
    ("your (phone|cell|house phone) number", "your house number", False),
    ("# bucks number", "i gave $500 bucks number", True),
    ("# bucks", "1,000 bucks", True),
    ("^ number", "number please", True),
    ("^ number", "the number", False),
    ("number $", "so, number?", True),
    ("number $", "number one", False),
    ("what's your", "whats your", True),
    ("e-mail", "my e mail", True),
    ("(private|secret)? number", "number", True),
]


@pytest.mark.parametrize(("phrase", "text", "matches"), MATCHES)
def test_each_sign_means_what_the_table_says(phrase: str, text: str, matches: bool) -> None:
    assert (["r0"] if matches else []) == fired(a_lexicon(phrase), text)


@pytest.mark.parametrize(
    "text", ["y0ur numb3r", "yyyour numberrrr", "y o u r n u m b e r", "your num\u200bber", "YOUR ＮＵＭＢＥＲ", "yоur numbеr"]
)
def test_disguised_spellings_match_too(text: str) -> None:
    assert ["r0"] == fired(a_lexicon("your number"), text)


def test_evidence_is_the_raw_text_with_its_disguise() -> None:
    assert ["Y0ur, NUMB3R"] == evidence(a_lexicon("your number"), "hey: Y0ur, NUMB3R!!")


def test_scripts_without_spaces_need_none() -> None:
    lexicon = a_lexicon("電話 番号", "住所 ... 教えて", spaced=False)

    assert ["r0"] == fired(lexicon, "ねえ電話番号は？")
    assert ["r1"] == fired(lexicon, "住所をそろそろ教えて")
    assert ["電話番号"] == evidence(lexicon, "ねえ電話番号は？")


def test_a_slot_gives_the_topic_of_the_phrase_it_held() -> None:
    toml = """
category = "contact_info_request"
[phrases.noun]
phone = ["number", "cell phone"]
snap = ["snap"]
[[rule]]
id = "asks"
match = ["what is your? <noun>", "your <noun> please"]
topic_from = "noun"
hits = ["your snap please"]
"""
    lexicon = compile_packs([a_pack(toml)])
    topics = [lexicon.read(t)[0].topic for t in ("what is your cell phone", "your snap please", "what is number")]

    assert ["phone", "snap", "phone"] == topics


REFUSED = [
    ("", "empty phrase"),
    ("? your", "follows nothing"),
    ("(a|b", "not closed"),
    ("a | b", "unexpected '|'"),
    ("(a||b)", "empty alternative"),
    ("..99 number", "1 to 12 words"),
    ("<Bad>", "a slot is written"),
    ("!!!", "no letter"),
]


@pytest.mark.parametrize(("phrase", "why"), REFUSED)
def test_a_phrase_that_cannot_be_read_says_why(phrase: str, why: str) -> None:
    with pytest.raises(PhraseError, match=why.replace("|", r"\|")):
        parse(phrase)


def test_all_problems_of_a_pack_are_reported_at_once() -> None:
    toml = """
category = "no_such_category"
[phrases]
loop = ["<loop> x"]
[[rule]]
id = "one"
match = ["<missing> number"]
hits = ["x"]
[[rule]]
id = "one"
match = ["(a number"]
topic_from = "loop"
hits = ["x"]
"""
    with pytest.raises(PackError) as found:
        compile_packs([a_pack(toml)])

    assert any("contains itself" in p for p in found.value.problems)


def test_rule_problems_name_file_and_rule() -> None:
    toml = """
category = "no_such_category"
[[rule]]
id = "one"
match = ["<missing> number", "a (b"]
hits = ["x"]
[[rule]]
id = "one"
match = ["... ?"]
hits = ["x"]
"""
    with pytest.raises(PackError) as found:
        compile_packs([a_pack(toml)])

    problems = "\n".join(found.value.problems)
    for part in ("<missing>", "not closed", "is no category", "used twice", "test.toml:"):
        assert part in problems
