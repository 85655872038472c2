"""What a message costs us, beside what the platform library spends on it anyway: ratios within one run (``make benchmarks``).

Everything is timed in one process, round by round, so that a noisy machine hits all alike; read the ratios. A speed counts only together
with the check printed at the end: the planted requests must be found in the same run.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import random
import resource
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import twitchio
from twitchio.eventsub.websockets import Websocket

from config.loader import load_model, load_packs
from moderation.events import Author, Event
from moderation.pipeline import Options, Pipeline
from tools.benchmark_corpus import ASKED, chat, notification

MESSAGES = 5_000
ROUNDS = 7
HOSTILE_LENGTH = 8_000
TIMER = time.perf_counter_ns
START = datetime(2026, 11, 20, 18, tzinfo=UTC)


class PreparedSocket:
    """Gives twitchio's own listening loop prepared frames, one per turn of the event loop."""

    close_code = 4003

    def __init__(self, frames: list[str]) -> None:
        """Take the frames in order."""
        self.frames = [aiohttp.WSMessage(aiohttp.WSMsgType.TEXT, frame, None) for frame in frames]
        self.at = 0
        self.done = asyncio.Event()

    async def receive(self) -> aiohttp.WSMessage:
        """The next frame; waits for ever after the last."""
        if self.at >= len(self.frames):
            self.done.set()
            await asyncio.Event().wait()
        self.at += 1
        await asyncio.sleep(0)
        return self.frames[self.at - 1]


class Listener(twitchio.Client):
    """Counts messages; with a pipeline, runs it on each and times it where it runs."""

    def __init__(self, pipeline: Pipeline | None) -> None:
        """Without a pipeline it counts only."""
        super().__init__(client_id="x", client_secret="y", bot_id="1")
        self.pipeline = pipeline
        self.count = 0
        self.spent: list[int] = []

    async def event_message(self, payload: twitchio.ChatMessage) -> None:
        """One message from the platform."""
        self.count += 1
        if self.pipeline is not None:
            begin = TIMER()
            chatter = payload.chatter
            event = Event(
                id=payload.id,
                ts=START + timedelta(milliseconds=self.count),
                type="message",
                platform="twitch",
                channel=payload.broadcaster.name or "",
                author=Author(id=chatter.id, name=chatter.name or ""),
                text=payload.text,
            )
            self.pipeline.process(event)
            self.spent.append(TIMER() - begin)


async def through_twitchio(frames: list[str], pipeline: Pipeline | None) -> Listener:
    """Play frames through the library's own loop to a listener."""
    listener = Listener(pipeline)
    socket = PreparedSocket(frames)
    websocket = Websocket(client=listener, token_for="1", http=listener._http)
    websocket._socket = socket  # type: ignore[assignment]
    task = asyncio.create_task(websocket._listen())
    await socket.done.wait()
    while listener.count < len(frames):  # noqa: ASYNC110 -- the library starts a task per message and tells nobody when it ends
        await asyncio.sleep(0)
    task.cancel()
    return listener


def events(texts: list[str], *, prefix: str, viewers: int = 20_000, creator: str = "kess") -> list[Event]:
    """Fresh events with fresh strings, as a decoder would hand them over."""
    dice = random.Random(5)  # noqa: S311 -- reproducible
    made = []
    for i, text in enumerate(texts):
        viewer = str(int(viewers * dice.random() ** 2.5))
        author = Author(id=viewer, name=f"viewer_{viewer}")
        ts = START + timedelta(milliseconds=i * 20)
        made.append(
            Event(id=f"{prefix}{i}", ts=ts, type="message", platform="twitch", channel=creator, author=author, text=text.encode().decode())
        )
    return made


def warm_pipeline() -> Pipeline:
    """An engine that has been running for a while: expressions are compiled when first needed, which a stream pays for once."""
    pipeline = Pipeline(load_packs(), Options(model=load_model()))
    per_message(pipeline, events(chat(MESSAGES, seed=99), prefix="warm", creator="elsewhere"))
    return pipeline


def per_message(pipeline: Pipeline, batch: list[Event]) -> float:
    """Mean nanoseconds per message in a loop."""
    gc.collect()
    begin = TIMER()
    for event in batch:
        pipeline.process(event)
    return (TIMER() - begin) / len(batch)


def compare_with_twitchio(texts: list[str]) -> None:
    """The main figure: our share beside twitchio's own cost."""
    dice = random.Random(3)  # noqa: S311 -- reproducible
    alone: list[float] = []
    loop: list[float] = []
    within: list[float] = []
    pipeline = warm_pipeline()
    for round_ in range(ROUNDS):
        frames = [notification(text, dice=dice) for text in texts]
        begin = TIMER()
        asyncio.run(through_twitchio(frames, None))
        alone.append((TIMER() - begin) / len(texts))
        listener = asyncio.run(through_twitchio(frames, pipeline))
        within.append(statistics.fmean(listener.spent))
        loop.append(per_message(pipeline, events(texts, prefix=f"r{round_}-", creator=f"creator{round_}")))
    print(f"twitchio, frame to listener       {min(alone) / 1000:7.1f} us per message (best of {ROUNDS})")
    print(f"pipeline, in a loop               {min(loop) / 1000:7.1f} us   ratio {_ratio(loop, alone):.3f}   (goal 0.10)")
    print(f"pipeline, inside the listener     {min(within) / 1000:7.1f} us   ratio {_ratio(within, alone):.3f}   (bound 0.50, goal 0.15)")


def _ratio(ours: list[float], theirs: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def growth(texts: list[str]) -> None:
    """Ten times the viewers."""
    pipeline = warm_pipeline()
    few = [per_message(pipeline, events(texts, prefix=f"f{i}-", viewers=2_000, creator=f"few{i}")) for i in range(3)]
    many = [per_message(pipeline, events(texts, prefix=f"m{i}-", viewers=20_000, creator=f"many{i}")) for i in range(3)]
    print(f"viewers x10                       cost x{min(many) / min(few):.2f}   (bound 1.5)")


def hostile_texts() -> dict[str, str]:
    """Texts of the longest length that try to be dear."""
    words = " ".join(r.model.hits[0] for r in Pipeline(load_packs(), Options(model=load_model())).lexicon.rules)
    units = {
        "one letter": "a", "stretched words": "yooouuurrr nuuumber ", "spaced letters": "w h a t s u r ", "leet": "wh4t5 y0ur numb3r ",
        "full width": "ｗｈａｔ", "combining": "x\u0301", "zero width": "\u200b", "emoji": "😂", "digits": "5",
        "dots": "5.5-", "at signs": "@",
        "brackets": "((((", "quotes": '"', "stars": "*", "every rule's example": words + " ", "asks": " ".join(ASKED) + " ",
        "hangul jamo": "\u1112\u1161\u11ab",
    }  # fmt: skip
    return {name: (unit * HOSTILE_LENGTH)[:HOSTILE_LENGTH] for name, unit in units.items()}


def hostile(texts: list[str]) -> None:
    """The dearest text per character, as a multiple of the mean."""
    pipeline = warm_pipeline()
    ordinary = events(texts, prefix="o")
    mean = per_message(pipeline, ordinary) * len(texts) / sum(len(t) for t in texts)
    worst: dict[str, float] = {}
    for name, text in hostile_texts().items():
        pipeline.process(events([text], prefix=f"warm-{name}")[0])
        tries = [per_message(pipeline, events([text], prefix=f"h{i}-{name}")) for i in range(3)]
        worst[name] = min(tries) / len(text) / mean
    for name, times in sorted(worst.items(), key=lambda item: -item[1])[:5]:
        print(f"hostile: {name:24} x{times:.2f} the mean per character   (bound 20)")


def quality(texts: list[str]) -> None:
    """The speed counts only if the planted requests are found."""
    pipeline = Pipeline(load_packs(), Options(model=load_model()))
    found = sum(bool(pipeline.process(event).assessments) for event in events(texts, prefix="q"))
    planted = sum(text in ASKED for text in texts)
    print(f"planted requests found            {found} of {planted} (in {len(texts)} messages)")


REMEMBERED = 1_000_000


def memory() -> None:
    """What a million remembered viewers cost who did nothing that matters; each has a name, a first and a last time of their own."""
    house = Pipeline(()).memory.house("kess")
    begin = START.timestamp()
    gc.collect()
    before = _resident()
    for number in range(REMEMBERED):
        at = begin + number * 0.5
        house.viewer(f"twitch:{100_000_000 + number}", at, REMEMBERED // 2)
    for number in range(REMEMBERED):
        viewer = house.known(f"twitch:{100_000_000 + number}")
        if viewer:
            viewer.came(begin + number * 0.5 + 90.0)
    gc.collect()
    spent = _resident() - before
    kept = len(house.viewers) + len(house.faded)
    print(f"remembered viewers                {kept:,} in {spent / 2**20:.0f} MiB (bound 1024)   {spent / kept:.0f} bytes each (bound 300)")


def _resident() -> int:
    """Bytes of this process in memory now, where the system says (Linux); else the most it ever had."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Print every figure; with ``--memory`` only what a million remembered viewers cost (half a gigabyte, a few seconds)."""
    logging.disable(logging.CRITICAL)
    if "--memory" in sys.argv[1:]:
        memory()
        return
    texts = chat(MESSAGES)
    compare_with_twitchio(texts)
    growth(texts)
    hostile(texts)
    quality(texts)
    print(f"peak memory                       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB ({sys.platform})")


if __name__ == "__main__":
    main()
