"""The competitor leadgrade: the binary `tables`, which implements the protocol in README.md."""

from pathlib import Path


def command(binaries: Path) -> list[str] | None:
    """The command that starts it; None if it is not built."""
    binary = binaries / "tables"
    return [str(binary)] if binary.is_file() else None
