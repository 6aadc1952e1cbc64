"""What the editor says: its form, the preview of a channel, the readiness list, the chain of states."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.day import Plan
from domain import counting
from domain.accounts import NAMES, Account, label
from domain.afterwards import Contest, left_to_do
from domain.deliveries import standing
from domain.posts import Post, Variant, caption_of
from domain.press import ANSWERS, GATES, Conference, Press, remarks, shut
from domain.readiness import GIST_LIMIT, TAGS, Finding, kind_of_caption, over
from screens import delivering
from screens.editor_fields import Option, Shown
from screens.facts import MOMENT_INK
from widgets.bar import Part
from widgets.form import Cell, Item
from widgets.page import Block, Both, Fact, Heading, Words
from widgets.text import width
from widgets.theme import Signs
from wording import _, figures, labels, n_, publishing
from wording.readiness import finding

WRITING_ROWS = 8
"""Rows of a text while it is written."""
TOLD = 4
"""Remarks on the tone that are told; the first ones are mended first."""
SIGNS = {"missing": ("!", "error"), "approval": ("!", "warning"), "warning": ("?", "warning")}
CHAIN = ("draft", "review", "approved", "scheduled", "published")


class View(NamedTuple):
    """All that is told of a post."""

    plan: Plan
    shown: Shown
    findings: Sequence[Finding]
    programmes: dict[int, str]
    now: int
    signs: Signs
    typing: str
    """The field that is being typed in; empty: none."""
    lures: Sequence[str] = ()
    """Why the title looks like clickbait, in words."""
    sounds: Sequence[str] = ()
    """How the texts may sound, in words."""
    chosen: str = ""
    """The field that is looked at."""

    @property
    def post(self) -> Post:
        """The post."""
        return self.shown.post

    def account(self, variant: Variant) -> Account | None:
        """The account of a variant."""
        return self.plan.accounts.get(variant.account)

    def zone(self, variant: Variant | None) -> str:
        """The zone a variant's slot is told in."""
        return self.plan.zone_of(self.account(variant) if variant else None)


# The form


def form_items(view: View) -> list[Item]:
    """The three parts: what for, by what way, what."""
    rows: list[Item] = [*_purpose_rows(view), None, *_channel_rows(view), None, *_content_rows(view)]
    if view.post.format == "press_release":
        rows += [None, *_press_rows(view)]
    # What was written stays in sight where the format is another one now.
    if view.post.format == "press_release" or view.post.conference or view.post.asked:
        rows += [None, *_conference_rows(view)]
    if view.post.format == "quiz" or view.post.contest:
        rows += [None, *_contest_rows(view)]
    return rows


def _said(words: str) -> tuple[Part, ...]:
    return (Part(words, "foreground"),) if words else (Part("–"),)


def _cell(field: str, words: str, half: int = 0, right: tuple[Part, ...] = ()) -> Cell:
    return Cell(field, labels.field(field), _said(words), right, half)


def _purpose_rows(view: View) -> list[Item]:
    post = view.post

    def chosen(field: str, half: int) -> Cell:
        code = getattr(post, field)
        return _cell(field, labels.field_value(field, code) if code else "", half)

    event = figures.when(post.event_at, view.now, view.plan.zone) if post.event_at else ""
    return [
        Heading(_("What for")),
        *(chosen("purpose", 1), chosen("pillar", 2)),
        *(chosen("need", 1), chosen("message_type", 2)),
        *(_cell("programme", view.programmes.get(post.programme, ""), 1), _cell("theme", post.theme, 2)),
        *(chosen("plan_mode", 1), chosen("horizon", 2)),
        *(chosen("format", 1), _cell("event_at", event, 2)),
    ]


def _channel_rows(view: View) -> list[Item]:
    rows: list[Item] = [Heading(_("By what way"), _("time · characters"))]
    for variant in view.shown.variants:
        if account := view.account(variant):
            rows += _channel_cells(view, variant, account)
    there = {variant.account for variant in view.shown.variants}
    if absent := [NAMES[one.platform] for one in view.plan.accounts.values() if one.id not in there]:
        rows.append(Cell("add", "+", (Part(", ".join(absent), "muted"),), (Part(_("add a channel")),)))
    elif not there:
        rows.append(Cell("add", "+", (Part(_("There is no account yet: g a adds one."), "muted"),)))
    return rows


def _channel_cells(view: View, variant: Variant, account: Account) -> list[Item]:
    limit = counting.limit(account.platform, kind_of_caption(view.post), view.plan.limits)
    too_long = over(view.post, variant, account, view.plan.limits)
    state = view.plan.stands(variant, view.now)
    telling = view.post.state if state == "planned" else state
    delivery = view.plan.delivery(variant)
    sign = view.signs.moment.get(telling, "·")
    caption = _("own caption") if variant.caption else _("shared caption")
    about = [Part(caption, "error" if too_long else "muted")]
    if delivery and state != "frozen":
        sign, ink, _word = delivering.in_a_row(delivery, variant, view.now, view.signs)
        about = [Part(labels.delivery(standing(delivery, variant, view.now)), ink, ink == "error")]
    elif too_long:
        about = [
            Part(_("{n} too many").format(n=figures.number(too_long)), "error", True),
            Part(f" {caption}", "error"),
        ]
    elif state not in ("planned", "scheduled", "due", "missed"):
        about = [Part(labels.moment(state), MOMENT_INK.get(state, "foreground"))]
    at = variant.published_at or variant.slot_at
    zone = view.zone(variant)
    slot = f"{figures.short_day(at, zone)} {figures.clock(at, zone)}" if at else _("no time yet")
    used = counting.length(account.platform, caption_of(view.post, variant), kind_of_caption(view.post))
    count = Part(f"{figures.number(used)}/{figures.number(limit)}", "error" if too_long else "muted", bool(too_long))
    bad = {one.code for one in view.findings if one.params.get("account") == variant.account}
    ink = "error" if "slot_taken" in bad else "warning" if bad else "foreground" if at else "muted"
    return [
        Cell(f"channel:{variant.id}", f"{sign} {NAMES[account.platform]}", tuple(about), half=1),
        Cell(f"slot:{variant.id}", "", (Part(slot, ink),), (count,), half=2),
    ]


def _content_rows(view: View) -> list[Item]:
    post = view.post
    gist, tags = len(post.gist), len(post.hashtags)
    rows: list[Item] = [
        Heading(_("What")),
        _cell("title", post.title),
        _cell("gist", post.gist, right=(_count(gist, GIST_LIMIT, "error"),)),
        None,
        _text(view, "caption", labels.field("caption"), post.caption),
    ]
    for variant in view.shown.variants:
        field, account = f"caption:{variant.id}", view.account(variant)
        if account and (variant.caption or view.typing == field):
            rows.append(_text(view, field, NAMES[account.platform], variant.caption))
    rows += [None, _cell("hashtags", " ".join(post.hashtags), right=(_count(tags, TAGS, "warning"),))]
    for place, media in enumerate(post.media):
        alt = Part(media.alt_text, "foreground") if media.alt_text else Part(_("missing"), "error")
        rows.append(Cell(f"media:{place}:path", labels.field("media"), _said(media.path)))
        rows.append(Cell(f"media:{place}:alt_text", _("alt text"), (alt,)))
    rows.append(
        Cell(f"media:{len(post.media)}:path", labels.field("media"), (Part(_("+ path of a picture or video")),))
    )
    rows.append(_text(view, "sources", labels.field("sources"), "\n".join(post.sources), 4))
    ai = _("used") if post.ai_assisted else _("not used")
    facts = labels.field_value("verification", post.verification)
    return [
        *rows,
        _cell("dataset", post.dataset, 1),
        _cell("ai_assisted", ai, 2),
        _cell("verification", facts, 1),
        _cell("verifier", post.verifier, 2),
        _cell("owner", post.owner, 1),
        _cell("note", post.note, 2),
    ]


def _press_rows(view: View) -> list[Item]:
    """What a press release has beyond a post: six answers, who speaks, whom to ask; its gates."""
    press = view.post.press or Press()
    rows: list[Item] = [Heading(_("Press release"), _("answers · gates"))]
    for place, name in enumerate(ANSWERS):
        value = _said(getattr(press, name))
        rows.append(Cell(f"press:{name}", publishing.question(name), value, half=1 + place % 2))
    for place, gate in enumerate(GATES):
        passed = gate in press.ticked
        sign = view.signs.moment["published" if passed else "draft"]
        value = (
            Part(f"{sign} ", "success" if passed else "warning"),
            Part(_("passed") if passed else _("not looked at")),
        )
        rows.append(Cell(f"gate:{gate}", publishing.short_gate(gate), value, half=1 + place % 2))
    return rows


def _conference_rows(view: View) -> list[Item]:
    """Its press conference: when, where, who speaks, and the questions with the answers that were given."""
    held, task = view.post.conference or Conference(), left_to_do(view.post, view.now)
    when = figures.when(held.held_at, view.now, view.plan.zone) if held.held_at else ""
    rows: list[Item] = [
        Heading(_("Press conference"), publishing.task(*task) if task and task.kind == "answer" else ""),
        Cell("conference:held_at", _("held at"), _said(when), half=1),
        Cell("conference:place", _("place"), _said(held.place), half=2),
    ]
    for place, speaker in enumerate(held.speakers):
        rows.append(Cell(f"speaker:{place}:name", _("speaker"), _said(speaker.name), half=1))
        rows.append(Cell(f"speaker:{place}:office", _("office"), _said(speaker.office), half=2))
    rows.append(Cell(f"speaker:{len(held.speakers)}:name", _("speaker"), (Part(_("+ who speaks")),)))
    for place, one in enumerate(view.post.asked):
        answer = Part(one.answer, "foreground") if one.answer else Part(_("not answered yet"), "warning")
        rows.append(Cell(f"asked:{place}:question", _("question"), _said(one.question)))
        rows.append(Cell(f"asked:{place}:answer", _("answer"), (answer,)))
    more = (Part(_("+ who asked what")),)
    return [*rows, Cell(f"asked:{len(view.post.asked)}:question", _("question"), more)]


def _contest_rows(view: View) -> list[Item]:
    """The rules of a contest, until when, who won, and whether that was announced."""
    contest, task = view.post.contest or Contest(), left_to_do(view.post, view.now)
    until = figures.when(contest.deadline_at, view.now, view.plan.zone) if contest.deadline_at else ""
    return [
        Heading(_("Contest"), publishing.task(*task) if task and task.kind != "answer" else ""),
        Cell("contest:rules", _("its rules"), _said(contest.rules)),
        Cell("contest:deadline_at", _("until"), _said(until), half=1),
        Cell("contest:winner", _("winner"), _said(contest.winner), half=2),
        Cell("contest:announced", _("announced"), _said(_("yes") if contest.announced else _("no")), half=1),
    ]


def _text(view: View, field: str, name: str, text: str, rows: int = WRITING_ROWS) -> Cell:
    tall = rows if view.typing == field else 1
    return Cell(field, name, () if text else (Part("–"),), text=text, tall=tall)


def _count(used: int, limit: int, loud: str) -> Part:
    return Part(f"{figures.number(used)}/{limit}", loud if used > limit else "muted", used > limit)


# Beside it


def preview_blocks(view: View, variant: Variant | None) -> list[Block]:
    """The post as readers of that channel see it, with the platform's fold."""
    account = view.account(variant) if variant else None
    title = _("Preview {platform}").format(platform=NAMES[account.platform] if account else "")
    blocks: list[Block] = [Heading(title, _("< > channel") if len(view.shown.variants) > 1 else ""), None]
    if account:
        blocks.append(Words(label(account), "bright", True))
    if variant and (delivery := view.plan.delivery(variant)):
        blocks += [Fact(_("goes out"), delivering.parts(delivery, variant, view.now, view.zone(variant))), None]
    if account and account.platform == "youtube" and view.post.title:
        blocks.append(Words(view.post.title, "bright"))
    for media in view.post.media:
        blocks.append(Words(f"[ {media.path} ]", "muted"))
        blocks += [Words(media.alt_text, "muted", indent=4)] if media.alt_text else []
    blocks += [None] if view.post.media else []
    text = caption_of(view.post, variant) if variant else view.post.caption
    if not text:
        return [*blocks, Words(_("There is no caption yet."), "muted")]
    seen, rest = counting.folded(account.platform, text) if account else (text, "")
    if not rest:
        return [*blocks, Words(text, "foreground")]
    more = (Part("… " + _("more"), "accent"),)
    return [*blocks, Words(seen, "foreground"), Both(more), Words(rest, "muted")]


def readiness_blocks(view: View) -> list[Block]:
    """What is missing, what to be wary of, what is in order."""
    missing = [one for one in view.findings if one.weight == "missing"]
    verdict = n_("no, {n} thing", "no, {n} things", len(missing)).format(n=len(missing)) if missing else _("yes")
    blocks: list[Block] = [Heading(_("Ready for review?"), verdict), None]
    for one in view.findings:
        sign, ink = SIGNS[one.weight]
        if one.code in ("gate_shut", "no_answer"):
            continue  # The gates tell them.
        blocks.append(_listed(sign, ink, finding(one.code, _named(view, one)), "foreground"))
    blocks += [_listed("?", "warning", _("title: {why}").format(why=why), "foreground") for why in view.lures[:2]]
    blocks += [_listed("?", "warning", words, "foreground") for words in view.sounds[:TOLD]]
    codes = {one.code for one in view.findings}
    for needed, words in _in_order():
        if codes.isdisjoint(needed):
            blocks.append(_listed(view.signs.moment["published"], "success", words, "muted"))
    post = view.post
    if post.format == "press_release":
        blocks += _gate_blocks(view)
    if post.state == "returned":
        blocks += [None, Words(_("Returned: {reason}").format(reason=post.return_reason), "warning")]
    if post.state == "approved" and post.own_approval:
        blocks += [
            None,
            Words(
                _("Approved by {who}, who sent it: nobody else was there.").format(who=labels.person(post.approved_by)),
                "warning",
            ),
        ]
    elif post.state == "approved" and post.approved_by:
        blocks += [None, Words(_("Approved by {who}").format(who=labels.person(post.approved_by)), "success")]
    return blocks


def _gate_blocks(view: View) -> list[Block]:
    """The gates of a press release: what is asked at each, and what the rules find there."""
    post, press = view.post, view.post.press or Press()
    found = remarks(post.title, post.caption, press, verified=post.verification == "verified")
    blocks: list[Block] = [
        None,
        Heading(_("Gates"), _("{n} of {total}").format(n=len(press.ticked), total=len(GATES))),
        None,
    ]
    asked = view.chosen.removeprefix("gate:") if view.chosen.startswith("gate:") else next(iter(shut(press)), "")
    for gate in GATES:
        passed = gate in press.ticked
        sign, ink = (view.signs.moment["published"], "success") if passed else ("!", "warning")
        blocks.append(_listed(sign, ink, publishing.gate(gate), "muted" if passed else "foreground"))
        blocks += [Words(_(publishing.ASKS[gate]), "muted", indent=5)] if gate == asked else []
        blocks += [Words(publishing.remark(code, told), "warning", indent=5) for at, code, told in found if at == gate]
    return blocks


def _listed(sign: str, ink: str, words: str, fg: str) -> Words:
    return Words(words, fg, indent=5, mark=Part(sign, ink, True))


def _in_order() -> tuple[tuple[set[str], str], ...]:
    return (
        ({"no_purpose", "no_pillar", "no_need", "no_gist", "gist_long"}, _("purpose, pillar, need, gist")),
        (
            {"no_caption", "caption_long", "title_long", "bad_signs", "hashtags_over", "mentions_over"},
            _("caption within the limit everywhere"),
        ),
        ({"no_picture", "no_alt_text"}, _("alt text of the pictures")),
        ({"no_source"}, _("source for the numbers")),
        ({"no_channel", "no_slot", "slot_past", "slot_taken", "slot_near"}, _("free slots, an hour apart")),
    )


def _named(view: View, one: Finding) -> dict[str, object]:
    account = view.plan.accounts.get(one.params.get("account", 0))
    return {**one.params, "account": f"{NAMES[account.platform]} {label(account)}"} if account else one.params


def chain_parts(view: View, variant: Variant | None) -> list[Part]:
    """How far the post is, on the channel that is looked at."""
    post, state = view.post, variant.state if variant else "planned"
    here = state if state != "planned" else post.state
    chain = [here if (one, here) == ("review", "returned") else one for one in CHAIN]
    if here in ("postponed", "cancelled", "withdrawn"):
        chain = [*chain[:4], here] if here == "withdrawn" else [*chain[:3], here]
    parts = [Part(" ")]
    for place, one in enumerate(chain):
        parts += [Part("  ›  ")] if place else []
        parts.append(Part(labels.moment(one), "accent" if one == here else "muted", one == here))
    if variant and (delivery := view.plan.delivery(variant)):
        sign, ink, word = delivering.in_a_row(delivery, variant, view.now, view.signs)
        parts.append(Part(f"   {sign} {word}", ink, ink == "error"))
    return parts


def option_parts(options: Sequence[Option], picked: int, room: int) -> list[Part]:
    """What can be chosen, the picked one in sight: those before it give way where there is no room."""
    shown = list(enumerate(options))
    while shown[0][0] < picked and sum(width(one.word) + 5 for place, one in shown if place <= picked) > room:
        shown.pop(0)
    parts: list[Part] = []
    for place, option in shown:
        here = place == picked
        parts += [Part(f"{option.letter} ", "accent", True)]
        parts += [Part(option.word, "bright" if here else "muted", here), Part("   ")]
    return parts
