"""`python -m store.backup_daily STORE FOLDER NOW SINCE DAYS`: what an open desk starts for the day's backup.

Arguments as of `store.backup.back_up_daily`. When it fails it writes why to stdout, as `{"code": …, "detail": …}`.
"""

import json
import os
import sys

from store.backup import back_up_daily
from store.errors import StoreError
from store.store import open


def main(path: str, folder: str, at: int, since: int, days: int) -> int:
    """Make the day's backup where there is none; the exit code."""
    os.nice(10)
    try:
        with open(path, "backup", create=False) as opened:
            back_up_daily(opened, folder, at, since, days)
    except (StoreError, OSError) as error:
        code = type(error).__name__ if isinstance(error, StoreError) else "OSError"
        detail = error.strerror if isinstance(error, OSError) else ""
        os.write(1, json.dumps({"code": code, "detail": detail or ""}).encode())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])))
