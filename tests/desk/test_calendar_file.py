"""A content calendar goes out and comes in unchanged: at the desk that wrote it, at another one, after an edit."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import store
from channels import exporters, importers
from channels.exporters import Format
from console.export import shape_of
from desk import export
from desk.desk import Desk
from desk.export import Wanted
from desk.receive import receive
from domain.accounts import Account
from domain.agency import Programme
from domain.deliveries import Delivery
from domain.incoming import FileReport
from domain.posts import (
    FORMATS,
    HORIZONS,
    MESSAGE_TYPES,
    NEEDS,
    PILLARS,
    PLAN_MODES,
    PURPOSES,
    VERIFICATIONS,
    Media,
    Post,
    Variant,
    VariantState,
)
from domain.press import GATES, Press
from domain.text import ENTRY_LIMIT, clean
from domain.times import DAY, HOUR, MINUTE, parse_iso
from tests.desk.conftest import NOW, Opened, put, put_account, put_variant, variant_of

FILE_FORMATS = exporters.FORMATS


def out(desk: Desk, format: Format = "csv", **limits: str) -> bytes:
    file = io.BytesIO()
    export.write(desk, Wanted(what="calendar", **limits), shape_of("calendar", format), file)  # type: ignore[arg-type]
    return file.getvalue()


def back(desk: Desk, data: bytes) -> FileReport:
    return receive(desk, importers.read(data), "kalender")


def told(desk: Desk) -> list[list[Any]]:
    """The rows of the calendar without the desk's own numbers."""
    return [list(row[1:]) for row in export.rows(desk, Wanted(what="calendar"))]


def posts(desk: Desk) -> list[Post]:
    return list(desk.store.repo("posts", Post).all())


@pytest.fixture
def filled(desk: Desk) -> Desk:
    put(desk, "settings", {"key": "zone", "value": "WIB"})
    ig, east = put_account(desk), put_account(desk, platform="x", handle="sentani", zone="WIT")
    umkm = put(desk, "programmes", Programme(name="UMKM naik kelas"))
    full = Post(
        title="=Pasar murah; besok",
        gist="Satu kalimat",
        caption="Baris satu\n=baris dua\n\n#tiga",
        format="short_video",
        purpose="positive_response",
        pillar="complementary",
        need="other",
        message_type="achievement",
        programme=umkm,
        theme="Pekan Adminduk",
        plan_mode="thematic",
        horizon="month",
        event_at=NOW - DAY,
        sources=("SK 1/2026", "https://data.example/x"),
        media=(Media(path="gambar/a.png"), Media(path="b.mp4", alt_text="Warga antre")),
        hashtags=("#KTP", "#Sumberrejo"),
        owner="rina",
        verification="in_progress",
        ai_assisted=True,
        state="approved",
        approved_by="budi",
        note="tanya Dinas",
        dataset="Satu Data, tabel 12",
        verifier="sari",
        press=Press(what="Pasar murah; dibuka", who="=Dinas", ticked=("news_value",)),
        created_at=NOW - 2 * DAY,
    )
    id = put(desk, "posts", full)
    put(desk, "variants", Variant(post=id, account=ig.id, slot_at=NOW + HOUR, state="scheduled"))
    at = NOW - HOUR - NOW % MINUTE
    out_there: dict[str, Any] = {
        "state": "published",
        "published_at": at,
        "published_by": "rina",
        "url": "https://x.com/a/status/1",
    }
    put(desk, "variants", Variant(post=id, account=east.id, caption="khusus X", slot_at=at, **out_there))
    put_variant(desk, ig.id, title="ditunda", slot_at=NOW + DAY, state="postponed", reason="menunggu data")
    put_variant(desk, ig.id, title="tanpa waktu")
    put(desk, "posts", Post(title="tanpa kanal", state="returned"))
    return desk


@pytest.fixture
def other(tmp_path: Path, filled: Desk) -> Desk:
    """A desk of another agency, with accounts of the same names and posts of its own."""
    opened = Desk(store.open(tmp_path / "other", "budi"), now=filled.now)
    put(opened, "settings", {"key": "zone", "value": "WIT"})
    put(opened, "posts", Post(title="punya sendiri"))
    for account in filled.accounts()[::-1]:
        put(opened, "accounts", Account(platform=account.platform, handle=account.handle, zone=account.zone or "WIB"))
    return opened


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_it_comes_in_unchanged_at_another_desk_and_once(filled: Desk, other: Desk, format: Format) -> None:
    report = back(other, out(filled, format))
    assert (report.new, report.refused, report.made) == (4, (), ())
    assert [one for one in told(other) if "punya sendiri" not in one] == told(filled)
    assert [one.name for one in other.store.repo("programmes", Programme).all()] == ["UMKM naik kelas"]
    again = back(other, out(filled, format))
    assert (again.new, again.changed, again.same) == (0, 0, 4)
    assert back(other, out(other, format)).same == 5


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_it_changes_nothing_at_the_desk_that_wrote_it(filled: Desk, format: Format) -> None:
    before, seq = told(filled), filled.store.seq
    report = back(filled, out(filled, format))
    assert (report.new, report.changed, report.same, report.refused) == (0, 0, 4, ())
    assert told(filled) == before
    assert len(posts(filled)) == 4
    assert filled.store.seq == seq


def edited(data: bytes, *pairs: tuple[str, str]) -> bytes:
    text = data.decode("utf-8-sig")
    for old, new in pairs:
        assert old in text, text
        text = text.replace(old, new)
    return text.encode()


def test_what_was_edited_in_the_file_is_taken_over_but_for_approval(desk: Desk) -> None:
    ig = put_account(desk).id
    id = put_variant(desk, ig, title="Pasar murah", slot_at=parse_iso("2026-11-24T09:00+07:00"))
    data = edited(out(desk), ("09.00 WIB", "19.30 WIB"), (",draf,", ",disetujui,"))
    report = back(desk, data)
    assert (report.new, report.changed) == (0, 1)
    assert variant_of(desk, id).slot_at == parse_iso("2026-11-24T19:30+07:00")
    assert [(one.title, one.state) for one in posts(desk)] == [("Pasar murah", "draft")]


def test_an_approved_post_keeps_its_words_and_its_schedule(desk: Desk) -> None:
    ig = put_account(desk).id
    fields: dict[str, Any] = {"slot_at": NOW + HOUR, "state": "scheduled"}
    id = put_variant(desk, ig, title="Pasar murah", **fields)
    with desk.store.transaction() as tx:
        tx.update("posts", 1, {"state": "approved"})
    before = variant_of(desk, id)
    report = back(desk, edited(out(desk), ("Pasar murah", "Pasar gratis"), ("10.42", "11.42")))
    assert (report.changed, report.same) == (0, 1)
    assert (variant_of(desk, id), posts(desk)[0].title) == (before, "Pasar murah")


def test_a_file_is_no_second_person(desk: Desk) -> None:
    put(desk, "settings", {"key": "second_approval", "value": "on"})
    put_account(desk)
    rows = ["Tanggal,Platform,Judul,Caption kanal,Status,Status tayang", "24/11/2026,Instagram,A,,disetujui,terjadwal"]
    assert back(desk, "\n".join(rows).encode()).new == 1
    assert [(one.state, one.submitted_by) for one in posts(desk)] == [("review", "rina")]
    assert [one.state for one in desk.store.repo("variants", Variant).all()] == ["planned"]


@pytest.mark.parametrize(("state", "after", "by"), [("review", "review", "rina"), ("returned", "draft", "budi")])
def test_an_edit_by_file_is_an_edit(desk: Desk, state: str, after: str, by: str) -> None:
    id = put_variant(desk, put_account(desk).id, title="Pasar murah", slot_at=NOW + DAY)
    with desk.store.transaction() as tx:
        tx.update("posts", variant_of(desk, id).post, {"state": state, "submitted_by": "budi"})
    assert back(desk, edited(out(desk), ("Pasar murah", "Pasar gratis"))).changed == 1
    assert [(one.title, one.state, one.submitted_by) for one in posts(desk)] == [("Pasar gratis", after, by)]


def test_a_hidden_number_replaces_none_that_is_stored(desk: Desk) -> None:
    nik = "NIK saya 3578012304850000"
    put_variant(desk, put_account(desk).id, title="A", caption=nik, slot_at=NOW + HOUR)
    with desk.store.transaction() as tx:
        tx.update("posts", 1, {"caption": nik, "note": nik, "sources": [nik]})
    data = out(desk)
    assert b"304850000" not in data
    assert back(desk, data).same == 1
    assert posts(desk)[0].caption == nik
    assert b"304850000" in out(desk, reason="diminta inspektorat")


def test_that_a_post_went_out_is_taken_over(desk: Desk) -> None:
    id = put_variant(desk, put_account(desk).id, title="A", slot_at=NOW - HOUR)
    on_its_way = Delivery(variant=id, post=1, account=1, platform="instagram", state="failed")
    with desk.store.transaction() as tx:
        tx.update("variants", id, {"delivery": tx.insert("deliveries", on_its_way)})
    at = "21/11/2026 08.02 WIB"
    data = edited(out(desk), (",direncanakan,,,,", f",tayang,https://www.instagram.com/p/D/,{at},dewi,"))
    assert back(desk, data).changed == 1
    one = variant_of(desk, id)
    assert (one.state, one.url, one.published_by) == ("published", "https://www.instagram.com/p/D/", "dewi")
    assert (one.delivery, list(desk.store.repo("deliveries", Delivery).all())) == (0, [])
    assert one.published_at == parse_iso("2026-11-21T08:02+07:00")


def test_rows_that_cannot_come_in_are_named_by_their_line(filled: Desk) -> None:
    lines = [
        "Tanggal,Jam,Platform,Akun,Judul,Caption kanal,Status tayang,Format",
        "24/11/2026,08.00 WIB,Instagram,kominfo.smbr,A,,direncanakan,karusel",
        "24/11/2026,08.00 WIB,Website,,B,,,",
        "24/11/2026,jam delapan,Instagram,,C,,,",
        "besok,08.00,Instagram,,D,,,",
        "24/11/2026,08.00,Instagram,,E,,,hologram",
        "24/11/2026,08.00,Instagram,,,,,karusel",
        ",,,,,,,",
        "24/11/2026,,Instagram,,F,,,",
    ]
    report = back(filled, "\n".join(lines).encode())
    assert [(one.line, one.reason) for one in report.refused] == [
        (3, "unknown_platform"),
        (4, "bad_time"),
        (5, "bad_date"),
        (6, "unknown_word"),
        (7, "no_title"),
    ]
    assert report.new == 2
    noon = parse_iso("2026-11-24T12:00+07:00")
    assert [one.slot_at for one in filled.store.repo("variants", Variant).all()][-1] == noon


def test_rows_written_by_hand_come_in_once(filled: Desk) -> None:
    file = b"Tanggal;Platform;Judul;Caption kanal;Status tayang\n24/11/2026;Instagram;Baru;;\n24/11/2026;X;Baru;;\n"
    assert (back(filled, file).new, back(filled, file).same) == (1, 1)
    assert [one.title for one in posts(filled)].count("Baru") == 1


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_the_template_has_a_row_for_each_account_and_comes_in_as_it_is(filled: Desk, format: Format) -> None:
    file = io.BytesIO()
    wanted = Wanted(what="calendar", template=True)
    rows = export.write(filled, wanted, shape_of("calendar", format), file)
    report = back(filled, file.getvalue())
    assert (rows, report.new, report.refused) == (2, 1, ())
    (made,) = [one for one in posts(filled) if one.title.startswith("Contoh")]
    slots = [one.slot_at for one in filled.store.repo("variants", Variant).all() if one.post == made.id]
    assert slots == [parse_iso("2026-11-24T09:00+07:00"), parse_iso("2026-11-24T09:00+09:00")]


def test_days_limit_it_and_what_has_no_time_stays_out(filled: Desk) -> None:
    found = list(export.rows(filled, Wanted(what="calendar", since="2026-11-24", until="2026-11-24")))
    assert [row[6] for row in found] == ["ditunda"]
    assert len(list(export.rows(filled, Wanted(what="calendar")))) == 5
    only = list(export.rows(filled, Wanted(what="calendar", states=frozenset({"published"}))))
    assert [row[6] for row in only] == ["=Pasar murah; besok"]


def test_a_file_that_lost_our_own_columns_is_still_a_calendar(filled: Desk, opened: Opened) -> None:
    found = importers.read(
        b"Tanggal,Jam,Platform,Judul,Caption,Status\n24/11/2026,08.00 WIB,Instagram,A,teks,disetujui\n"
    )
    assert (found.format, [(one.title, one.state) for one in found.posts]) == ("content-calendar", [("A", "approved")])


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), max_size=40)
LINES = TEXTS.map(lambda text: " ".join(clean(text, limit=100).split()))
WRITTEN = st.lists(LINES, max_size=3).map("\n".join).filter(lambda text: clean(text, lines=ENTRY_LIMIT) == text)
NAMED = LINES.filter(bool)
TAGS = st.from_regex(r"#[A-Za-z0-9_]{1,12}", fullmatch=True)


@st.composite
def planned(draw: st.DrawFn) -> tuple[Post, list[Variant]]:
    def maybe(values: tuple[Any, ...]) -> Any:
        return draw(st.sampled_from([None, *values]))

    post = Post(
        title=draw(NAMED),
        gist=draw(LINES),
        caption=draw(WRITTEN),
        format=maybe(FORMATS),
        purpose=maybe(PURPOSES),
        pillar=maybe(PILLARS),
        need=maybe(NEEDS),
        message_type=maybe(MESSAGE_TYPES),
        theme=draw(LINES),
        plan_mode=maybe(PLAN_MODES),
        horizon=maybe(HORIZONS),
        event_at=draw(st.sampled_from([0, NOW])),
        sources=tuple(draw(st.lists(NAMED, max_size=3))),
        media=tuple(Media(path=draw(NAMED), alt_text=draw(LINES)) for _ in range(draw(st.integers(0, 3)))),
        hashtags=tuple(draw(st.lists(TAGS, max_size=3))),
        owner=draw(LINES),
        verification=draw(st.sampled_from(VERIFICATIONS)),
        verifier=draw(LINES),
        dataset=draw(LINES),
        press=draw(st.none() | st.builds(Press, what=NAMED, contact=LINES, ticked=st.sampled_from([(), GATES]))),
        ai_assisted=draw(st.booleans()),
        note=draw(st.sampled_from(["", "satu\ndua", "-"])),
        state=draw(st.sampled_from(["draft", "review", "returned", "approved"])),
    )
    slots = st.integers(0, 400).map(lambda n: (NOW + n * 7 * HOUR) // 1000 * 1000)
    variants = []
    for account in draw(st.sets(st.integers(1, 3))):
        state = draw(st.sampled_from(get_args(VariantState)))
        went = state in ("published", "withdrawn")
        variants.append(
            Variant(
                post=0,
                account=account,
                caption=draw(WRITTEN),
                slot_at=draw(st.one_of(st.just(0), slots)),
                state=state,
                url="https://a.example/1" if went else "",
                published_at=NOW // 1000 * 1000 if went else 0,
                published_by="rina" if went else "",
                reason="hujan" if state in ("postponed", "cancelled", "withdrawn") else "",
            )
        )
    return post, variants


@given(st.lists(planned(), min_size=1, max_size=4), st.sampled_from(FILE_FORMATS))
def test_whatever_a_plan_says_goes_out_and_comes_in(made: list[tuple[Post, list[Variant]]], format: Format) -> None:
    with _throw_away() as first, _throw_away() as second:
        for number, (post, variants) in enumerate(made):
            post.created_at = NOW + number
            id = put(first, "posts", post)
            for variant in variants:
                variant.post = id
                put(first, "variants", variant)
        data = out(first, format)
        report = back(second, data)
        assert report.refused == ()
        assert sorted(map(repr, told(second))) == sorted(map(repr, told(first)))
        assert back(first, data).same == len(made)


@contextmanager
def _throw_away() -> Iterator[Desk]:
    with TemporaryDirectory(prefix="meja-test-") as folder, store.open(Path(folder) / "store", "rina") as opened:
        desk = Desk(opened, now=lambda: NOW)
        for platform, zone in (("instagram", "WIB"), ("x", "WIT"), ("tiktok", "Asia/Kolkata")):
            put(desk, "accounts", Account(platform=platform, handle=f"a.{platform}", zone=zone))  # type: ignore[arg-type]
        yield desk


def test_a_file_still_fits_after_the_office_has_sent_its_own_calendar_again(desk: Desk) -> None:
    office = "Tanggal;Jam;Platform;Judul;Caption;Status\n24/11/2026;08.00;IG;KIA;{};Draft\n"
    back(desk, office.format("satu").encode())
    ours = out(desk)
    assert back(desk, office.format("dua").encode()).changed == 1
    assert back(desk, ours).changed == 1
    assert [one.caption for one in posts(desk)] == ["satu"]
