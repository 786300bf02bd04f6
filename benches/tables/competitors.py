"""Competitors: processes that load a variant once and then answer `run` and `save`, see README.md."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import leadgrade_tables

PEERS = Path(__file__).with_name("peers")


@dataclass
class Competitor:
    name: str
    command: list[str]
    # The floor only reads.
    gives_result: bool = True


def competitors(binaries: Path) -> list[Competitor]:
    """All competitors, leadgrade first if it is built, since ratios are relative to the first."""
    own = leadgrade_tables.command(binaries)
    peers = [
        Competitor("DuckDB", peer("duckdb_peer.py")),
        Competitor("Polars", peer("polars_peer.py")),
        Competitor("floor", peer("floor_peer.py"), gives_result=False),
    ]
    return [Competitor("leadgrade", own), *peers] if own else peers


def peer(script: str) -> list[str]:
    # No bytecode files next to the sources.
    return [sys.executable, "-B", str(PEERS / script)]


class Running:
    """A running competitor that has loaded a variant."""

    def __init__(self, competitor: Competitor, folder: Path) -> None:
        self.name = competitor.name
        self.gives_result = competitor.gives_result
        self.process = subprocess.Popen(
            [*competitor.command, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.about: str = self.read()["about"]

    def run(self) -> float:
        """The seconds from tables in memory to a result in memory."""
        return self.ask("run")["seconds"]

    def save(self, path: Path) -> None:
        self.ask(f"save {path}")

    def ask(self, line: str) -> dict:
        print(line, file=self.process.stdin, flush=True)
        return self.read()

    def read(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} stopped with {self.process.wait()}")
        return json.loads(line)

    def stop(self) -> None:
        self.process.stdin.close()
        if self.process.wait() != 0:
            sys.exit(f"{self.name} stopped with {self.process.returncode}")
