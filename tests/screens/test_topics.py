"""The place of the topics: opening down to a summary, drafts with a second key, muting, watching, adding to a post."""

from domain.news import Headline, Topic
from domain.topics import Mute
from screens.topics import TopicsScreen
from tests.screens.conftest import Sit
from tests.screens.sitting import Sitting, run


def place(me: Sitting) -> TopicsScreen:
    screen = me.app.screen
    assert isinstance(screen, TopicsScreen)
    return screen


def chosen(me: Sitting) -> str:
    return next(line for line in me.frame if line.startswith("›"))


async def to_flagged(me: Sitting) -> None:
    """Down to a topic that is flagged."""
    await me.press("g", "t")
    for _ in range(30):
        if "larang" in chosen(me):
            return
        await me.press("j")


@run
async def test_from_a_topic_to_a_summary_and_back(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("g", "t")
        topic = chosen(me)
        await me.press("enter", "j", "enter", "j")
        assert "https://" in me.text
        assert place(me).chosen_topic() is not None
        await me.press("y")
        assert me.app.clipboard.startswith("https://")
        await me.press("escape")  # The panel that shows what was copied.
        await me.press("escape", "escape")
        assert chosen(me)[:40] == topic[:40]
        await me.press("escape")
        assert me.place == "TodayScreen"


@run
async def test_a_flagged_topic_is_drafted_with_the_second_key_only(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        before = len(me.posts())
        await to_flagged(me)
        await me.press("a")
        assert "larang" in me.foot
        assert "Y" in me.foot
        await me.press("j", "Y")
        assert len(me.posts()) == before, "another key forgot it"
        await me.press("k", "a", "Y")
        draft = me.posts()[-1]
        assert len(me.posts()) == before + 1
        assert 1 <= len(draft.sources) <= 5


@run
async def test_muting_and_hearing_again(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("g", "t")
        title = chosen(me)[5:25]
        await me.press("M", "enter")
        (mute,) = me.desk.store.repo("mutes", Mute).all()
        assert mute.what.startswith(title.strip()[:10])
        assert title not in chosen(me)
        assert "Dibisukan" in me.foot or "Dibisukan" in me.text
        for _ in range(60):
            row = place(me).body.chosen
            if row and row.key[0] == "mute":
                break
            await me.press("j")
        await me.press("M")
        assert len(me.desk.store.repo("mutes", Mute)) == 0
        await me.press("u")
        assert len(me.desk.store.repo("mutes", Mute)) == 1


@run
async def test_watching_adding_and_clarifying(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("g", "t")
        topic = place(me).chosen_topic()
        assert topic is not None
        await me.press("W")
        stored = me.desk.store.repo("topics", Topic).get(topic.topic.id)
        assert stored is not None
        assert stored.watched_by == (me.desk.actor,)
        assert "Diikuti" in me.text
        post = me.posts()[0]
        await me.fill("A", f"P{post.id}")
        assert set(post.sources) < set(me.posts()[0].sources)
        await me.press("=")
        assert "panas" in me.text
        await me.press("escape")
        await me.fill("!", "KTP lama tidak berlaku")
        assert me.place == "SheetScreen"


@run
async def test_the_feeds_stand_below_with_their_trouble(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("g", "t", "G")
        assert place(me).body.chosen is not None
        await me.press("enter")
        assert me.place == "FeedsScreen"


@run
async def test_what_of_ours_speaks_of_a_topic_is_opened_from_it(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("g", "t", "enter")
        for _ in range(30):
            if chosen(me).lstrip("› ").startswith("K"):
                break
            await me.press("j")
        assert "KTP" in chosen(me).upper()
        await me.press("enter")
        assert me.place == "ConversationScreen"


@run
async def test_a_watched_topic_that_jumps_is_told_once(demo_desk: Sit) -> None:
    async with demo_desk() as me:
        await me.press("g", "t", "W")
        topic = place(me).chosen_topic()
        assert topic is not None
        await me.press("q")
        for again in (True, False):
            with me.desk.step("test", audit="none") as step:
                for outlet in ("satu.example", "dua.example", "tiga.example", "empat.example", "lima.example"):
                    key = f"{outlet}{again}"
                    at = me.clock.now - 60_000
                    headline = Headline(
                        feed=1, key=key, title=topic.topic.title, outlet=outlet, published_at=at, topic=topic.topic.id
                    )
                    step.insert("headlines", headline)
            me.app.spread({"headlines": set()})
            await me.settle()
            assert ("melonjak" in me.foot) is again
            await me.press("k")
