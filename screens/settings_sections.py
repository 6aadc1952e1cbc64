"""The sections of the settings: what each lists, what is asked for a row, and which use case stores it."""

from collections.abc import Sequence

from commands.own import LABELS
from desk import news
from desk.accounts import (
    add_account,
    change_account,
    periods_of,
    remove_account,
    set_slots,
    set_targets,
    slots_of,
    targets_of,
)
from desk.backups import USUAL_DAYS
from desk.connections import connection_of
from desk.desk import Desk
from desk.settings import set_setting
from domain.accounts import NAMES, PLATFORMS, SETTING_CHOICES, SHORT, Account, Platform, Setting, Target, label
from domain.agency import Slot
from domain.archives import USUAL_MONTHS
from domain.outcomes import Outcome, Refused
from domain.posts import PILLAR_TARGETS
from domain.preferences import CHOICES, Preferences
from domain.restraint import USUAL_MINUTES
from domain.slots import PRIME_TIME
from domain.targets import NEED_TARGETS, RESPONSE_TARGET
from domain.text import clean
from domain.week import EVERY_DAY
from screens.settings_admins import Admins
from screens.settings_connections import Connections
from screens.settings_lists import LISTS
from screens.settings_macros import KeptMacros
from screens.settings_section import Row, Section, Values
from screens.settings_views import Views
from widgets.entries import Entry
from widgets.pairs import Pair
from wording import N_, _, connecting, figures, labels, week


class _Settings(Section):
    id, title = "agency", N_("Agency")
    purpose = N_("The name at the head of the desk, the zone all times are shown in, the mix of pillars wished for.")
    labels = {  # noqa: RUF012 - a table, never changed
        "agency": (N_("name"), N_("the agency's name")),
        "zone": (N_("zone"), N_("WIB, WITA, WIT")),
        "pillars": (N_("pillars in %"), N_("core, supporting, complementary: 50 30 20")),
        "prime_time": (N_("prime time"), N_("06.00–16.00 18.00–21.00; or: Mon–Fri 06.00–09.00, Sat 08.00–12.00")),
        "limits": (N_("characters"), N_("where a platform allows other lengths: x.caption=25000")),
    }

    def usual(self, desk: Desk) -> dict[str, str]:
        """What holds where nothing was said."""
        return {
            "agency": "–",
            "zone": desk.zone(),
            "pillars": " ".join(map(str, PILLAR_TARGETS.values())),
            "prime_time": week.spans([(EVERY_DAY, PRIME_TIME)]),
            "limits": _("as the platforms say"),
        }

    def rows(self, desk: Desk) -> list[Row]:
        kept = {one.key: one for one in desk.store.repo("settings", Setting).all()}
        usual = self.usual(desk)
        rows = []
        for key in self.labels:
            one = kept.get(key)
            value = one.value if one else ""
            pair = Pair(_(self.labels[key][0]), value or usual[key], "foreground" if value else "muted")
            rows.append(Row(pair, key, (("settings", one.id),) if one else ()))
        return rows

    def entries(self, desk: Desk, row: Row | None) -> list[Entry]:
        key = row.what if row else ""
        name, hint = self.labels[key]
        return [Entry(key, _(name), desk.setting(key), _(hint))]

    def store(self, desk: Desk, row: Row | None, values: Values, rev: int | None) -> Outcome:
        ((key, value),) = values.items()
        return set_setting(desk, key, value)


class _Keeping(_Settings):
    id, title = "keeping", N_("Archives and retention")
    purpose = N_(
        "When finished comments leave the desk for the archives, and whether any are kept for a limited time only "
        "(personal data protection law). Retention erases for good; `meja store retention --dry-run` counts first."
    )
    labels = {  # noqa: RUF012 - a table, never changed
        "archive_months": (N_("archived after"), N_("a number of months: 12")),
        "archive_daily": (N_("archived every day"), N_("on or off; on: by any open desk")),
        "retention_months": (N_("kept for"), N_("a number of months; empty: for ever")),
        "retention_deed": (N_("after that"), N_("anonymise or remove")),
    }

    def usual(self, desk: Desk) -> dict[str, str]:
        choices = {key: values[0] for key, values in SETTING_CHOICES.items()}
        return {"archive_months": str(USUAL_MONTHS), "retention_months": _("for ever"), **choices}


class _Backups(_Settings):
    id, title = "backups", N_("Backups")
    purpose = N_(
        "A backup of everything, every day, by any open desk. It lies in the folder backups of the store, unless `meja "
        "set backup_folder` names another; on another disk it outlives this one."
    )
    labels = {  # noqa: RUF012 - a table, never changed
        "backup_days": (N_("kept for"), N_("a number of days: 14; 0: none are made")),
    }

    def usual(self, desk: Desk) -> dict[str, str]:
        return {"backup_days": str(USUAL_DAYS)}


class _Restraint(_Settings):
    id, title = "restraint", N_("Approval and crisis")
    purpose = N_(
        "Whether replies and posts always need a second person's approval; in a political period and in crisis mode "
        "they do anyway. And how soon the first reply to a comment about a crisis is due."
    )
    labels = {  # noqa: RUF012 - a table, never changed
        "second_approval": (N_("second approval"), N_("on or off")),
        "crisis_minutes": (N_("first reply in a crisis"), N_("a number of minutes: 30")),
    }

    def usual(self, desk: Desk) -> dict[str, str]:
        return {"second_approval": SETTING_CHOICES["second_approval"][0], "crisis_minutes": str(USUAL_MINUTES)}


class _Scoring(_Settings):
    id, title = "scoring", N_("Score and response")
    purpose = N_(
        "By which formula engagement is scored (ERF: followers, ERR: reach, ERV: views), how many per cent of the "
        "citizens should be answered in time, and what audiences look for, which is told and never a quota."
    )
    labels = {  # noqa: RUF012 - a table, never changed
        "engagement": (N_("engagement"), N_("erf, err or erv")),
        "response_target": (N_("in time, %"), N_("per cent of the citizens: 90")),
        "needs": (N_("needs in %"), N_("entertainment, information, other: 49 43 8")),
    }

    def usual(self, desk: Desk) -> dict[str, str]:
        return {
            "engagement": SETTING_CHOICES["engagement"][0],
            "response_target": str(RESPONSE_TARGET),
            "needs": " ".join(map(str, NEED_TARGETS.values())),
        }


class _Accounts(Section):
    id, title = "accounts", N_("Accounts")
    purpose = N_("Where the agency publishes and citizens write. One without a zone of its own has the agency's.")
    empty = N_("No account yet.")
    adds = True

    def rows(self, desk: Desk) -> list[Row]:
        return [self._row(desk, account) for account in desk.accounts()]

    def _row(self, desk: Desk, account: Account) -> Row:
        name = account.name if account.configured else _("not set up yet")
        known = connection_of(desk, account)
        health = connecting.brief(known, desk.now(), desk.zone(account)) if known else ""
        value = "  ".join(filter(None, (account.zone or desk.zone(), health, name)))
        good = account.configured and not (known and known.error)
        pair = Pair(_account(account), value, "foreground" if good else "warning")
        return Row(pair, account, (("accounts", account.id),), account.rev)

    def entries(self, desk: Desk, row: Row | None) -> list[Entry]:
        account = row.what if row else Account(platform="instagram")
        asked = [
            Entry("handle", _("handle"), account.handle, _("as the platform writes it")),
            Entry("name", _("name"), account.name, _("may stay empty")),
            Entry("zone", _("zone"), account.zone, _("empty: {zone}, the agency's").format(zone=desk.zone())),
        ]
        return (
            asked
            if row
            else [Entry("platform", _("platform"), "", ", ".join(short.casefold() for short in SHORT.values())), *asked]
        )

    def store(self, desk: Desk, row: Row | None, values: Values, rev: int | None) -> Outcome:
        handle, name, zone = values["handle"], values["name"], values["zone"].strip()
        if row:
            return change_account(desk, row.what.id, handle=handle, name=name, zone=zone, rev=rev)
        platform = _platform(values["platform"])
        if platform is None:
            return Refused(reason="bad_platform")
        return add_account(desk, platform, handle, name=name, zone=zone)

    def remove(self, desk: Desk, row: Row, rev: int | None) -> Outcome:
        return remove_account(desk, row.what.id, rev=rev)


def _account(account: Account) -> str:
    return f"{SHORT[account.platform]:<3}{label(account)}"


def _platform(text: str) -> Platform | None:
    word = text.strip().casefold()
    names = ((one, SHORT[one].casefold(), NAMES[one].casefold()) for one in PLATFORMS)
    return next((code for code, short, name in names if word in (code, short, name)), None)


class _Plan(Section):
    id, title = "plan", N_("Targets and times")
    removes = True
    purpose = N_("How many posts each account should publish a day, and when it usually does. Each day counts its own.")
    empty = N_("No account yet: the section above adds one.")

    def rows(self, desk: Desk) -> list[Row]:
        targets, slots = list(desk.store.repo("targets", Target).all()), list(desk.store.repo("slots", Slot).all())
        rows = []
        for account in desk.accounts():
            counts = week.targets(targets_of(desk, account.id), periods_of(desk, account.id))
            times = week.times(slots_of(desk, account.id))
            kept = tuple(("targets", one.id) for one in targets if one.account == account.id)
            rows.append(Row(_planned(account, _("posts a day"), counts), ("targets", account), kept))
            kept = tuple(("slots", one.id) for one in slots if one.account == account.id)
            rows.append(Row(_planned(account, _("usual times"), times), ("slots", account), kept))
        return rows

    def entries(self, desk: Desk, row: Row | None) -> list[Entry]:
        if row is None:
            return []
        what, account = row.what
        if what == "targets":
            line = week.targets(targets_of(desk, account.id), periods_of(desk, account.id))
            return [Entry("line", _("posts a day"), line, _("2, or: Mon–Fri 2, Sat 1, 12 a week, 40 a month"))]
        line = week.times(slots_of(desk, account.id))
        return [Entry("line", _("usual times"), line, _("07.30 12.00, or: Mon–Fri morning noon evening, Sat 09.00"))]

    def store(self, desk: Desk, row: Row | None, values: Values, rev: int | None) -> Outcome:
        if row is None:
            return Refused(reason="gone")
        what, account = row.what
        use = set_targets if what == "targets" else set_slots
        return use(desk, account.id, values["line"])

    def remove(self, desk: Desk, row: Row, rev: int | None) -> Outcome:
        return self.store(desk, row, {"line": ""}, rev)


def _planned(account: Account, what: str, line: str) -> Pair:
    return Pair(_account(account), f"{what}  {line or '–'}", "foreground" if line else "muted")


class _Feeds(Section):
    id, title = "feeds", N_("Feeds")
    purpose = N_("Where the topics come from. Their own place tells how they are: enter opens it.")
    empty = N_("No feeds yet.")

    def rows(self, desk: Desk) -> list[Row]:
        return [
            Row(Pair(feed.title or feed.url, feed.url, "error" if feed.error else "muted"), feed, (("feeds", feed.id),))
            for feed in news.feeds(desk)
        ]


class _Corrections(Section):
    id, title = "corrections", N_("Corrections")
    purpose = N_(
        "Where an admin contradicted the engine: it reads the same text as the admin said, and leans a little for its "
        "words. Without a correction it reads as before; what was said of the comment itself stays."
    )
    empty = N_("Nothing was corrected yet: + 0 - and c say what a comment is.")
    removes = True

    def rows(self, desk: Desk) -> list[Row]:
        from desk import lessons

        zone = desk.zone()
        rows = []
        for told in lessons.listed(desk):
            one = told.correction
            word = labels.kind if one.field == "kind" else labels.sentiment
            time = figures.when(one.at, desk.now(), zone)
            value = f"{word(one.said)} → {word(one.answer)}   {labels.person(one.by)}  {time}"
            text = clean(told.text, limit=200) or _("(not on the desk any more)")
            pair = Pair(text, value, "foreground" if told.text else "muted")
            rows.append(Row(pair, told, (("corrections", one.id),), one.rev))
        return rows

    def remove(self, desk: Desk, row: Row, rev: int | None) -> Outcome:
        from desk import lessons

        return lessons.forget(desk, row.what.correction.id)


class _Mine(Section):
    id, title = "mine", N_("My choices")
    purpose = N_("Language, theme and bell: yours alone. Enter chooses the next; keys are in config.toml.")


SECTIONS: Sequence[Section] = (
    _Settings(),
    _Accounts(),
    Connections(),
    _Plan(),
    *LISTS,
    _Feeds(),
    Views(),
    KeptMacros(),
    Admins(),
    _Corrections(),
    _Restraint(),
    _Scoring(),
    _Keeping(),
    _Backups(),
    _Mine(),
)
"""In the order they are listed."""


def own_rows(held: Preferences) -> list[Row]:
    """The admin's own choices; what config.toml or the terminal says is muted, with who says so."""
    names = {"language": _("language"), "theme": _("theme"), "bell": _("bell")}
    rows = []
    for name in CHOICES:
        value = str(getattr(held, name))
        words = LABELS.get(f"{name}.{value}")
        shown = "  ".join(filter(None, (_(words[0]) if words else value, held.fixed.get(name))))
        rows.append(Row(Pair(names[name], shown, "muted" if name in held.fixed else "foreground"), name))
    return rows
