"""Senders that are killed. Started once; each sender is a fork, so that many can die.

`python -m tests.desk.dying` reads commands, one a line. `send FOLDER PORT NOW STEPS MUTE` forks a sender that does
rounds until nothing is due, and answers its process id; `STEPS` is how many steps it lives: every change of the folder
is one, and so are sending a request, having sent it, and having the answer (0: it lives). `wait PID` and `kill PID`
answer its exit status once it is gone. `there CASE FOLDER TOKENS URL NOW TOKEN REFRESH OURS` forks a sender with a
platform's own connector, for one round.
"""

import http.client
import os
import signal
import sys
import urllib.parse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

import store
from channels.contract import CannotTell, ChannelError, Picture, Sent
from desk import sending
from desk.desk import Desk
from domain.comments import Reply
from domain.connections import Capabilities
from domain.deliveries import Delivery
from domain.outbox import is_due, is_to_be_asked
from tests.channels.fakes.cases import CASES, tokens_in
from tests.desk.platform import Unable
from tests.store.nursery import DeadlyDisk

ROUNDS = 50
"""More than any sender needs; one that goes on is broken."""


class Wire(Unable):
    """A connector to the platform of `tests.desk.loopback`, which does not know keys."""

    def __init__(self, port: int, disk: DeadlyDisk, mute: bool) -> None:
        self._port = port
        self._disk = disk
        self._mute = mute

    def capabilities(self) -> Capabilities:
        return Capabilities(reply="api", publish="api")

    def reply(self, key: str, parent: str, post_ref: str, text: str) -> Sent:
        self._disk.count()
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            line.request("POST", f"/{parent}", text.encode())
            self._disk.count()
            answer = line.getresponse()
            body = answer.read()
        except ConnectionRefusedError:
            raise ChannelError("unreachable") from None
        except OSError:
            raise ChannelError("unknown") from None
        finally:
            line.close()
        self._disk.count()
        if answer.status == 503:
            raise ChannelError("limited")
        return msgspec.json.decode(body, type=Sent)

    def publish(self, key: str, text: str, media: Sequence[Picture] = ()) -> Sent:
        return self.reply(key, "post", "", text)

    def find_post(self, key: str, text: str, since: int) -> Sent | None:
        return self.find_reply(key, "post", text, since)

    def find_reply(self, key: str, parent: str, text: str, since: int) -> Sent | None:
        self._disk.count()
        if self._mute:
            raise CannotTell
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            line.request("GET", f"/{parent}?text={urllib.parse.quote(text)}")
            return msgspec.json.decode(line.getresponse().read(), type=Sent | None)
        finally:
            line.close()


def send(folder: str, port: int, now: int, steps: int, mute: bool) -> None:
    """One sender's life: rounds until nothing is due any more, or somebody else sends."""
    disk = DeadlyDisk(steps)
    with store.open(folder, "dying", disk=disk) as opened:
        desk = Desk(opened, now=lambda: now)
        for _round in range(ROUNDS):
            wire = {1: Wire(port, disk, mute)}
            if sending.send_due(desk, wire, now, publishers=wire).busy or not _waits(desk, now):
                return
    raise RuntimeError("it goes on and on")


def _waits(desk: Desk, now: int) -> bool:
    held: list[Reply | Delivery] = [*desk.unsent.all(), *desk.store.repo("deliveries", Delivery).all()]
    return any(is_due(one, now) or is_to_be_asked(one, now) or one.state == "sending" for one in held)


class There(NamedTuple):
    """What a connector is made with, of a platform in another process."""

    url: str
    now: int
    token: str
    refresh_token: str
    ours: str

    def clock(self) -> int:
        return self.now


def send_there(case: int, folder: str, tokens: str, there: There) -> None:
    """One round of a sender with the platform's own connector."""
    with store.open(folder, "dying") as opened:
        connector = CASES[case].connect(there, tokens_in(Path(tokens)))  # type: ignore[arg-type]
        sending.send_due(Desk(opened, now=there.clock), {1: connector}, there.now, publishers={1: connector})


def main() -> None:
    """Do as told."""
    for line in sys.stdin:
        match line.split():
            case ["send", folder, port, now, steps, mute]:
                answer = os.fork()
                if not answer:
                    status = 1
                    try:
                        send(folder, int(port), int(now), int(steps), mute == "mute")
                        status = 0
                    finally:
                        os._exit(status)
            case ["there", case, folder, tokens, url, now, token, refresh, ours]:
                answer = os.fork()
                if not answer:
                    status = 1
                    try:
                        send_there(int(case), folder, tokens, There(url, int(now), token, refresh, ours))
                        status = 0
                    finally:
                        os._exit(status)
            case ["kill", pid]:
                os.kill(int(pid), signal.SIGKILL)
                answer = os.waitpid(int(pid), 0)[1]
            case ["wait", pid]:
                answer = os.waitpid(int(pid), 0)[1]
        print(answer, flush=True)


if __name__ == "__main__":
    main()
