"""Raw Twitch chat lines, and with them everything that every Twitch format shares."""

import pytest

from moderation.events import Donation, Moderation
from tests.recordings import event, events, items, reason, sample, told

TAGS = "id=m1;room-id=1000;tmi-sent-ts=1795305605000;user-id=2001;display-name=Pat"


def a_line(text: str = "hello", *, tags: str = "", command: str = "PRIVMSG") -> str:
    """A chat line by pat to mira; further tags go before the usual ones."""
    return f"@{tags}{';' if tags else ''}{TAGS} :pat!pat@pat.tmi.twitch.tv {command} #mira :{text}"


def a_notice(kind: str, text: str = "", **parameters: str) -> str:
    written = "".join(f";msg-param-{key.replace('_', '-')}={value}" for key, value in parameters.items())
    return f"@msg-id={kind};login=pat;{TAGS}{written} :tmi.twitch.tv USERNOTICE #mira" + (f" :{text}" if text else "")


def test_the_sample_reads_as_its_story() -> None:
    assert [
        "00:00:05 message kind_kim[subscriber] hi everyone Kappa",
        "00:01:01 message persistent_pat[subscriber] i gifted 50 subs, you owe me a reply",
        "00:01:10 message mira[broadcaster] re 0001 @persistent_pat no, i do not owe anyone a reply",
        "00:01:35 donation persistent_pat[subscriber] bits 100 BITS Cheer100 answer me",
        "00:05:00 message persistent_pat[subscriber] i saw you at the cafe on 5th street today",
        "00:05:10 donation persistent_pat[subscriber] subscription 0 XXX months=14 14 months and still nothing",
        "00:05:12 donation persistent_pat[subscriber] gift_subscription 0 XXX count=2",
        "00:05:15 donation persistent_pat[subscriber] gift_subscription 0 XXX months=3 count=1",
        "00:05:16 raid friendly_finn[subscriber]",
        "00:05:17 message kind_kim waves from next door",
        "00:05:20 moderation mira[broadcaster] delete 2001 of 0004",
        "00:05:21 moderation mira[broadcaster] timeout 2001 600s",
        "00:05:30 moderation mira[broadcaster] ban 2001",
    ] == [told(e) for e in events("irc_raw", sample("irc_raw.txt"))]


def test_a_message_keeps_ids_names_and_channel() -> None:
    read = event("irc_raw", a_line("hello there: all"))

    assert ("m1", "twitch", "mira", None) == (read.id, read.platform, read.channel, read.creator)
    assert read.author is not None
    assert ("2001", "pat", "Pat", ()) == (read.author.id, read.author.name, read.author.display, read.author.roles)
    assert "hello there: all" == read.text


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("badges=broadcaster/1,subscriber/0", ("broadcaster", "subscriber")),
        ("badges=moderator/1", ("moderator",)),
        ("badges=lead_moderator/1", ("moderator",)),
        ("badges=vip/1,founder/0,premium/1", ("vip", "subscriber")),
        ("badges=bot-badge/1", ("bot",)),
        ("badges=bits/1000,sub-gifter/50", ()),
        ("mod=1", ("moderator",)),
        ("badges=", ()),
    ],
)
def test_badges_become_roles(tags: str, expected: tuple[str, ...]) -> None:
    read = event("irc_raw", a_line(tags=tags))

    assert read.author is not None
    assert expected == read.author.roles


def test_the_account_whose_room_it_is_is_the_broadcaster_even_without_a_badge() -> None:
    read = event("irc_raw", a_line().replace("user-id=2001", "user-id=1000"))

    assert read.author is not None
    assert ("broadcaster",) == read.author.roles


def test_tag_values_are_unescaped() -> None:
    read = event("irc_raw", a_line().replace("display-name=Pat", "display-name=a\\sb\\:c\\\\d"))

    assert read.author is not None
    assert "a b;c\\d" == read.author.display


@pytest.mark.parametrize(
    ("written", "expected"), [("\x01ACTION waves\x01", "waves"), ("\x01ACTION waves", "waves"), ("ACTION waves", "ACTION waves")]
)
def test_an_action_is_what_was_said(written: str, expected: str) -> None:
    assert expected == event("irc_raw", a_line(written)).text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (a_line("Cheer100 hi", tags="bits=100"), Donation(kind="bits", amount="100", currency="BITS")),
        (
            a_line("hi", tags="pinned-chat-paid-amount=1450;pinned-chat-paid-currency=EUR;pinned-chat-paid-exponent=2"),
            Donation(kind="superchat", amount="14.50", currency="EUR"),
        ),
        (a_notice("sub"), Donation(kind="subscription", amount="0", currency="XXX")),
        (a_notice("resub", "hi", cumulative_months="7"), Donation(kind="subscription", amount="0", currency="XXX", months=7)),
        (a_notice("primepaidupgrade"), Donation(kind="subscription", amount="0", currency="XXX")),
        (a_notice("subgift"), Donation(kind="gift_subscription", amount="0", currency="XXX", count=1)),
        (a_notice("submysterygift", mass_gift_count="20"), Donation(kind="gift_subscription", amount="0", currency="XXX", count=20)),
        (
            a_notice("charitydonation", donation_amount="500", donation_currency="USD", donation_exponent="2"),
            Donation(kind="tip", amount="5.00", currency="USD"),
        ),
    ],
)
def test_what_is_given_becomes_a_donation(line: str, expected: Donation) -> None:
    read = event("irc_raw", line)

    assert ("donation", expected) == (read.type, read.donation)


@pytest.mark.parametrize("joined_by", ["community_gift_id", "origin_id"])
def test_a_gift_to_many_counts_once(joined_by: str) -> None:
    whole = a_notice("submysterygift", mass_gift_count="2", **{joined_by: "g1"})
    share = a_notice("subgift", **{joined_by: "g1"}).replace("id=m1", "id=m2")
    other = a_notice("subgift", **{joined_by: "g2"}).replace("id=m1", "id=m3")

    assert ["m1", "m3"] == [e.id for e in events("irc_raw", f"{whole}\n{share}\n{share}\n{other}")]


@pytest.mark.parametrize("kind", ["announcement", "viewermilestone", "ritual", "a-kind-of-next-year"])
def test_any_other_notice_is_a_message_when_somebody_wrote_in_it(kind: str) -> None:
    assert [] == items("irc_raw", a_notice(kind))
    read = event("irc_raw", a_notice(kind, "look at this"))
    assert ("message", "look at this") == (read.type, read.text)


def test_what_is_given_and_enforced_in_another_chat_is_not_this_creators() -> None:
    elsewhere = "source-room-id=5000"
    lines = [
        a_line("Cheer100", tags=f"bits=100;{elsewhere}"),
        f"@source-msg-id=sub;{elsewhere};msg-id=sharedchatnotice;login=pat;{TAGS} :tmi.twitch.tv USERNOTICE #mira :hi there",
        f"@ban-duration=60;{elsewhere};room-id=1000;target-user-id=2001;tmi-sent-ts=1795305605000 :tmi.twitch.tv CLEARCHAT #mira :pat",
    ]

    assert [("message", "Cheer100"), ("message", "hi there")] == [(e.type, e.text) for e in events("irc_raw", "\n".join(lines))]


def test_enforcement_is_ascribed_to_the_channel() -> None:
    timeout = "@ban-duration=600;room-id=1000;target-user-id=2001;tmi-sent-ts=1795305605000 :tmi.twitch.tv CLEARCHAT #mira :pat"
    read = event("irc_raw", timeout)

    assert Moderation(action="timeout", target="2001", duration_s=600) == read.moderation
    assert read.author is not None
    assert ("1000", "mira", ("broadcaster",)) == (read.author.id, read.author.name, read.author.roles)


def test_a_deletion_finds_the_accounts_id_when_it_has_spoken_before() -> None:
    deletion = "@login=pat;target-msg-id=m1;tmi-sent-ts=1795305606000 :tmi.twitch.tv CLEARMSG #mira :hello"

    assert Moderation(action="delete", target="2001", message_id="m1") == events("irc_raw", f"{a_line()}\n{deletion}")[1].moderation
    assert Moderation(action="delete", target="pat", message_id="m1") == event("irc_raw", deletion).moderation


def test_the_same_act_has_the_same_id_and_another_act_has_another() -> None:
    act = "@room-id=1000;target-user-id=2001;tmi-sent-ts=1795305605000 :tmi.twitch.tv CLEARCHAT #mira :pat"
    first, again, later = events("irc_raw", "\n".join([act, act, act.replace("605000", "605001")]))

    assert first.id == again.id
    assert first.id != later.id


def test_old_lines_without_an_id_get_stable_ones() -> None:
    line = a_line().replace("id=m1;", "")
    first, second = (e.id for e in events("irc_raw", f"{line}\n{line}"))

    assert first != second
    assert [first, second] == [e.id for e in events("irc_raw", f"{line}\n{line}\n")]
    assert "hello" not in first


@pytest.mark.parametrize(
    "line",
    [
        "PING :tmi.twitch.tv",
        ":tmi.twitch.tv 001 mira :Welcome",
        ":pat!pat@pat.tmi.twitch.tv JOIN #mira",
        "@room-id=1000;slow=0 :tmi.twitch.tv ROOMSTATE #mira",
        "@room-id=1000;tmi-sent-ts=1795305605000 :tmi.twitch.tv CLEARCHAT #mira",
        "",
    ],
)
def test_lines_of_no_concern_are_passed_over(line: str) -> None:
    assert [] == items("irc_raw", line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("good evening", "is not a line of Twitch chat"),
        ("@", "is not a line of Twitch chat"),
        (":pat!pat@pat PRIVMSG #mira :hello", "has no time, or none that can be read"),
        (a_line().replace("1795305605000", "soon"), "has no time, or none that can be read"),
        (a_line().replace("1795305605000", "9" * 30), "has no time, or none that can be read"),
        (a_line().replace("1795305605000", "-1795305605000"), "has a time outside the years 1990 to 2200"),
        (a_line("he\0llo"), "holds NUL bytes"),
        (a_line("x" * 8001), "does not fit its format: Expected `str` of length <= 8000 - at `$.text`"),
        ("@tmi-sent-ts=1795305605000 :tmi.twitch.tv PRIVMSG #mira :x", "does not say who wrote it"),
        ("@tmi-sent-ts=1795305605000 PRIVMSG #mira :x", "does not say who wrote it"),
    ],
)
def test_a_broken_line_says_why_and_never_what_it_held(line: str, expected: str) -> None:
    assert expected == reason("irc_raw", line)


def test_a_line_that_is_not_utf_8_is_read_as_windows_1252() -> None:
    assert "café – 5 €" == event("irc_raw", a_line("café – 5 €").encode("cp1252")).text
