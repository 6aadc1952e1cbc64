"""`=`: why a comment was read as it was, and why it stands where it stands."""

from domain.comments import LATEST, Comment, Reading, is_precaution, owed, priority
from screens.base import DeskScreen
from screens.facts import SENTIMENT_INK, quoted
from screens.work import start
from widgets.bar import Part
from widgets.page import Block, Fact, Heading
from wording import _, figures, labels, n_


def explain(place: DeskScreen, comment: Comment) -> None:
    """Open the panel. What corrections say today is worked out in the background."""
    session = place.session

    async def run() -> None:
        from desk.lessons import ALARM_FROM, UNSURE_BELOW

        today = await session.in_background(lambda: session.desk.lessons.read(comment.text))
        blocks = [
            *_sentiment(comment, UNSURE_BELOW),
            None,
            *_kind(comment, ALARM_FROM),
            *_found(comment, session.inbox.count_alike(comment)),
            *_today(comment.reading, today),
            None,
            *_priority(comment, session.desk.now()),
        ]
        place.open_panel(
            _("Why K{id} is read like this").format(id=comment.id), blocks, columns=88, rows=len(blocks) + 4
        )
        place.ready()

    place.hold()
    start(place, run, "explain", exclusive=True)


def _sentiment(comment: Comment, threshold: float) -> list[Block]:
    reading = comment.reading
    sure = figures.decimal(reading.confidence)
    limit = figures.decimal(threshold)
    told = (
        _("below {limit}: a person should look").format(limit=limit)
        if reading.unsure
        else _("sure enough from {limit} on").format(limit=limit)
    )
    ink = SENTIMENT_INK[reading.sentiment]
    parts = (Part(labels.sentiment(reading.sentiment), ink, True), Part(f" {sure}  ", "bright"), Part(told))
    blocks: list[Block] = [None, Fact(_("sentiment"), parts)]
    if reading.sentiment_from:
        blocks.append(_fact("", _("corrected by {who}: the same text").format(who=reading.sentiment_from), "accent"))
    elif reading.words:
        words = "   ".join(f"“{word.text}” {_signed(word.weight, 2)}" for word in reading.words)
        blocks.append(_fact(_("words"), words))
    else:
        blocks.append(_fact(_("words"), _("no word decided"), "muted"))
    if reading.learned:
        brought = _("{weight} by the words of other corrections").format(weight=_signed(reading.learned, 2))
        blocks.append(_fact(_("learned"), brought))
    if comment.sentiment_by:
        said = _("{who} said: {answer}").format(
            who=labels.person(comment.sentiment_by), answer=labels.sentiment(comment.sentiment)
        )
        blocks.append(_fact(_("judged"), said, "accent"))
    return blocks


def _kind(comment: Comment, alarm_from: float) -> list[Block]:
    reading = comment.reading
    parts = [Part(labels.kind(reading.kind), "foreground", True)]
    parts.append(Part(f" {figures.decimal(reading.kind_confidence)}  ", "bright"))
    if reading.kind_from:
        parts.append(Part(_("corrected by {who}: the same text").format(who=reading.kind_from), "accent"))
    else:
        ink = "foreground" if reading.reasons else "muted"
        parts.append(Part(quoted(reading.reasons) or _("no word decided"), ink))
    blocks: list[Block] = [Fact(_("kind"), tuple(parts))]
    if is_precaution(reading):
        early = _("as a precaution: from {limit} on it is called an emergency, so that none is missed")
        blocks.append(_fact("", early.format(limit=figures.decimal(alarm_from)), "warning"))
    if reading.second_kind:
        blocks.append(_fact(_("second kind"), labels.kind(reading.second_kind)))
    if comment.kind_by:
        said = _("{who} said: {answer}").format(who=labels.person(comment.kind_by), answer=labels.kind(comment.kind))
        blocks.append(_fact(_("judged"), said, "accent"))
    return blocks


def _found(comment: Comment, alike: int) -> list[Block]:
    """Spam, personal data, and those who say the same."""
    reading = comment.reading
    spam = {"gambling": _("gambling"), "other": _("another advert"), None: _("none")}[reading.spam]
    types = [labels.personal_data(span.type) for span in reading.personal_data]
    held = ", ".join(f"{one} ×{types.count(one)}" if types.count(one) > 1 else one for one in dict.fromkeys(types))
    others = n_("{n} comment says the same", "{n} comments say the same", alike).format(n=figures.number(alike))
    return [
        _fact(_("spam"), spam, "warning" if reading.spam else "muted"),
        _fact(_("personal"), held or _("none"), "warning" if held else "muted"),
        _fact(_("alike"), others if alike > 1 else _("nobody else asks or says this"), "foreground"),
    ]


def _today(then: Reading, today: Reading) -> list[Block]:
    """What the engine and the corrections of today say, where that is something else."""
    if (then.sentiment, then.unsure, then.kind) == (today.sentiment, today.unsure, today.kind):
        return []
    sure = figures.decimal(today.confidence)
    parts = (
        Part(labels.sentiment(today.sentiment), SENTIMENT_INK[today.sentiment]),
        Part(f" {sure} · {labels.kind(today.kind)}   ", "foreground"),
        Part(_(": read again takes it over")),
    )
    return [Fact(_("read today"), parts)]


def _priority(comment: Comment, now: int) -> list[Block]:
    heading = Heading(_("Priority"))
    if not owed(comment):
        return [heading, None, _fact("", _("It is handled, and stands below all that is open."), "muted")]
    parts = priority(comment, now)
    told = (
        (parts.weight, _("for the kind: {kind}").format(kind=labels.kind(comment.kind))),
        (parts.late, _("for waiting: {span} of the promised time").format(span=_waited(comment, now))),
        (parts.stir, _stir(comment)),
        (parts.displeased, _("for a negative sentiment")),
        (parts.programme, _("for one of the agency's programmes")),
    )
    blocks: list[Block] = [heading, None]
    blocks += [_fact(figures.decimal(value, 1), why) for value, why in told if value]
    blocks.append(_fact(figures.decimal(sum(parts), 1), _("together"), "bright"))
    return blocks


def _stir(comment: Comment) -> str:
    """What others made of it."""
    likes, answers = comment.likes or 0, comment.answers
    told = [n_("for {n} like", "for {n} likes", likes).format(n=figures.number(likes))] if likes else []
    if answers:
        told.append(n_("for {n} answer", "for {n} answers", answers).format(n=figures.number(answers)))
    return ", ".join(told)


def _waited(comment: Comment, now: int) -> str:
    """How much of the time until the first reply is over."""
    if comment.reply_due is None or comment.reply_due <= comment.written_at:
        return "–"
    share = (now - comment.written_at) / (comment.reply_due - comment.written_at)
    told = f"{figures.number(round(100 * max(0.0, share)))} %"
    return (
        told
        if share <= LATEST
        else _("{span} (no more than {most} % count)").format(span=told, most=round(100 * LATEST))
    )


def _fact(name: str, words: str, ink: str = "foreground") -> Fact:
    return Fact(name, (Part(words, ink),))


def _signed(weight: float, places: int) -> str:
    return ("+" if weight > 0 else "") + figures.decimal(weight, places)
