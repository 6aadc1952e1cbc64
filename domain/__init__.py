"""What a post, a comment, a topic, a target IS, and the rules about them. Pure: no I/O, no clock, no Textual."""

__version__ = "0.1.0"
"""The one place the version is written: the wheel's metadata and `meja --version` both read it here."""
