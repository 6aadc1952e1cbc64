"""What can be done to a topic, wherever one is chosen."""

from typing import TYPE_CHECKING

from commands import Command
from domain.outcomes import Done
from screens.base import DeskScreen
from widgets.bar import Part
from widgets.page import Block, Fact, Words
from wording import _, figures, labels, n_
from wording import topics as words

if TYPE_CHECKING:
    from desk.topics import RankedTopic


class TopicVerbs(DeskScreen):
    """Drafts, posts, muting, watching, clarification, colleagues.

    Attributes:
        flag_asked: the flagged topic of which a draft was asked for; 0: none.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flag_asked = 0

    def chosen_topic(self) -> "RankedTopic | None":
        """The topic the verbs are for. To be overridden."""
        raise NotImplementedError

    def draft_topic(self, *, sure: bool = False) -> None:
        """Make a draft; of a flagged topic only with the second key."""
        topic, desk = self.chosen_topic(), self.session.desk
        if topic is None:
            return
        if topic.gate.danger != "safe" and not sure:
            self.flag_asked = topic.topic.id
            why = f"{words.danger(topic.gate.danger)}: {words.reasons(topic.gate)}"
            self.warn(_("{why}. Y: a draft all the same").format(why=why))
            return
        self.flag_asked = 0

        from desk import topics

        self.carry_out(lambda _rev: topics.draft(desk, topic, sure=sure))

    def perform(self, command: Command) -> None:
        """Any other verb forgets the draft that was asked for."""
        if command.id not in ("add", "topic.draft_anyway"):
            self.flag_asked = 0
        super().perform(command)

    def verb_feeds_refresh(self) -> None:
        """Ask all feeds for news now."""
        self.session.chores.refresh_feeds(force=True)

    def verb_topic_draft_anyway(self) -> None:
        """Draft the flagged topic."""
        self.draft_topic(sure=True)

    def verb_topic_add_to(self) -> None:
        """Ask for the post, and add the sources."""
        topic, desk = self.chosen_topic(), self.session.desk
        if topic is None:
            return
        posts = sorted(self.session.plan.posts.values(), key=lambda post: -post.id)

        def found(text: str) -> list[str]:
            wanted = text.casefold().strip()
            return [f"P{post.id} {post.title}" for post in posts if wanted in f"p{post.id} {post.title}".casefold()]

        def typed(text: str) -> None:
            self.prompt.hint(" · ".join(found(text)[:3]))

        def complete(text: str) -> str:
            return (found(text) or [text])[0]

        def answer(text: str) -> None:
            ids = [int(one[1:].split()[0]) for one in found(text)]
            exact = [id for id in ids if text.casefold().split()[:1] == [f"p{id}"]]
            if len(exact or ids) != 1:
                self.warn(_("Which post? P and its number, or words of its title."))
                return
            from desk import topics

            self.carry_out(lambda _rev: topics.add_to(desk, topic, (exact or ids)[0]))

        self.ask(_("post"), answer, typed=typed, complete=complete, hint=" · ".join(found("")[:3]))

    def verb_topic_mute(self) -> None:
        """Ask what is to be muted: the topic, an outlet, a word."""
        topic, desk = self.chosen_topic(), self.session.desk
        if topic is None:
            return
        outlets = list(dict.fromkeys(headline.outlet for headline in topic.headlines))

        def answer(text: str) -> None:
            from desk import topics

            if text.strip():
                sort, what = topics.read_mute(text, outlets)
                self.carry_out(lambda _rev: topics.mute(desk, sort, what))
            else:
                self.carry_out(lambda _rev: topics.mute_topic(desk, topic.topic.id))

        self.ask(_("mute"), answer, hint=_("enter: this topic; or an outlet or a word"))

    def verb_topic_watch(self) -> None:
        """Watch it, or stop."""
        topic, desk = self.chosen_topic(), self.session.desk
        if topic is None:
            return
        from desk import topics

        self.carry_out(lambda _rev: topics.watch(desk, topic.topic.id))

    def verb_topic_hand(self) -> None:
        """Give it to a colleague."""
        topic, desk = self.chosen_topic(), self.session.desk
        if topic is None:
            return
        from desk import topics
        from screens.handing import ask_for_admin

        ask_for_admin(self, lambda to: self.carry_out(lambda _rev: topics.hand(desk, topic.topic.id, to)))

    def verb_topic_clarify(self) -> None:
        """Open a sheet on it, and go there."""
        topic, desk = self.chosen_topic(), self.session.desk
        if topic is None:
            return

        def opened(done: Done) -> None:
            from screens.clarification import SheetScreen

            self.app.push_screen(SheetScreen(int(done.params["clarification"])))

        def answer(text: str) -> None:
            from desk import topics

            self.carry_out(lambda _rev: topics.clarify(desk, topic, text), then=opened)

        self.ask(_("what is said"), answer, hint=topic.topic.title)

    def verb_topic_explain(self) -> None:
        """Every factor."""
        if topic := self.chosen_topic():
            blocks = factor_blocks(topic)
            self.open_panel(_("Why it stands where it does"), blocks, columns=72, rows=len(blocks) + 3)


def factor_blocks(one: "RankedTopic") -> list[Block]:
    """How the heat is made, factor by factor, and what it is to us."""
    heat = one.heat

    def fact(name: str, value: float, told: str) -> Fact:
        return Fact(name, (Part(f"{figures.decimal(value)}  ", "bright", True), Part(told, "foreground")))

    outlets = n_("{n} outlet in 24 hours", "{n} outlets in 24 hours", heat.outlets).format(n=heat.outlets)
    rise = _("{times}× yesterday at this hour").format(times=figures.decimal(heat.rise, 1))
    traffic = _("{n} searches").format(n=figures.number(heat.searches)) if heat.searches else _("none known")
    return [
        None,
        fact(_("warmth"), heat.warmth, _("headlines by age, those of one outlet less and less")),
        fact(_("outlets"), 1 + 0.5 * (max(heat.outlets, 1) - 1), outlets),
        fact(_("rise"), heat.rise**0.5, rise),
        fact(_("searches"), heat.searched, traffic),
        fact(_("heat"), heat.value, _("warmth × outlets × rise + searches")),
        None,
        fact(_("ours"), one.ours.factor, _("1, and 1 more for the matter, 1 for the place")),
        fact(_("in all"), one.score, _("heat × ours: by this they are ordered")),
        None,
        Words(labels.direction(heat.direction), "muted"),
    ]
