"""How quick the shared store is, against yardsticks measured in the same run.

`python -m bench.store [--json] [--sizes 1000 10000 100000]` prints each figure with its limit; exit code 1 when one is
missed. Wall times vary with the machine: trust the ratios.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from bench import reading, several, single
from bench.report import Limit, report


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("--sizes", type=int, nargs="+", default=single.SIZES, metavar="N", help="comments in the store")
    options = parser.parse_args()
    figures: dict[str, float] = {}
    limits: dict[str, Limit] = {}
    for count in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = {
                name: figure
                for part in (single, several, reading)
                for name, figure in part.measure(count, Path(folder) / part.__name__).items()
            }
        figures |= {f"{name} at {count}": figure for name, figure in found.items()}
        told = single.LIMITS | single.LARGE.get(count, {}) | several.LIMITS
        if count == max(options.sizes):
            told |= reading.LIMITS
        limits |= {f"{name} at {count}": limit for name, limit in told.items()}
    return report(figures, limits, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
