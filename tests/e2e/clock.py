"""The program by a clock of the test's own: ``python -m tests.e2e.clock`` is `meja`, and MEJA_TEST_CLOCK names a file
that says by how many nanoseconds its clock is ahead of the machine's."""

import os
import time
from pathlib import Path

_AHEAD = Path(os.environ["MEJA_TEST_CLOCK"])
_real = time.time_ns


def _shifted() -> int:
    return _real() + int(_AHEAD.read_text(encoding="ascii"))


if __name__ == "__main__":
    time.time_ns = _shifted
    from cli import main

    main()
