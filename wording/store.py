"""What was found in a store, what it means and how to mend it."""

from collections.abc import Sequence
from typing import Any

from domain.text import clean
from wording import N_, _, figures

_BRING_BACK = N_("Close every desk, then: meja store restore FILE, with the newest backup.")
_MODES = N_("As root or its owner: chmod {wanted} on the file, and chgrp to the group of the folder.")

_FINDINGS: dict[str, tuple[str, str]] = {
    "snapshot_byte": (
        N_("One byte of the snapshot is not as it was written. All {readable} documents in it can still be read."),
        _BRING_BACK,
    ),
    "snapshot_changed": (
        N_("The snapshot is not as it was written; where, cannot be told. All {readable} documents can still be read."),
        _BRING_BACK,
    ),
    "snapshot_damaged": (
        N_("The snapshot is damaged. {readable} documents stand before the damage and can be read."),
        _BRING_BACK,
    ),
    "journal_damaged": (
        N_("The journal is damaged. Up to transaction {seq} everything can be read; {behind} lines stand behind it."),
        N_(
            "Desks show what stands before and write nothing. Keep a copy of the folder, close every desk, then: meja "
            "store restore FILE, with the newest backup."
        ),
    ),
    "journal_header": (N_("The journal does not continue where transaction {seq} ended."), _BRING_BACK),
    "journal_missing": (N_("The journal that continues from transaction {seq} is not there."), _BRING_BACK),
    "journal_torn": (
        N_(
            "The last {bytes} of the journal are a write that is under way, or was cut off: nobody was told it is done."
        ),
        N_("The next change tidies it up by itself."),
    ),
    "newer_format": (
        N_("A newer version of the program wrote this file (format {found}; this one knows {known})."),
        N_("Use that version."),
    ),
    "unreadable": (N_("It cannot be read: {error}."), N_("Ask its owner or root for the right to read it.")),
    "no_document": (N_("{count} documents in {table} are no JSON objects: {ids}."), _BRING_BACK),
    "other_shape": (
        N_("{count} documents in {table} are not as this version writes them: {ids}. The desk passes them over."),
        N_("Another program or version wrote them. They stay as they are."),
    ),
    "no_rev": (
        N_("{count} documents in {table} have no revision, so nobody would notice two changes at once: {ids}."),
        _BRING_BACK,
    ),
    "next_too_low": (
        N_("The next new id in {table} would be {next}, but {highest} is taken already."),
        _BRING_BACK,
    ),
    "folder_mode": (
        N_("The folder's mode is {mode}; it should be 700, or 2770 for a group."),
        N_("As root or its owner: chmod 700 on the folder, or chmod 2770 for a group."),
    ),
    "file_mode": (N_("Its mode is {mode}, or its group is not the folder's; the mode should be {wanted}."), _MODES),
    "no_file": (N_("It is no plain file."), N_("Nothing of the desk makes such a thing: look at it and remove it.")),
    "stray_file": (N_("It is none of the desk's files ({bytes})."), N_("It does no harm; move it elsewhere.")),
    "fault_marker": (
        N_("The disk failed while something was stored, on {at}. Since then nothing is written."),
        N_("Look at the disk (dmesg, smartctl). Once it is well, remove the file FAULT and open the desk again."),
    ),
    "torn_kept": (
        N_("A write that was cut off is kept here ({bytes}): nobody was told it is done."),
        N_("Look at it if you miss something, then remove it."),
    ),
    "temporary": (
        N_("A snapshot that is being written, or was never finished ({bytes})."),
        N_("The next meja store compact removes it."),
    ),
    "archive_damaged": (
        N_("This archive is not as it was written. Searches leave it out."),
        N_("Unpack a backup beside the store (tar xzf FILE) and put its file of the same name here."),
    ),
    "restore_cut_off": (
        N_("A backup is being brought back, or that was cut off."),
        N_("The next change finishes it, or clears it away where it had not come to pass."),
    ),
    "kept_before": (
        N_("What was in the store before a backup was brought back."),
        N_("Remove the folder once nobody misses anything."),
    ),
    "little_room": (
        N_("There is little room on the disk: {free} free, the store has {used}."),
        N_("Make room: without it nothing can be stored soon."),
    ),
    "network": (
        N_("The folder lies on a network filesystem ({filesystem}), where locks and writes cannot be trusted."),
        N_("Move the store to a disk of this host."),
    ),
}
"""Each finding: what it means, and how to mend it."""

_BAD_FILES: dict[str, str] = {
    "no_backup": N_("it is no backup of a store"),
    "no_tinydb": N_("it is no TinyDB file: JSON with tables, and documents by their number"),
    "damaged": N_("it is damaged or breaks off"),
    "bad_id": N_("a document's number has to be 1 or more"),
    "field_rev": N_("a document has a field rev, which belongs to the store"),
}

_SIZES = frozenset({"bytes", "free", "used"})


def finding(code: str, params: dict[str, Any]) -> tuple[str, str]:
    """What a finding means, and how to mend it."""
    values = {name: _value(name, value) for name, value in params.items()}
    meaning, remedy = _FINDINGS[code]
    return _(meaning).format_map(values), _(remedy).format_map(values)


def bad_file(path: str, reason: str, where: str) -> str:
    """Why a file was not taken in."""
    why = _(_BAD_FILES[reason]) + (f" ({clean(where, limit=60)})" if where else "")
    return _("{file} is not taken in: {reason}. Nothing was changed.").format(file=clean(path, limit=200), reason=why)


_NO_BACKUP: dict[str, str] = {
    "StoreFull": N_("the disk is full. Make room, or name another folder: meja set backup_folder DIR"),
    "Busy": N_("the store was held all the time. The next attempt is in an hour"),
    "BadFile": N_(
        "it could not be read back. Look at the disk, or name a folder on another: meja set backup_folder DIR"
    ),
    "Corrupt": N_("the store is damaged. meja store check tells more"),
    "OSError": N_("{detail}. Name a folder all admins may write to: meja set backup_folder DIR"),
}


def no_backup(code: str, detail: str, folder: str) -> str:
    """Why there is no backup of today, and what would help."""
    why = _(_NO_BACKUP.get(code, N_("{detail}. meja store backup DIR tells more"))).format(
        detail=clean(detail or code, limit=120)
    )
    return _("No backup was made today in {folder}: {why}.").format(folder=clean(folder, limit=120), why=why)


def desks_open(holders: Sequence[str]) -> str:
    """Who has to close their desks first."""
    known = ", ".join(clean(one, limit=60) for one in holders) or "?"
    return _("Desks are open on this store (process and user: {who}). Close them, then try again.").format(who=known)


def _value(name: str, value: Any) -> str:
    if name in _SIZES:
        return figures.size(value)
    if name == "at":
        return figures.date(value)
    if name == "ids":
        return ", ".join(map(str, value))
    return clean(str(value), limit=120) if isinstance(value, str) else figures.number(value)
