"""Which comments a filter means: found by the index as one by one, in the order that was asked for."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import store
from desk import comments as use
from desk import filters, leases, referrals
from desk import inbox as inbox_module
from desk.desk import Desk
from desk.inbox import Inbox
from domain.agency import Agency
from domain.comments import KINDS, Comment
from domain.filters import CHOICES, Bound, Query, Term, read
from domain.leases import LENGTH, Lease
from domain.posts import Post
from domain.referrals import Referral
from domain.times import DAY, HOUR, MINUTE
from store.index import Index
from tests.desk.conftest import NOW, Clock, Opened, comment_of, done, put, put_account, put_comment
from wording.filters import vocabulary


def asked(line: str) -> Query:
    query, faults = read(line, vocabulary())
    assert faults == []
    return query


def inbox_of(desk: Desk) -> Inbox:
    inbox = Inbox(desk)
    inbox.load()
    return inbox


def built(desk: Desk) -> Index[Any]:
    index = inbox_of(desk).index
    index.build()
    return index


Found = Callable[[str], list[int]]


@pytest.fixture
def found(desk: Desk) -> Found:
    """The comments a line finds, ascending; the same when they are only counted."""

    def find(line: str) -> list[int]:
        inbox = inbox_of(desk)
        listing = inbox.finder.find(asked(line))
        assert listing is not None
        assert inbox.finder.number(asked(line)) == len(listing.order)
        return sorted(listing.order)

    return find


def test_without_a_word_on_the_status_the_open_ones_are_meant(desk: Desk, found: Found) -> None:
    open_ = put_comment(desk)
    put_comment(desk, state="answered")
    put_comment(desk, state="done")
    aside = put_comment(desk, snoozed_until=NOW + HOUR)
    praise = put_comment(desk, kind="praise")
    assert found("kelas:aduan,apresiasi") == [open_, praise]
    assert found("status:terbuka") == [open_, aside, praise]
    assert found("status:ditunda") == [aside]
    assert found("status:belum_dijawab") == [open_, aside]
    assert found("status:!selesai") == [1, 2, 4, 5]
    assert found("status:selesai,dijawab") == [2, 3]
    assert found("status:semua kelas:!apresiasi") == [1, 2, 3, 4]
    assert found("status:!terbuka") == [2, 3]


def test_what_was_referred_without_a_word_is_open(desk: Desk, found: Found) -> None:
    id = put_comment(desk, state="referred", unheard=True)
    put_comment(desk, state="referred")
    assert found("kelas:aduan") == [id]
    assert found("status:dirujuk") == [1, 2]


def test_whom_it_was_referred_to(desk: Desk, found: Found) -> None:
    put_account(desk)
    dlh = put(desk, "agencies", Agency(name="Dinas Lingkungan Hidup", short="DLH"))
    pdam = put(desk, "agencies", Agency(name="PDAM Tirta"))
    ids = [put_comment(desk) for _ in range(4)]
    done(referrals.refer(desk, ids[0], dlh))
    done(referrals.refer(desk, ids[1], pdam))
    done(use.mark_sent(desk, comment_of(desk, ids[1]), "Sudah kami teruskan"))
    assert found("opd:dlh") == [ids[0]]
    assert found('opd:"dinas ling"') == [ids[0]]
    assert found("opd:pdam") == [ids[1]]
    assert found("opd:ada") == ids[:2]
    assert found("opd:kosong") == ids[2:]
    assert found("opd:ada status:terbuka") == [ids[0]]
    assert found("opd:!dlh status:semua") == ids[1:]
    assert set(filters.known_names(desk, built(desk))["agency"]) == {"dinas lingkungan hidup", "dlh", "pdam tirta"}


def test_what_admins_have_open(opened: Opened, clock: Clock) -> None:
    rina, budi = opened("rina"), opened("root:budi")
    ids = [put_comment(rina) for _ in range(3)]
    done(leases.take(rina, ids[0]))
    done(leases.take(budi, ids[1]))
    rina.store.poll()

    def found(line: str) -> list[int]:
        listing = inbox_of(rina).finder.find(asked(line))
        assert listing is not None
        return sorted(listing.order)

    assert found("dibuka:ada") == ids[:2]
    assert found("dibuka:saya") == ids[:1]
    assert found("dibuka:budi") == [ids[1]]
    assert found("dibuka:!ada") == [ids[2]]
    assert found("dibuka:tono") == []
    clock.now += LENGTH
    assert found("dibuka:ada") == []


def test_the_shipped_figures_are_those_of_the_day_line(desk: Desk) -> None:
    for number in range(40):
        put_comment(
            desk,
            kind=KINDS[number % 13],
            state=("new", "triaged", "done")[number % 3],
            reply_due=(NOW - 1, NOW + HOUR, None)[number % 3 - number % 2],
            snoozed_until=NOW + HOUR if number % 7 == 0 else 0,
            sentiment=("unsure", "negative")[number % 2],
        )
    inbox = inbox_of(desk)
    for line, figure in (
        ("status:belum_dijawab", inbox.counts.unanswered),
        ("status:belum_dijawab tenggat:lewat", inbox.counts.overdue),
        ("status:terbuka sentimen:tinjau", inbox.counts.unsure),
        ("status:terbuka", inbox.counts.open),
    ):
        assert inbox.finder.number(asked(line)) == figure > 0


def test_ages_and_deadlines(desk: Desk, found: Found) -> None:
    put_comment(desk, written_at=NOW - 3 * HOUR, reply_due=NOW - 1)
    put_comment(desk, written_at=NOW - HOUR, reply_due=NOW + HOUR)
    put_comment(desk, written_at=NOW - MINUTE, reply_due=None)
    put_comment(desk, written_at=NOW - 3 * DAY, reply_due=NOW - DAY, state="done")
    assert found("umur:>2j") == [1]
    assert found("umur:>=1j") == [1, 2]
    assert found("umur:<1j") == [3]
    assert found("umur:>30m umur:<2j") == [2]
    assert found("umur:<30m,>2j") == [1, 3]
    assert found("umur:!>2j") == [2, 3]
    assert found("tenggat:lewat") == [1]
    assert found("status:semua tenggat:lewat") == [1]  # What was handled is not overdue.
    assert found("tenggat:<2j") == [1, 2]
    assert found("tenggat:>30m") == [2]
    assert found("tenggat:kosong") == [3]
    assert found("tenggat:lewat,kosong") == [1, 3]


def test_likes_nobody_counted_are_not_none(desk: Desk, found: Found) -> None:
    put_comment(desk, likes=None)
    put_comment(desk, likes=0)
    put_comment(desk, likes=11)
    assert found("suka:>10") == [3]
    assert found("suka:0") == [2]
    assert found("suka:<100") == [2, 3]
    assert found("suka:!>10") == [1, 2]


def test_who_has_it(desk: Desk, found: Found) -> None:
    put_comment(desk, assignee="rina")
    put_comment(desk, assignee="humas:Budi")
    put_comment(desk, assignee="budiman")
    put_comment(desk)
    assert found("petugas:saya") == [1]
    assert found("petugas:budi") == [2]
    assert found("petugas:budim") == [3]
    assert found("petugas:bud") == [2, 3]
    assert found("petugas:diman") == [3]
    assert found("petugas:kosong") == [4]
    assert found("petugas:ada") == [1, 2, 3]
    assert found("petugas:!saya") == [2, 3, 4]
    assert found("petugas:sari") == []


def test_where_it_was_written(desk: Desk, found: Found) -> None:
    ig, fb = put_account(desk), put_account(desk, platform="facebook")
    x = put_account(desk, platform="x", handle="Kominfo_Smbr")
    post = put(desk, "posts", Post(title="Antrean KTP daring"))
    put_comment(desk, account=ig.id, post=post)
    put_comment(desk, account=fb.id, platform="facebook")
    put_comment(desk, account=x.id, platform="x", post=99)
    assert found("akun:kominfo.smbr") == [1, 2]  # The same name on two platforms.
    assert found("akun:@KOMINFO_smbr") == [3]
    assert found("akun:kominfo") == [1, 2, 3]
    assert found("platform:fb,x") == [2, 3]
    assert found(f"pos:P{post}") == [1]
    assert found('pos:"antrean ktp"') == [1]
    assert found("pos:ktp") == [1]
    assert found("pos:kosong") == [2]
    assert found("pos:P99") == []


def test_labels(desk: Desk, found: Found) -> None:
    put_comment(desk, labels=("jalan", "PDAM"))
    put_comment(desk, labels=("jalan rusak",))
    put_comment(desk)
    assert found("label:jalan") == [1]
    assert found("label:pdam,jalan") == [1]
    assert found('label:"jalan rusak"') == [2]
    assert found("label:rusak") == [2]
    assert found("label:ada") == [1, 2]
    assert found("label:kosong") == [3]
    assert found("label:!jalan") == [2, 3]


def test_words_phrases_and_words_it_must_not_have(desk: Desk, found: Found) -> None:
    put_comment(desk, text="Air PDAM mati sejak pagi")
    put_comment(desk, text="air mati, PDAM tidur?")
    put_comment(desk, text="pdam sudah nyala, terima kasih", state="done")
    put_comment(desk, text="airnya keruh", handle="warga_pdam")
    assert found("pdam") == [1, 2, 4]
    assert found('pdam "air mati"') == [2]
    assert found("pdam -mati") == [4]
    assert found('pdam -"air mati"') == [1, 4]
    assert found("-air") == [4]  # Only as a whole word: airnya is another.
    assert found("status:semua pdam") == [1, 2, 3, 4]
    assert found("kelas:aduan K2") == [2]
    assert found("status:selesai K2") == []
    assert found("?!") == [1, 2, 4]  # Signs ask for nothing.
    assert found("-?!") == [1, 2, 4]


def test_similar_words_stand_below_and_only_what_the_filter_means(desk: Desk) -> None:
    exact = put_comment(desk, text="lampu mati")
    similar = put_comment(desk, text="lmapu mati", kind="emergency")
    put_comment(desk, text="lmapu mati", kind="praise")
    inbox = inbox_of(desk)
    query = asked("kelas:aduan,darurat lampu")
    listing = inbox.finder.find(query)
    assert listing is not None
    assert listing.order == [exact]
    wider = inbox.finder.widened(listing)
    assert wider is not None
    assert (wider.order, wider.similar) == ([exact, similar], 1)


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("", [3, 1, 2, 4, 5]),
        ("urut:!prioritas", [2, 1, 3, 5, 4]),
        ("urut:tenggat", [1, 3, 2, 4, 5]),
        ("urut:!tenggat", [3, 1, 2, 5, 4]),
        ("urut:umur", [2, 1, 3, 5, 4]),
        ("urut:!umur", [3, 1, 2, 4, 5]),
        ("urut:suka", [1, 3, 2, 5, 4]),
        ("urut:!suka", [3, 1, 2, 4, 5]),
    ],
)
def test_orders(desk: Desk, line: str, order: list[int]) -> None:
    put_comment(desk, reply_due=NOW + MINUTE, written_at=NOW - 2 * HOUR, likes=7)
    put_comment(desk, reply_due=None, written_at=NOW - 3 * HOUR, likes=None, kind="praise")
    put_comment(desk, reply_due=NOW + HOUR, written_at=NOW - HOUR, likes=1, kind="emergency")
    put_comment(desk, state="done", reply_due=NOW - HOUR, written_at=NOW - HOUR, likes=2)
    put_comment(desk, state="done", reply_due=NOW, written_at=NOW - 2 * HOUR, likes=3, kind="other")
    listing = inbox_of(desk).finder.find(asked(f"status:semua {line}"))
    assert listing is not None
    assert listing.order == order


def test_an_order_alone_is_of_the_open_comments(desk: Desk) -> None:
    put_comment(desk, state="done")
    first, second = put_comment(desk, likes=1), put_comment(desk, likes=2)
    listing = inbox_of(desk).finder.find(asked("urut:suka"))
    assert listing is not None
    assert listing.order == [second, first]


# A filtered list


def test_a_search_goes_on_within_the_filter(desk: Desk) -> None:
    put_comment(desk, text="lampu", kind="praise")
    id, other = put_comment(desk, text="lampu"), put_comment(desk, text="pasar")
    inbox = inbox_of(desk)
    listing = inbox.finder.find(asked("kelas:aduan"))
    assert listing is not None
    inbox.show(listing)
    found = inbox.search("lampu")
    assert found is not None
    assert (found.order, found.query, found.filter) == ([id], "lampu", asked("kelas:aduan"))
    inbox.show(found)
    assert sorted(inbox.unsearched().order) == [id, other]


def test_in_a_filtered_list_what_belongs_to_it_waits(opened: Opened) -> None:
    rina, budi = opened("rina"), opened("budi")
    first = put_comment(rina)
    inbox = inbox_of(rina)
    listing = inbox.finder.find(asked("kelas:aduan petugas:kosong"))
    assert listing is not None
    inbox.show(listing)
    new, praise = put_comment(budi), put_comment(budi, kind="praise")
    taken = put_comment(budi, assignee="budi")
    rina.store.poll()
    inbox.take({new, praise, taken})
    assert (inbox.order, inbox.arrived) == ([first], {new})
    done(use.assign(rina, new, "rina"))
    inbox.take({new})
    assert inbox.arrived == set()
    done(use.assign(rina, taken, ""))
    inbox.take({taken})
    assert inbox.arrived == {taken}
    inbox.show(inbox.finder.by_priority())
    inbox.show(listing)  # Back by escape: it is still known what came in between.
    assert inbox.arrived == {taken}
    inbox.refresh()
    assert (sorted(inbox.order), inbox.arrived) == ([first, taken], set())
    inbox.catch_up()
    assert (sorted(inbox.order), inbox.arrived) == ([first, taken], set())


@pytest.mark.parametrize("one_by_one", [0, 200])
def test_after_a_great_many_changes_what_belongs_to_the_filter_waits(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, one_by_one: int
) -> None:
    monkeypatch.setattr(inbox_module, "ONE_BY_ONE", one_by_one)
    rina, budi = opened("rina"), opened("budi")
    first = put_comment(rina)
    inbox = inbox_of(rina)
    listing = inbox.finder.find(asked("kelas:aduan"))
    assert listing is not None
    inbox.show(listing)
    new, _praise = put_comment(budi), put_comment(budi, kind="praise")
    rina.store.poll()
    inbox.catch_up()
    assert (inbox.order, inbox.arrived) == ([first], {new})
    worded = inbox.finder.find(asked("kelas:aduan mati"))
    assert worded is not None
    inbox.show(worded)
    assert inbox.arrived == set()


def test_a_filter_nobody_waits_for_any_more_gives_nothing(desk: Desk) -> None:
    put_comment(desk, text="lampu")
    inbox = inbox_of(desk)
    for line in ("kelas:aduan", "lampu", "-lampu"):
        assert inbox.finder.find(asked(line), dropped=lambda: True) is None
        assert inbox.finder.number(asked(line), lambda: True) is None


def test_the_names_there_are_to_be_offered(desk: Desk) -> None:
    put_account(desk, handle="Kominfo")
    put_comment(desk, assignee="humas:Budi", labels=("Jalan", "pdam"))
    names = filters.known_names(desk, inbox_of(desk).index)
    assert {field: found for field, found in names.items() if found} == {
        "assignee": ("budi", "rina"),
        "account": ("kominfo",),
        "label": ("jalan", "pdam"),
    }


choices = st.sampled_from(sorted(CHOICES.keys() - {"order"})).flatmap(
    lambda field: st.builds(
        Term,
        st.just(field),
        st.lists(st.sampled_from(CHOICES[field]), min_size=1, max_size=2).map(tuple),
        st.booleans(),
    )
)
named = st.builds(
    Term,
    st.sampled_from(["assignee", "label", "post", "account", "agency", "opened"]),
    st.lists(st.sampled_from(["*none", "*any", "*me", "budi", "jalan", "p1", "k"]), min_size=1, max_size=2).map(tuple),
    st.booleans(),
)
bounds = st.builds(Bound, st.sampled_from(["<", "<=", ">", ">="]), st.sampled_from([0, 1, MINUTE, HOUR]))
measured = st.builds(
    Term, st.sampled_from(["age", "likes"]), st.lists(bounds, min_size=1, max_size=2).map(tuple), st.booleans()
)
deadlines = st.builds(
    Term,
    st.just("deadline"),
    st.lists(bounds | st.sampled_from(["*late", "*none"]), min_size=1, max_size=2).map(tuple),
    st.booleans(),
)


def referral(name: str) -> Referral:
    return Referral(agency=1, name=name, ticket="T-1", at=NOW, by="rina", due=NOW)


comments = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        "state": st.sampled_from(["new", "triaged", "referred", "done"]),
        "unheard": st.booleans(),
        "referral": st.sampled_from([None, referral("jalan"), referral("pdam")]),
        "sentiment": st.sampled_from(["unsure", "negative"]),
        "assignee": st.sampled_from(["", "rina", "budi"]),
        "platform": st.sampled_from(["x", "facebook"]),
        "post": st.integers(0, 2),
        "labels": st.sampled_from([(), ("jalan",), ("jalan", "pdam")]),
        "likes": st.sampled_from([None, 0, 2]),
        "written_at": st.sampled_from([NOW - HOUR, NOW - 1, NOW]),
        "reply_due": st.sampled_from([None, NOW - 1, NOW, NOW + HOUR]),
        "snoozed_until": st.sampled_from([0, NOW, NOW + HOUR]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(comments, max_size=6), st.lists(choices | named | measured | deadlines, max_size=3))
def test_the_index_finds_what_passes_one_by_one(several: list[dict[str, object]], terms: list[Term]) -> None:
    with TemporaryDirectory() as folder:
        opened = store.open(Path(folder) / "store", "rina")
        desk = Desk(opened, now=lambda: NOW)
        put_account(desk)
        for fields in several:
            put_comment(desk, **fields)
        if several:
            put(desk, "leases", Lease(by="budi", since=NOW, until=NOW + 1))
        inbox = inbox_of(desk)
        listing = inbox.finder.find(Query(tuple(terms)))
        assert listing is not None
        all_ = desk.store.repo("comments", Comment).all()
        tests = filters.resolve(desk, Query(tuple(terms)), inbox.index)
        assert sorted(listing.order) == [one.id for one in all_ if filters.passes(one, tests, NOW)]
        opened.close()
