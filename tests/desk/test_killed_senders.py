"""Senders killed between any two steps: the public reads each reply and post once at most, and no draft is lost."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import store
from channels.platforms import TAKEN
from desk import comments, deliveries, outbox
from desk.desk import Desk
from desk.replies import draft_of
from domain.accounts import Account
from domain.comments import Comment, Reply
from domain.connections import Connection
from domain.deliveries import Delivery
from domain.outbox import PAUSES, SETTLE
from domain.outcomes import Done
from domain.posts import Media, Post, Variant
from domain.times import MINUTE
from tests.channels.fakes.cases import CASES
from tests.channels.fakes.platform import Asked, Fake, running
from tests.desk.conftest import NOW, comment_of, put, put_comment
from tests.desk.loopback import Platform
from tests.store.campaign import LONG, SEED
from tests.store.conftest import ROOT, in_memory

REPLIES, POSTS = 3, 2
LATER = NOW + SETTLE
STEPS = 200
"""More than one life has."""


class Matron:
    """Gives birth to senders and sees them die.

    Attributes:
        port: where the platform listens that senders know.
    """

    def __init__(self) -> None:
        self.port = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.desk.dying"],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, *words: object) -> int:
        assert self._process.stdin
        assert self._process.stdout
        print(*words, file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def start(self, folder: Path, now: int, steps: int, *, mute: bool = False) -> int:
        """A sender; its process id."""
        return self.ask("send", folder, self.port, now, steps, "mute" if mute else "speaks")

    def lives(self, folder: Path, now: int, steps: int = 0, *, mute: bool = False) -> bool:
        """Let a sender do what is due; False: it was killed before it had."""
        status = self.ask("wait", self.start(folder, now, steps, mute=mute))
        assert status in (0, signal.SIGKILL), status
        return status == 0

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def matron() -> Iterator[Matron]:
    """Learning what a sender must know takes her longer than any of them lives, so there is one."""
    matron = Matron()
    yield matron
    matron.end()


@pytest.fixture
def platform(matron: Matron) -> Iterator[Platform]:
    with Platform() as platform:
        matron.port = platform.port
        yield platform


@pytest.fixture(scope="module")
def prepared() -> Iterator[Path]:
    """A store with replies in the outbox, posts to go out at once, and a draft."""
    with in_memory() as folder:
        with store.open(folder / "store", "rina") as opened:
            desk = Desk(opened, now=lambda: NOW)
            account = put(desk, "accounts", Account(platform="facebook", handle="kominfo"))
            put(desk, "connections", Connection(account=account))
            for number in range(REPLIES):
                queue(desk, number)
            for number in range(POSTS):
                publish(desk, account, number)
            kept = comment_of(desk, put_comment(desk, platform="facebook"))
            comments.save_draft(desk, kept, "setengah jad")
        yield folder


def queue(desk: Desk, number: int) -> None:
    one = comment_of(desk, put_comment(desk, platform="facebook"))
    assert isinstance(outbox.queue(desk, one, f"balasan {number}"), Done)


def publish(desk: Desk, account: int, number: int, **fields: Any) -> None:
    post = Post(title="Kabar", caption=f"konten {number}", state="approved", approved_by="budi", **fields)
    id = put(desk, "posts", post)
    variant = put(desk, "variants", Variant(post=id, account=account))
    assert isinstance(deliveries.publish_now(desk, variant), Done)


def fresh(prepared: Path, name: object) -> Path:
    folder = prepared / f"{name}"
    shutil.copytree(prepared / "store", folder)
    return folder


def states(folder: Path) -> list[str]:
    """Of the replies, then of the posts; what else must hold of the store is looked at, too."""
    with store.open(folder, "rina") as opened:
        desk = Desk(opened, now=lambda: LATER)
        assert opened.fault is None
        found = list(opened.repo("replies", Reply).all())
        draft = draft_of(desk, REPLIES + 1)
        assert draft
        assert draft.text == "setengah jad"
        for one in found:
            comment = opened.repo("comments", Comment).get(one.comment)
            assert comment
            if one.state == "sent":
                assert (comment.state, comment.outbound) == ("answered", 0)
            elif one.state != "draft":
                assert (comment.state, comment.outbound) == ("in_progress", one.id)
        return [*(one.state for one in found if one.id != draft.id), *post_states(opened)]


def post_states(opened: store.Store) -> list[str]:
    found: list[str] = []
    for one in opened.repo("variants", Variant).all():
        held = opened.repo("deliveries", Delivery).get(one.delivery)
        assert (held is None) == (one.state == "published")
        found.append("sent" if held is None else held.state)
    return found


def test_killed_at_each_step_it_sends_nothing_twice_and_everything_once(
    prepared: Path, platform: Platform, matron: Matron
) -> None:
    for steps in range(1, STEPS):
        folder = fresh(prepared, f"each-{steps}")
        platform.forget()
        lived = matron.lives(folder, NOW, steps)
        assert max(platform.shown.values(), default=0) <= 1
        # The next one finds out at once what became of it, and sends it again only when that is settled.
        assert matron.lives(folder, NOW)
        assert max(platform.shown.values(), default=0) <= 1
        assert set(states(folder)) <= {"sent", "unknown"}
        assert matron.lives(folder, LATER)
        assert states(folder) == ["sent"] * (REPLIES + POSTS)
        assert list(platform.shown.values()) == [1] * (REPLIES + POSTS)
        shutil.rmtree(folder)
        if lived:
            break
    assert 20 < steps < STEPS - 1


def test_where_the_platform_cannot_say_nothing_is_sent_twice_and_the_admin_is_told(
    prepared: Path, platform: Platform, matron: Matron
) -> None:
    for steps in range(1, STEPS, 1 if LONG else 2):
        folder = fresh(prepared, f"mute-{steps}")
        platform.forget()
        lived = matron.lives(folder, NOW, steps, mute=True)
        assert matron.lives(folder, NOW, mute=True)
        assert matron.lives(folder, LATER, mute=True)
        found = states(folder)
        assert set(found) <= {"sent", "unknown"}
        assert found.count("unknown") <= 1
        assert max(platform.shown.values()) == 1
        assert len(platform.shown) >= found.count("sent") >= REPLIES + POSTS - 1
        shutil.rmtree(folder)
        if lived:
            break
    assert steps > 20


class Deadly:
    """Lets a fake platform kill the sender whose reply or post it gets, before or after it has taken it."""

    def __init__(self, fake: Fake, *, taken: bool, where: str = "") -> None:
        self._real = fake.respond
        self._taken = taken
        self._where = where
        self._victim = threading.Event()
        self._pid = 0
        self.killed = False
        fake.respond = self  # type: ignore[method-assign]

    def of(self, pid: int) -> None:
        """That is the sender."""
        self._pid = pid
        self._victim.set()

    def __call__(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        if self.killed or asked.method not in ("POST", "PUT") or self._where not in asked.path:
            return self._real(asked)
        self.killed = True
        if self._taken:
            self._real(asked)
        self._victim.wait()
        os.kill(self._pid, signal.SIGKILL)
        raise ConnectionError


@pytest.mark.parametrize("taken", [True, False])
@pytest.mark.parametrize("number", range(len(CASES)), ids=[one.name for one in CASES])
def test_on_no_platform_a_reply_is_public_twice(tmp_path: Path, matron: Matron, number: int, taken: bool) -> None:
    case = CASES[number]
    with running(case.fake()) as fake:
        said = fake.citizen("Lampu jalan mati")
        with store.open(tmp_path / "store", "rina") as opened:
            desk = Desk(opened, now=fake.clock)
            put(desk, "accounts", Account(platform="youtube", handle="kominfo"))
            put(desk, "connections", Connection(account=1))
            known = {"platform_id": said.id, "post_ref": case.post_ref, "written_at": said.at}
            one = comment_of(desk, put_comment(desk, platform="youtube", **known))
            assert isinstance(outbox.queue(desk, one, "Baik, segera"), Done)

        deadly = Deadly(fake, taken=taken)
        pid = send_there(matron, number, tmp_path, fake)
        deadly.of(pid)
        assert matron.ask("wait", pid) == signal.SIGKILL
        for _round in range(4):
            assert matron.ask("wait", send_there(matron, number, tmp_path, fake)) == 0
            assert len(fake.our_answers(said.id)) <= 1
            fake.now += 20 * MINUTE
        with store.open(tmp_path / "store", "rina") as opened:
            (reply,) = opened.repo("replies", Reply).all()
        assert reply.state == "sent"
        assert len(fake.our_answers(said.id)) == 1


PUBLISHING = [number for number, case in enumerate(CASES) if case.platform in TAKEN]


@pytest.mark.parametrize("taken", [True, False])
@pytest.mark.parametrize("number", PUBLISHING, ids=[CASES[number].name for number in PUBLISHING])
def test_on_no_platform_a_post_is_public_twice(tmp_path: Path, matron: Matron, number: int, taken: bool) -> None:
    case = CASES[number]
    with running(case.fake()) as fake:
        with store.open(tmp_path / "store", "rina") as opened:
            desk = Desk(opened, now=fake.clock)
            account = put(desk, "accounts", Account(platform=case.platform, handle="kominfo"))
            put(desk, "connections", Connection(account=account))
            picture = Media(path="https://cendana.example.go.id/1.jpg", alt_text="Pasar")
            publish(desk, account, 1, media=(picture,) if TAKEN[case.platform].least else ())
        deadly = Deadly(fake, taken=taken, where=fake.publishing)
        pid = send_there(matron, number, tmp_path, fake)
        deadly.of(pid)
        assert matron.ask("wait", pid) == signal.SIGKILL
        for _round in range(4):
            assert matron.ask("wait", send_there(matron, number, tmp_path, fake)) == 0
            assert len(fake.posted) <= 1
            fake.now += 4 * MINUTE
        with store.open(tmp_path / "store", "rina") as opened:
            assert post_states(opened) == ["sent"]
            (variant,) = opened.repo("variants", Variant).all()
        (post,) = fake.posted
        assert (post.text, post.url) == ("konten 1", variant.url)


def send_there(matron: Matron, number: int, folder: Path, fake: Fake) -> int:
    """A sender with the platform's own connector; its process id."""
    secrets = (fake.token, fake.refresh_token, fake.ours)
    return matron.ask("there", number, folder / "store", folder, fake.url, fake.now, *secrets)


def test_two_senders_killed_again_and_again_while_an_admin_goes_on(
    prepared: Path, platform: Platform, matron: Matron
) -> None:
    dice = random.Random(SEED)
    folder = fresh(prepared, "many")
    now, queued = NOW, REPLIES
    with store.open(folder, "rina") as opened:
        desk = Desk(opened, now=lambda: now)
        for _round in range(300 if LONG else 25):
            platform.busy = dice.choice((0, 0, 0, 1))
            senders = [matron.start(folder, now, dice.randint(1, 45)) for _ in range(2)]
            for _ in range(dice.randrange(3)):
                queue(desk, queued)
                queued += 1
            for pid in senders:
                matron.ask(dice.choice(("wait", "wait", "kill")), pid)
            assert max(platform.shown.values(), default=0) <= 1
            now += dice.choice((0, 1, SETTLE, PAUSES[2]))
    for _round in range(20):
        now += PAUSES[-1]
        assert matron.lives(folder, now)
    assert states(folder) == ["sent"] * (queued + POSTS)
    assert list(platform.shown.values()) == [1] * (queued + POSTS)
