"""One contract for all connectors, each against a fake of its platform that remembers, limits, breaks and lies."""

import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from channels.answers import bare
from channels.contract import CannotTell, ChannelError
from domain.connections import MEANS
from domain.times import DAY, MINUTE, to_ms
from tests.channels.fakes.cases import CASES, Case, Meeting, tokens_in
from tests.channels.fakes.platform import running


@pytest.fixture(params=CASES, ids=[case.name for case in CASES])
def meeting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Meeting]:
    case: Case = request.param
    with running(case.fake()) as fake:
        yield Meeting(case, fake, tokens_in(tmp_path))


def test_every_comment_comes_with_its_thread(meeting: Meeting) -> None:
    fake = meeting.fake
    tops = [fake.citizen(f"Kapan mobilnya datang ke RW {number}?") for number in range(45)]
    answer = fake.we("Besok pagi, Kak.", parent=tops[3].id)
    more = [fake.citizen(f"Terima kasih {number}", parent=tops[3].id, name="Rini") for number in range(9)]
    found = meeting.read()
    assert found.keys() == {one.id for one in (*tops, answer, *more)}
    assert {bare(found[one.id].text) for one in tops} == {bare(one.text) for one in tops}
    assert {found[one.id].post_ref for one in tops} == {meeting.case.post_ref}
    assert {found[one.id].parent for one in tops} == {""}
    assert all(found[one.id].parent == tops[3].id for one in more)
    assert {id for id, one in found.items() if one.own} == {answer.id}
    assert all(abs(to_ms(found[one.id].written) - one.at) <= 1000 for one in tops)
    assert all(isinstance(one.platform_id, str) for one in found.values())


def test_reading_goes_on_where_it_ended(meeting: Meeting) -> None:
    for number in range(45):
        meeting.fake.citizen(f"Komentar {number}")
    meeting.read()
    before = meeting.asked()
    new = meeting.fake.citizen("Yang baru")
    assert new.id in meeting.read()
    assert meeting.asked() - before <= 4


def test_a_reading_that_was_cut_off_goes_on_from_its_cursor(meeting: Meeting) -> None:
    ids = {meeting.fake.citizen(f"Komentar {number}").id for number in range(45)}
    page = meeting.connector.pull("")
    meeting.cursor = page.cursor
    again = Meeting(meeting.case, meeting.fake, meeting.tokens)
    again.cursor = page.cursor
    assert page.more
    assert {one.platform_id for one in page.comments} | again.read().keys() == ids


def test_comments_that_come_while_we_read_are_not_lost(meeting: Meeting) -> None:
    ids = {meeting.fake.citizen(f"Komentar {number}").id for number in range(45)}
    page = meeting.connector.pull("")
    meeting.cursor = page.cursor
    ids |= {meeting.fake.citizen(f"Sementara itu {number}").id for number in range(25)}
    found = meeting.read().keys() | {one.platform_id for one in page.comments}
    found |= meeting.read().keys()
    assert found == ids


def test_an_edit_is_seen_in_time(meeting: Meeting) -> None:
    one = meeting.fake.citizen("Kapan?")
    meeting.read()
    meeting.fake.edit(one.id, "Kapan mobil vaksin datang?")
    meeting.fake.now += DAY
    assert bare(meeting.read()[one.id].text) == "kapan mobil vaksin datang?"


def test_what_is_absent_is_not_gone(meeting: Meeting) -> None:
    kept, lost = meeting.fake.citizen("Tetap"), meeting.fake.citizen("Hilang")
    meeting.read()
    meeting.fake.delete(lost.id)
    meeting.fake.now += DAY
    meeting.read()
    assert meeting.gone == ({lost.id} if meeting.case.tells_deletion else set())
    assert kept.id not in meeting.gone


def test_our_answer_is_seen_by_everybody(meeting: Meeting) -> None:
    one = meeting.fake.citizen("Kapan?")
    comment = meeting.read()[one.id]
    sent = meeting.connector.reply("r1", one.id, comment.post_ref, "Besok pukul 08.00, Kak.")
    (answer,) = meeting.fake.our_answers(one.id)
    assert "Besok pukul 08.00, Kak." in answer.text
    assert sent.platform_id == answer.id
    meeting.fake.now += DAY
    again = meeting.read()[answer.id]
    assert again.own
    assert again.parent == one.id


def test_a_key_is_done_once_where_the_platform_knows_keys(meeting: Meeting) -> None:
    one = meeting.fake.citizen("Kapan?")
    ids = {meeting.connector.reply("r1", one.id, meeting.case.post_ref, "Besok.").platform_id for _ in range(2)}
    assert len(meeting.fake.our_answers(one.id)) == len(ids) == (1 if meeting.case.knows_keys else 2)


@pytest.mark.parametrize("done", [True, False])
def test_after_a_cut_line_the_platform_is_asked(meeting: Meeting, done: bool) -> None:
    one = meeting.fake.citizen("Kapan?")
    meeting.read()
    since = meeting.fake.now
    meeting.fake.cut_next(done=done)
    with pytest.raises(ChannelError) as caught:
        meeting.connector.reply("r1", one.id, meeting.case.post_ref, "Besok.")
    assert caught.value.reason == "unknown"
    meeting.fake.now += 10 * MINUTE
    try:
        found = meeting.connector.find_reply("r1", one.id, "Besok.", since)
    except CannotTell:
        return
    answers = meeting.fake.our_answers(one.id)
    assert [answer.id for answer in answers] == ([found.platform_id] if found else [])
    assert bool(found) is done


def test_another_answer_is_not_taken_for_ours(meeting: Meeting) -> None:
    one, other = meeting.fake.citizen("Kapan?"), meeting.fake.citizen("Di mana?")
    meeting.fake.we("Besok.", parent=other.id)
    meeting.fake.we("Lusa.", parent=one.id)
    meeting.fake.now += DAY
    since = meeting.fake.now
    meeting.fake.citizen("Besok.", parent=one.id)
    meeting.fake.now += 10 * MINUTE
    assert meeting.connector.find_reply("r2", one.id, "Besok.", since) is None


def test_a_server_that_fails_leaves_only_writing_open(meeting: Meeting) -> None:
    one = meeting.fake.citizen("Kapan?")
    meeting.fake.fail_next(502)
    with pytest.raises(ChannelError) as reading:
        meeting.connector.pull("")
    assert reading.value.reason == "unreachable"
    meeting.read()
    meeting.fake.fail_next(502, writing=True)
    with pytest.raises(ChannelError) as writing:
        meeting.connector.reply("r1", one.id, meeting.case.post_ref, "Besok.")
    assert writing.value.reason == "unknown"


def test_a_server_that_is_not_there_took_nothing(meeting: Meeting) -> None:
    meeting.fake._server.shutdown()
    meeting.fake._server.server_close()
    with pytest.raises(ChannelError) as caught:
        meeting.connector.reply("r1", "c1", meeting.case.post_ref, "Besok.")
    assert caught.value.reason == "unreachable"


def test_too_much_says_until_when(meeting: Meeting) -> None:
    meeting.fake.fail_next(429, None, {"Retry-After": "120"})
    with pytest.raises(ChannelError) as caught:
        meeting.connector.pull("")
    assert caught.value.reason == "limited"
    assert caught.value.retry_at == meeting.fake.now + 2 * MINUTE


def test_a_token_that_ends_is_renewed_or_told(meeting: Meeting) -> None:
    meeting.fake.citizen("Kapan?")
    meeting.fake.expire()
    if meeting.case.renews:
        assert len(meeting.read()) == 1
        assert meeting.connector.reply("r1", meeting.fake.said[0].id, meeting.case.post_ref, "Besok.").platform_id
        return
    with pytest.raises(ChannelError) as caught:
        meeting.connector.pull("")
    assert caught.value.reason == "expired"


def test_a_comment_is_hidden_and_brought_back(meeting: Meeting) -> None:
    one = meeting.fake.citizen("slot gacor")
    meeting.read()
    if not meeting.case.hides:
        assert meeting.connector.capabilities().hide == "manual"
        with pytest.raises(ChannelError):
            meeting.connector.hide(one.id, True)
        return
    for hidden in (True, False):
        meeting.connector.hide(one.id, hidden)
        assert meeting.fake.find(one.id).hidden is hidden


def test_what_it_can_is_said_in_the_three_words(meeting: Meeting) -> None:
    told = meeting.connector.capabilities()
    assert {getattr(told, name) for name in told.__struct_fields__} <= set(MEANS)
    assert told.read == "api"


def test_a_token_is_checked_without_being_shown(meeting: Meeting) -> None:
    told = meeting.connector.check()
    assert told.subject
    assert "canary" not in repr(told)


def test_numbers_are_numbers_or_absent(meeting: Meeting) -> None:
    numbers = meeting.connector.metrics([meeting.case.post_ref])
    assert all(isinstance(one.value, int) for one in numbers)
    assert {one.post for one in numbers} <= {"", meeting.case.post_ref}


@pytest.mark.parametrize("body", [{}, [], {"data": 5}, {"items": [7, None, {"id": [], "snippet": "x"}]}, "x" * 100])
def test_nonsense_is_not_believed(meeting: Meeting, body: object) -> None:
    def answer(asked: object) -> tuple[int, object, dict[str, str]]:
        return 200, body, {}

    meeting.fake.respond = answer  # type: ignore[method-assign]
    try:
        page = meeting.connector.pull("")
    except ChannelError:
        return
    assert page.comments == []


def test_no_word_of_an_error_has_a_secret(meeting: Meeting) -> None:
    token = meeting.fake.token
    meeting.fake.fail_next(400, {"error": {"message": f"bad token {token} access_token={token} Bearer {token}"}})
    with pytest.raises(ChannelError) as caught:
        meeting.connector.pull("")
    told = "".join(traceback.format_exception(caught.value)) + caught.value.detail + repr(meeting.connector)
    assert "canary" not in told


def test_what_comes_twice_is_the_same_comment(meeting: Meeting) -> None:
    """Pages shift while they are read, and some servers repeat themselves."""
    ids = {meeting.fake.citizen(f"Komentar {number}").id for number in range(30)}
    first = meeting.connector.pull("")
    again = meeting.connector.pull("")
    assert [one.platform_id for one in first.comments] == [one.platform_id for one in again.comments]
    assert meeting.read().keys() <= ids


def test_nothing_is_asked_twice_by_itself(meeting: Meeting) -> None:
    """Trying again is for who knows when; a connector that does so alone would answer twice."""
    one = meeting.fake.citizen("Kapan?")
    meeting.read()
    meeting.fake.fail_next(500, writing=True)
    with pytest.raises(ChannelError):
        meeting.connector.reply("r1", one.id, meeting.case.post_ref, "Besok.")
    writes = [status for method, _path, status in meeting.fake.log if method in ("POST", "PUT")]
    assert writes.count(500) == 1
    assert meeting.fake.our_answers(one.id) == []
