"""Topics at the desk: order, danger, ours; muting and watching; drafts, posts, sheets, colleagues."""

from desk import history, topics
from desk.desk import Desk
from desk.topics import HASHTAGS, SOURCES, RankedTopic
from domain.agency import Keyword, Programme
from domain.clarifications import Clarification
from domain.comments import Comment, CommentRow
from domain.news import Headline, Topic
from domain.posts import Post
from domain.times import DAY, HOUR
from domain.topics import Mute
from tests.desk.conftest import done, reason

KTP = ["Layanan KTP daring Sumberrejo dibuka", "Layanan KTP daring dibuka Dukcapil", "KTP daring: cara dan syarat"]


def put(
    desk: Desk, titles: list[str], *, ago: int = HOUR, summary: str = "", outlets: int = 9, link: bool = True
) -> int:
    now = desk.now()
    with desk.step("test") as step:
        topic = step.insert("topics", Topic(title=titles[0], first_at=now - ago, last_at=now - ago))
        for place, title in enumerate(titles):
            headline = Headline(
                feed=1,
                key=f"{topic}-{place}",
                title=title,
                summary=summary,
                outlet=f"media{place % outlets}.example",
                link=f"https://media{place % outlets}.example/{topic}/{place}" if link else "",
                published_at=now - ago + place,
                topic=topic,
                story=topic * 10 + place // 2,
            )
            step.insert("headlines", headline)
    return topic


def said(text: str, at: int) -> Comment:
    return Comment(platform="x", platform_id=text, account=1, text=text, written_at=at)


def one(desk: Desk, id: int) -> RankedTopic:
    found = topics.listed(desk, desk.now())
    return next(topic for topic in (*found.shown, *found.muted) if topic.topic.id == id)


def listed(desk: Desk) -> list[int]:
    return [topic.topic.id for topic in topics.topics(desk, desk.now())]


def test_what_is_ours_stands_before_what_is_hotter(desk: Desk) -> None:
    hot = put(desk, [f"Timnas menang telak babak {n}" for n in range(5)])
    ours = put(desk, KTP)
    assert listed(desk) == [hot, ours]
    with desk.step("test") as step:
        step.insert("keywords", Keyword(word="KTP"))
        step.insert("keywords", Keyword(word="Sumberrejo", sort="place"))
        step.insert("programmes", Programme(name="Satu Pintu", words=("dukcapil",)))
    assert listed(desk) == [ours, hot]
    found = one(desk, ours)
    assert (found.ours.keywords, found.ours.places) == (("KTP",), ("Sumberrejo",))
    assert found.ours.programmes == ("Satu Pintu",)
    assert found.score == 3 * found.heat.value


def test_a_topic_of_which_nothing_is_told_any_more_is_listed_no_more(desk: Desk) -> None:
    put(desk, KTP, ago=4 * DAY)
    fresh = put(desk, ["Pasar murah dibuka"], ago=2 * DAY)
    assert listed(desk) == [fresh]
    assert len(topics.hottest(desk, desk.now())) == 2


def test_muting_hides_at_display_and_lifting_brings_back(desk: Desk) -> None:
    ktp, market = put(desk, KTP), put(desk, ["Zodiak hari ini", "Ramalan zodiak besok"])
    done(topics.mute_topic(desk, ktp))
    assert listed(desk) == [market]
    assert reason(topics.mute_topic(desk, ktp)) == "muted_already"
    done(topics.mute(desk, "word", "zodiak"))
    assert listed(desk) == []
    assert {topic.topic.id for topic in topics.listed(desk, desk.now()).muted} == {ktp, market}
    for record in list(desk.store.repo("mutes", Mute).all()):
        done(topics.unmute(desk, record.id))
    assert len(listed(desk)) == 2
    assert len(list(desk.store.repo("headlines", Headline).all())) == 5


def test_a_muted_outlet_is_not_counted(desk: Desk) -> None:
    ktp = put(desk, KTP)
    assert one(desk, ktp).heat.outlets == 3
    done(topics.mute(desk, *topics.read_mute("media1", ["media1.example", "media2.example"])))
    found = one(desk, ktp)
    assert (found.heat.outlets, len(found.headlines)) == (2, 2)
    assert topics.read_mute("media", ["media1.example", "media2.example"]) == ("word", "media")
    assert reason(topics.mute(desk, "word", " ")) == "nothing_to_mute"
    done(history.undo(desk))
    assert one(desk, ktp).heat.outlets == 3


def test_who_watches_is_told_of_a_jump_and_nobody_else(desk: Desk) -> None:
    ktp = put(desk, KTP, ago=HOUR // 4)
    shown = topics.topics(desk, desk.now())
    assert shown[0].leaps
    assert topics.jumping(shown, desk.actor) == []
    assert done(topics.watch(desk, ktp)).params["watched"] is True
    assert [topic.topic.id for topic in topics.jumping(topics.topics(desk, desk.now()), desk.actor)] == [ktp]
    assert topics.jumping(topics.topics(desk, desk.now()), "budi") == []
    assert done(topics.watch(desk, ktp)).params["watched"] is False


def test_a_topic_is_given_to_a_colleague_who_watches_it_then(desk: Desk) -> None:
    ktp = put(desk, KTP)
    done(topics.hand(desk, ktp, "budi"))
    topic = one(desk, ktp).topic
    assert (topic.owner, topic.watched_by) == ("budi", ("budi",))
    done(history.undo(desk))
    assert one(desk, ktp).topic.owner == ""


def test_stories_are_the_events_of_a_topic(desk: Desk) -> None:
    found = topics.stories(one(desk, put(desk, KTP)))
    assert [len(story.headlines) for story in found] == [2, 1]


def test_a_draft_has_title_gist_sources_and_hashtags(desk: Desk) -> None:
    lead = "MEDIA.com, Sumberrejo - Warga kini dapat mengurus KTP dari rumah. Petugas membantu lewat telepon."
    ktp = put(desk, [*KTP, *KTP], summary=lead, outlets=2)
    post = desk.store.repo("posts", Post).get(done(topics.draft(desk, one(desk, ktp))).params["post"])
    assert post is not None
    assert (post.title, post.topic, post.state) == (one(desk, ktp).topic.title, ktp, "draft")
    assert post.gist == "Warga kini dapat mengurus KTP dari rumah."
    assert len(post.sources) == SOURCES
    assert {"media0", "media1"} == {source.split("/")[2].partition(".")[0] for source in post.sources[:2]}
    assert 1 <= len(post.hashtags) <= HASHTAGS
    assert all(tag.startswith("#") and " " not in tag for tag in post.hashtags)
    assert reason(topics.draft(desk, one(desk, ktp))) == "draft_exists"


def test_a_flagged_topic_takes_a_second_key_and_gives_no_names(desk: Desk) -> None:
    name = "Suparjo Wiryawan"
    titles = [f"Bupati {name} jadi tersangka suap", f"KPK tahan Bupati {name}", f"Bupati {name} ditahan KPK"]
    with desk.step("test") as step:
        step.insert("keywords", Keyword(word=f"Bupati {name}"))
    flagged = one(desk, put(desk, titles, summary=f"{name} ditahan pada hari Senin di Jakarta."))
    assert flagged.gate.danger == "caution"
    assert reason(topics.draft(desk, flagged)) == "topic_flagged"
    post = desk.store.repo("posts", Post).get(done(topics.draft(desk, flagged, sure=True)).params["post"])
    assert post is not None
    assert not any(word in f"{post.title} {post.gist} {' '.join(post.hashtags)}" for word in name.split())
    assert post.verification == "unverified"


def test_a_disaster_is_forbidden_and_its_draft_names_it(desk: Desk) -> None:
    with desk.step("test") as step:
        step.insert("keywords", Keyword(word="Sumberrejo", sort="place"))
    flood = one(desk, put(desk, ["Banjir landa Sumberrejo", "Warga Sumberrejo mengungsi karena banjir"]))
    assert (flood.gate.danger, flood.gate.service) == ("forbidden", ("weather", "emergency"))
    post = desk.store.repo("posts", Post).get(done(topics.draft(desk, flood, sure=True)).params["post"])
    assert post is not None
    assert post.title == "Banjir · Sumberrejo"
    assert post.hashtags == ("#Banjir", "#Sumberrejo")


def test_sources_are_added_to_a_post_that_is_there(desk: Desk) -> None:
    ktp = one(desk, put(desk, KTP))
    with desk.step("test") as step:
        post = step.insert("posts", Post(title="KTP", sources=("https://dinas.example/a",)))
    assert done(topics.add_to(desk, ktp, post)).params["n"] == 3
    stored = desk.store.repo("posts", Post).get(post)
    assert stored is not None
    assert (stored.topic, len(stored.sources), stored.sources[0]) == (ktp.topic.id, 4, "https://dinas.example/a")
    assert reason(topics.add_to(desk, ktp, post)) == "sources_there"
    assert reason(topics.add_to(desk, ktp, 99)) == "gone"
    done(history.undo(desk))
    stored = desk.store.repo("posts", Post).get(post)
    assert stored is not None
    assert (stored.topic, len(stored.sources)) == (0, 1)


def test_a_sheet_is_opened_on_what_is_said(desk: Desk) -> None:
    ktp = one(desk, put(desk, KTP))
    sheet = desk.store.repo("clarifications", Clarification).get(
        done(topics.clarify(desk, ktp)).params["clarification"]
    )
    assert sheet is not None
    assert (sheet.topic, sheet.claim) == (ktp.topic.id, ktp.topic.title)
    assert reason(topics.clarify(desk, ktp)) == "sheet_there"


def test_a_topic_leads_to_our_posts_and_to_comments_about_it(desk: Desk) -> None:
    from desk import relevance

    titles = ["Jembatan Kalijernih ambles", "Jembatan Kalijernih ditutup", "Truk dilarang lewat jembatan Kalijernih"]
    found = one(desk, put(desk, titles))
    now = desk.now()
    with desk.step("test") as step:
        post = step.insert("posts", Post(title="Jalan lain sekitar jembatan Kalijernih", created_at=now))
        step.insert("posts", Post(title="Jembatan timbang", created_at=now))
        about = step.insert("comments", said("kapan jembatan kalijernih dibuka min", now))
        step.insert("comments", said("jembatan mana lagi yang rusak", now))
        step.insert("comments", said("jembatan kalijernih!", now - 8 * DAY))
    rows = dict(desk.store.repo("comments", Comment).rows(CommentRow))
    assert [one.id for one in relevance.posts_about(desk, found)] == [post]
    assert relevance.comments_about(desk, rows, {7: found.headlines, 8: []}) == {7: [about]}
