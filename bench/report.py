"""Figures against their limits, as lines for people or as JSON."""

import json
from collections.abc import Mapping

import msgspec


class Limit(msgspec.Struct, frozen=True):
    """What a figure has to keep to."""

    most: float = float("inf")
    least: float = float("-inf")

    def __str__(self) -> str:
        return f"≤ {self.most:g}" if self.most < float("inf") else f"≥ {self.least:g}"


def report(figures: Mapping[str, float], limits: Mapping[str, Limit], *, as_json: bool) -> int:
    """Print the figures; the exit code: 1 when a limit is missed, or nothing was measured that it could judge."""
    missed = [name for name, limit in limits.items() if not limit.least <= figures[name] <= limit.most]
    if as_json:
        told = {name: str(limit) for name, limit in limits.items()}
        print(json.dumps({"figures": figures, "limits": told, "missed": missed}, ensure_ascii=False))
    else:
        for name, figure in figures.items():
            verdict = "MISSED" if name in missed else ""
            print(f"{name:32} {figure:10.3f}  {limits.get(name, '')!s:8} {verdict}".rstrip())
    return 1 if missed else 0
