"""`python -m store.compact PATH`: what a desk starts when the journal has grown long."""

import os
import sys

from store.errors import StoreError
from store.store import open


def main(path: str) -> int:
    """Compact a store if it needs it; its exit code."""
    os.nice(10)
    try:
        store = open(path, "compact", create=False)
        if store.bloated():
            store.compact()
    except StoreError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
