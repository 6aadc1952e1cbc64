"""The command line. `meja` opens the workspace; every other command prints and exits without loading Textual."""

import os
import sys
from io import TextIOWrapper
from typing import Any

from domain import __version__

_SCRUBBED = ("TEXTUAL", "BROWSER", "EDITOR", "VISUAL", "PAGER", "PYTHONSTARTUP", "PYTHONBREAKPOINT", "PYTHONINSPECT")
"""Variables that make Textual or Python load code, write files or start programs of somebody's choosing."""


def main() -> None:
    """Carry out the command line and exit with 0 done, 1 refused or 2 misused."""
    for name in [name for name in os.environ if name.startswith(_SCRUBBED)]:
        del os.environ[name]
    for stream in (sys.stdout, sys.stderr):
        # Terminals read UTF-8 even where the locale does not say so, and what is exported must arrive as it is.
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Carry out the command line; the exit code."""
    if words and words[0] in ("--version", "-V"):
        print(f"meja {__version__}")
        return 0
    from console import main as console_main

    return console_main.run(words, open_workspace)


def open_workspace(open_desk: Any, options: dict[str, Any]) -> int | None:
    """Open the desk; the only place that loads Textual."""
    import app

    return app.open_workspace(open_desk, options)


if __name__ == "__main__":
    main()
