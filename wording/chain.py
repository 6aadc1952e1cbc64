"""What a look at the audit chain gave, in sentences."""

from collections.abc import Iterator

from domain.chain import Finding, Report
from wording import _, figures, n_


def verdict(report: Report) -> str:
    """The chain is whole; or what is the first thing that is not as it was written."""
    if report.finding:
        return finding(report.finding)
    if report.head is None:
        return _("There is no chained entry yet.")
    chained = report.entries - report.unchained
    words = n_("The trail is whole: {n} entry, chained.", "The trail is whole: {n} entries, chained.", chained)
    return words.format(n=figures.number(chained))


def finding(found: Finding) -> str:
    """What is wrong."""
    words = {
        "changed": _("Entry {entry} was changed: it is not what was written."),
        "removed": _("Entries {entry} to {until} were removed.")
        if found.until > found.entry
        else _("Entry {entry} was removed."),
        "inserted": _("Entry {entry} was put in: it never was part of the chain."),
        "erased": _("Something was taken out of entry {entry}, and no erasure on the trail names it."),
        "rewritten": _(
            "Entry {entry} is not the one the witness saw: the chain was computed anew, from an entry after {after} on."
        ),
    }
    entry, until, after = map(figures.number, (found.entry, found.until, found.after))
    return words[found.kind].format(entry=entry, until=until, after=after)


def remarks(report: Report) -> Iterator[str]:
    """What else there is to know of it."""
    if report.more:
        words = n_("{n} more entry is not as it was.", "{n} more entries are not as they were.", report.more)
        yield words.format(n=figures.number(report.more))
    if report.unchained:
        words = _("Entries up to {entry} are from before the chain: nothing is proven of them.")
        yield words.format(entry=figures.number(report.unchained))
    if report.redacted:
        words = n_(
            "In {n} entry something was erased as the law asks.",
            "In {n} entries something was erased as the law asks.",
            report.redacted,
        )
        yield words.format(n=figures.number(report.redacted))
    if report.witnessed:
        words = _("The outside heads agree, up to entry {entry}.")
        yield words.format(entry=figures.number(report.witnessed))
