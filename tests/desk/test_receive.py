"""What files bring into the store: each comment and each post once, and never over an admin's work."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import language
import store
from channels import importers
from desk import agency, referrals
from desk import comments as acts
from desk.accounts import add_account
from desk.desk import Desk
from desk.receive import TRANSACTION, import_file, receive
from desk.settings import set_setting
from domain.accounts import Account
from domain.agency import Agency
from domain.audit import AuditEntry
from domain.comments import Comment, Reply
from domain.deadlines import calendar_of, deadlines
from domain.deliveries import Delivery
from domain.incoming import FileRefused, FileReport, Refusal
from domain.outcomes import Conflict, Done
from domain.posts import Post, Variant
from domain.times import UnknownZone, parse_iso

FILES = Path(__file__).parents[1] / "channels" / "files"
NOW = parse_iso("2026-11-22T10:00:00+07:00")
APIFY = "apify_instagram_comments.json"
TODAY = "2026-11-22T02:00:00.000Z"

Opened = Callable[[str], Desk]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens another desk on the same store."""
    stores = []

    def open_desk(actor: str) -> Desk:
        stores.append(store.open(tmp_path / "store", actor))
        return Desk(stores[-1], now=lambda: NOW)

    yield open_desk
    for one in stores:
        one.close()


@pytest.fixture
def desk(opened: Opened) -> Desk:
    return opened("rina")


def bring(desk: Desk, name: str, **options: Any) -> FileReport:
    return receive(desk, importers.read((FILES / name).read_bytes()), name, **options)


def bring_apify(desk: Desk, *records: dict[str, Any], **options: Any) -> FileReport:
    return receive(desk, importers.read(json.dumps(records).encode()), "a.json", **options)


def record(id: str, text: str = "halo", by: str = "warga", **fields: Any) -> dict[str, Any]:
    return {"id": id, "text": text, "ownerUsername": by, "timestamp": TODAY, "likesCount": 0, **fields}


def bring_calendar(desk: Desk, *rows: str) -> FileReport:
    header = "Tanggal;Jam;Platform;Judul;Caption;Status;Link Posting"
    return receive(desk, importers.read("\n".join((header, *rows)).encode()), "k.csv")


def counts(report: FileReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.same, len(report.refused)


def comments(desk: Desk) -> list[Comment]:
    return list(desk.store.repo("comments", Comment).all())


def replies(desk: Desk) -> list[Reply]:
    return list(desk.store.repo("replies", Reply).all())


def variants(desk: Desk) -> list[Variant]:
    return list(desk.store.repo("variants", Variant).all())


def posts(desk: Desk) -> list[Post]:
    return list(desk.store.repo("posts", Post).all())


# Comments


@pytest.mark.parametrize(
    ("name", "new", "same"),
    [
        ("exportcomments_instagram.csv", 3, 1),
        (APIFY, 3, 0),
        ("youtube_comment_downloader.jsonl", 2, 0),
        ("facebook_scraper_post.json", 2, 0),
        ("kalender_konten.csv", 3, 0),
        ("kalender_konten_agensi.xlsx", 3, 0),
    ],
)
def test_a_file_comes_in_once(desk: Desk, name: str, new: int, same: int) -> None:
    assert counts(bring(desk, name, dry_run=True)) == (new, 0, same, 0)
    assert desk.store.seq == 0
    assert counts(bring(desk, name)) == (new, 0, same, 0)
    seq = desk.store.seq
    assert counts(bring(desk, name)) == (0, 0, new + same, 0)
    assert desk.store.seq == seq


def test_a_file_refused_as_a_whole_changes_nothing(desk: Desk) -> None:
    with pytest.raises(FileRefused):
        import_file(desk, b'[{"id": "1", ', "a.json")
    assert desk.store.seq == 0
    assert counts(import_file(desk, (FILES / APIFY).read_bytes(), APIFY)) == (3, 0, 0, 0)
    assert import_file(desk, (FILES / APIFY).read_bytes(), APIFY, platform="tiktok").new == 3


def test_a_new_comment_is_read_and_has_its_deadline(desk: Desk) -> None:
    report = bring(desk, "exportcomments_instagram.csv")
    first, thanks, _ = comments(desk)
    assert first.reading == language.read(first.text)
    assert first.kind == first.reading.kind
    assert first.sentiment == ("unsure" if first.reading.unsure else first.reading.sentiment)
    due = deadlines(first.kind, first.written_at, calendar_of((), ()))
    assert (first.reply_due, first.follow_up_due) == due
    assert (first.written_at, first.received_at) == (parse_iso("2026-11-18T22:41:57+07:00"), NOW)
    assert (first.state, first.kind_by, first.sentiment_by) == ("new", "", "")
    assert thanks.kind == "praise"
    assert report.zones == {"WIB": "default"}


def test_an_empty_comment_is_kept(desk: Desk) -> None:
    bring(desk, APIFY)
    assert [one.text for one in comments(desk)].count("") == 1


def test_the_zone_is_the_callers_else_the_accounts_else_the_agencys(desk: Desk) -> None:
    def first_hour(**options: Any) -> tuple[int, dict[str, str]]:
        report = receive(desk, found, "x", dry_run=True, **options)
        return report.new, dict(report.zones)

    found = importers.read((FILES / "exportcomments_instagram.csv").read_bytes())
    set_setting(desk, "zone", "WIT")
    assert first_hour() == (3, {"WIT": "agency"})
    add_account(desk, "instagram", "kominfo.cendana", zone="WITA")
    assert first_hour() == (3, {"WITA": "account"})
    assert first_hour(zone="Asia/Jakarta") == (3, {"Asia/Jakarta": "given"})
    with pytest.raises(UnknownZone):
        first_hour(zone="WIX")
    receive(desk, found, "x")
    assert comments(desk)[0].written_at == parse_iso("2026-11-18T22:41:57+08:00")


def test_an_unknown_account_is_made_and_waits_to_be_set_up(desk: Desk) -> None:
    report = bring(desk, APIFY)
    (account,) = desk.accounts()
    assert (account.platform, account.handle, account.configured) == ("instagram", "", False)
    assert [one.id for one in report.made] == [account.id]
    assert bring(desk, "exportcomments_instagram.csv").made == ()
    assert {one.account for one in comments(desk)} == {account.id}


def test_the_account_is_the_named_one_else_the_files_else_the_first(desk: Desk) -> None:
    add_account(desk, "instagram", "satu")
    add_account(desk, "instagram", "dua")
    url = "https://www.instagram.com/tiga/p/D/"
    bring_apify(desk, record("1"))
    bring_apify(desk, record("2"), account="@Dua")
    bring_apify(desk, record("3"), account="2")
    bring_apify(desk, record("4", postUrl=url))
    bring_apify(desk, record("5", postUrl=url), account="empat")
    handles = {one.id: one.handle for one in desk.accounts()}
    assert [handles[one.account] for one in comments(desk)] == ["satu", "dua", "dua", "tiga", "empat"]
    assert [one.configured for one in desk.accounts()] == [True, True, False, False]


def test_what_we_wrote_becomes_a_reply_and_answers_its_comment(desk: Desk) -> None:
    add_account(desk, "instagram", "Kominfo.Cendana")
    assert counts(bring(desk, APIFY)) == (3, 0, 0, 0)
    (reply,) = replies(desk)
    assert [one.state for one in comments(desk)] == ["answered", "new"]
    assert (reply.comment, reply.state, reply.by, reply.likes) == (1, "sent", "kominfo.cendana", 1)
    assert reply.sent_at == parse_iso("2026-11-16T03:40:00Z")
    assert counts(bring(desk, APIFY)) == (0, 0, 3, 0)


def test_a_word_more_that_was_written_on_the_platform_is_no_secret_to_who_adds_one(desk: Desk) -> None:
    add_account(desk, "instagram", "Kominfo.Cendana")
    bring_apify(desk, record("1"))
    acts.mark_sent(desk, comments(desk)[0], "Buka jam 8")
    (seen,) = comments(desk)
    assert seen.further == 0
    bring_apify(desk, record("1", replies=[record("9", "Ralat: jam 9", by="kominfo.cendana")]))
    assert comments(desk)[0].further == replies(desk)[1].id
    outcome = acts.mark_sent(desk, seen, "Maaf, jam 9", rev=seen.rev)
    assert isinstance(outcome, Conflict)
    assert outcome.clashes == ("further",)


def test_a_citizen_whose_handle_is_the_accounts_id_stays_a_citizen(desk: Desk) -> None:
    add_account(desk, "instagram", "kominfo")
    bring_apify(desk, record("1", by="1"), account="1")
    assert (len(comments(desk)), len(replies(desk))) == (1, 0)


def test_the_files_own_mark_is_enough(desk: Desk) -> None:
    bring(desk, "facebook_scraper_post.json")
    assert [one.text for one in replies(desk)] == ["Mohon maaf, bergeser ke halaman Kelurahan."]
    assert [one.state for one in comments(desk)] == ["answered"]


def test_an_answer_that_stands_before_its_comment_finds_it(desk: Desk) -> None:
    add_account(desk, "instagram", "kominfo")
    bring_apify(desk, record("2", "siap", "kominfo", parentCommentId="1"), record("1"))
    assert [one.comment for one in replies(desk)] == [comments(desk)[0].id]
    assert [one.state for one in comments(desk)] == ["answered"]


def test_what_we_wrote_under_a_referred_comment_is_its_first_word(desk: Desk) -> None:
    add_account(desk, "instagram", "kominfo")
    agency.keep(desk, Agency(name="PDAM"))
    bring_apify(desk, record("1"))
    assert isinstance(referrals.refer(desk, 1, 1), Done)
    bring_apify(desk, record("2", "kami teruskan", "kominfo", parentCommentId="1"))
    (one,) = comments(desk)
    assert (one.state, one.unheard) == ("referred", False)


def test_our_rows_become_replies_once_the_handle_is_known(desk: Desk) -> None:
    bring(desk, APIFY)
    assert (len(comments(desk)), len(replies(desk))) == (3, 0)
    add_account(desk, "instagram", "kominfo.cendana")
    assert counts(bring(desk, APIFY)) == (0, 1, 2, 0)
    assert (len(comments(desk)), len(replies(desk))) == (2, 1)
    assert comments(desk)[0].state == "answered"
    assert counts(bring(desk, APIFY)) == (0, 0, 3, 0)


def test_an_answer_recorded_by_hand_is_not_told_twice(desk: Desk) -> None:
    add_account(desk, "instagram", "kominfo")
    bring_apify(desk, record("1"))
    acts.mark_sent(desk, comments(desk)[0], "Siap, Kak.")
    seen = record("2", "@warga Siap, Kak.", "kominfo", parentCommentId="1")
    assert counts(bring_apify(desk, seen)) == (0, 1, 0, 0)
    assert [(one.platform_id, one.sent_by) for one in replies(desk)] == [("2", "rina")]
    assert counts(bring_apify(desk, seen)) == (0, 0, 1, 0)


def test_a_changed_comment_takes_over_what_the_file_knows(desk: Desk) -> None:
    bring_apify(desk, record("1", "terima kasih, pelayanan bagus"))
    changed = record("1", "jalan rusak, tolong diperbaiki", likesCount=9)
    assert counts(bring_apify(desk, changed)) == (0, 1, 0, 0)
    (comment,) = comments(desk)
    assert (comment.text, comment.likes) == (changed["text"], 9)
    assert comment.reading == language.read(changed["text"])
    due = deadlines("complaint", comment.written_at, calendar_of((), ()))
    assert (comment.kind, comment.reply_due, comment.follow_up_due) == ("complaint", *due)


def test_what_a_file_does_not_tell_stays(desk: Desk) -> None:
    bring_apify(desk, record("1", "halo", likesCount=3, parentCommentId="9"))
    assert counts(bring_apify(desk, record("1", "", likesCount=None))) == (0, 0, 1, 0)
    (comment,) = comments(desk)
    assert (comment.text, comment.likes, comment.parent) == ("halo", 3, "9")


def test_an_admins_word_stands(desk: Desk) -> None:
    bring_apify(desk, record("1", "terima kasih, pelayanan bagus"))
    acts.tag_kind(desk, 1, "question")
    acts.tag_sentiment(desk, 1, "neutral")
    acts.add_note(desk, 1, "sudah ditelepon")
    before = comments(desk)[0]
    assert counts(bring_apify(desk, record("1", "jalan rusak, tolong diperbaiki"))) == (0, 1, 0, 0)
    after = comments(desk)[0]
    assert after.text != before.text
    assert (after.kind, after.sentiment, after.reply_due) == ("question", "neutral", before.reply_due)
    assert (after.kind_by, after.notes, after.state) == ("rina", before.notes, "triaged")


def test_a_comment_of_ours_that_an_admin_has_touched_stays_a_comment(desk: Desk) -> None:
    bring_apify(desk, record("1", by="kominfo"))
    acts.tag_sentiment(desk, 1, "neutral")
    add_account(desk, "instagram", "kominfo")
    assert counts(bring_apify(desk, record("1", by="kominfo"))) == (0, 0, 1, 0)
    assert (len(comments(desk)), len(replies(desk))) == (1, 0)


def test_a_comment_knows_our_post_by_its_address(desk: Desk) -> None:
    bring_calendar(desk, "20/11/2026;08.00;IG;KIA;;Tayang;https://www.instagram.com/kominfo/p/DX1/?img=1")
    bring_apify(desk, record("1", postUrl="https://www.instagram.com/p/DX1/"))
    assert [one.post for one in comments(desk)] == [posts(desk)[0].id]


def test_hostile_texts_are_stored_as_received(desk: Desk) -> None:
    hostile = "\x1b]0;x\x07[@click=app.quit]\u202e\x00"
    bring_apify(desk, record("1", hostile, hostile.replace("\x00", "")))
    (comment,) = comments(desk)
    assert (comment.text, comment.handle) == (hostile, hostile.replace("\x00", ""))


# Transactions


def test_many_comments_come_in_transactions_with_counts_alone_in_the_audit(desk: Desk) -> None:
    bring_apify(desk, *(record(str(number)) for number in range(2 * TRANSACTION + 1)))
    assert desk.store.seq == 3
    entries = list(desk.store.repo("audit", AuditEntry).all())
    assert [entry.params for entry in entries] == [
        {"file": "a.json", "new": count, "changed": 0} for count in (TRANSACTION, TRANSACTION, 1)
    ]
    assert all(entry.changes == () and entry.by == "rina" for entry in entries)


def test_two_admins_who_import_one_file_at_once_bring_it_in_once(
    desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = opened("budi")
    records = [record(str(number)) for number in range(TRANSACTION + 1)]
    late: list[FileReport] = []
    step = desk.step

    def interrupted(verb: str, **params: Any) -> Any:
        if not late:
            late.append(bring_apify(other, *records))
        return step(verb, **params)

    monkeypatch.setattr(desk, "step", interrupted)
    assert counts(bring_apify(desk, *records)) == (0, 0, len(records), 0)
    assert counts(late[0]) == (len(records), 0, 0, 0)
    assert len(comments(desk)) == len(records)
    assert len(desk.accounts()) == 1


# Planned posts


def test_all_platforms_are_those_of_the_agencys_accounts(desk: Desk) -> None:
    report = bring_calendar(desk, "23/11/2026;08.00;Semua platform;KIA;;;")
    assert (counts(report), report.refused) == ((0, 0, 0, 1), (Refusal(2, "no_accounts"),))
    add_account(desk, "instagram", "kominfo")
    add_account(desk, "youtube", "kominfo")
    assert counts(bring_calendar(desk, "23/11/2026;08.00;Semua platform;KIA;;;")) == (1, 0, 0, 0)
    platforms = {one.id: one.platform for one in desk.accounts()}
    assert sorted(platforms[one.account] for one in variants(desk)) == ["instagram", "youtube"]


def test_a_calendar_becomes_posts_with_a_variant_for_each_account(desk: Desk) -> None:
    report = bring(desk, "kalender_konten.csv")
    accounts = {one.id: one.platform for one in desk.store.repo("accounts", Account).all()}
    assert [(accounts[one.account], one.slot_at) for one in variants(desk)] == [
        ("instagram", parse_iso("2026-11-23T08:00+07:00")),
        ("facebook", parse_iso("2026-11-23T08:00+07:00")),
        ("tiktok", parse_iso("2026-11-24T19:00+07:00")),
        ("instagram", parse_iso("2026-11-25T07:00+08:00")),
    ]
    assert [(one.title, one.state, one.owner) for one in posts(desk)] == [
        ("Syarat KIA online", "approved", "Dewi"),
        ("Pilah sampah dari rumah", "draft", "Bagus"),
        ("Hari Guru Nasional", "returned", "Dewi"),
    ]
    assert len(report.made) == 3
    assert counts(bring(desk, "kalender_konten_agensi.xlsx")) == (0, 0, 3, 0)


def test_a_row_for_each_platform_is_one_post(desk: Desk) -> None:
    report = bring_calendar(
        desk, "23/11/2026;08.00;IG;KIA;satu;;", "23/11/2026;19.00;FB;kia ;dua;;", "24/11/2026;19.00;FB;KIA;dua;;"
    )
    assert counts(report) == (2, 0, 0, 0)
    assert [(one.post, one.caption) for one in variants(desk)] == [(1, ""), (1, "dua"), (2, "")]


def test_a_day_without_a_time_is_planned_at_noon(desk: Desk) -> None:
    assert bring_calendar(desk, "23/11/2026;;IG;KIA;;;").untimed == 1
    assert [one.slot_at for one in variants(desk)] == [parse_iso("2026-11-23T12:00+07:00")]


def test_a_post_that_is_not_approved_takes_changes_over(desk: Desk) -> None:
    bring_calendar(desk, "23/11/2026;08.00;IG;KIA;lama;Draft;")
    assert counts(bring_calendar(desk, "23/11/2026;09.00;IG, FB;KIA;baru;ACC;")) == (0, 1, 0, 0)
    assert [(one.caption, one.state) for one in posts(desk)] == [("baru", "approved")]
    nine = parse_iso("2026-11-23T09:00+07:00")
    assert [(one.post, one.slot_at) for one in variants(desk)] == [(1, nine), (1, nine)]


def test_an_approved_post_takes_over_only_that_it_was_published(desk: Desk) -> None:
    bring_calendar(desk, "21/11/2026;08.00;IG;KIA;lama;ACC;")
    assert counts(bring_calendar(desk, "21/11/2026;09.00;IG;KIA;baru;ACC;")) == (0, 0, 1, 0)
    with desk.store.transaction() as tx:
        on_its_way = Delivery(variant=1, post=1, account=1, platform="instagram", state="failed")
        tx.update("variants", 1, {"delivery": tx.insert("deliveries", on_its_way)})
    published = "21/11/2026;09.00;IG;KIA;baru;Tayang;https://www.instagram.com/p/D/"
    assert counts(bring_calendar(desk, published)) == (0, 1, 0, 0)
    assert [one.caption for one in posts(desk)] == ["lama"]
    (variant,) = variants(desk)
    assert (variant.delivery, list(desk.store.repo("deliveries", Delivery).all())) == (0, [])
    assert (variant.state, variant.url) == ("published", "https://www.instagram.com/p/D/")
    assert variant.published_at == parse_iso("2026-11-21T09:00+07:00")
    assert counts(bring_calendar(desk, published)) == (0, 0, 1, 0)


def test_an_unchanged_row_never_overwrites_what_was_written_at_the_desk(desk: Desk) -> None:
    row = "23/11/2026;08.00;IG;KIA;dari kalender;Draft;"
    bring_calendar(desk, row)
    with desk.step("post.edit") as step:
        step.update("posts", 1, {"caption": "dari meja"})
    assert counts(bring_calendar(desk, row)) == (0, 0, 1, 0)
    assert [one.caption for one in posts(desk)] == ["dari meja"]


def test_the_address_of_a_post_belongs_to_its_platform(desk: Desk) -> None:
    bring_calendar(desk, "21/11/2026;08.00;IG, FB;KIA;;Tayang;https://www.instagram.com/p/D/")
    assert [one.url for one in variants(desk)] == ["https://www.instagram.com/p/D/", ""]


def test_nothing_is_published_in_the_future(desk: Desk) -> None:
    bring_calendar(desk, "1/12/2026;08.00;IG;KIA;;Tayang;")
    assert [one.published_at for one in variants(desk)] == [NOW]
