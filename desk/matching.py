"""Readings kept aside find the publication that was recorded after them, by its address: derived, never stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from channels.importers import post_codes
from domain.accounts import Account
from domain.metrics import Metrics
from domain.posts import Variant

OUT = frozenset({"published", "withdrawn"})


def by_code(variants: Iterable[Variant]) -> dict[str, set[int]]:
    """The variants that went out, by the codes in their addresses."""
    found: dict[str, set[int]] = defaultdict(set)
    for one in variants:
        if one.url and one.state in OUT:
            for code in post_codes.of_address(one.url):
                found[code].add(one.id)
    return found


def found_since(
    aside: Sequence[Metrics], variants: Iterable[Variant], accounts: Mapping[int, Account]
) -> dict[int, int]:
    """The variant of each reading kept aside that has one by now, by the reading's id."""
    if not aside:
        return {}
    known = by_code(variants)
    found = {}
    for one in aside:
        codes = post_codes.of_address(one.url)
        if account := accounts.get(one.account):
            codes |= post_codes.of_number(account.platform, one.ref)
        ids = {id for code in codes for id in known.get(code, ())}
        if len(ids) == 1:
            found[one.id] = ids.pop()
    return found
