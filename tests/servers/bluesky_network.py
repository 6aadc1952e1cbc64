"""The Bluesky network on this machine, PostgreSQL and Redis under it, and people on it."""

import json
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.servers.conftest import PATIENCE, free_port, process

NETWORK = os.environ.get("MEJA_BLUESKY", "")
"""The folder with @atproto/dev-env in its node_modules."""


class Citizen:
    """Somebody on the network."""

    def __init__(self, url: str, name: str) -> None:
        self.handle, self.password = f"{name}.test", f"sandi-{name}-canary"
        self._web = httpx.Client(base_url=f"{url}/xrpc", timeout=60, trust_env=False)
        told = {"email": f"{name}@example.test", "handle": self.handle, "password": self.password}
        made = self._post("com.atproto.server.createAccount", told)
        self.did: str = made["did"]
        self._web.headers["Authorization"] = f"Bearer {made['accessJwt']}"

    def _post(self, method: str, body: Any) -> Any:
        answer = self._web.post(f"/{method}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def app_password(self) -> str:
        """A password for a program."""
        password: str = self._post("com.atproto.server.createAppPassword", {"name": "meja"})["password"]
        return password

    def post(self, text: str, reply: dict[str, Any] | None = None) -> dict[str, str]:
        """Write; uri and cid."""
        now = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
        record: dict[str, Any] = {"$type": "app.bsky.feed.post", "text": text, "createdAt": now}
        told = {
            "repo": self.did,
            "collection": "app.bsky.feed.post",
            "record": record | ({"reply": reply} if reply else {}),
        }
        made = self._post("com.atproto.repo.createRecord", told)
        return {"uri": made["uri"], "cid": made["cid"]}

    def record(self, uri: str) -> Any:
        """A record of anybody's, as their server has it."""
        repo, collection, key = uri.removeprefix("at://").split("/")
        told = {"repo": repo, "collection": collection, "rkey": key}
        return self._web.get("/com.atproto.repo.getRecord", params=told).json()

    def answers_to(self, uri: str) -> list[str]:
        """What this citizen sees under a post, as the AppView has it."""
        found = self._web.get("/app.bsky.feed.getPostThread", params={"uri": uri})
        if found.status_code != 200:
            return []
        return [one["post"]["record"]["text"] for one in found.json()["thread"].get("replies", []) if "post" in one]


def _as(user: str) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", user, "--"] if os.getuid() == 0 and user != "root" else []


def _postgres() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def network(folder: Path) -> Iterator[str]:
    """The network; the address of its PDS."""
    binaries, redis, node = _postgres(), shutil.which("redis-server"), shutil.which("node")
    if not NETWORK or not (Path(NETWORK) / "node_modules/@atproto/dev-env").exists():
        pytest.skip("@atproto/dev-env is not named in MEJA_BLUESKY: make e2e-bluesky installs it")
    for name, found in (("PostgreSQL", binaries), ("redis-server", redis), ("node", node)):
        if not found:
            pytest.skip(f"{name} is not installed")
    assert binaries is not None
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    data = folder / "pg"
    data.mkdir()
    if os.getuid() == 0:
        for one in (data, *[parent for parent in data.parents if parent.is_relative_to(folder)]):
            shutil.chown(one, user)
        for parent in folder.parents:
            if parent != Path("/") and parent.owner() == "root":
                parent.chmod(parent.stat().st_mode | 0o011)
    subprocess.run(
        [*_as(user), str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres"],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
        cwd="/",
    )
    ports = {name: free_port() for name in ("PG", "REDIS", "PLC", "PDS", "BSKY")}
    options = f"-p {ports['PG']} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories={data}"
    environment = {
        **os.environ,
        **{name: str(port) for name, port in ports.items()},
        "DB_POSTGRES_URL": f"postgresql://postgres@127.0.0.1:{ports['PG']}/postgres",
        "REDIS_HOST": f"127.0.0.1:{ports['REDIS']}",
        "LOG_ENABLED": "false",
    }
    with ExitStack() as stack:
        server = [*_as(user), str(binaries / "postgres"), "-D", str(data), *options.split()]
        stack.enter_context(process(server, ports["PG"], folder / "pg.out", cwd="/"))
        store = [str(redis), "--port", str(ports["REDIS"]), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        stack.enter_context(process(store, ports["REDIS"], folder / "redis.out"))
        log = folder / "net.out"
        net = [str(node), "net.mjs"]
        running = stack.enter_context(process(net, ports["PDS"], log, cwd=NETWORK, env=environment))
        until = time.monotonic() + PATIENCE
        while b'"pds"' not in log.read_bytes():
            if time.monotonic() > until or running.poll() is not None:
                pytest.fail(f"the network did not start: {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.2)
        told = next(line for line in log.read_text().splitlines() if '"pds"' in line)
        assert json.loads(told)["pds"]
        yield f"http://127.0.0.1:{ports['PDS']}"
