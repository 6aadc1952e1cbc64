"""A post that goes out by itself: how that stands, and the panel in which an admin lets it go out now."""

from typing import TYPE_CHECKING

from desk import deliveries
from desk.day import QueueItem
from desk.restraint import frozen
from domain import outbox
from domain.accounts import NAMES, label
from domain.deliveries import Delivery, Standing, standing
from domain.posts import Variant, caption_of
from widgets.bar import Part
from widgets.page import Block, Both, Fact, Heading, Words
from widgets.theme import Signs
from wording import _, figures, labels, results
from wording.publishing import why, why_not_out
from wording.sending import next_step, stuck

if TYPE_CHECKING:
    from screens.verbs import PostVerbs

INK: dict[Standing, str] = {
    "queued": "muted",
    "put_off": "warning",
    "sending": "accent",
    "failed": "error",
    "unknown": "error",
    "stuck": "error",
}
_LOUD = ("failed", "unknown", "stuck")
COLUMNS = 74
_WRAPPED = 66


def parts(delivery: Delivery, variant: Variant, now: int, zone: str) -> tuple[Part, ...]:
    """How it stands, when it is tried again, and why it is not out."""
    stands = standing(delivery, variant, now)
    told = [Part(labels.delivery(stands), INK[stands], stands != "queued")]
    if stands == "queued":
        return (*told, Part("  " + _("at once"), "accent")) if delivery.at_once else tuple(told)
    if said := next_step(delivery, now, zone):
        told.append(Part(f"  {said}", "foreground"))
    if delivery.error:
        told.append(Part(f"  {why_not_out(delivery)}", "foreground"))
    elif stands == "stuck":
        told.append(Part("  " + stuck(), "foreground"))
    return tuple(told)


def is_held_up(delivery: Delivery, variant: Variant, now: int) -> bool:
    """Something is to be said of it: it did not simply go out when its time came."""
    return standing(delivery, variant, now) not in ("queued", "sending")


def in_a_row(delivery: Delivery, variant: Variant, now: int, signs: Signs) -> tuple[str, str, str]:
    """How it stands in a list: sign, ink, and a word where something is to be said."""
    stands = standing(delivery, variant, now)
    return signs.moment["missed" if stands in _LOUD else "by_itself"], INK[stands], labels.short_delivery(stands)


def show(screen: "PostVerbs", item: QueueItem) -> None:
    """What goes out and where; what speaks against it, or the key that lets it go out now."""
    from desk.sending import as_shown

    post, variant, account, desk = item.post, item.variant, item.account, screen.session.desk
    if variant is None or account is None:
        return
    zone = screen.session.plan.zone_of(account)
    blocks: list[Block] = [
        None,
        Fact(_("channel"), (Part(NAMES[account.platform], "bright", True), Part(f"  {label(account)}", "bright"))),
    ]
    if item.delivery:
        blocks.append(Fact(_("goes out"), parts(item.delivery, variant, desk.now(), zone)))
    keys = {"p": screen.verb_post_copy}
    choices = [("p", _("copy caption"))]
    if item.delivery:
        keys["b"] = screen.verb_post_by_hand
        choices.insert(0, ("b", _("by hand")))
    if against := _against(screen, item):
        blocks += [None, Words(against, "warning", True)]
    else:
        # Another key than the one that opened the panel: one that is held down must not make anything public.
        keys["enter"] = lambda: screen.act(
            lambda rev: deliveries.publish_now(desk, variant.id, rev=rev), "variants", variant
        )
        choices.insert(0, ("enter", _("publish now")))
        if item.delivery is None and variant.state == "scheduled" and variant.slot_at > desk.now():
            keys["s"] = lambda: screen.act(
                lambda rev: deliveries.at_its_time(desk, variant.id, rev=rev), "variants", variant
            )
            choices.insert(1, ("s", _("by itself {time}").format(time=figures.when(variant.slot_at, desk.now(), zone))))
    row = [part for key, words in choices for part in (Part(f"{key} ", "accent", True), Part(f"{words}   ", "muted"))]
    text = as_shown(caption_of(post, variant))
    blocks += [None, Both(tuple(row)), None, Heading(_("What goes out")), None]
    for media in post.media:
        blocks.append(Words(f"[ {media.path} ]", "accent"))
        blocks += [Words(media.alt_text, "muted", indent=4)] if media.alt_text else []
    blocks += [None] if post.media else []
    blocks.append(Words(text, "bright") if text else Words(_("There is no caption yet."), "muted"))
    rows = len(blocks) + 5 + sum(len(line) // _WRAPPED for line in text.split("\n")) + text.count("\n")
    title = _("Publish P{id} now").format(id=post.id)
    screen.open_panel(title, blocks, columns=COLUMNS, rows=min(screen.size.height - 4, rows), keys=keys)


def _against(screen: "PostVerbs", item: QueueItem) -> str:
    """Why it cannot go out now, in a sentence; empty: it can."""
    desk, delivery = screen.session.desk, item.delivery
    if item.variant is None:
        return results.refused("no_channel", {})
    if delivery and delivery.state == "sending":
        return results.refused("being_sent", {})
    if delivery and delivery.state == "unknown":
        return results.refused("may_be_out", {})
    if delivery and outbox.must_rest(delivery, desk.now()):
        return results.refused("platform_rests", {})
    if crisis := frozen(desk, item.post.id):
        return results.refused("frozen", {"about": crisis.reason})
    if code := deliveries.unapproved(desk, item.post):
        return _("It cannot go out now: {why}.").format(why=why(code))
    if code := deliveries.hindrance(desk, item.post, item.variant):
        return results.refused("by_hand_there", {"why": code})
    return ""
