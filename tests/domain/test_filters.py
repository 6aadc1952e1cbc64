"""The language in which comments are filtered: what is read, what is written, what is wrong and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wording
from domain.filters import (
    ANY,
    CHOICES,
    CODES,
    LATE,
    LONGEST,
    ME,
    NONE,
    Bound,
    Fault,
    Query,
    Term,
    Vocabulary,
    completion,
    read,
    written,
)
from domain.times import DAY, HOUR, MINUTE
from wording.filters import vocabulary

WORDS = vocabulary()


def english() -> Vocabulary:
    wording.use("en")
    try:
        return vocabulary()
    finally:
        wording.use("id")


ENGLISH = english()
BOTH = pytest.mark.parametrize("words", [WORDS, ENGLISH], ids=["id", "en"])


def terms(line: str, words: Vocabulary = WORDS) -> tuple[Term, ...]:
    query, faults = read(line, words)
    assert faults == []
    return query.terms


@BOTH
@pytest.mark.parametrize(
    ("line", "term"),
    [
        ("kelas:aduan", Term("kind", ("complaint",))),
        ("kind:complaint", Term("kind", ("complaint",))),
        ("KELAS:Aduan", Term("kind", ("complaint",))),
        ("kelas:aduan,tanya", Term("kind", ("complaint", "question"))),
        ("kelas:aduan,question", Term("kind", ("complaint", "question"))),
        ("kelas:!aduan,tanya", Term("kind", ("complaint", "question"), True)),
        ("kelas:!aduan,!tanya", Term("kind", ("complaint", "question"), True)),
        ("!kelas:aduan", Term("kind", ("complaint",), True)),
        ("-kelas:aduan", Term("kind", ("complaint",), True)),
        ("-kelas:!aduan", Term("kind", ("complaint",))),
        ("kelas:aduan,", Term("kind", ("complaint",))),
        ("kelas:adua", Term("kind", ("complaint",))),
        ("kelas:data_pribadi", Term("kind", ("personal_data",))),
        ("kelas:data-pribadi", Term("kind", ("personal_data",))),
        ('kelas:"data pribadi"', Term("kind", ("personal_data",))),
        ("kelas:“data pribadi”", Term("kind", ("personal_data",))),
        ("kind:gambling_spam", Term("kind", ("gambling_spam",))),
        ("sentimen:negatif", Term("sentiment", ("negative",))),
        ("sentiment:-", Term("sentiment", ("negative",))),
        ("sentimen:?", Term("sentiment", ("unsure",))),
        ("status:!selesai", Term("status", ("done",), True)),
        ("status:belum", Term("status", ("unanswered",))),
        ("state:in-progress", Term("status", ("in_progress",))),
        ("umur:>2j", Term("age", (Bound(">", 2 * HOUR),))),
        ("age:>2hr", Term("age", (Bound(">", 2 * HOUR),))),
        ("umur:>2jam", Term("age", (Bound(">", 2 * HOUR),))),
        ("umur:<=30m", Term("age", (Bound("<=", 30 * MINUTE),))),
        ("umur:<3hari", Term("age", (Bound("<", 3 * DAY),))),
        ("umur:<3d", Term("age", (Bound("<", 3 * DAY),))),
        ("umur:>2minggu", Term("age", (Bound(">", 14 * DAY),))),
        ('umur:"> 2 jam"', Term("age", (Bound(">", 2 * HOUR),))),
        ("tenggat:lewat", Term("deadline", (LATE,))),
        ("tenggat:kosong", Term("deadline", (NONE,))),
        ("due:<1jam", Term("deadline", (Bound("<", HOUR),))),
        ("petugas:saya", Term("assignee", (ME,))),
        ("assignee:me", Term("assignee", (ME,))),
        ("petugas:kosong", Term("assignee", (NONE,))),
        ("petugas:ada", Term("assignee", (ANY,))),
        ("petugas:@Rina,budi", Term("assignee", ("rina", "budi"))),
        ('petugas:"saya"', Term("assignee", ("saya",))),  # In quotes it is a name.
        ("akun:@Kominfo.Smbr", Term("account", ("kominfo.smbr",))),
        ("platform:ig,Facebook", Term("platform", ("instagram", "facebook"))),
        ("pos:P41", Term("post", ("p41",))),
        ("post:41", Term("post", ("p41",))),
        ('pos:"antrean ktp"', Term("post", ("antrean ktp",))),
        ("pos:kosong", Term("post", (NONE,))),
        ("label:Jalan", Term("label", ("jalan",))),
        ('label:"a,b"', Term("label", ("a,b",))),
        ("suka:>10", Term("likes", (Bound(">", 10),))),
        ("suka:10", Term("likes", (Bound("=", 10),))),
        ("likes:>=0", Term("likes", (Bound(">=", 0),))),
    ],
)
def test_a_field_in_either_language(line: str, term: Term, words: Vocabulary) -> None:
    assert terms(line, words) == (term,)


def test_h_is_what_the_desk_writes_it_for() -> None:
    assert terms("umur:>3h", WORDS) == (Term("age", (Bound(">", 3 * DAY),)),)
    assert terms("umur:>3h", ENGLISH) == (Term("age", (Bound(">", 3 * HOUR),)),)
    for words in (WORDS, ENGLISH):  # So what is written never has it.
        assert "h" not in written(Query((Term("age", (Bound(">", HOUR), Bound(">", DAY))),)), words)[4:].replace(
            "hari", ""
        ).replace("hr", "")


@pytest.mark.parametrize(
    ("line", "query"),
    [
        ("", Query()),
        ("  ", Query()),
        ("pdam", Query(words=("pdam",))),
        ('pdam  "air  mati"', Query(words=("pdam", "air mati"))),
        ('"air ma', Query(words=("air ma",))),  # While it is being typed.
        ("pdam -lunas", Query(words=("pdam",), without=("lunas",))),
        ('!lunas -"sudah bayar"', Query(without=("lunas", "sudah bayar"))),
        ('- "" !', Query()),
        ("jam 10:30", Query(words=("jam", "10:30"))),
        ("https://ig.example/p/1", Query(words=("https://ig.example/p/1",))),
        ('"kelas:aduan"', Query(words=("kelas:aduan",))),
        ("K812", Query(words=("K812",))),
        ("air\x1b[2J \u202emati\x00 \x9b", Query(words=("air[2J", "mati"))),  # Nothing unseen.
        ("urut:tenggat", Query(order="deadline")),
        ("urut:!umur", Query(order="age", reverse=True)),
        ("sort:likes pdam", Query(words=("pdam",), order="likes")),
        ("urut:prioritas", Query()),  # As it is anyway.
        ("urut:!prioritas", Query(order="priority", reverse=True)),
        ("urut:umur urut:suka", Query(order="likes")),
    ],
)
def test_words_and_order(line: str, query: Query) -> None:
    assert read(line, WORDS) == (query, [])
    assert bool(query) == (query != Query())


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("kelas:adun", Fault("unknown_value", 0, 10, "kind", "adun", "aduan")),
        ("pdam kelas:zzzz", Fault("unknown_value", 5, 15, "kind", "zzzz")),
        ("kelas:aduan,zzzz", Fault("unknown_value", 0, 16, "kind", "zzzz")),
        ("kelas:ad", Fault("unknown_value", 0, 8, "kind", "ad")),  # Too short to stand for anything.
        ("kelas:", Fault("no_value", 0, 6, "kind")),
        ("kela:aduan", Fault("unknown_field", 0, 10, "", "kela", "kelas")),
        ("catatan:penting", Fault("unknown_field", 0, 15, "", "catatan")),
        ("kelas:negatif", Fault("other_field", 0, 13, "kind", "negatif", "sentiment")),
        ("kelas:!", Fault("no_value", 0, 7, "kind")),
        ("kelas:,", Fault("no_value", 0, 7, "kind")),
        ("kelas:aduan,!tanya", Fault("mixed", 0, 18, "kind", "aduan,!tanya")),
        ("umur:2j", Fault("no_sign", 0, 7, "age", "2j")),
        ("umur:>2", Fault("no_unit", 0, 7, "age", ">2")),
        ("umur:>2kodi", Fault("no_unit", 0, 11, "age", ">2kodi")),
        ("umur:lama", Fault("no_amount", 0, 9, "age", "lama")),
        ("suka:>2j", Fault("no_amount", 0, 8, "likes", ">2j")),
        ("tenggat:besok", Fault("no_amount", 0, 13, "deadline", "besok")),
    ],
)
def test_what_is_wrong_and_where(line: str, fault: Fault) -> None:
    query, faults = read(line, WORDS)
    assert faults == [fault]
    assert query.terms == ()


def test_the_rest_of_the_line_holds() -> None:
    query, faults = read("kelas:adun umur:>2j zzz:1 pdam", WORDS)
    assert query == Query((Term("age", (Bound(">", 2 * HOUR),)),), ("pdam",))
    assert [(one.start, one.end) for one in faults] == [(0, 10), (20, 25)]


def test_what_is_written() -> None:
    line = 'kelas:aduan,tanya  sentiment:!negative umur:>120m,<2d suka:=3 petugas:me pos:41 label:"a b" '
    line += 'pdam "air mati" -x urut:!due'
    query, faults = read(line, WORDS)
    assert faults == []
    assert written(query, WORDS) == (
        'kelas:aduan,tanya sentimen:!negatif umur:>2j,<2hari suka:3 petugas:saya pos:P41 label:"a b" '
        'pdam "air mati" -x urut:!tenggat'
    )
    assert written(query, ENGLISH) == (
        'kind:complaint,question sentiment:!negative age:>2hr,<2d likes:3 assignee:me post:P41 label:"a b" '
        'pdam "air mati" -x sort:!deadline'
    )


names = st.text(max_size=8) | st.sampled_from(["saya", "none", "*me", "@rina", "a b", "p41", "!x", "-", "a,b", 'a"b'])
pieces = st.one_of(
    st.text(max_size=10),
    st.sampled_from(['"air mati"', "-x", "!x", "--x", '-"a:b"', "10:30", "https://a.b", '"', "umur:>0m", "urut:!suka"]),
    st.sampled_from(sorted(CHOICES)).flatmap(
        lambda field: st.lists(st.sampled_from(CHOICES[field]), min_size=1, max_size=3).map(
            lambda codes: f"{field}:{','.join(codes)}"
        )
    ),
    st.builds('{}:"{}"'.format, st.sampled_from(["petugas", "label", "akun", "pos"]), names),
    st.builds("{}:{}".format, st.sampled_from(["petugas", "label", "akun", "pos", "!label", "-pos"]), names),
    st.builds(
        "{}:{}{}{}".format,
        st.sampled_from(["umur", "tenggat", "deadline"]),
        st.sampled_from(["<", "<=", ">", ">=", "!>"]),
        st.integers(0, 99_999),
        st.sampled_from(["m", "j", "hari", "minggu"]),
    ),
    st.builds("suka:{}{}".format, st.sampled_from(["", "<", ">=", "="]), st.integers(0, 99_999)),
)


@given(st.lists(pieces, max_size=6).map(" ".join))
def test_what_is_written_asks_for_the_same_in_every_language(line: str) -> None:
    query, _faults = read(line, WORDS)
    for words in (WORDS, ENGLISH, CODES):
        again = written(query, words)
        if len(again) <= LONGEST:
            assert read(again, words) == (query, [])
            assert written(read(again, words)[0], words) == again


@given(st.text(max_size=60), st.integers(0, 60))
def test_any_text_can_be_read_and_completed(line: str, at: int) -> None:
    at = min(at, len(line))
    _query, faults = read(line, WORDS)
    assert all(0 <= one.start < one.end <= len(line) for one in faults)
    found = completion(line, at, WORDS)
    assert 0 <= found.start <= at <= found.end <= len(line)


KNOWN = vocabulary({"assignee": ("rina", "budi"), "account": ("kominfo.smbr",), "label": ("jalan rusak",)})


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("", (0, 0), None),
        ("kel", (0, 3), ("kelas:",)),
        ("KEL", (0, 3), ("kelas:",)),
        ("!kel", (1, 4), ("kelas:",)),
        ("pdam s", (5, 6), ("sentimen:", "status:", "suka:")),
        ("kin", (0, 3), ("kind:",)),  # The other language, where this one has none.
        ("zz", (0, 2), ()),
        ("kelas:a", (6, 7), ("aduan", "aspirasi", "apresiasi")),
        ("kelas:aduan", (6, 11), ()),
        ("kelas:aduan,t", (12, 13), ("tanya",)),
        ("kelas:!t", (7, 8), ("tanya",)),
        ("zzz:a", (4, 5), ()),
        ("umur:", (5, 5), (">2j", "<1j")),
        ("suka:", (5, 5), (">10", "<1")),
        ("petugas:b", (8, 9), ("budi",)),
        ("label:", (6, 6), ("kosong", "ada", '"jalan rusak"')),
        ("label:jal", (6, 9), ('"jalan rusak"',)),
        ("akun:kom", (5, 8), ("kominfo.smbr",)),
        ("urut:", (5, 5), ("prioritas", "tenggat", "umur", "suka")),
    ],
)
def test_what_a_piece_may_become(line: str, place: tuple[int, int], words: tuple[str, ...] | None) -> None:
    found = completion(line, len(line), KNOWN)
    assert (found.start, found.end) == place
    if words is None:
        assert found.words[:3] == ("kelas:", "sentimen:", "status:")
    else:
        assert found.words == words


def test_a_value_in_the_middle_is_completed_in_its_place() -> None:
    found = completion("kelas:ad,tanya pdam", 8, WORDS)
    assert (found.start, found.end, found.words) == (6, 8, ("aduan",))


def test_every_value_has_words_in_both_languages_and_none_stands_for_two() -> None:
    for words in (WORDS, ENGLISH):
        assert words.fields.keys() == CODES.fields.keys()
        assert {field: set(each) for field, each in words.values.items()} == {
            field: set(each) for field, each in CODES.values.items()
        }
        for each in (words.fields, *words.values.values(), {str(length): one for length, one in words.units}):
            spelled = [(one, code) for code, spellings in each.items() for one in set(spellings)]
            assert len({one for one, _code in spelled}) == len(spelled)
