"""Laws of memory: what is saved comes back, replays change nothing, reading changes nothing, the order of delivery does not matter."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.events import Event
from moderation.memory.lateness import Reorder
from moderation.memory.memory import Memory
from moderation.memory.standing import standing
from moderation.pipeline import Outcome, Pipeline
from moderation.staging import stage
from tests.builders import CREATOR
from tests.stories import Story, run, stories

LATENESS = 4.0


def said(outcomes: list[Outcome]) -> list[object]:
    """What people would see of outcomes: assessments, and what changed in incidents as it was then."""
    return [
        (
            out.assessments,
            tuple((c.kind, c.alert, c.explanation, c.entries, c.incident.key) for c in out.changes),
            out.completed,
            out.returned,
        )
        for out in outcomes
    ]


@given(stories(most=40), st.data())
def test_memory_saved_and_restored_anywhere_equals_memory_never_saved(story: Story, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(story.events)))
    through = story.pipeline()
    whole = said(run(through, story.events))

    before = story.pipeline()
    first = said(run(before, story.events[:cut]))
    after = story.pipeline()
    after.restore(before.snapshot())
    second = said(run(after, story.events[cut:]))

    assert whole == first + second
    assert through.snapshot() == after.snapshot()


@given(stories(most=15), st.data())
def test_an_event_delivered_again_changes_nothing(story: Story, data: st.DataObject) -> None:
    once = story.pipeline()
    run(once, story.events)
    again = story.pipeline()
    for number, event in enumerate(story.events):
        again.process(event)
        earlier = story.events[data.draw(st.integers(0, number))]
        assert Outcome() == again.process(earlier)

    assert once.snapshot() == again.snapshot()


@given(stories(most=15))
def test_a_replay_after_the_ids_are_forgotten_counts_no_act_twice(story: Story) -> None:
    pipeline = story.pipeline()
    run(pipeline, story.events)
    records = counted(pipeline)
    pipeline.memory._seen, pipeline.memory._seen_before = {}, {}

    run(pipeline, story.events)

    assert records == counted(pipeline)


def counted(pipeline: Pipeline) -> dict[str, list[int]]:
    """How many acts, refusals, gifts and measures every viewer has."""
    viewers = {k: v.dossier for house in pipeline.memory.houses.values() for k, v in house.all_viewers() if v.dossier}
    return {k: [len(d.acts), len(d.refusals), len(d.money), len(d.enforcements)] for k, d in viewers.items()}


@given(stories(most=15))
def test_reading_memory_changes_nothing(story: Story) -> None:
    pipeline = story.pipeline()
    run(pipeline, story.events)
    before = pipeline.snapshot()
    house = pipeline.memory.house(CREATOR.name)
    for key, viewer in list(house.all_viewers()):
        stage(pipeline.memory, story.events[-1], key, ())
        if viewer.dossier:
            standing(viewer.dossier, story.events[-1].ts.timestamp() + 90 * 86_400)

    assert before == pipeline.snapshot()


@given(stories(most=15), st.data())
def test_the_order_of_delivery_within_the_allowed_lateness_does_not_change_the_result(story: Story, data: st.DataObject) -> None:
    delays = [data.draw(st.floats(0, LATENESS)) for _ in story.events]
    arrivals = [(event.ts + timedelta(seconds=delay), event.id, event) for event, delay in zip(story.events, delays, strict=True)]
    in_order = delivered(list(story.events))
    out_of_order = delivered([event for _, _, event in sorted(arrivals)])
    one, other = story.pipeline(), story.pipeline()

    assert said(run(one, in_order)) == said(run(other, out_of_order))
    assert one.snapshot() == other.snapshot()


def delivered(events: list[Event]) -> list[Event]:
    """What a buffer gives out for events in the order of their delivery."""
    buffer = Reorder(LATENESS + 0.001)
    out = [ready for event in events for ready in buffer.push(event)]
    return out + buffer.flush()


@given(stories())
@settings(max_examples=30)
def test_a_saved_memory_can_be_read_without_a_pipeline(story: Story) -> None:
    pipeline = story.pipeline()
    run(pipeline, story.events)
    saved = pipeline.snapshot()

    assert Memory.load(saved).save() == saved
    assert 2 == msgspec.msgpack.decode(saved)["version"]
