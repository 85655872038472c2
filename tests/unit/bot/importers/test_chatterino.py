import pytest

from tests.recordings import a_recording, event, events, items, reason, sample, told

UNKNOWN_ZONE = "times are local and their zone is not known; they were read as UTC"
START = "# Start logging at 2026-11-22 00:00:00 UTC\n"


def one(line: str, start: str = START) -> str:
    """The one event of a line, told."""
    return told(event("chatterino", start + line))


def test_the_sample_reads_as_its_story() -> None:
    assert [
        "00:00:05 message kind_kim hi everyone Kappa",
        "00:01:01 message persistent_pat i gifted 50 subs, you owe me a reply",
        "00:01:10 message mira[broadcaster] @persistent_pat no, i do not owe anyone a reply",
        "00:01:35 message persistent_pat Cheer100 answer me",
        "00:05:00 message persistent_pat i saw you at the cafe on 5th street today",
        "00:05:01 message shiny_seo 안녕하세요",
        "00:05:10 donation persistent_pat subscription 0 XXX months=14",
        "00:05:12 donation persistent_pat gift_subscription 0 XXX count=2",
        "00:05:16 raid friendly_finn",
        "00:05:20 moderation mira[broadcaster] delete persistent_pat",
        "00:05:21 moderation mira[broadcaster] timeout persistent_pat 600s",
        "00:05:30 moderation gate_keeper[moderator] ban persistent_pat",
    ] == [told(e) for e in events("chatterino", sample("mira-2026-11-22.log"), name="mira-2026-11-22.log")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("pat: hello: there", "message pat hello: there"),
        (" pat: hello", "message pat hello"),  # versions before 2023 leave the place of the shown name empty
        ("Pat: hello", "message pat hello"),
        ("名前 pat: hello", "message pat hello"),
        ("pat: @kim hello", "message pat @kim hello"),
        ("pat: vic has been permanently banned.", "message pat vic has been permanently banned."),
        ("pat has been permanently banned.", "moderation mira[broadcaster] ban pat"),
        ("pat has been timed out for 1h 30m 5s. (multiple times)", "moderation mira[broadcaster] timeout pat 5405s"),
        ("mira timed out pat for 1d.", "moderation mira[broadcaster] timeout pat 86400s"),
        ("gate_keeper unbanned pat.", "moderation gate_keeper[moderator] unban pat"),
        ("gate_keeper untimedout pat.", "moderation gate_keeper[moderator] unban pat"),
        ("gate_keeper has warned pat: be kind", "moderation gate_keeper[moderator] warn pat"),
        ("gate_keeper deleted message from pat saying: where do you live: tell me", "moderation gate_keeper[moderator] delete pat"),
        ("A message from pat was deleted: where: here", "moderation mira[broadcaster] delete pat"),
        ("pat subscribed with Prime.", "donation pat subscription 0 XXX"),
        ("pat gifted a Tier 1 sub to kim!", "donation pat gift_subscription 0 XXX count=1"),
        ("pat gifted 6 months of a Tier 1 sub to kim!", "donation pat gift_subscription 0 XXX months=6 count=1"),
        ("mira is live: painting", "stream - online painting"),
        ("mira is live!", "stream - online"),
        ("mira is now offline.", "stream - offline"),
    ],
)
def test_a_line_is_what_it_says(body: str, expected: str) -> None:
    read = event("chatterino", f"{START}[00:00:05] {body}\n", name="mira-2026-11-22.log")

    assert f"00:00:05 {expected}" == told(read)


@pytest.mark.parametrize(
    "body", ["joined channel", "This room is in subscribers-only mode.", "You have been added as a mod here: enjoy", ""]
)
def test_other_lines_of_the_program_are_passed_over(body: str) -> None:
    assert [] == items("chatterino", f"{START}[00:00:05] {body}\n")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("00:00:05", "00:00:05"),
        ("1:02:03", "01:02:03"),
        ("13:02", "13:02:00"),
        ("1:02 PM", "13:02:00"),
        ("12:02am", "00:02:00"),
        ("01:02:03.250", "01:02:03"),
    ],
)
def test_the_time_is_read_in_every_way_that_can_be_set(written: str, expected: str) -> None:
    assert f"{expected} message pat hi" == one(f"[{written}] pat: hi")


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("UTC", "+00:00"), ("CET", "+01:00"), ("PDT", "-07:00"), ("GMT+2", "+02:00"), ("UTC-03:30", "-03:30"), ("+09", "+09:00")],
)
def test_the_zone_of_the_session_is_the_offset(zone: str, expected: str) -> None:
    recording = a_recording("chatterino", f"# Start logging at 2026-11-22 00:00:00 {zone}\n[00:00:05] pat: hi")

    assert [f"2026-11-22T00:00:05{expected}"] == [e.ts.isoformat() for e in recording]  # type: ignore[union-attr]
    assert UNKNOWN_ZONE not in recording.notes


@pytest.mark.parametrize("zone", ["CST", "Nowhere Daylight Time", "", "GMT+99"])
def test_a_zone_that_is_not_certain_is_read_as_utc_and_noted(zone: str) -> None:
    recording = a_recording("chatterino", f"# Start logging at 2026-11-22 00:00:00 {zone}\n[00:00:05] pat: hi")

    assert ["2026-11-22T00:00:05+00:00"] == [e.ts.isoformat() for e in recording]  # type: ignore[union-attr]
    assert UNKNOWN_ZONE in recording.notes


def test_without_a_session_line_the_date_is_the_file_names() -> None:
    assert "2026-01-31" == f"{event('chatterino', '[00:00:05] pat: hi', name='mira-2026-01-31.log').ts:%Y-%m-%d}"


def test_the_channel_is_the_file_names_or_the_lines_own() -> None:
    assert "mira" == event("chatterino", f"{START}[00:00:05] pat: hi", name="logs/Twitch/Channels/mira/mira-123456789.log").channel
    assert "other" == event("chatterino", f"{START}#other [00:00:05] pat: hi", name="mentions-2026-11-22.log").channel


def test_a_log_that_goes_on_after_midnight_goes_on_to_the_next_day() -> None:
    times = ["23:59:59", "00:00:01", "23:59:58", "00:00:02"]
    read = events("chatterino", START + "".join(f"[{time}] pat: hi\n" for time in times))

    assert ["22 23:59:59", "23 00:00:01", "23 23:59:58", "24 00:00:02"] == [f"{e.ts:%d %H:%M:%S}" for e in read]


def test_a_new_session_sets_the_date_anew() -> None:
    read = events(
        "chatterino", f"{START}[23:59:59] pat: hi\n# Stop logging at x\n# Start logging at 2026-12-01 00:00:00 UTC\n[00:00:01] pat: hi"
    )

    assert ["2026-11-22", "2026-12-01"] == [f"{e.ts:%Y-%m-%d}" for e in read]


def test_identical_lines_of_one_second_are_different_events() -> None:
    read = events("chatterino", f"{START}[00:00:05] pat: hi\n[00:00:05] pat: hi\n")

    assert 2 == len({e.id for e in read})


def test_a_gift_to_many_counts_once() -> None:
    share = "[00:00:06] pat gifted a Tier 1 sub to kim!\n"
    read = events("chatterino", f"{START}[00:00:05] pat is gifting 2 Tier 1 Subs to mira's community!\n{share}{share}{share}")

    assert [2, 1] == [e.donation.count for e in read if e.donation]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[00:00:05] pat: hi", "has a time of day but no date: neither a session line nor the file's name gives one"),
        ("pat: hi", "has no time"),
        (f"{START}[25:00:05] pat: hi", "has no time, or none that can be read"),
        (f"{START}[00:00:05] pat: h\0i", "holds NUL bytes"),
    ],
)
def test_a_broken_line_says_why(line: str, expected: str) -> None:
    assert expected == reason("chatterino", line, name="x.log")
