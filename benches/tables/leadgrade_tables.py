"""Leadgrade's own competitor: the binary `tables`, which speaks the protocol in README.md."""

from pathlib import Path


def command(binaries: Path) -> list[str] | None:
    """How it is started; None where it is not built."""
    binary = binaries / "tables"
    return [str(binary)] if binary.is_file() else None
