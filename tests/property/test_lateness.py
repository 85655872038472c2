"""The order of delivery does not matter within the allowed lateness."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from moderation.events import Event
from moderation.memory.lateness import Reorder
from tests.builders import FIRST_DAY, a_message, a_viewer, an_enforcement

LATENESS = 5.0
STORIES = st.lists(st.tuples(st.floats(0, 60), st.floats(0, LATENESS)), max_size=40)


def given_out(events: Iterable[Event], buffer: Reorder) -> list[Event]:
    """Everything that comes out of a buffer, in order."""
    out = [ready for event in events for ready in buffer.push(event)]
    return out + buffer.flush()


@given(STORIES)
def test_events_come_out_in_their_own_order_however_they_were_delivered(story: list[tuple[float, float]]) -> None:
    happened = sorted(at for at, _ in story)
    delays = [delay for _, delay in story]
    events = [a_message(at=FIRST_DAY + timedelta(seconds=at), id=f"e{i:03}") for i, at in enumerate(happened)]
    delivered = [e for _, _, e in sorted((at + delay, e.id, e) for at, delay, e in zip(happened, delays, events, strict=True))]
    buffer = Reorder(LATENESS + 0.001)

    assert [e.id for e in events] == [e.id for e in given_out(delivered, buffer)]
    assert 0 == buffer.late


@given(st.lists(st.floats(0, 600), max_size=40), st.floats(0, 30))
def test_nothing_is_lost_or_doubled_even_when_it_is_later_than_allowed(instants: list[float], lateness: float) -> None:
    events = [a_message(at=FIRST_DAY + timedelta(seconds=at), id=f"e{i:03}") for i, at in enumerate(instants)]

    assert sorted(e.id for e in events) == sorted(e.id for e in given_out(events, Reorder(lateness)))


def test_a_ban_in_the_same_instant_comes_after_the_message() -> None:
    message, ban = a_message(by=a_viewer("pat"), id="z"), an_enforcement("ban", a_viewer("pat"), id="a")

    assert [message, ban] == given_out([ban, message], Reorder(1.0))


def test_what_comes_too_late_passes_at_once_and_is_counted() -> None:
    buffer = Reorder(1.0)
    given_out([a_message(at="12:00:10")], buffer)
    late = a_message(at="12:00:01")

    assert [late] == buffer.push(late)
    assert 1 == buffer.late


def test_time_alone_lets_events_go() -> None:
    buffer = Reorder(2.0)
    event = a_message(at="12:00:00")

    assert [] == buffer.push(event)
    assert [] == buffer.advance(event.ts.timestamp() + 1.9)
    assert [event] == buffer.advance(event.ts.timestamp() + 2.0)


def test_a_full_buffer_lets_the_oldest_go() -> None:
    buffer = Reorder(3600.0, room=2)
    events = [a_message(at=f"12:00:0{i}") for i in range(3)]

    assert [events[0]] == [ready for event in events for ready in buffer.push(event)]
    assert 2 == len(buffer)


def test_an_event_delivered_twice_comes_out_twice_for_the_pipeline_to_count_once() -> None:
    event = a_message(id="same")

    assert [event, event] == given_out([event, event], Reorder(1.0))
