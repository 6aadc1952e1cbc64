"""Every verb once: its keys are its own, and it is offered where and when it can be used."""

import pytest

import commands
import wording
from commands import COMMANDS, PREFIXES, Command, Place, State, by_keys, matching, offered, prefixes
from domain.comments import KINDS, NO_REPLY_REASONS, OPEN_STATES

PLACES: tuple[Place, ...] = (
    *("queue", "inbox", "topics", "detail"),
    *("conversation", "preview", "post", "topic", "feeds", "form", "settings", "calendar", "year"),
)


def ids(state: State) -> set[str]:
    return {one.id for one in offered(state)}


def meant(keys: str, state: State) -> str:
    command = by_keys(keys, state)
    return command.id if command else ""


def comment(state: str = "new", place: Place = "inbox") -> State:
    return State(place=place, chosen=True, comment_state=state)


def test_a_verb_has_one_definition() -> None:
    assert len({one.id for one in COMMANDS}) == len(COMMANDS)
    assert set(commands.__all__) >= {"COMMANDS", "State", "by_keys", "matching", "offered"}


@pytest.mark.parametrize("state", ["new", "answered", "referred", "done"])
@pytest.mark.parametrize("place", PLACES)
def test_in_no_place_a_key_means_two_things(place: Place, state: str) -> None:
    for published in (False, True):
        full = State(
            place=place,
            comment_state=state,
            published=published,
            chosen=True,
            has_variant=True,
            can_undo=True,
            empty=True,
        )
        keys = [key for one in offered(full) for key in one.keys]
        assert sorted(keys) == sorted(set(keys))
        begun = {key.split()[0] for key in keys if " " in key}
        assert begun.isdisjoint(keys), "a key cannot be a verb and begin a chord"
        assert begun <= set(PREFIXES)


def test_one_letter_is_one_idea_everywhere() -> None:
    """The same key in two places carries verbs of one family: its first word, or its label, is the same."""
    families = {
        "p": {
            "reply.copy",
            "outgoing.copy",
            "post.copy",
            "referral.remind",
            "handover.copy",
            "sheet.copy",
            "crisis.copy",
            "recap.copy",
        },
        "t": {"reply.sent", "outgoing.sent", "post.published", "post.correct"},
        "b": {
            "issue.dismiss",
            "issue.heed",
            "post.return",
            "post.by_hand",
            "outgoing.return",
            "outgoing.draft",
            "outgoing.by_hand",
        },
        "s": {
            "sheet.verify",
            "sheet.publish",
            "sheet.reopen",
            "crisis.approve",
            "reply.send",
            "outgoing.approve",
            "outgoing.again",
            "post.submit",
            "post.approve",
            "post.reopen",
            "post.schedule",
            "post.publish",
            "paste.store",
        },
        "]": {"post.slot", "paste.account", "calendar.free"},
        "e": {"comment.finish", "paste.fix", "sheet.close", "crisis.end"},
        "tab": {"pane.next", "form.next", "idea.rubric", "calendar.entry"},
        "delete": {"channel.remove", "idea.remove"},
        "backspace": {"channel.remove", "idea.remove"},
        "/": {"search", "idea.search"},
        "shift+tab": {"pane.previous", "form.previous"},
        "1": {"pane.queue", "tab.form"},
        "2": {"pane.inbox", "tab.preview"},
        "3": {"pane.topics", "tab.readiness"},
        "w": {"remove", "post.cancel", "post.withdraw"},
        "r": {"comment.reply", "reply.edit", "issue.answer", "crisis.write"},
        "!": {"issue.open", "issue.crisis", "crisis.start", "topic.clarify"},
        "*": {"comment.alike", "issue.mark"},
        "a": {"add", "issue.sheet", "sheet.new", "sheet.draft", "idea.draft"},
        "A": {"archive.search", "sheet.link", "topic.add_to"},
        "n": {"comment.note", "crisis.note", "idea.new", "recap.decide"},
        "J": {"comment.next", "issue.next"},
        "K": {"comment.previous", "issue.previous"},
        "i": {"import", "take_over"},
        "x": {"mark", "paste.drop", "calendar.mark"},
        "space": {"page_down", "calendar.lift", "calendar.drop"},
        "pagedown": {"page_down", "calendar.next"},
        "pageup": {"page_up", "calendar.previous"},
        "y": {"copy_address", "calendar.copy", "handover.copy"},
        "=": {"comment.explain", "calendar.advice", "figure.explain", "topic.explain"},
        "@": {"comment.assign", "topic.hand"},
        "W": {"correction.forget_all", "topic.watch"},
        "<": {"channel.previous", "calendar.previous", "figure.before"},
        ">": {"channel.next", "calendar.next", "figure.after"},
        "l": {"filter", "calendar.limit"},
        "z": {"comment.snooze", "post.postpone"},
        "v": {"calendar.view", "recap.period"},
    }
    owners: dict[str, set[str]] = {}
    for one in COMMANDS:
        for key in one.keys:
            owners.setdefault(key, set()).add(one.id)
    for key, verbs in owners.items():
        if len(verbs) > 1:
            assert families.get(key) == verbs or key == "enter", (key, verbs)


@pytest.mark.parametrize(
    ("keys", "verb"),
    [
        ("r", "comment.reply"),
        ("+", "sentiment.positive"),
        ("0", "sentiment.neutral"),
        ("-", "sentiment.negative"),
        ("c d", "kind.emergency"),
        ("c p", "kind.personal_data"),
        ("c j", "kind.gambling_spam"),
        ("c h", "kind.hoax"),
        ("c a", "kind.complaint"),
        ("c t", "kind.question"),
        ("c i", "kind.aspiration"),
        ("c s", "kind.suggestion"),
        ("c k", "kind.criticism"),
        ("c v", "kind.provocation"),
        ("c c", "kind.abuse"),
        ("c r", "kind.praise"),
        ("c l", "kind.other"),
        ("b j", "no_reply.spam"),
        ("@", "comment.assign"),
        ("n", "comment.note"),
        ("/", "search"),
        ("R", "show_new"),
        ("i", "import"),
        ("j", "down"),
        ("down", "down"),
        ("g t", "go.topics"),
        ("g f", "go.feeds"),
        ("g a", "go.accounts"),
        (":", "palette"),
        ("ctrl+p", "palette"),
        ("?", "help"),
        ("f1", "help"),
        ("q", "quit"),
        ("escape", "back"),
        ("c z", ""),
        ("c", ""),
        ("a", "add"),
    ],
)
def test_the_keys_over_a_new_comment(keys: str, verb: str) -> None:
    assert meant(keys, comment()) == verb


def test_all_kinds_and_reasons_can_be_said() -> None:
    found = ids(comment())
    assert {f"kind.{kind}" for kind in KINDS} <= found
    assert {f"no_reply.{reason}" for reason in NO_REPLY_REASONS} <= found


@pytest.mark.parametrize(
    ("state", "reply", "finish"),
    [
        ("new", True, False),
        ("triaged", True, False),
        ("in_progress", True, False),
        ("answered", True, True),  # A further word, for whoever knows that it is answered.
        ("no_reply", False, True),
        ("referred", True, False),  # A holding reply, or the agency's answer.
        ("done", True, False),
    ],
)
@pytest.mark.parametrize("place", ["inbox", "detail", "conversation"])
def test_what_a_comments_state_allows(place: Place, state: str, reply: bool, finish: bool) -> None:
    found = ids(comment(state, place))
    assert ("comment.reply" in found) is reply
    assert ("no_reply.spam" in found) is (state in OPEN_STATES)
    assert ("comment.refer" in found) is (state in OPEN_STATES or state in ("answered", "referred"))
    assert ("comment.finish" in found) is ("comment.finish_next" in found) is finish
    assert {"sentiment.positive", "kind.hoax", "comment.note", "comment.assign"} <= found


@pytest.mark.parametrize("place", PLACES)
def test_where_nothing_is_chosen_nothing_is_done_to_it(place: Place) -> None:
    found = ids(State(place=place))
    gone = {"comment.note", "sentiment.positive", "kind.hoax", "post.copy", "post.published", "open", "copy_address"}
    assert gone.isdisjoint(found)
    assert {"help", "palette", "quit", "back", "go.today"} <= found


def test_a_post_goes_out_once() -> None:
    def can(*, has_variant: bool, published: bool = False) -> bool:
        state = State(place="queue", chosen=True, has_variant=has_variant, published=published)
        return "post.published" in ids(state)

    assert can(has_variant=True)
    assert not can(has_variant=True, published=True)
    assert not can(has_variant=False)


def test_a_preview_copies_and_records_what_a_queue_copies_and_records() -> None:
    assert meant("p", State(place="preview", chosen=True)) == "reply.copy"
    assert meant("t", State(place="preview", chosen=True)) == "reply.sent"
    assert meant("p", State(place="queue", chosen=True, has_variant=True)) == "post.copy"
    assert meant("t", State(place="post", chosen=True, has_variant=True)) == "post.published"
    assert meant("t", comment()) == ""


def test_a_forced_command_reads_no_files() -> None:
    assert "import" in ids(State(place="inbox"))
    assert "import" not in ids(State(place="inbox", locked=True))
    assert meant("i", State(place="inbox", locked=True)) == ""


def test_the_demo_desk_is_offered_only_while_the_store_is_empty() -> None:
    assert meant("D", State(place="inbox", empty=True)) == "demo"
    assert meant("D", State(place="inbox")) == ""


def test_undo_is_offered_when_there_is_something_to_take_back() -> None:
    assert "undo" in ids(State(place="feeds", can_undo=True))
    assert "undo" not in ids(State(place="feeds"))


@pytest.mark.parametrize(("keys", "verb"), [("e", "comment.finish"), ("E", "comment.finish_next"), ("u", "undo")])
def test_some_verbs_say_why_they_cannot_be_used(keys: str, verb: str) -> None:
    assert verb not in ids(comment("new"))
    assert meant(keys, comment("new")) == verb
    assert meant("e", State(place="queue", chosen=True)) == ""  # There it would say nothing of use.


def test_chords_begin_with_a_key_that_leads_somewhere() -> None:
    assert prefixes(comment()) == {"c", "b", "h", "m", "g"}
    assert prefixes(comment("answered")) == {"c", "h", "m", "g"}
    assert prefixes(State(place="queue")) == {"g"}


# The palette


def first(text: str, state: State) -> str:
    found = matching(text, state)
    return found[0].id if found else ""


def test_without_words_every_verb_but_the_palette_itself_is_shown() -> None:
    state = comment()
    assert [one.id for one in matching("", state)] == [one.id for one in offered(state) if one.id != "palette"]


@pytest.mark.parametrize(
    ("text", "verb"),
    [("catat", "comment.note"), ("CATATAN", "comment.note"), ("impor", "import"), ("hoaks", "kind.hoax")],
)
def test_words_find_a_verb_by_its_label(text: str, verb: str) -> None:
    assert first(text, comment()) == verb


def test_a_chord_is_found_by_its_name_and_sentiments_as_such() -> None:
    assert {one.id for one in matching("kelas", comment())} == {f"kind.{kind}" for kind in KINDS}
    assert [one.id for one in matching("kelas hoaks", comment())] == ["kind.hoax"]
    assert {one.id.split(".")[0] for one in matching("sentimen", comment())} == {"sentiment"}


def test_words_find_a_verb_in_english_too() -> None:
    wording.use("en")
    try:
        assert first("note", comment()) == "comment.note"
        assert first("demo desk", State(place="inbox", empty=True)) == "demo"
    finally:
        wording.use("id")


def test_labels_go_before_help() -> None:
    labelled = [one.id for one in matching("balas", comment())]
    assert labelled[0] == "comment.reply"


@pytest.mark.parametrize(("text", "verb"), [("catatn", "comment.note"), ("imprt", "import"), ("bantuam", "help")])
def test_a_mistyped_word_finds_the_nearest(text: str, verb: str) -> None:
    assert verb in [one.id for one in matching(text, comment())]


def test_words_that_are_near_nothing_find_nothing() -> None:
    assert matching("zzzzqqqq", comment()) == []


def test_only_what_can_be_used_is_found() -> None:
    def found(state: State) -> list[Command]:
        return matching("selesai", state)

    assert "comment.finish" in [one.id for one in found(comment("answered"))]
    assert "comment.finish" not in [one.id for one in found(comment("new"))]


def test_a_verb_without_a_key_is_found_in_the_palette_and_by_no_key() -> None:
    keyless = [one for one in COMMANDS if not one.keys]
    assert "export" in [one.id for one in keyless]
    assert {one.id for one in keyless}.isdisjoint(meant(keys, comment()) for keys in ("", " ", "enter"))
    assert first("ekspor", comment()) == "export"
    assert first("ekspor", State(place="queue", locked=True)) == "export"
