"""What is brought in from files and written into them, and told when it is done."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from domain.incoming import FileRefused
from screens.session import ALL_TABLES, Session
from screens.work import start
from wording import _

if TYPE_CHECKING:
    from desk.mappings import Preview
    from desk.recap import Recap


class NotDone(Exception):
    """Nothing was written; says why, to the admin."""


class Files:
    """Reads and writes files in the background."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._desk = session.desk

    def import_file(self, name: str) -> None:
        """Bring in a file; say how many rows came in."""
        session, path = self._session, Path(name.strip()).expanduser()

        def work() -> str:
            from channels import importers
            from desk import receive
            from wording import refusals

            made = importers.made(str(path), self._desk.now())
            report = receive.import_file(self._desk, importers.load(str(path)), path.name, made=made)
            return "\n".join([refusals.report_line(report), *refusals.remarks(report)])

        async def run() -> None:
            session.progress(_("reading the file"))
            try:
                words = await session.in_background(work)
            except FileRefused as error:
                if error.reason == "unknown_format" and await self._ask_for_columns(path):
                    return
                from wording import refusals

                session.tell_trouble(refusals.file_refused(error, path.name))
                return
            except Exception as error:
                session.tell_trouble(error)
                return
            finally:
                session.progress("")
            session.spread(ALL_TABLES)
            session.tell(words)

        if name.strip():
            start(session, run, "import")

    async def _ask_for_columns(self, path: Path) -> bool:
        """A table that no format knows: let the admin say what its columns hold. Whether it is a table."""

        def work() -> "tuple[bytes, Preview]":
            from channels import importers
            from desk import mappings

            data = importers.load(str(path))
            return data, mappings.preview(data)

        try:
            data, seen = await self._session.in_background(work)
        except FileRefused:
            return False
        from screens.mapping import MappingScreen

        self._session.push_screen(MappingScreen(path.name, data, seen))
        return True

    def export(self, line: str) -> None:
        """Write what the line names into the folder for exports; say where it is."""

        def work() -> str:
            from channels.exporters.saving import NotSaved
            from console.export import NotReadable, read_line, shape_of
            from console.places import places
            from desk import export
            from wording import exports

            try:
                wanted = read_line(line, self._desk)
                path, rows = export.save_in(self._desk, wanted, shape_of(wanted.what, "xlsx"), places().exports)
            except NotReadable as error:
                what = _("Export what? comments, posts or audit; then today, or 2026-11-01 2026-11-30")
                raise NotDone(what) from error
            except NotSaved as error:
                raise NotDone(exports.not_saved(error.reason, error.params)) from error
            return exports.exported(wanted.what, rows, str(path))

        if line.strip():
            self._write(work, fg="accent")

    def recap_text(self, found: "Recap") -> str:
        """A recap as Markdown."""
        from console.recap_files import markdown
        from desk.recap.telling import Teller

        return "\n".join(markdown(Teller(self._desk, found), found))

    def save_recap(self, found: "Recap") -> None:
        """Write a recap into the folder for exports; say where it is."""

        def work() -> str:
            from channels.exporters.saving import NotSaved
            from console.places import places
            from console.recap_files import save_in
            from desk.recap.telling import Teller
            from wording import exports

            try:
                path = save_in(places().exports, Teller(self._desk, found), found)
            except NotSaved as error:
                raise NotDone(exports.not_saved(error.reason, error.params)) from error
            return _("Written: {file}").format(file=path)

        self._write(work)

    def _write(self, work: Callable[[], str], *, fg: str = "success") -> None:
        """Say what `work` says of the file it wrote."""
        session = self._session

        async def run() -> None:
            session.progress(_("writing the file"))
            try:
                words = await session.in_background(work)
            except NotDone as error:
                session.tell_trouble(str(error))
            except Exception as error:
                session.tell_trouble(error)
            else:
                session.tell(words, fg=fg)
            finally:
                session.progress("")

        start(session, run, "export")
