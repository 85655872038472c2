"""Every table says what personal data it holds, how long, and how one person's rows are erased; and keeps room for partitions."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint

from bot.storage.tables import metadata

TABLES = list(metadata.tables.values())
ERASE = re.compile(r"never: .+|delete by (?P<by>\w+)|blank (?P<blank>\w+(?:, \w+)*) by (?P<where>\w+)")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_declares_what_it_holds_of_people_and_how_it_is_erased(table: Table) -> None:
    assert {"personal", "retention", "erase"} == table.info.keys()
    assert all(str(said).strip() for said in table.info.values())

    match = ERASE.fullmatch(table.info["erase"])
    assert match is not None, table.info["erase"]
    named = [name for group in match.groupdict().values() if group for name in group.split(", ")]
    assert set(named) <= set(table.columns.keys())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_holds_personal_data_can_be_erased(table: Table) -> None:
    if not table.info["personal"].startswith("none") and table.name != "snapshots":
        assert not table.info["erase"].startswith("never")


@pytest.mark.parametrize("name", ["entries", "entry_secrets"])
def test_what_will_be_partitioned_by_time_is_unique_only_together_with_it(name: str) -> None:
    table = metadata.tables[name]
    unique = [c for c in table.constraints if isinstance(c, UniqueConstraint | PrimaryKeyConstraint)]
    unique_indexes = [index for index in table.indexes if index.unique]

    assert [] == unique_indexes
    assert all("recorded_at" in constraint.columns for constraint in unique)


def test_every_constraint_and_index_has_a_name_by_the_convention() -> None:
    for table in TABLES:
        names = [one.name for one in table.constraints] + [one.name for one in table.indexes]
        assert [] == [name for name in names if not re.fullmatch(r"(ix|uq|ck|fk|pk)_\w+", str(name))]
