"""The tables of the incident log. Each says what personal data it holds, how long, and how one person's rows are erased.

``entries`` and ``entry_secrets`` have no unique constraint besides keys that contain the time of recording, so that they can be partitioned
by month in PostgreSQL; what must be unique is so in ``deliveries``, before it gets there.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
)

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

LOG: Final = "main"
"""The one chain of a database; ``chain_heads`` has room for more."""


class Instant(TypeDecorator[datetime]):
    """An instant in UTC; aware on both sides, also where the database has no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the database UTC."""
        if value is None:
            return None
        moved = value.astimezone(UTC)
        return moved.replace(tzinfo=None) if dialect.name == "sqlite" else moved

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - of the base class
        """Give the program UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


_SERIAL = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in columns of the type INTEGER."""


def _erased(personal: str, retention: str, erase: str) -> dict[str, Any]:
    """How a table treats people. ``erase`` is ``never: REASON``, ``delete by COLUMN``, or ``blank COLUMN, ... by COLUMN``."""
    return {"personal": personal, "retention": retention, "erase": erase}


incidents = Table(
    "incidents",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="counted by us without gaps, never used again"),
    Column("key", String(64), nullable=False, unique=True),
    Column("creator", Text, nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("shown", Integer, nullable=False, comment="the level that people see: that of the lane the incident is in"),
    Column("severity", Integer, nullable=False, comment="the safety lane's"),
    Column("care", Integer, nullable=False, comment="the care lane's"),
    Column("disposition", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("opened_by", Text, nullable=False, comment="event id"),
    Column("opened_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False, index=True),
    Column("categories", Text, nullable=False, comment="JSON list"),
    Column("patterns", Text, nullable=False, comment="JSON list"),
    Column("levels", Text, nullable=False, comment="JSON object: axis to level"),
    Column("summary", Text, nullable=False),
    info=_erased(
        "a sentence about what a viewer did; what the incident is about, by category",
        "draft: 90 days; confirmed medium: 6 months, high and critical: 24 months from the last act; legal hold: until released",
        "blank summary by number",
    ),
)

incident_viewers = Table(
    "incident_viewers",
    metadata,
    Column("number", ForeignKey("incidents.number"), primary_key=True),
    Column("viewer", Text, primary_key=True, comment="platform:id"),
    Column("position", Integer, nullable=False, comment="in which order they came in"),
    Index(None, "viewer"),
    info=_erased("account ids", "as the incident", "delete by viewer"),
)

entries = Table(
    "entries",
    metadata,
    Column("seq", _SERIAL, nullable=False, index=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("incident", String(64), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("viewer", Text, comment="platform:id; null once erased"),
    Column("platform", String(32), nullable=False),
    Column("event_id", Text, nullable=False),
    Column("occurred_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("body", Text, nullable=False, comment="canonical JSON (RFC 8785), as hashed"),
    Column("prev_hash", String(64), nullable=False),
    Column("entry_hash", String(64), nullable=False),
    PrimaryKeyConstraint("recorded_at", "seq"),
    Index(None, "viewer"),
    info=_erased(
        "the account id; the body holds commitments in place of what people said and are called",
        "the body stays, as the chain needs it; the account id as the incident",
        "blank viewer by viewer",
    ),
)

entry_secrets = Table(
    "entry_secrets",
    metadata,
    Column("seq", _SERIAL, nullable=False, index=True, autoincrement=False),
    Column("recorded_at", Instant, nullable=False),
    Column("content", Text, nullable=False, comment="canonical JSON: each piece of personal content with its salt"),
    PrimaryKeyConstraint("recorded_at", "seq"),
    info=_erased(
        "what was said, by whom, under which names; the lines around it, which are other people's; moderators' notes",
        "not reviewed: text 14 days; care lane: text 72 hours; else as the incident",
        "delete by seq",
    ),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("key", String(64), primary_key=True, comment="hash of what may be recorded only once"),
    Column("seq", _SERIAL, nullable=False),
    info=_erased(
        "none: hashes of event ids", "as the entries", "never: without them an erased event would be recorded again when read again"
    ),
)

chain_heads = Table(
    "chain_heads",
    metadata,
    Column("log", String(32), primary_key=True),
    Column("count", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("last_incident", Integer, nullable=False, comment="highest incident number ever given"),
    info=_erased("none", "for ever", "never: it holds nothing about people"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    Column("kind", String(32), nullable=False),
    Column("dedupe_key", String(64), nullable=False, unique=True),
    Column("incident", String(64), nullable=False, index=True),
    Column("payload", Text, nullable=False, comment="JSON object"),
    Column("state", String(16), nullable=False, comment="waiting, claimed, done, failed"),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index(None, "state", "next_at"),
    info=_erased("an account id and the sentence of an alert", "30 days after it was sent", "delete by incident"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("viewer", Text, primary_key=True, comment="platform:id"),
    Column("names", Text, nullable=False, comment="JSON list of names seen, newest last"),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    info=_erased(
        "account ids and the names they bore when they were recorded", "as the longest kept incident of the viewer", "delete by viewer"
    ),
)

audit = Table(
    "audit",
    metadata,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    info=_erased("who of the team looked at what; the subject may be an account id", "24 months", "blank subject by subject"),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("source", String(64), primary_key=True, comment="fingerprint"),
    Column("events_done", BigInteger, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("size", Integer, nullable=False, comment="bytes that the fingerprint covers"),
    Column("saved_at", Instant, nullable=False),
    info=_erased("none: fingerprints of files", "for ever", "never: it holds nothing about people"),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("log", String(32), primary_key=True),
    Column("version", BigInteger, nullable=False, comment="counts saves, so that two writers notice each other"),
    Column("state", LargeBinary, nullable=False),
    Column("saved_at", Instant, nullable=False),
    info=_erased(
        "memory of viewers: counts, times and references; the last lines of chat, which may become context",
        "each save replaces the one before; each part of memory decays by the windows of the patterns",
        "never: memory is erased through the pipeline and saved anew",
    ),
)

coverage = Table(
    "coverage",
    metadata,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    Column("creator", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("platform", String(32), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    Column("reason", Text, nullable=False),
    Column("dropped", Integer, nullable=False),
    Index(None, "creator", "since"),
    info=_erased("none", "as the incidents of that time", "never: it holds nothing about people"),
)
