"""Invented chat of many languages, seeded, and the EventSub notifications that carry it (shape of the platform's public reference)."""

from __future__ import annotations

import json
import random
import uuid
from typing import Any

EMOTES = (
    "Kappa LUL KEKW PogChamp OMEGALUL monkaS Sadge catJAM PepeLaugh FeelsBadMan BibleThump NotLikeThis Jebaited AYAYA POGGERS xdd".split()
)
SHORT = (
    "W L gg ggs ez lol lmao xD ??? F rip nice wtf omg bruh same true no yes nah hi hello hey gn brb wow clip it ok thanks np glhf".split()
)
WHO = [
    "he",
    "she",
    "bro",
    "chat",
    "this guy",
    "that boss",
    "my mom",
    "the team",
    "the game",
    "this map",
    "everyone",
    "you",
    "we",
    "they",
    "my cat",
]
DOES = [
    "is actually insane", "just got destroyed", "never misses", "is so good at this", "has no idea", "needs to sleep", "did it again",
    "looks lost", "should buy the sword first", "is lagging for me", "was better last year", "is live early today", "got lucky there",
    "sounds tired", "is too loud", "won the first game", "can tell me what to build", "asked where the key is", "lives rent free",
]  # fmt: skip
TAILS = [
    "",
    "",
    "",
    "",
    " lol",
    " LUL",
    " ngl",
    " fr",
    " tbh",
    " today",
    " again",
    " right now",
    "?",
    "!!",
    " 😂",
    " 💀",
    " bro",
    " in ranked",
]
ASKS = [
    "what rank is he", "what game is this", "when does the event start", "is this the new build", "which keyboard do you use",
    "what song is this", "are you playing tomorrow", "did I miss the boss fight", "how old is this game", "where did you get that mic",
]  # fmt: skip
OTHERS = [
    "ㅋㅋㅋㅋㅋㅋ", "안녕하세요 오늘 방송 몇시까지 하나요", "와 미쳤다 진짜", "게임 잘하네요", "草", "かわいい",
    "今日も配信ありがとう", "初見です",
    "哈哈哈哈哈", "主播太强了", "jajajaja", "qué buena jugada", "eres el mejor, saludos", "kkkkkkkkk", "boa noite chat", "moin zusammen",
    "schönen Abend noch", "salut tout le monde", "привет всем", "когда стрим завтра", "😂😂😂", "🔥🔥🔥🔥", "❤️❤️", "👨‍👩‍👧",
]  # fmt: skip
COMMANDS = ["!rank", "!song", "!uptime", "!bet 100", "!discord", "https://clips.example.tv/FunnySlug", "my vod: example.tv/videos/1"]
ASKED = [
    "whats ur number kess",
    "wh4ts your numb3r",
    "where do you live exactly",
    "we should get dinner just us two",
    "add me on snap please",
]


def chat(count: int, *, seed: int = 11, share_asked: float = 0.004) -> list[str]:
    """So many messages: about a third in other scripts or emotes, and a few requests, some of them disguised."""
    dice = random.Random(seed)  # noqa: S311 -- a reproducible corpus, not a secret
    return [_line(dice, share_asked) for _ in range(count)]


def _line(dice: random.Random, share_asked: float) -> str:
    if dice.random() < share_asked:
        return dice.choice(ASKED)
    kind = dice.random()
    if kind < 0.13:
        return " ".join([dice.choice(EMOTES)] * dice.choice((1, 1, 2, 3, 5)))
    if kind < 0.30:
        return dice.choice(SHORT)
    if kind < 0.52:
        return dice.choice(OTHERS)
    if kind < 0.56:
        return dice.choice(COMMANDS)
    if kind < 0.64:
        return dice.choice(ASKS) + dice.choice(TAILS)
    parts = [f"{dice.choice(WHO)} {dice.choice(DOES)}{dice.choice(TAILS)}" for _ in range(dice.choice((1, 1, 1, 2)))]
    return " and ".join(parts)


def notification(text: str, *, dice: random.Random, viewers: int = 20_000) -> str:
    """One ``channel.chat.message`` notification as the websocket delivers it."""
    viewer = str(100_000 + 7 * int(viewers * dice.random() ** 2.5))
    channel = str(1000 + dice.randrange(50))
    event: dict[str, Any] = {
        "broadcaster_user_id": channel, "broadcaster_user_login": f"streamer_{channel}", "broadcaster_user_name": f"Streamer_{channel}",
        "source_broadcaster_user_id": None, "source_broadcaster_user_login": None, "source_broadcaster_user_name": None,
        "chatter_user_id": viewer, "chatter_user_login": f"viewer_{viewer}", "chatter_user_name": f"Viewer_{viewer}",
        "message_id": _uuid(dice), "source_message_id": None, "is_source_only": None,
        "message": {"text": text, "fragments": [{"type": "text", "text": text, "cheermote": None, "emote": None, "mention": None}]},
        "color": "#FF7F50", "badges": [{"set_id": "subscriber", "id": "12", "info": "14"}], "source_badges": None, "message_type": "text",
        "cheer": None, "reply": None, "channel_points_custom_reward_id": None, "channel_points_animation_id": None,
    }  # fmt: skip
    subscription = {
        "id": _uuid(dice), "status": "enabled", "type": "channel.chat.message", "version": "1", "cost": 0,
        "condition": {"broadcaster_user_id": channel, "user_id": "990001"}, "created_at": "2026-11-20T11:47:49.253549123Z",
        "transport": {"method": "websocket", "session_id": "AgoQHR3s6Mb4T8GFB1l3DlPfiRIGY2VsbC1h"},
    }  # fmt: skip
    metadata = {
        "message_id": _uuid(dice), "message_type": "notification", "message_timestamp": "2026-11-20T18:00:00.464757833Z",
        "subscription_type": "channel.chat.message", "subscription_version": "1",
    }  # fmt: skip
    return json.dumps({"metadata": metadata, "payload": {"subscription": subscription, "event": event}}, ensure_ascii=False)


def _uuid(dice: random.Random) -> str:
    return str(uuid.UUID(int=dice.getrandbits(128)))
