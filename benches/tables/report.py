"""Writes the measurements and the machine as Markdown."""

import os
import platform
import subprocess
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass
class Measured:
    """The measurements of one variant: seconds per competitor and round."""

    variant: str
    seconds: dict[str, list[float]]
    about: dict[str, str]
    leads: int


def table(measured: Measured) -> str:
    """Medians over the rounds; a ratio is the median of each round's ratio to the first competitor."""
    first = next(iter(measured.seconds))
    lines = [f"| {measured.variant} | median s | least s | most s | times {first} |", "| --- | --- | --- | --- | --- |"]
    for name, seconds in measured.seconds.items():
        ratio = median(own / base for own, base in zip(seconds, measured.seconds[first], strict=False))
        numbers = (f"{number:.3f}" for number in (median(seconds), min(seconds), max(seconds)))
        lines.append(f"| {name} | {' | '.join(numbers)} | {ratio:.2f} |")
    return "\n".join(lines)


def record(all_measured: list[Measured], rounds: int, load: float) -> str:
    about = {name: said for measured in all_measured for name, said in measured.about.items()}
    parts = [
        f"# Tables, {date.today()}",
        machine(load),
        f"Medians of {rounds} rounds in one run, the competitors taking turns, from tables in memory to a result in "
        "memory. All results agreed with the call for one lead on every lead. The data is made up. "
        "See [`../tables/`](../tables/).",
        "```sh\nmake bench-tables\n```",
        *(table(measured) for measured in all_measured),
        "\n".join(f"- {name}: {said}" for name, said in about.items()),
    ]
    return "\n\n".join(parts) + "\n"


def machine(load: float) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, "
        f"{said('rustc', '--version')}, Python {platform.python_version()}, commit "
        f"{said('git', 'describe', '--always', '--dirty')}; load {load:.2f} before the start."
    )


def processor() -> str:
    try:
        with open("/proc/cpuinfo") as file:
            names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()


def said(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return f"unknown {command[0]}"
