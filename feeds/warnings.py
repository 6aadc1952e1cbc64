"""Warnings that are no feeds: one alert in the Common Alerting Protocol, and BMKG's latest earthquakes.

A CAP alert (OASIS, Common Alerting Protocol 1.2) is one headline; BMKG's `autogempa`, `gempaterkini` and
`gempadirasakan`, in XML or JSON, are one for each earthquake.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import msgspec

from feeds.failures import FeedError

_EXERCISES = ("exercise", "test", "system", "draft")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one warning says, as it stands there."""

    own_id: str
    title: str
    summary: str
    link: str = ""
    written: str


def alert(text: str) -> tuple[str, list[Told]]:
    """Who sends a CAP alert, and the alert: what its Indonesian part says, else its first.

    An exercise says so in its title; a cancelled one is none.
    """
    tree = _tree(text)
    infos = [one for one in tree if _name(one) == "info"]
    info = next((one for one in infos if _of(one, "language").lower().startswith("id")), infos[0] if infos else tree)
    if _of(tree, "msgType").lower() in ("cancel", "ack", "error"):
        return _sender(tree, info), []
    title = _of(info, "headline") or _of(info, "event")
    if _of(tree, "status").lower() in _EXERCISES:
        title = f"[Latihan] {title}"
    areas = [_of(area, "areaDesc") for area in info if _name(area) == "area"]
    told = Told(
        own_id=_of(tree, "identifier"),
        title=title,
        summary=" ".join(filter(None, (_of(info, "description"), _of(info, "instruction"), ", ".join(areas)))),
        link=_of(info, "web"),
        written=_of(tree, "sent") or _of(info, "effective"),
    )
    return _sender(tree, info), [told]


def _sender(tree: ElementTree.Element, info: ElementTree.Element) -> str:
    return _of(info, "senderName") or _of(tree, "sender")


def quakes(text: str) -> list[Told]:
    """BMKG's earthquakes from its XML."""
    return [_quake({_name(field): field.text or "" for field in one}) for one in _tree(text) if _name(one) == "gempa"]


def quakes_of_json(document: Mapping[str, Any]) -> list[Told]:
    """The same from its JSON: one, or a list of them."""
    info = document.get("Infogempa")
    found = info.get("gempa") if isinstance(info, dict) else None
    rows = found if isinstance(found, list) else [found]
    return [
        _quake({name: value for name, value in one.items() if isinstance(value, str)})
        for one in rows
        if isinstance(one, dict)
    ]


def _quake(fields: Mapping[str, str]) -> Told:
    where = fields.get("Wilayah", "").removeprefix("Pusat gempa berada di ")
    when = fields.get("DateTime") or f"{fields.get('Tanggal', '')} {fields.get('Jam', '')}"
    magnitude = fields.get("Magnitude", "").replace(".", ",")
    facts = [f"Kedalaman {fields['Kedalaman']}" if fields.get("Kedalaman") else "", fields.get("Potensi", "")]
    facts.append(f"Dirasakan: {fields['Dirasakan']}" if fields.get("Dirasakan") else "")
    return Told(
        own_id=f"{when} {fields.get('Coordinates', '')} {magnitude}",
        title=f"Gempa M {magnitude} {where}".strip(),
        summary=". ".join(filter(None, facts)),
        written=when,
    )


def _tree(text: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(text)
    except (ElementTree.ParseError, RecursionError, ValueError) as error:
        raise FeedError("damaged") from error


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _of(element: ElementTree.Element, name: str) -> str:
    """The text of the first child of that name."""
    return next((text.strip() for text in _texts(element, name)), "")


def _texts(element: ElementTree.Element, name: str) -> Iterator[str]:
    return (child.text or "" for child in element if _name(child) == name)
