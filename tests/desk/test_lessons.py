"""What admins correct is learned, by every desk; whatever is taken back or erased teaches nothing any more."""

import msgspec
import pytest

import language
from desk import comments as use
from desk import erasure, lessons, retention
from desk.desk import Desk
from desk.history import redo, undo
from domain.audit import AuditEntry
from domain.corrections import Correction
from domain.erasure import DEEDS, Deed
from domain.times import DAY
from tests.desk.conftest import NOW, Clock, Opened, comment_of, done, put_comment, reason

TEXT = "Keren lampu taman nyala terus dari subuh"


def put_read(desk: Desk, text: str = TEXT, **fields: object) -> int:
    """A comment as it comes in: read."""
    reading = language.read(text)
    feeling = "unsure" if reading.unsure else reading.sentiment
    return put_comment(desk, text=text, reading=reading, kind=reading.kind, sentiment=feeling, **fields)


def corrections(desk: Desk) -> list[Correction]:
    desk.store.poll()
    return list(desk.store.repo("corrections", Correction).all())


def test_an_admins_word_against_the_engine_is_learned(desk: Desk) -> None:
    id = put_read(desk)
    assert desk.lessons.read(TEXT).sentiment_from == ""
    done(use.tag_sentiment(desk, id, "negative", rev=1))
    reading = desk.lessons.read(f"  {TEXT.upper()}!!")
    assert (reading.sentiment, reading.unsure, reading.sentiment_from) == ("negative", False, "rina")
    (kept,) = corrections(desk)
    assert (kept.comment, kept.field, kept.answer, kept.by) == (id, "sentiment", "negative", "rina")


def test_a_kind_is_learned_too(desk: Desk) -> None:
    id = put_read(desk)
    done(use.tag_kind(desk, id, "criticism", rev=1))
    assert (desk.lessons.read(TEXT).kind, desk.lessons.read(TEXT).kind_from) == ("criticism", "rina")


def test_agreeing_with_the_engine_teaches_nothing(desk: Desk) -> None:
    id = put_read(desk, "Terima kasih banyak, pelayanannya bagus sekali")
    reading = comment_of(desk, id).reading
    assert not reading.unsure
    done(use.tag_sentiment(desk, id, reading.sentiment, rev=1))
    done(use.tag_kind(desk, id, reading.kind))
    assert corrections(desk) == []


def test_what_the_engine_was_unsure_of_is_learned_even_if_it_guessed_right(desk: Desk) -> None:
    reading = language.read("hmm gitu ya")
    unsure = msgspec.structs.replace(reading, unsure=True)
    id = put_comment(desk, text="hmm gitu ya", reading=unsure)
    done(use.tag_sentiment(desk, id, reading.sentiment))
    assert desk.lessons.read("hmm gitu ya").sentiment_from == "rina"


def test_a_second_word_replaces_the_first_and_agreement_ends_it(desk: Desk) -> None:
    id = put_read(desk)
    engine = comment_of(desk, id).reading.sentiment
    others = [one for one in ("negative", "neutral", "positive") if one != engine]
    for answer in others:
        done(use.tag_sentiment(desk, id, answer))  # type: ignore[arg-type]
        (kept,) = corrections(desk)
        assert kept.answer == answer
    done(use.tag_sentiment(desk, id, engine))
    assert corrections(desk) == []


def test_undo_takes_the_lesson_back_with_the_word_and_redo_brings_both(desk: Desk) -> None:
    id = put_read(desk)
    before = desk.lessons.read(TEXT)
    done(use.tag_sentiment(desk, id, "negative", rev=1))
    done(undo(desk))
    assert corrections(desk) == []
    assert comment_of(desk, id).sentiment_by == ""
    assert desk.lessons.read(TEXT) == before
    done(redo(desk))
    assert desk.lessons.read(TEXT).sentiment_from == "rina"


def test_forgetting_one_leaves_the_admins_word_and_gives_the_engine_back_its_view(desk: Desk) -> None:
    id = put_read(desk)
    before = desk.lessons.read(TEXT)
    done(use.tag_sentiment(desk, id, "negative", rev=1))
    (kept,) = corrections(desk)
    done(lessons.forget(desk, kept.id))
    assert desk.lessons.read(TEXT) == before
    assert comment_of(desk, id).sentiment == "negative"
    done(undo(desk))
    assert desk.lessons.read(TEXT).sentiment_from == "rina"
    assert reason(lessons.forget(desk, 99)) == "gone"


def test_forgetting_all_is_one_step(desk: Desk) -> None:
    for number in range(5):
        done(use.tag_sentiment(desk, put_read(desk, f"{TEXT} {number}"), "negative"))
    assert done(lessons.forget_all(desk)).params["n"] == 5
    assert corrections(desk) == []
    assert not desk.lessons.overlay()
    assert reason(lessons.forget_all(desk)) == "no_corrections"
    done(undo(desk))
    assert len(corrections(desk)) == 5


def test_every_desk_learns_from_every_admin(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_read(rina)
    assert budi.lessons.read(TEXT).sentiment_from == ""
    done(use.tag_sentiment(rina, id, "negative"))
    budi.store.poll()
    assert budi.lessons.read(TEXT).sentiment_from == "rina"
    done(use.tag_sentiment(budi, id, "neutral"))
    rina.store.poll()
    assert rina.lessons.read(TEXT).sentiment == "neutral"
    done(lessons.forget_all(budi))
    rina.store.poll()
    assert rina.lessons.read(TEXT).sentiment_from == ""


def test_two_at_once_who_agree_make_one_lesson(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    id = put_read(rina)
    budi.store.poll()
    done(use.tag_sentiment(rina, id, "negative", rev=1))
    use.tag_sentiment(budi, id, "negative", rev=1)
    (kept,) = corrections(rina)
    assert kept.by == "rina"


def test_they_are_listed_newest_first_with_personal_data_hidden(desk: Desk, clock: Clock) -> None:
    first = put_read(desk)
    second = put_read(desk, "Ini bagus ya pak, hubungi 081234567890")
    done(use.tag_sentiment(desk, first, "negative"))
    clock.now += 1
    done(use.tag_kind(desk, second, "complaint"))
    told = lessons.listed(desk)
    assert [one.correction.comment for one in told] == [second, first]
    assert "081234567890" not in told[0].text
    assert "0812" in told[0].text
    with desk.store.transaction() as tx:
        tx.delete("comments", first)
    assert lessons.listed(desk)[1].text == ""


def test_untouched_open_comments_are_read_again(desk: Desk) -> None:
    ids = [put_read(desk, text) for text in (TEXT, TEXT, TEXT, TEXT)]
    done(use.tag_sentiment(desk, ids[0], "negative"))
    done(use.tag_kind(desk, ids[1], "aspiration"))
    done(use.no_reply(desk, ids[2], "spam"))
    told = done(lessons.read_again(desk))
    assert told.changed == {"comments": (ids[3],)}
    assert (told.params["n"], told.params["total"]) == (1, 1)
    again = comment_of(desk, ids[3])
    assert (again.sentiment, again.sentiment_by, again.kind) == ("negative", "", "aspiration")
    assert again.reading.sentiment_from == "rina"
    assert again.reply_due != comment_of(desk, ids[0]).reply_due
    assert done(lessons.read_again(desk)).params["n"] == 0
    done(undo(desk))
    assert comment_of(desk, ids[3]).sentiment != "negative"


def test_harm_is_told_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from language import proof

    assert desk.lessons.harm() is None
    spoiling = proof.Harm(spoiled=20, mended=1, total=400)
    monkeypatch.setattr(proof, "harm", lambda _overlay: spoiling)
    assert desk.lessons.harm() == spoiling
    assert desk.lessons.harm() is None
    monkeypatch.setattr(proof, "harm", lambda _overlay: proof.Harm(1, 0, 400))
    assert desk.lessons.harm() is None
    monkeypatch.setattr(proof, "harm", lambda _overlay: spoiling)
    assert desk.lessons.harm() == spoiling


@pytest.mark.parametrize("deed", DEEDS)
def test_an_erased_citizen_leaves_no_lesson(desk: Desk, deed: Deed) -> None:
    theirs = put_read(desk, "Halo saya Sulastri Kencana, jalannya rusak tapi bagus ya", handle="sulastri.k")
    other = put_read(desk)
    for id in (theirs, other):
        done(use.tag_sentiment(desk, id, "positive" if id == theirs else "negative"))
        done(use.tag_kind(desk, id, "other" if comment_of(desk, id).reading.kind != "other" else "praise"))
    keys = [one.text_key for one in corrections(desk) if one.comment == theirs]
    assert len(keys) == 2
    erasure.erase(desk, erasure.find(desk, "sulastri.k"), deed)
    assert {one.comment for one in corrections(desk)} == {other}
    stored = b"".join(bytes(one) for table in desk.store.tables() for one in desk.store.documents(table).values())
    assert not any(key.encode() in stored for key in keys)
    assert desk.lessons.read(TEXT).sentiment_from == "rina"


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_kept_long_enough_teaches_no_more(desk: Desk, deed: Deed) -> None:
    old = put_read(desk, written_at=NOW - 800 * DAY)
    young = put_read(desk, f"{TEXT} kemarin")
    for id in (old, young):
        done(use.tag_kind(desk, id, "hoax"))
    retention.run(desk, 24, deed)
    assert {one.comment for one in corrections(desk)} == {young}


def test_a_lesson_of_an_erased_citizen_does_not_come_back_by_undo(desk: Desk) -> None:
    id = put_read(desk, handle="sulastri.k")
    done(use.tag_sentiment(desk, id, "negative"))
    done(lessons.forget_all(desk))
    erasure.erase(desk, erasure.find(desk, "sulastri.k"), "anonymise")
    assert reason(undo(desk)) in ("erased", "final")
    assert corrections(desk) == []


def test_the_trail_tells_of_lessons(desk: Desk) -> None:
    id = put_read(desk)
    done(use.tag_sentiment(desk, id, "negative"))
    done(lessons.forget_all(desk))
    verbs = [one.verb for one in desk.store.repo("audit", AuditEntry).all()]
    assert verbs == ["comment.sentiment", "correction.forget_all"]
