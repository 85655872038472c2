"""What Alembic runs around each migration. It knows the tables and nothing else of the program.

The connection comes from ``bot.storage.migrate``, which is the only way in: there is no ``alembic.ini`` and no URL here.
"""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.operations.ops import CreateTableOp, MigrationScript

from bot.storage.tables import Instant, metadata


def _written(kind: str, column_type: object, _context: Any) -> str | Literal[False]:  # noqa: ANN401 - of Alembic
    """A migration names no type of ours: it must run unchanged when the program has long moved on."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(column_type, Instant) else False


def _tidied(_context: Any, _revision: Any, scripts: list[MigrationScript]) -> None:  # noqa: ANN401 - of Alembic
    """What tables say about personal data is for the program, not for the database."""
    for script in scripts:
        for step in script.upgrade_ops.ops if script.upgrade_ops else ():
            if isinstance(step, CreateTableOp):
                step.info.clear()


def run() -> None:
    """Migrate over the connection that was handed in, all steps in one transaction."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,  # SQLite changes a table by making it anew
        transactional_ddl=True,
        compare_server_default=True,
        render_item=_written,
        process_revision_directives=_tidied,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
