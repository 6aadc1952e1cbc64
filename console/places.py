"""Where this user's files are."""

import os
from pathlib import Path
from typing import NamedTuple


class Places(NamedTuple):
    """Where this user's files are."""

    config: Path
    data: Path
    state: Path

    @property
    def config_file(self) -> Path:
        """The user's settings; read, never written."""
        return self.config / "config.toml"

    @property
    def exports(self) -> Path:
        """Where exports go whose place nobody chose, or may choose."""
        return self.data / "ekspor"

    @property
    def log_file(self) -> Path:
        """Where crashes are noted."""
        return self.state / "meja.log"

    @property
    def choices_file(self) -> Path:
        """What the user chose on the screen."""
        return self.state / "choices.toml"


def places() -> Places:
    """The folders of the XDG base directory specification, read from the environment."""

    def folder(variable: str, default: str) -> Path:
        named = os.environ.get(variable, "")
        return (Path(named) if os.path.isabs(named) else Path.home() / default) / "meja"

    return Places(
        config=folder("XDG_CONFIG_HOME", ".config"),
        data=folder("XDG_DATA_HOME", ".local/share"),
        state=folder("XDG_STATE_HOME", ".local/state"),
    )
