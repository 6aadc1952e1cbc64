"""Outside text in every list and page: it is read, it does nothing, and it never breaks the frame."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from textual.strip import Strip
from textual.widgets import TextArea

import store
from desk import comments as use
from domain.accounts import Account
from domain.comments import Reply
from domain.news import Feed, Headline, Topic
from domain.posts import Post, Variant
from domain.text import storable
from domain.times import MINUTE
from tests.screens.conftest import Sit, new_comment
from tests.screens.sitting import NOW, Sitting, run, sitting
from widgets.belt import install_belt
from widgets.text import width

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "hostile-text.jsonl").read_text(encoding="utf-8").splitlines()
]
TEXTS = [storable(case["text"]) for case in CASES]
"""As they are stored: as received, but for lone surrogates."""
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def is_harmless(me: Sitting, columns: int) -> None:
    """No cell holds a control character or a direction of writing, no segment an action, no row another width."""
    for strip in me.screen._compositor.render_strips():
        text = "".join(segment.text for segment in strip)
        assert not CONTROLS.search(text), ascii(text)
        assert TURNING.isdisjoint(text), ascii(text)
        assert width(text) == columns, ascii(text)
        for segment in strip:
            style = segment.style
            assert style is None or (style.link is None and "@click" not in (style.meta or {})), ascii(text)


def fill(folder: Path) -> None:
    """Every hostile text as text, name, note, draft, post, title, caption, address, headline and agency."""
    opened = store.open(folder, "meja")
    with opened.transaction() as tx:
        tx.insert("settings", {"key": "agency", "value": TEXTS[0]})
        account = tx.insert("accounts", Account(platform="instagram", handle=TEXTS[1], name=TEXTS[2]))
        for number, text in enumerate(TEXTS):
            fields = {"text": text, "author": text, "handle": text if number % 2 else "", "post_ref": text, "url": text}
            note = {"at": NOW, "by": text, "text": text}
            comment = new_comment(account=account, kind="complaint", **fields)
            id = tx.insert("comments", comment)
            tx.update("comments", id, {"notes": [note], "assignee": text if number % 3 == 0 else ""})
            if number % 5 == 0:
                reply = Reply(comment=id, platform="instagram", text=text, by=text, state="sent", written_at=NOW)
                tx.insert("replies", reply)
        for number, text in enumerate(TEXTS[:60]):
            post = tx.insert("posts", Post(title=text, gist=text, caption=text, sources=(text,), owner=text, note=text))
            at = NOW + (number - 30) * MINUTE
            tx.insert("variants", Variant(post=post, account=account, slot_at=at, url=text))
        feed = tx.insert(
            "feeds", Feed(url=text, title=TEXTS[3], error="http_status", error_params={"status": TEXTS[4]})
        )
        for number, text in enumerate(TEXTS[60:]):
            topic = tx.insert("topics", Topic(title=text, first_at=NOW - MINUTE, last_at=NOW))
            for outlet in (text, "Kabar"):
                headline = Headline(
                    feed=feed,
                    key=f"{number}{outlet}",
                    title=text,
                    summary=text,
                    link=text,
                    outlet=outlet,
                    published_at=NOW,
                    seen_at=NOW,
                    topic=topic,
                )
                tx.insert("headlines", headline)
    opened.close()


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "store"
    fill(folder)
    return folder


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (180, 45)])
@run
async def test_every_list_and_its_detail(hostile_store: Path, size: tuple[int, int]) -> None:
    async with sitting(hostile_store, size=size) as me:
        for pane in ("2", "1", "3"):
            await me.press(pane)
            seen = -1
            listed = {"2": me.today.inbox_list, "1": me.today.queue_list, "3": me.today.topic_list}[pane]
            while listed.cursor != seen:
                seen = listed.cursor
                is_harmless(me, size[0])
                await me.press("pagedown")
        assert me.desk.store.seq == 1  # Nothing acted.


@run
async def test_every_text_in_a_conversation_and_in_the_detail(hostile_store: Path) -> None:
    async with sitting(hostile_store) as me:
        await me.press("enter")
        for id in me.today.inbox_list.order[::2]:
            me.screen.turn_to(id)  # type: ignore[attr-defined]
            await me.pilot.pause()
            is_harmless(me, 120)
        await me.settle()
        is_harmless(me, 120)


@run
async def test_every_text_as_a_post_and_as_a_topic(hostile_store: Path) -> None:
    async with sitting(hostile_store, size=(100, 30)) as me:
        for pane, listed in (("1", me.today.queue_list), ("3", me.today.topic_list)):
            await me.press(pane, "home")
            seen = -1
            while listed.cursor != seen:
                seen = listed.cursor
                await me.press("enter")
                assert me.place != "TodayScreen"
                is_harmless_on_the_wire(me)
                await me.press("escape", *"jjjjjjj")
        await me.press("g", "t")
        is_harmless(me, 100)
        for _ in range(12):
            await me.press("enter", "j")
            is_harmless_on_the_wire(me)
        await me.press("q", "g", "f")
        is_harmless(me, 100)


async def fill_in(me: Sitting, keys: str, text: str) -> None:
    """Paste a line into a prompt, and enter."""
    await me.paste(keys, text)
    is_harmless_on_the_wire(me)
    await me.press("enter")


def is_harmless_on_the_wire(me: Sitting) -> None:
    """What Textual's own fields show is cleaned on its way to the terminal."""
    for strip in me.screen._compositor.render_strips():
        written = re.sub(r"\x1b\[[\d;]*m", "", strip.render(me.app.console))
        assert not CONTROLS.search(written), ascii(written)


@pytest.fixture
def belt(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the command opens the workspace; taken off again afterwards."""
    monkeypatch.setattr(Strip, "render", Strip.render)
    install_belt()


@run
async def test_what_is_typed_copied_and_told_is_harmless_too(small_desk: Sit, belt: None) -> None:
    async with small_desk() as me:
        for text in TEXTS[::36]:
            await me.press("2", "escape")  # The last search is over.
            for keys, line in (("2 n", text), ("1 a", f"ig 10.30 {text}"), ("1 /", text), ("2 /", text)):
                await fill_in(me, keys, line)
                is_harmless(me, 120)
            await me.press("escape", "1", "p")
            is_harmless(me, 120)
            assert not CONTROLS.search(me.app.clipboard.replace("\n", " "))
            await me.press("escape")


@run
async def test_a_reply_may_hold_anything(small_desk: Sit, belt: None) -> None:
    async with small_desk() as me:
        await me.press("r")
        for text in TEXTS[::18]:
            me.screen.query_one("#reply", TextArea).load_text(text)
            await me.pilot.pause()
            is_harmless_on_the_wire(me)
            await me.press("escape")
            is_harmless_on_the_wire(me)
            await me.press("p")
            is_harmless_on_the_wire(me)
            assert not CONTROLS.search(me.app.clipboard.replace("\n", " "))
            await me.press("escape", "r")


@run
async def test_a_conflict_over_a_hostile_name(small_desk: Sit) -> None:
    async with small_desk() as me:
        use.assign(me.colleague(), 1, "\x1b[2J[@click=app.quit]\u202ebudi")
        await me.press("@")
        assert me.panel
        is_harmless(me, 120)


@run
async def test_readable_words_stay_readable(small_desk: Sit) -> None:
    words = "harga [diskon] 50% [/b] \\[x] :smile: $x {y} <b>tebal</b> ꦥꦿ Ibu Ñusa 👍"
    async with small_desk() as me:
        with me.colleague().store.transaction() as tx:
            tx.insert("comments", new_comment(text=words, kind="emergency", handle="[red]warga[/red]"))
        await me.look_around()
        await me.press("R", "home")
        await me.until(lambda: "@[red]warga[/red]" in me.text)
        assert words in "\n".join(me.pane("detail"))
        assert "[red]warga" in me.pane("inbox")[0]


@run
async def test_insults_and_spam_are_not_read_all_day_but_can_be_opened(small_desk: Sit) -> None:
    async with small_desk() as me:
        with me.colleague().store.transaction() as tx:
            insult = tx.insert("comments", new_comment(text="dasar kepala batu", kind="abuse"))
            tx.insert("comments", new_comment(text="slot gacor", kind="gambling_spam"))
        await me.look_around()
        await me.press("R")
        rows = "\n".join(me.pane("inbox"))
        assert "kepala batu" not in rows
        assert "gacor" not in rows
        while me.chosen != insult:
            await me.press("j")
        await me.press("enter")
        assert "dasar kepala batu" in me.text
