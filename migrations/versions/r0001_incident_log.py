"""The incident log: incidents, chained entries with their secrets, outbox, accounts, checkpoints, coverage.

Policy: additive first (old code must keep running on the new tables until it is restarted), reversible, no data lost on the way up.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

EMPTY_TREE_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of a log without entries (RFC 6962)


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("viewer", sa.Text(), nullable=False, comment="platform:id"),
        sa.Column("names", sa.Text(), nullable=False, comment="JSON list of names seen, newest last"),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("viewer", name=op.f("pk_accounts")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_subject"), ["subject"], unique=False)

    op.create_table(
        "chain_heads",
        sa.Column("log", sa.String(length=32), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("last_incident", sa.Integer(), nullable=False, comment="highest incident number ever given"),
        sa.PrimaryKeyConstraint("log", name=op.f("pk_chain_heads")),
    )
    op.create_table(
        "checkpoints",
        sa.Column("source", sa.String(length=64), nullable=False, comment="fingerprint"),
        sa.Column("events_done", sa.BigInteger(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes that the fingerprint covers"),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_checkpoints")),
    )
    op.create_table(
        "coverage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("creator", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage")),
    )
    with op.batch_alter_table("coverage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coverage_creator_since"), ["creator", "since"], unique=False)

    op.create_table(
        "deliveries",
        sa.Column("key", sa.String(length=64), nullable=False, comment="hash of what may be recorded only once"),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_deliveries")),
    )
    op.create_table(
        "entries",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("incident", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("viewer", sa.Text(), nullable=True, comment="platform:id; null once erased"),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="canonical JSON (RFC 8785), as hashed"),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("entry_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("recorded_at", "seq", name=op.f("pk_entries")),
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entries_incident"), ["incident"], unique=False)
        batch_op.create_index(batch_op.f("ix_entries_seq"), ["seq"], unique=False)
        batch_op.create_index(batch_op.f("ix_entries_viewer"), ["viewer"], unique=False)

    op.create_table(
        "entry_secrets",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False, comment="canonical JSON: each piece of personal content with its salt"),
        sa.PrimaryKeyConstraint("recorded_at", "seq", name=op.f("pk_entry_secrets")),
    )
    with op.batch_alter_table("entry_secrets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_secrets_seq"), ["seq"], unique=False)

    op.create_table(
        "incidents",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False, comment="counted by us without gaps, never used again"),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("creator", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False, comment="the level that people see: that of the lane the incident is in"),
        sa.Column("severity", sa.Integer(), nullable=False, comment="the safety lane's"),
        sa.Column("care", sa.Integer(), nullable=False, comment="the care lane's"),
        sa.Column("disposition", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False, comment="event id"),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False, comment="JSON list"),
        sa.Column("patterns", sa.Text(), nullable=False, comment="JSON list"),
        sa.Column("levels", sa.Text(), nullable=False, comment="JSON object: axis to level"),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_incidents")),
        sa.UniqueConstraint("key", name=op.f("uq_incidents_key")),
    )
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incidents_creator"), ["creator"], unique=False)
        batch_op.create_index(batch_op.f("ix_incidents_last_at"), ["last_at"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("dedupe_key", sa.String(length=64), nullable=False),
        sa.Column("incident", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False, comment="JSON object"),
        sa.Column("state", sa.String(length=16), nullable=False, comment="waiting, claimed, done, failed"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_incident"), ["incident"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_state_next_at"), ["state", "next_at"], unique=False)

    op.create_table(
        "snapshots",
        sa.Column("log", sa.String(length=32), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False, comment="counts saves, so that two writers notice each other"),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("log", name=op.f("pk_snapshots")),
    )
    op.create_table(
        "incident_viewers",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("viewer", sa.Text(), nullable=False, comment="platform:id"),
        sa.Column("position", sa.Integer(), nullable=False, comment="in which order they came in"),
        sa.ForeignKeyConstraint(["number"], ["incidents.number"], name=op.f("fk_incident_viewers_number_incidents")),
        sa.PrimaryKeyConstraint("number", "viewer", name=op.f("pk_incident_viewers")),
    )
    with op.batch_alter_table("incident_viewers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_viewers_viewer"), ["viewer"], unique=False)

    op.execute(
        sa.text("INSERT INTO chain_heads (log, count, hash, last_incident) VALUES ('main', 0, :empty, 0)").bindparams(empty=EMPTY_TREE_HASH)
    )


def downgrade() -> None:
    with op.batch_alter_table("incident_viewers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_viewers_viewer"))

    op.drop_table("incident_viewers")
    op.drop_table("snapshots")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_state_next_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_incident"))

    op.drop_table("outbox")
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incidents_last_at"))
        batch_op.drop_index(batch_op.f("ix_incidents_creator"))

    op.drop_table("incidents")
    with op.batch_alter_table("entry_secrets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_secrets_seq"))

    op.drop_table("entry_secrets")
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entries_viewer"))
        batch_op.drop_index(batch_op.f("ix_entries_seq"))
        batch_op.drop_index(batch_op.f("ix_entries_incident"))

    op.drop_table("entries")
    op.drop_table("deliveries")
    with op.batch_alter_table("coverage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coverage_creator_since"))

    op.drop_table("coverage")
    op.drop_table("checkpoints")
    op.drop_table("chain_heads")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_subject"))

    op.drop_table("audit")
    op.drop_table("accounts")
