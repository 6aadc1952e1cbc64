"""Tables that no format knows, read as an admin said once."""

from datetime import UTC, datetime
from typing import Any

from channels import importers
from channels.importers import mapped
from channels.importers.mapped import Preview
from desk.desk import Desk
from domain.accounts import Platform
from domain.incoming import FileRefused, ImportedFile
from domain.mappings import Mapping, lacks
from domain.outcomes import Outcome
from domain.text import storable


def saved(desk: Desk) -> list[Mapping]:
    """The mappings that are kept, by name."""
    return sorted(desk.store.repo("mappings", Mapping).all(), key=lambda one: one.name.casefold())


def named(desk: Desk, name: str) -> Mapping | None:
    """The mapping of that name."""
    return next((one for one in saved(desk) if one.name.casefold() == name.strip().casefold()), None)


def read(desk: Desk, data: bytes, platform: Platform | None = None, made: datetime | None = None) -> ImportedFile:
    """All that a file holds; a table no format knows is read by the kept mapping that fits, the latest first.

    Args:
        made: when the file was made; None: now.

    Raises:
        FileRefused: as `importers.read`.
    """
    try:
        return importers.read(data, platform, made or datetime.fromtimestamp(desk.now() / 1000, UTC))
    except FileRefused as error:
        if error.reason != "unknown_format":
            raise
        for mapping in sorted(saved(desk), key=lambda one: -one.id):
            if mapped.fits(data, mapping):
                return mapped.read(data, mapping, platform)
        raise


def preview(data: bytes, platform: Platform | None = None) -> Preview:
    """The beginning of a table and what its columns seem to hold. Raises FileRefused: `no_table` and the like."""
    return mapped.preview(data, platform)


def apply(data: bytes, mapping: Mapping, platform: Platform | None = None) -> ImportedFile:
    """The comments of a table as the mapping says. Raises FileRefused as `channels.importers.mapped.read`."""
    return mapped.read(data, mapping, platform)


def save(desk: Desk, mapping: Mapping, name: str) -> Outcome:
    """Keep a mapping under a name, in the place of the one that was called so."""
    with desk.step("mapping.save", name=name.strip()) as step:
        if not name.strip():
            step.refuse("no_name")
        if missing := lacks(mapping):
            step.refuse("mapping_lacks", missing=missing[0])
        before = named(desk, name)
        fields: dict[str, Any] = {"name": storable(name.strip(), 60), "columns": dict(mapping.columns)}
        fields |= {"platform": mapping.platform, "month_first": mapping.month_first}
        if before:
            step.update("mappings", before.id, fields)
        else:
            step.insert("mappings", fields)
    return step.outcome


def forget(desk: Desk, name: str) -> Outcome:
    """Remove a mapping."""
    with desk.step("mapping.forget", name=name.strip()) as step:
        before = named(desk, name)
        if before is None:
            step.refuse("gone")
        step.delete("mappings", before.id)
    return step.outcome


__all__ = ["Preview", "apply", "forget", "named", "preview", "read", "save", "saved"]
