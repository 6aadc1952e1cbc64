"""Erasing a citizen: found under all names, gone from every file of the store, and never back."""

import gzip
import os
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import archive, archiving, clarifications, comments, erasure, restraint, rising
from desk.desk import Desk
from desk.erasure import carrying
from desk.history import redo, undo
from domain.accounts import Account
from domain.audit import AuditEntry
from domain.chain import verify
from domain.comments import Comment, Note, Reply
from domain.erasure import DEEDS, Deed, Person, Veil
from domain.times import DAY
from store.archive import Archives
from store.backup import back_up
from store.disk import Disk
from tests.desk.conftest import NOW, Opened, comment_of, done, put, put_account, put_comment, put_variant, reason
from tests.desk.test_archive import OLD, incoming, put_reply, take_in
from tests.store.test_archive import Stops

HANDLE, NAME = "siti.aminah92", "Siti Aminah"
TEXT = "Saya Siti dari Melati 5, NIK 3571010101900003, selokan mampet"
OLD_TEXT = "Lampu jalan di Melati padam sejak Senin lalu"
SECRETS = (HANDLE, NAME, "Siti dari Melati", OLD_TEXT, "3571010101900003")


@pytest.fixture
def account(desk: Desk) -> Account:
    return put_account(desk)


class Case:
    """A store in which one citizen stands everywhere."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        his = {"handle": HANDLE, "author": NAME, "url": f"https://ig.example/{HANDLE}/c/1"}
        self.filed = put_comment(
            desk, **his, text=OLD_TEXT, platform_id="p-old", state="done", written_at=OLD, reply_due=None
        )
        self.filed_reply = put_reply(desk, self.filed, text=f"Halo Kak {NAME}, kami cek.")
        done(comments.add_note(desk, self.filed, f"{NAME} sudah ditelepon"))
        archiving.run(desk, 12)
        self.live = put_comment(desk, **his, text=TEXT, platform_id="p-new")
        done(comments.save_draft(desk, comment_of(desk, self.live), f"Kak {NAME}, mohon DM"))
        done(comments.mark_sent(desk, comment_of(desk, self.live), f"Kak {NAME} (@{HANDLE}), mohon DM"))
        self.other = put_comment(desk, handle="dewi", text=f"Betul kata @{HANDLE}!", parent="p-new", platform_id="q")
        done(comments.add_note(desk, self.other, f"Sama dengan {NAME}: “{TEXT}”"))
        self.far = put_comment(desk, handle="budi", text="Jalan rusak", platform_id="z")
        done(comments.mark_sent(desk, comment_of(desk, self.far), f"Sama seperti Kak {NAME} kemarin"))
        with desk.step("comment.by_hand", note=f"dari {HANDLE}") as step:
            self.pasted = step.insert("comments", comment(author=NAME, text="Dari tempelan, tanpa akun"))
        with open(os.path.join(desk.store.path, "torn-00000001-77"), "w", encoding="utf-8") as torn:
            torn.write(f'{{"c":"{NAME}')
        back_up(desk.store, os.path.join(desk.store.path, "backups"), NOW - DAY)


def comment(**fields: Any) -> Comment:
    known = {"platform": "instagram", "account": 1, "platform_id": "tempel:1", "written_at": NOW, "reply_due": NOW}
    return Comment(**{**known, **fields})


@pytest.fixture
def case(desk: Desk, account: Account) -> Case:
    return Case(desk)


def contents(folder: str) -> Iterator[tuple[str, bytes]]:
    """Every file under the folder, what is packed unpacked."""
    for place, _below, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            yield path, Path(path).read_bytes()
            if name.endswith(".jsonl.gz"):
                yield path, gzip.decompress(Path(path).read_bytes())
            if name.endswith(".tar.gz"):
                with tarfile.open(path) as tar:
                    for info in tar:
                        data = tar.extractfile(info).read()  # type: ignore[union-attr]
                        yield f"{path}/{info.name}", data
                        if info.name.endswith(".gz"):
                            yield f"{path}/{info.name}", gzip.decompress(data)


def places_of(folder: str, *secrets: str) -> set[str]:
    """Files in which one of the words stands, whatever its case."""
    wanted = [one.casefold() for one in secrets]
    found = set()
    for path, data in contents(folder):
        text = data.decode("utf-8", "replace").casefold()
        found |= {os.path.relpath(path, folder) for one in wanted if one in text}
    return found


def sound(desk: Desk) -> None:
    """The chain of the trail holds."""
    report = verify(desk.store.documents("audit").copy(), 10**9)
    assert report.finding is None or report.finding.kind == "removed", report.finding


def test_everything_is_found_and_counted_first(case: Case) -> None:
    for who in (HANDLE, f"@{HANDLE.upper()}", "siti  aminah"):
        found = erasure.inventory(case.desk, erasure.find(case.desk, who))
        assert (found.live, found.archived) == ([case.live, case.pasted], [case.filed])
        assert case.filed_reply in found.replies
        assert len(found.replies) == 2
        assert found.mentioned == [case.other, case.far]
        assert len(found.audit) == 5
        assert [os.path.basename(one)[:5] for one in found.backups] == ["meja-"]
        assert (found.person.handles, found.person.names) == ([HANDLE], [NAME])
    assert places_of(case.desk.store.path, HANDLE)


def test_removed_from_every_file_of_the_store(case: Case, opened: Opened) -> None:
    desk, colleague = case.desk, opened("sari")
    assert len(places_of(desk.store.path, *SECRETS)) >= 4
    erasure.erase(desk, erasure.find(desk, HANDLE), "remove")
    assert places_of(desk.store.path, *SECRETS) == set()
    assert set(desk.store.documents("comments")) == {case.other, case.far}
    assert comment_of(desk, case.other).text == f"Betul kata {'•' * (len(HANDLE) + 1)}!"
    assert comment_of(desk, case.other).notes[0].text.startswith("Sama dengan •••")
    (reply,) = desk.store.repo("replies", Reply).all()
    assert reply.text == f"Sama seperti Kak {'•' * len(NAME)} kemarin"
    assert archive.listed(desk) == []
    assert erasure.under_way(desk) is None
    assert len(os.listdir(os.path.join(desk.store.path, "backups"))) == 1, "a fresh one"
    sound(desk)
    (entry,) = [one for one in desk.store.repo("audit", AuditEntry).all() if one.verb == "person.erase"]
    assert (entry.changes, entry.params["comments"], entry.params["deed"]) == ((), 3, "remove")
    colleague.store.poll()
    assert set(colleague.store.documents("comments")) == {case.other, case.far}
    done(comments.tag_kind(colleague, case.far, "hoax"))


def test_anonymised_the_texts_stay_and_nobody_is_in_them(case: Case) -> None:
    desk = case.desk
    before = comment_of(desk, case.live)
    erasure.erase(desk, erasure.find(desk, HANDLE), "anonymise")
    assert places_of(desk.store.path, HANDLE, NAME, "3571010101900003", "p-old", "p-new") == set()
    kept = comment_of(desk, case.live)
    assert (kept.author, kept.handle, kept.url, kept.kind) == ("", "", "", before.kind)
    assert kept.text.startswith("Saya Siti dari Melati 5")
    assert len(kept.text) == len(TEXT)
    assert comment_of(desk, case.other).parent == kept.platform_id
    filed = archive.search(desk, "lampu jalan melati").comments
    assert [one.id for one in filed] == [case.filed]
    assert archive.known(desk, [("instagram", filed[0].platform_id)]) == {
        ("instagram", filed[0].platform_id): ("comments", case.filed)
    }
    sound(desk)
    erasure.erase(desk, erasure.find(desk, HANDLE), "anonymise")
    assert comment_of(desk, case.live) == kept


def test_no_import_brings_them_back(case: Case) -> None:
    desk = case.desk
    for deed in DEEDS:
        erasure.erase(desk, erasure.find(desk, HANDLE), deed)
    rows = [incoming("p-new", handle=HANDLE, text=TEXT), incoming("p-old", handle=HANDLE), incoming("n", handle="x")]
    report = take_in(desk, *rows)
    assert (report.new, report.barred, report.same) == (1, 2, 0)
    assert places_of(desk.store.path, HANDLE, "p-old", "p-new") == set()
    parent = comment_of(desk, case.other).parent
    assert take_in(desk, incoming("q", handle="dewi", text="Lain", parent="p-new", likes=3)).changed == 1
    assert comment_of(desk, case.other).parent == parent
    again = take_in(desk, incoming("p-later", handle=HANDLE, text="Saya menulis lagi"))
    assert again.new == 1, "what they write from now on is a new matter"


def test_no_older_copy_brings_them_back(case: Case, tmp_path: Path) -> None:
    desk = case.desk
    old = {table: dict(desk.store.documents(table)) for table in ("comments", "replies")}
    erasure.erase(desk, erasure.find(desk, HANDLE), "remove")
    take_in(desk, incoming("p-later", handle=HANDLE, text="Saya menulis lagi, sesudah itu"))
    with desk.store.transaction() as tx:  # As an older backup would.
        for table, documents in old.items():
            for id, document in documents.items():
                if tx.document(table, id) is None:
                    plain = {**msgspec.json.decode(document)}
                    plain.pop("rev")
                    tx.insert(table, plain, id)
    assert erasure.reapply(desk) == 2
    assert places_of(desk.store.path, NAME, "Siti dari Melati", "3571010101900003") == set()
    texts = [one.text for one in desk.store.repo("comments", Comment).all()]
    assert "Saya menulis lagi, sesudah itu" in texts
    assert erasure.reapply(desk) == 0


def test_nothing_takes_it_back(case: Case) -> None:
    desk = case.desk
    done(comments.tag_kind(desk, case.far, "hoax"))
    erasure.erase(desk, erasure.find(desk, HANDLE), "remove")
    assert reason(undo(desk)) == "final"
    done(undo(desk))
    assert comment_of(desk, case.far).kind == "complaint"
    seen = set()
    for _ in range(12):
        seen.add(getattr(undo(desk), "reason", "done"))
    assert "erased" in seen
    redo(desk)
    assert places_of(desk.store.path, *SECRETS) == set()


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("stop", range(0, 24, 2))
def test_killed_at_any_step_the_next_run_finishes_it(case: Case, opened: Opened, stop: int, deed: Deed) -> None:
    desk = case.desk
    with suppress(KeyboardInterrupt):
        erasure.erase(desk, erasure.find(desk, HANDLE), deed, disk=Stops(stop))
    later = opened("sari")
    if erasure.under_way(later):
        assert erasure.resume(later)
    elif not erasure.erased(later):  # Killed before it had begun.
        erasure.erase(later, erasure.find(later, HANDLE), deed)
    words = SECRETS if deed == "remove" else (HANDLE, NAME, "3571010101900003")
    assert places_of(desk.store.path, *words) == set()
    entries = [one for one in later.store.repo("audit", AuditEntry).all() if one.verb == "person.erase"]
    assert len(entries) == 1
    sound(later)


def test_a_great_deal_goes_in_several_transactions(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = case.desk
    monkeypatch.setattr(carrying, "TRANSACTION", 2)
    erasure.erase(desk, erasure.find(desk, HANDLE), "remove")
    assert places_of(desk.store.path, *SECRETS) == set()
    entries = [one for one in desk.store.repo("audit", AuditEntry).all() if one.verb == "person.erase"]
    assert len(entries) > 2
    assert [one.params.get("part", False) for one in entries] == [False, *[True] * (len(entries) - 1)]
    sound(desk)


def test_what_a_colleague_writes_meanwhile_is_looked_at_too(
    case: Case, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, colleague, look = case.desk, opened("sari"), carrying._Scan.look
    notes = iter([f"telepon {NAME} besok"])

    def interrupted(scan: carrying._Scan) -> None:
        look(scan)
        for note in notes:
            done(comments.add_note(colleague, case.far, note))

    monkeypatch.setattr(carrying._Scan, "look", interrupted)
    erasure.erase(desk, erasure.find(desk, HANDLE), "remove")
    assert comment_of(desk, case.far).notes[-1].text == f"telepon {'•' * len(NAME)} besok"
    assert places_of(desk.store.path, *SECRETS) == set()
    sound(desk)


def test_one_name_of_several_people_is_asked_about(desk: Desk) -> None:
    for handle in ("budi_a", "budi_b"):
        put_comment(desk, handle=handle, author="Budi Santoso")
    with pytest.raises(erasure.Several) as found:
        erasure.find(desk, "Budi Santoso")
    assert found.value.people == [("instagram", "budi_a"), ("instagram", "budi_b")]
    assert erasure.find(desk, "budi_a").comments == [1]


def test_our_own_accounts_are_no_citizens(desk: Desk, account: Account) -> None:
    with pytest.raises(erasure.Ours):
        erasure.find(desk, f"@{account.handle.upper()}")


def test_a_platform_narrows_it(desk: Desk) -> None:
    here, there = put_comment(desk, handle="budi_a"), put_comment(desk, handle="budi_a", platform="x")
    assert erasure.find(desk, "budi_a").comments == [here, there]
    assert erasure.find(desk, "budi_a", "x").comments == [there]


def test_who_only_is_named_is_found_too(desk: Desk) -> None:
    id = put_comment(desk, text="Tanya @rahmat_99 saja")
    found = erasure.inventory(desk, erasure.find(desk, "rahmat_99"))
    assert (found.live, found.mentioned) == ([], [id])
    erasure.erase(desk, found.person, "remove")
    assert comment_of(desk, id).text == "Tanya •••••••••• saja"
    assert erasure.inventory(desk, erasure.find(desk, "nobody_here")).empty


def test_words_that_may_mean_anybody_stay_elsewhere(desk: Desk) -> None:
    put_comment(desk, handle="warga", author="Ani", text="Halo", platform_id="a")
    near = put_comment(desk, handle="x", text="Ani dan warga benar", parent="a")
    far = put_comment(desk, handle="y", text="Ani, warga lain, dan @warga dan @warga2")
    twin = put_comment(desk, handle="z", text="Halo", platform_id="t")
    erasure.erase(desk, erasure.find(desk, "warga"), "remove")
    assert comment_of(desk, near).text == "••• dan ••••• benar"
    assert comment_of(desk, far).text == "Ani, warga lain, dan •••••• dan @warga2"
    assert comment_of(desk, twin).text == "Halo"


def test_posts_are_named_and_stay(desk: Desk) -> None:
    put_comment(desk, handle="juara_2026")
    put_variant(desk, 1, title="Selamat @juara_2026")
    found = erasure.inventory(desk, erasure.find(desk, "juara_2026"))
    assert found.posts == [1]
    erasure.erase(desk, found.person, "remove")
    assert desk.store.get("posts", 1) is not None


def test_a_damaged_archive_leaves_it_open(case: Case) -> None:
    desk = case.desk
    person = erasure.find(desk, HANDLE)
    path = Path(Archives(desk.store.path).path("comments-2025-07"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    with pytest.raises(Exception, match="comments-2025-07"):
        erasure.erase(desk, person, "remove")
    path.write_bytes(whole)
    with suppress(Exception):
        erasure.resume(desk)
    erasure.erase(desk, person, "remove")
    assert places_of(desk.store.path, *SECRETS) == set()


@given(
    st.text(min_size=1, max_size=40),
    st.text(alphabet="abcxyz0123._", min_size=1, max_size=12),
    st.text(max_size=200),
    st.booleans(),
)
def test_a_veil_keeps_lengths_and_hides_whole_names_only(name: str, handle: str, text: str, near: bool) -> None:
    veil = Veil(Person(handles=[handle], names=[name]))
    hidden = veil.hidden(f"{text} @{handle} ", near=near)
    assert len(hidden) == len(text) + len(handle) + 3
    assert hidden.endswith(f" {'•' * (len(handle) + 1)} ") or handle.endswith(".") or "@" in text
    assert veil.hidden(hidden, near=near) == hidden


def test_notes_and_labels_of_theirs(desk: Desk) -> None:
    note = Note(at=NOW, by="rina", text="telepon Kak Rahmat Hidayat")
    id = put_comment(desk, handle="rahmat_h", author="Rahmat Hidayat", notes=(note,), labels=("Rahmat Hidayat",))
    erasure.erase(desk, erasure.find(desk, "rahmat_h"), "anonymise")
    kept = comment_of(desk, id)
    assert kept.notes[0].text == f"telepon Kak {'•' * 14}"
    assert kept.labels == ("•" * 14,)


def test_disk_is_the_stores(desk: Desk) -> None:
    assert put(desk, "comments", comment(handle="a_b", platform_id="1"))
    erasure.erase(desk, erasure.find(desk, "a_b"), "remove", disk=Disk())
    assert oct(os.stat(os.path.join(desk.store.path, erasure.KEYS)).st_mode)[-3:] == "600"


@pytest.mark.parametrize("deed", DEEDS)
def test_what_our_admins_wrote_of_a_matter_keeps_no_name(case: Case, deed: Deed) -> None:
    desk = case.desk
    done(clarifications.open_from(desk, f"@{HANDLE} menulis: {TEXT}", comment=case.far))
    done(restraint.start(desk, f"{NAME} mengeluh"))
    done(restraint.note(desk, f"{HANDLE} sudah dihubungi"))
    done(rising.dismiss(desk, case.far, f"selokan {NAME}"))
    erasure.erase(desk, erasure.find(desk, HANDLE), deed)
    assert places_of(desk.store.path, HANDLE, NAME) == set()
    (sheet,), (crisis,) = clarifications.listed(desk), restraint.crises(desk)
    told = f"{sheet.claim} {crisis.reason} {crisis.log[0].text}"
    assert HANDLE not in told
    assert NAME not in told
    assert "sudah dihubungi" in told
