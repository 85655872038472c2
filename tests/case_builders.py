"""Invented cases for tests of reports and views: one pursuit with everything in it that a report must handle, and one of the care lane."""

from __future__ import annotations

from typing import Any

from moderation.cases import Case, CaseEntry, CaseLine, CasePattern, CaseSignal
from tests.builders import a_moment

PAT = "twitch:id-pat"
CREATOR = "twitch:1"
MODERATOR = "twitch:2"
OTHER = "twitch:id-lena"

_ROLES = {
    CREATOR: ("Mira", "broadcaster"),
    MODERATOR: ("Gate_Keeper", "moderator"),
    PAT: ("Pat", "viewer"),
    OTHER: ("lena_draws", "viewer"),
}


def a_line(at: str, who: str, text: str) -> CaseLine:
    """A line of context by one of the four people of the story."""
    name, role = _ROLES[who]
    return CaseLine(event_id=f"line-{at.replace(' ', '-')}", at=a_moment(at), who=who, name=name, role=role, text=text)


def a_signal(category: str, severity: str, reason: str, evidence: str, **fields: Any) -> CaseSignal:
    """One machine finding."""
    return CaseSignal(category, severity, 0.9, f"{category}.asks", evidence, reason, **fields)


def a_case_entry(seq: int, at: str, text: str | None, **fields: Any) -> CaseEntry:
    """One entry of a case: an automatic one about Pat's message, with the given fields in place."""
    filled: dict[str, Any] = {
        "seq": seq,
        "kind": "automatic",
        "viewer": PAT,
        "account_name": "Pat",
        "platform": "twitch",
        "channel": "mira",
        "event_id": f"e{seq}",
        "event_type": "message",
        "occurred_at": a_moment(at),
        "recorded_at": a_moment(at),
        "severity": "medium",
        "text": text,
        "explanation": "",
        "stream_title": "walking and talking",
        "stream_category": "IRL",
        "stream_offset": 3600.0 + seq,
        "entry_hash": f"{seq:064x}",
        "author": "Pat",
        "author_role": "viewer",
        **fields,
    }
    return CaseEntry(**filled)


def a_refusal(seq: int, at: str, text: str, **fields: Any) -> CaseEntry:
    """What the creator answered, frozen because a pattern points to it."""
    return a_case_entry(
        seq, at, text, **{"kind": "context", "account_name": "", "author": "Mira", "author_role": "broadcaster", "severity": "", **fields}
    )


def the_pursuit(**fields: Any) -> Case:
    """Asked, refused by a joke, back after half an hour, tied money to it, stopped by a moderator, posted a private fact."""
    asked = a_signal("contact_info_request", "medium", "asked for her number", "whats your number", topic="phone")
    again = CasePattern(
        "repeat_after_refusal",
        "high",
        "Asked for a private way to reach the creator again, 31 minutes after being turned down with a joke (on 2 Mar 2026).",
        ("e2", "e3"),
    )
    paid = CasePattern("donation_then_demand", "high", "Tied a request for contact to money given, twice.", ("e3", "e4"))
    entries = (
        a_case_entry(
            1,
            "20:04",
            "hi mira, you seem so kind. whats your number? i would never give it to anyone",
            signals=(asked,),
            levels={"approach": "medium"},
            before=(a_line("20:03", OTHER, "that bridge is gorgeous"), a_line("20:03:30", CREATOR, "right? best light of the day")),
            after=(a_line("20:04:20", OTHER, "<b>lol</b> @Gate_Keeper look"), a_line("20:05", CREATOR, "@Pat phone? never heard of it")),
            explanation="This message asked for her number.",
        ),
        a_refusal(2, "20:05", "@Pat phone? never heard of it, we send pigeons here"),
        a_case_entry(
            3,
            "20:36",
            "okay pigeons :) but really, just the number. nobody has to know",
            signals=(a_signal("contact_info_request", "high", "asked for her number", "just the number", topic="phone"),),
            patterns=(again,),
            levels={"approach": "high", "persistence": "high"},
            severity="high",
            explanation=again.explanation + " This message asked for her number.",
        ),
        a_case_entry(
            4,
            "4 19:10",
            '=HYPERLINK("http://example.com","$250 says you owe me a number") @Gate_Keeper cannot stop me\u202e',
            event_type="donation",
            donation="250.00 USD (tip)",
            signals=(a_signal("donation_leverage", "high", "named a price for it", "you owe me a number"),),
            patterns=(paid,),
            levels={"approach": "high", "persistence": "high"},
            severity="high",
            explanation=paid.explanation,
        ),
        a_case_entry(
            5,
            "4 19:11",
            "",
            kind="enforcement",
            account_name="",
            author="Gate_Keeper",
            author_role="moderator",
            event_type="moderation",
            deed="timed out for 10 minutes: asked to stop",
            severity="",
        ),
        a_case_entry(
            6,
            "9 21:40",
            "she lives at 12 Example Lane, everybody",
            signals=(a_signal("private_info_exposure", "critical", "posted the creator's street", "12 Example Lane", topic="address"),),
            levels={"approach": "critical"},
            severity="critical",
            after=(a_line("9 21:40:30", OTHER, "did he say 12 example lane??"),),
            explanation="This message posted the creator's street.",
        ),
        a_case_entry(7, "9 21:45", None, severity="medium", explanation="This message asked for her number."),
        a_case_entry(
            8, "9 22:00", "", kind="note", viewer=PAT, account_name="", author="", author_role="", note="told the venue", severity=""
        ),
    )
    return Case(
        **{
            "number": 3,
            "key": "0f" * 16,
            "creator": "mira",
            "channel": "mira",
            "viewers": (PAT,),
            "names": {PAT: "Pat"},
            "severity": "critical",
            "disposition": "protect",
            "status": "draft",
            "opened_at": a_moment("20:04"),
            "last_at": a_moment("9 21:45"),
            "summary": "Asked for her number again after being refused, tied it to money, then posted the creator's street.",
            "categories": ("contact_info_request", "donation_leverage", "private_info_exposure"),
            "patterns": ("repeat_after_refusal", "donation_then_demand"),
            "levels": {"approach": "critical", "persistence": "high"},
            "entries": entries,
            "coverage": ("3 Mar 2026 20:10 to 20:14 UTC: connection lost",),
            **fields,
        }
    )


def the_distressed(**fields: Any) -> Case:
    """A viewer who needs help, in the care lane."""
    entry = a_case_entry(
        9,
        "5 23:10",
        "i dont want to wake up tomorrow",
        viewer=OTHER,
        account_name="lena_draws",
        author="lena_draws",
        signals=(a_signal("crisis_self_harm", "high", "spoke of not wanting to live", "dont want to wake up"),),
        levels={"care": "high"},
        severity="info",
        explanation="This message spoke of not wanting to live.",
    )
    return Case(
        **{
            "number": 4,
            "key": "ab" * 16,
            "creator": "mira",
            "channel": "mira",
            "viewers": (OTHER,),
            "names": {OTHER: "lena_draws"},
            "severity": "high",
            "disposition": "care",
            "status": "draft",
            "opened_at": a_moment("5 23:10"),
            "last_at": a_moment("5 23:10"),
            "summary": "This message spoke of not wanting to live.",
            "categories": ("crisis_self_harm",),
            "patterns": (),
            "levels": {"care": "high"},
            "entries": (entry,),
            **fields,
        }
    )
