"""Disks that are full for real: a limit of the kernel's, and a filesystem with no space left."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.conftest import ROOT, process

LIMITED = """
import os, resource, sys, store
from tests.store.conftest import contents, insert
folder = sys.argv[1]
desk = store.open(folder, "sari")
insert(desk, text="a" * 300)
journal = f"{folder}/journal-00000001.jsonl"
size = os.stat(journal).st_size
for room in range(0, 400, 57):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
    try:
        insert(desk, text="b" * 600)
        print("no limit")
    except store.StoreFull:
        pass
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert os.stat(journal).st_size == size
    assert contents(desk) == contents(store.open(folder, "budi"))
for number in range(3):
    insert(desk, text="c" * 300)
before = contents(desk)
resource.setrlimit(resource.RLIMIT_FSIZE, (600, resource.RLIM_INFINITY))
try:
    desk.compact()
    print("no limit")
except store.StoreFull:
    pass
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert contents(store.open(folder, "budi")) == before
assert [name for name in os.listdir(folder) if ".tmp" in name] == []
insert(desk, text="d")
assert desk.compact()
assert contents(store.open(folder, "budi")) == contents(desk)
print("done", len(desk.documents("comments")))
"""


def test_a_limit_on_the_size_of_files(folder: Path) -> None:
    with process(LIMITED, folder) as other:
        out, _ = other.communicate()
    assert out == "done 5\n"


CROWDED = """
import os, subprocess, sys, store
from tests.store.conftest import contents, insert
folder = sys.argv[1]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "none", folder], check=True)
desk, other = store.open(folder, "sari"), store.open(folder, "budi")
for number in range(40):
    insert(desk, text="a" * 600)

def fill():
    with open(f"{folder}/stuffing", "ab", buffering=0) as stuffing:
        try:
            while True:
                stuffing.write(b"x" * 512)
        except OSError:
            pass

def refused(change):
    try:
        change()
    except store.StoreFull:
        return True
    return False

fill()
full = 0
while not refused(lambda: insert(desk, text="b" * 900)):
    full += 1
before = contents(desk)
assert refused(lambda: insert(other, text="b" * 9000))
assert refused(desk.compact)
for each in (desk, other, store.open(folder, "tono")):
    each.poll()
    assert each.fault is None and contents(each) == before
os.unlink(f"{folder}/stuffing")
insert(desk, text="c")
assert desk.compact()
insert(other, text="d")
assert contents(store.open(folder, "tono")) == contents(other)
assert [name for name in os.listdir(folder) if ".tmp" in name] == []
print("done", len(contents(other)["comments"]) - full)
"""


def in_own_mounts(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program that may mount; the mounts are its own and go with it."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rm", "true"], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount (unshare -rm)")
    return subprocess.run(
        [unshare, "-rm", sys.executable, "-c", program, str(folder)],
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        capture_output=True,
        text=True,
    )


def test_a_filesystem_that_is_full(folder: Path) -> None:
    folder.mkdir()
    done = in_own_mounts(CROWDED, folder)
    assert (done.stdout, done.stderr) == ("done 42\n", "")


READ_ONLY = """
import subprocess, sys, store
from tests.store.conftest import contents, insert
folder = sys.argv[1]
desk = store.open(folder, "sari")
insert(desk, text="a")
subprocess.run(["mount", "--bind", folder, folder], check=True)
subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
late = store.open(folder, "budi")
assert contents(late) == contents(desk)
print(repr(late.fault))
for change in (lambda: insert(late, text="b"), late.compact):
    try:
        change()
    except Exception as error:
        print(repr(error))
"""


def test_a_filesystem_that_is_read_only(folder: Path) -> None:
    done = in_own_mounts(READ_ONLY, folder)
    assert (done.stdout, done.stderr) == ("ReadOnly('permission')\n" * 3, "")
