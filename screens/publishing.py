"""Publishing by hand: the caption shown and copied with the paths of its pictures, and the record of where it went."""

from collections.abc import Callable

from desk import posts
from desk.day import QueueItem
from desk.desk import Desk
from domain.addresses import hindrance, platform_of
from domain.outcomes import Outcome, Refused
from domain.posts import Post, caption_of
from domain.press import Conference, Press, as_text, minutes
from domain.text import clean
from domain.times import local
from screens.foot import Footed
from widgets.bar import Part
from widgets.page import Block, Both, Words
from wording import _, figures, n_, results

COLUMNS = 74
_WRAPPED = 66


def text_of(item: QueueItem) -> str:
    """What is pasted on the platform: the caption; of a press release all that journalists get."""
    post = item.post
    caption = caption_of(post, item.variant) if item.variant else post.caption
    if post.format == "press_release":
        return as_text(post.title, caption, post.press or Press())
    return caption or post.title


def minutes_of(post: Post, zone: str) -> str:
    """What journalists get of its press conference; "" where it has none."""
    if not (post.conference or post.asked):
        return ""
    return minutes(post.title, post.conference or Conference(), post.asked, (post.press or Press()).contact, zone)


def show_caption(screen: Footed, item: QueueItem, publish: Callable[[], None] | None = None) -> None:
    """Put the caption on the clipboard and show it; under it the pictures, whose paths a second key copies.

    Another key copies what journalists get of its press conference. `publish` shows how it can go out through the
    platform's interface instead.
    """
    post, text = item.post, clean(text_of(item), lines=500)
    screen.app.copy_to_clipboard(text)
    note = _("Sent to your terminal's clipboard. If it did not arrive, select it here with shift and the mouse.")
    blocks: list[Block] = [None, Words(text, "bright"), None]
    for media in post.media:
        blocks.append(Words(f"[ {media.path} ]", "accent"))
        blocks += [Words(media.alt_text, "muted", indent=4)] if media.alt_text else []
    keys: dict[str, Callable[[], None]] = {"m": lambda: copy_paths(screen, post)} if post.media else {}
    if post.media:
        many = n_("copies the path of the picture", "copies the paths of the {n} pictures", len(post.media))
        blocks += [Both((Part("m ", "accent", True), Part(many.format(n=len(post.media)), "muted"))), None]
    if told := minutes_of(post, screen.session.plan.zone):
        keys["n"] = lambda: screen.copied(told, _("Press conference of P{id}").format(id=post.id))
        words = _("copies the press conference: time, speakers, questions and answers")
        blocks[:0] = [None, Both((Part("n ", "accent", True), Part(words, "muted")))]
    blocks.append(Words(note, "muted"))
    if publish:
        keys["s"] = publish
        words = _("publishes it through the interface, without copying")
        blocks += [None, Both((Part("s ", "accent", True), Part(words, "muted")))]
    rows = (
        8
        + 2 * bool(publish)
        + 2 * bool(told)
        + sum(1 + len(line) // _WRAPPED for line in text.split("\n"))
        + 3 * len(post.media)
    )
    title = _("Caption of P{id}").format(id=post.id)
    screen.open_panel(title, blocks, columns=COLUMNS, rows=min(screen.size.height - 4, rows), keys=keys)


def copy_paths(screen: Footed, post: Post) -> None:
    """Put the paths of the pictures on the clipboard, one a line, and show them."""
    screen.copied("\n".join(media.path for media in post.media), _("Pictures of P{id}").format(id=post.id))


def recorded(item: QueueItem, zone: str) -> str:
    """What was recorded, as it would be typed; empty: nothing was."""
    variant = item.variant
    if variant is None or variant.state != "published":
        return ""
    at = local(variant.published_at, zone)
    return f"{at.day}/{at.month}/{at.year} {at.hour:02}.{at.minute:02} {variant.url or '-'}"


def read(line: str, item: QueueItem, now: int, zone: str) -> tuple[int, str] | Refused:
    """When and where it went out; or what is wrong with the line, told before anything is stored."""
    found = posts.read_publication(line, now, zone)
    if found is None:
        return Refused(reason="not_a_time_or_address")
    at, url = found
    platform = item.account.platform if item.account else ""
    if at > now:
        return Refused(reason="in_the_future")
    if url and (reason := hindrance(url, platform)):
        return Refused(
            reason=reason,
            params={"platform": platform, "other": platform_of(url) if reason == "other_platform" else ""},
        )
    return found


def ask(
    screen: Footed,
    item: QueueItem,
    desk: Desk,
    zone: str,
    answer: Callable[[int, str], None],
    *,
    line: str | None = None,
    hint: str = "",
) -> None:
    """Ask for time and address of a publication until they can be right, or the admin leaves it."""

    def typed(text: str) -> None:
        found = posts.read_publication(text, desk.now(), zone)
        where = (found[1].partition("://")[2] or _("without an address")) if found else ""
        screen.prompt.hint(f"{figures.when(found[0], desk.now(), zone)} · {where}" if found else usual)

    def answered(text: str) -> None:
        found = read(text, item, desk.now(), zone)
        if not isinstance(found, Refused):
            answer(*found)
        elif text.strip():
            ask(screen, item, desk, zone, answer, line=text, hint=results.refused(found.reason, found.params))
        else:
            screen.warn(results.refused(found.reason, found.params))

    usual = _("09.02 https://…   - without an address")
    value = recorded(item, zone) if line is None else line
    screen.ask(_("published"), answered, value=value, hint=hint or usual, typed=typed, selected=False)


def use_case(item: QueueItem, desk: Desk, at: int, url: str) -> Callable[[int | None], Outcome]:
    """What stores it: a record, or its correction where it was recorded before."""
    variant = item.variant
    assert variant is not None
    record = posts.correct_publication if variant.state == "published" else posts.record_published
    return lambda rev: record(desk, variant.id, at, url, rev=rev)
