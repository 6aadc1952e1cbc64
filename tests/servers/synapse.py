"""A Matrix homeserver (Synapse) on this machine, with two people on it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.servers.conftest import free_port, process

PYTHON = os.environ.get("MEJA_SYNAPSE", "")
"""The Python of an environment that has matrix-synapse in it."""

_CONFIG = """
server_name: "localhost"
pid_file: {folder}/hs.pid
listeners:
  - port: {port}
    type: http
    tls: false
    bind_addresses: ["127.0.0.1"]
    resources:
      - names: [client]
        compress: false
database:
  name: sqlite3
  args:
    database: {folder}/hs.db
media_store_path: {folder}/media
signing_key_path: {folder}/hs.key
registration_shared_secret: "only-on-this-machine"
macaroon_secret_key: "only-on-this-machine"
form_secret: "only-on-this-machine"
report_stats: false
trusted_key_servers: []
suppress_key_server_warning: true
enable_registration: true
enable_registration_without_verification: true
rc_message: {{per_second: 1000, burst_count: 1000}}
rc_registration: {{per_second: 1000, burst_count: 1000}}
rc_login:
  address: {{per_second: 1000, burst_count: 1000}}
  account: {{per_second: 1000, burst_count: 1000}}
rc_joins:
  local: {{per_second: 1000, burst_count: 1000}}
"""


class Person:
    """Somebody on the server, with a client of their own."""

    def __init__(self, url: str, name: str) -> None:
        self.name, self.password = name, f"sandi-{name}-canary"
        self._web = httpx.Client(base_url=f"{url}/_matrix/client/v3", timeout=60, trust_env=False)
        told = {"username": name, "password": self.password, "auth": {"type": "m.login.dummy"}}
        self._web.headers["Authorization"] = f"Bearer {self._post('/register', told)['access_token']}"
        self._sent = 0

    def _post(self, path: str, body: Any) -> Any:
        answer = self._web.post(path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def make_room(self, alias: str) -> str:
        """A public room; its id."""
        room: str = self._post("/createRoom", {"preset": "public_chat", "room_alias_name": alias})["room_id"]
        return room

    def join(self, room: str) -> None:
        """Join it."""
        self._post(f"/join/{quote(room)}", {})

    def say(self, room: str, text: str, thread: str = "") -> str:
        """Write a message, in a thread or not; its id."""
        self._sent += 1
        content: dict[str, Any] = {"msgtype": "m.text", "body": text}
        if thread:
            answered = {"m.in_reply_to": {"event_id": thread}}
            content["m.relates_to"] = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": True, **answered}
        answer = self._web.put(f"/rooms/{quote(room)}/send/m.room.message/{self.name}{self._sent}", json=content)
        assert answer.status_code == 200, answer.text
        id: str = answer.json()["event_id"]
        return id

    def edit(self, room: str, id: str, text: str) -> None:
        """Change what was written."""
        self._sent += 1
        relation = {"rel_type": "m.replace", "event_id": id}
        new = {"msgtype": "m.text", "body": text}
        content = {"msgtype": "m.text", "body": f"* {text}", "m.new_content": new, "m.relates_to": relation}
        self._web.put(f"/rooms/{quote(room)}/send/m.room.message/{self.name}{self._sent}", json=content)

    def delete(self, room: str, id: str) -> None:
        """Take back what was written."""
        self._sent += 1
        self._web.put(f"/rooms/{quote(room)}/redact/{quote(id)}/{self.name}{self._sent}", json={})

    def sees(self, room: str) -> list[tuple[str, str]]:
        """Who wrote what in the room, oldest first."""
        chunk = self._web.get(f"/rooms/{quote(room)}/messages", params={"dir": "b", "limit": "200"}).json()["chunk"]
        said = (one for one in reversed(chunk) if one["type"] == "m.room.message" and "body" in one["content"])
        return [(one["sender"], one["content"]["body"]) for one in said]

    def picture(self, room: str, id: str) -> bytes:
        """The picture of a message, as this person's client fetches it."""
        content = self._web.get(f"/rooms/{quote(room)}/event/{quote(id)}").json()["content"]
        assert content["msgtype"] == "m.image"
        where = content["url"].removeprefix("mxc://")
        answer = self._web.get(str(self._web.base_url).replace("/v3", "/v1") + f"media/download/{where}")
        assert answer.status_code == 200, answer.text
        return answer.content


@contextmanager
def homeserver(folder: Path) -> Iterator[int]:
    """A server; its port."""
    if not PYTHON:
        pytest.skip("Matrix Synapse is not named in MEJA_SYNAPSE: make test-e2e installs it")
    port = free_port()
    config, log = folder / "hs.yaml", folder / "hs.out"
    config.write_text(_CONFIG.format(folder=folder, port=port))
    command = [PYTHON, "-m", "synapse.app.homeserver", "--config-path", str(config)]
    subprocess.run([*command, "--generate-keys"], cwd=folder, capture_output=True, check=True, timeout=120)
    with process(command, port, log, cwd=folder):
        yield port
