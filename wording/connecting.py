"""Connecting an account, in words: the steps on each platform, what a token may do, how reading goes."""

from collections.abc import Mapping

from domain.accounts import NAMES, Platform
from domain.connections import Ability, Connection, Cost, Means
from domain.text import clean
from wording import N_, _, figures, n_

DONE: dict[str, str] = {
    "connection.made": N_("{account} is connected"),
    "connection.ended": N_("{account} is not connected any more; its token is forgotten"),
    "connection.means": N_("{account}: {ability} {means} from now on"),
    "connection.budget": N_("{account}: the limit a day is kept"),
}

VERBS: dict[str, str] = {
    "connection.made": N_("connected an account"),
    "connection.ended": N_("disconnected an account"),
    "connection.means": N_("said how something is done on an account"),
    "connection.budget": N_("set what reading may cost"),
    "comment.sync": N_("read from the platform"),
    "metrics.sync": N_("took numbers from the platform"),
}

REFUSED: dict[str, str] = {
    "no_interface": N_(
        "{platform} has no interface that reads or answers comments for agencies like yours. Comments come by file or "
        "paste, replies go by hand."
    ),
    "bad_server": N_("{server} cannot be used: a server's address begins with https://."),
    "not_here": N_("Accounts are connected at your own desk; this one is only for looking."),
    "nothing_said": N_("Nothing was said, so nothing was kept."),
    "given_up": N_("It was given up before the platform had answered. Nothing was kept."),
    "not_connected": N_("{name} is not connected."),
    "not_offered": N_("The interface of {platform} does not offer that: {ability}."),
    "nothing_to_limit": N_("The interface of {platform} costs neither units nor money: there is nothing to limit."),
    "limit_units": N_("{platform} counts units of a daily quota, not dollars: limit the units."),
    "limit_dollars": N_("{platform} counts dollars, not units: limit the dollars."),
    "bad_amount": N_("An amount, as in: 5000 or 1.50; nothing: no limit."),
    "bad_means": N_("That is done by api, manual or import."),
    "other_account": N_("That token is for {found}, not for {wanted}. Nothing was kept."),
    "no_such_page": N_("That user manages no page of this name. Nothing was kept."),
    "other_attempt": N_("That address belongs to another attempt. Open the page once more and paste the new one."),
    "denied": N_("The permission was not given. Nothing was kept."),
    "channel_refused": N_("The platform refused: {detail}"),
    "channel_limited": N_("The platform asks for patience: {detail}"),
    "channel_expired": N_("The platform does not take that token, code or password: {detail}"),
    "channel_unreachable": N_("The platform cannot be reached: {detail}"),
    "channel_unknown": N_("The platform did not answer as it should: {detail}"),
    "tokens_not_private": N_(
        "{path} can be read by others, or belongs to somebody else. Make it yours alone: chmod 600."
    ),
    "tokens_damaged": N_("{path} is damaged. Move it away and connect the accounts again."),
    "tokens_unreadable": N_("{path} cannot be read."),
    "tokens_unwritable": N_("{path} cannot be written: {error}"),
}

_STEPS: dict[Platform, tuple[str, ...]] = {
    "youtube": (
        N_(
            "On console.cloud.google.com make a project, switch on YouTube Data API v3, and publish the consent screen."
        ),
        N_("Under Credentials make an OAuth client of the kind Desktop app; it has an ID and a secret."),
        N_("Then a page of Google's is opened as the channel's owner, on any computer."),
    ),
    "facebook": (
        N_("On developers.facebook.com make an app of the kind Business. For a page of your own it needs no review."),
        N_("Its ID and secret are under App settings, Basic."),
        N_(
            "In Graph API Explorer choose the app and make a user token with: pages_show_list, pages_read_engagement, "
            "pages_read_user_content, pages_manage_engagement, pages_manage_posts."
        ),
    ),
    "instagram": (
        N_("The account has to be a professional one. On developers.facebook.com make an app of the kind Business."),
        N_("Add Instagram, API setup with Instagram login, and there the account. It needs no review."),
        N_("Press Generate token beside the account. The desk renews it every 60 days."),
    ),
    "x": (
        N_("On developer.x.com make a project with an app. Reading costs about $0.001 a comment, paid beforehand."),
        N_(
            "Under User authentication settings allow read and write, choose Native App, and as callback give "
            "http://127.0.0.1:8765/."
        ),
        N_("X lets apps answer only who mentioned the account: replies go by hand unless you say otherwise."),
    ),
    "bluesky": (
        N_("In Bluesky's settings, Privacy and security, make an app password for the desk."),
        N_("Never give the account's own password."),
    ),
    "mastodon": (
        N_("On your server, Preferences, Development, make an application with the scopes read and write."),
        N_("Open it: Your access token is shown there."),
    ),
    "matrix": (N_("The desk reads and answers in the rooms that this user has joined."),),
}

_ASKS: dict[str, str] = {
    "client_id": N_("app or client ID"),
    "client_secret": N_("app or client secret"),
    "code": N_("address after consent"),
    "user_token": N_("user token"),
    "token": N_("token"),
    "server": N_("server"),
    "user": N_("user name"),
    "app_password": N_("app password"),
    "password": N_("password"),
}

_HINTS: dict[str, str] = {
    "mastodon.server": N_("The address of the account's server, as in: mastodon.social"),
    "matrix.server": N_("The address of the account's server, as in: matrix.org"),
    "bluesky.server": N_("Empty where the account is on bsky.social; else the address of its server."),
    "bluesky.user": N_("The name it signs in with, as in: kominfo.bsky.social"),
    "matrix.user": N_("The name it signs in with, as in: @kominfo:matrix.org"),
    "code": N_(
        "Open the address above on any computer and agree. The browser is then sent to a page that does not open "
        "(127.0.0.1): copy that whole address and paste it here."
    ),
    "client_secret": N_("It is not shown while you paste it, and lies in a file that only you can read."),
    "user_token": N_("It lasts an hour; the desk turns it into one for the page that does not end."),
    "token": N_("It is not shown while you paste it, and lies in a file that only you can read."),
    "app_password": N_("It is not shown; the desk keeps a session, not the password."),
    "password": N_("It is not shown and not kept; the desk gets a token of its own for it."),
}

_ABILITIES: dict[Ability, str] = {
    "read": N_("read comments"),
    "reply": N_("reply"),
    "hide": N_("hide"),
    "publish": N_("publish"),
    "schedule": N_("schedule"),
    "metrics": N_("figures"),
    "trends": N_("trends"),
}

_MEANS: dict[Means, str] = {
    "api": N_("through the interface"),
    "manual": N_("by hand"),
    "import": N_("from files"),
}

_ERRORS: dict[str, str] = {
    "refused": N_("the platform refuses"),
    "limited": N_("the platform asks for patience"),
    "expired": N_("the token is not taken any more: connect the account again"),
    "unreachable": N_("the platform cannot be reached"),
    "no_token": N_("its token is not in your file: {who} connected it"),
    "other_account": N_("the token is for another account"),
    "budget": N_("today's limit is spent"),
    "broken": N_("the desk met something it does not understand ({detail}); it is in the log"),
}


_OWN: dict[str, str] = {
    "no connection": N_("nobody answers there"),
    "timed out": N_("it took too long"),
    "connection broke": N_("the connection broke off"),
    "answer too large or too slow": N_("the answer is too large or too slow"),
    "not listed yet": N_("not listed yet"),
}
"""What `channels.transport` says itself; the rest are the platforms' words."""


def steps(platform: Platform) -> list[str]:
    """What to do before anything can be asked, a sentence each."""
    return [_(step) for step in _STEPS.get(platform, ())]


def ask(name: str) -> str:
    """What is asked for, in a few words."""
    return _(_ASKS.get(name, name))


def hint(platform: Platform, name: str) -> str:
    """What helps to answer it; may be empty."""
    found = _HINTS.get(f"{platform}.{name}") or _HINTS.get(name)
    return _(found) if found else ""


def ability(code: Ability) -> str:
    """What can be done."""
    return _(_ABILITIES.get(code, code))


def means(code: Means) -> str:
    """How it is done."""
    return _(_MEANS.get(code, code))


def trouble(error: str, detail: str) -> str:
    """What is wrong with a connection, with the platform's own words where it has some."""
    if error not in _ERRORS:
        return clean(error, limit=60)
    told = _(_OWN[detail]) if detail in _OWN else clean(detail, limit=120)
    sentence = _(_ERRORS[error]).format(who=told or "?", detail=told)
    return sentence if not told or "{" in _ERRORS[error] else f"{sentence} ({told})"


def brief(connection: Connection, now: int, zone: str) -> str:
    """How reading goes, for a row of a list: its age, else what is wrong and when it is tried again."""
    if not connection.error:
        return _age(connection, now, zone)
    told = trouble(connection.error, "" if connection.error != "no_token" else connection.error_detail)
    return _with_next(told, connection, now, zone)


def health(connection: Connection, now: int, zone: str) -> str:
    """The same with the platform's own words, and how old what is here is."""
    if not connection.error:
        return _age(connection, now, zone)
    told = _with_next(trouble(connection.error, connection.error_detail), connection, now, zone)
    return f"{told} · {_age(connection, now, zone)}" if connection.read_at else told


def _age(connection: Connection, now: int, zone: str) -> str:
    if connection.read_at:
        return _("read {ago}").format(ago=figures.ago(connection.read_at, now, zone))
    return _("reading older comments") if connection.tried_at else _("not read yet")


def _with_next(told: str, connection: Connection, now: int, zone: str) -> str:
    if connection.retry_at <= now:
        return told
    time = figures.when(connection.retry_at, now, zone)
    return _("{trouble}; next try {time}").format(trouble=told, time=time)


def spending(spent: Cost, limit: Cost) -> str:
    """What was spent today, and what is left of the limit; empty where nothing was spent and there is no limit."""
    if limit == Cost():
        return _("{cost} today").format(cost=_amount(spent)) if spent != limit else ""
    left = Cost(max(0, limit.units - spent.units), max(0, limit.micros - spent.micros))
    in_units = limit.units > 0
    told = {"cost": _amount(spent, in_units), "left": _amount(left, in_units), "limit": _amount(limit, in_units)}
    return _("{cost} today, {left} left of {limit}").format_map(told)


def _amount(cost: Cost, in_units: bool | None = None) -> str:
    """Units or dollars; without a word which, what there is."""
    if cost.units > 0 if in_units is None else in_units:
        return n_("{n} unit", "{n} units", cost.units).format(n=figures.number(cost.units))
    return f"US${figures.decimal(cost.micros / 1_000_000, 3)}"


_PRICES: dict[Platform, str] = {
    "youtube": N_("1 unit a page of 100, 50 a reply or a hidden comment, of 10,000 a day"),
    "x": N_("US$0.001 a comment read, so at most US$0.10 a page; a reply US$0.01, with an address US$0.20"),
}


def price(platform: Platform) -> str:
    """What reading and answering cost there; empty where they cost nothing."""
    return _(_PRICES[platform]) if platform in _PRICES else ""


def filled(values: Mapping[str, str]) -> dict[str, str]:
    """Codes among an outcome's values, in words."""
    told = dict(values)
    if told.get("detail") in _OWN:
        told["detail"] = _(_OWN[told["detail"]])
    if told.get("ability") in _ABILITIES:
        told["ability"] = _(_ABILITIES[told["ability"]])  # type: ignore[index]
    if told.get("means") in _MEANS:
        told["means"] = _(_MEANS[told["means"]])  # type: ignore[index]
    if told.get("platform") in NAMES:
        told["platform"] = NAMES[told["platform"]]
    return told
