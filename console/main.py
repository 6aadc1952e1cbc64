"""From words on the command line to the command that carries them out."""

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from typing import NoReturn

import store
from console import choices, house
from console.lines import Unreadable
from desk.desk import ReadOnlyDesk
from domain.text import clean
from wording import N_, _

COMMANDS: dict[str, tuple[str, str]] = {
    "today": ("console.today", N_("how the day stands, in one look")),
    "queue": ("console.queue", N_("what is planned today or this week, and what is worth knowing of it")),
    "score": ("console.score", N_("how good a day was, part by part, and how the targets stand")),
    "metrics": ("console.metrics", N_("what was measured, and what is still to be measured")),
    "recap": ("console.recap", N_("the recap of a day, a week or a month: text, Markdown, XLSX, JSON")),
    "handover": ("console.handover", N_("what whoever sits at the desk next has to know, as a text to paste")),
    "import": ("console.imports", N_("bring in comments, a content calendar or insights from files")),
    "export": ("console.export", N_("write comments, posts, the content calendar or the audit trail to a file")),
    "feeds": ("console.feeds", N_("the news feeds behind the topics")),
    "tag": ("console.tag", N_("read comments: one a line in, a sentiment a line out")),
    "group": ("console.group", N_("find comments that ask or say the same: JSON lines in, JSON lines out")),
    "titles": ("console.titles", N_("find titles that look like clickbait: JSON lines in, JSON lines out")),
    "count": ("console.count", N_("count texts as each platform counts them: JSON lines in, JSON lines out")),
    "topics": ("console.topics", N_("find what headlines are about, and what is hot: JSON lines in, JSON lines out")),
    "deadline": ("console.deadline", N_("until when a comment is to be answered")),
    "accounts": ("console.accounts", N_("the agency's accounts, and how they are connected")),
    "sync": ("console.sync", N_("read and answer on the connected accounts, once; for a timer")),
    "set": ("console.settings", N_("the agency's name and zone")),
    "store": ("console.store", N_("look after the store: check it, back it up, bring a backup back")),
    "demo": ("console.workspace", N_("open a throw-away desk with example data")),
    "keys": ("console.keys", N_("every key of the desk")),
    "paths": ("console.paths", N_("where the desk keeps its files")),
}
"""Each command: the module that carries it out, and what it is for."""

ALIASES = {"serah-terima": "handover"}
"""What a command is called in the field."""

OpenWorkspace = Callable[..., int | None]


class _Parser(argparse.ArgumentParser):
    """argparse, with its words translated and hostile arguments cleaned."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"{self.prog}: {clean(message)}", file=sys.stderr)
        sys.exit(house.MISUSED)


def run(words: list[str], open_workspace: OpenWorkspace) -> int:
    """Carry out the command line; the exit code."""
    house.speak(_language(words))
    parser = _front()
    args = parser.parse_args(words)
    name = ALIASES.get(args.command, args.command) or "demo"
    if name not in COMMANDS:
        unknown = _("there is no command {name}.").format(name=name)
        parser.error(" ".join([unknown, *choices.did_you_mean(name, COMMANDS)]))
    module = import_module(COMMANDS[name][0])
    inner = _Parser(prog=f"meja {name}" if args.command else "meja", description=_(COMMANDS[name][1]))
    house.add_common(inner)
    module.configure(inner)
    inner.parse_args(args.rest, namespace=args)
    args.open_workspace = open_workspace
    return _carry_out(module.run, args)


def _carry_out(command: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    from wording.results import trouble

    try:
        return command(args)
    except Unreadable as error:
        house.say(str(error))
        return house.REFUSED
    except (store.StoreError, ReadOnlyDesk) as error:
        house.say(trouble(error))
        return house.REFUSED
    except BrokenPipeError:
        sys.stderr.close()
        return house.DONE
    except OSError as error:
        house.say(trouble(error))
        return house.REFUSED
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if getattr(args, "now", "") and str(error) == args.now:
            house.say(_("--now wants an ISO date and time, not {text}").format(text=clean(args.now)))
            return house.MISUSED
        return house.tell_crash(error)


def _front() -> argparse.ArgumentParser:
    commands = "\n".join(f"  {name:<10} {_(help)}" for name, (_module, help) in COMMANDS.items())
    parser = _Parser(
        prog="meja",
        description=_("The desk of a government agency's social-media admins. Without a command it opens the desk."),
        epilog=_("commands:") + "\n" + commands + "\n\n" + _("`meja COMMAND --help` tells more of each."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", "-V", action="store_true", help=_("print the version"))
    house.add_common(parser)
    import_module("console.workspace").configure(parser)
    parser.add_argument("command", nargs="?", metavar="COMMAND", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def _language(words: list[str]) -> argparse.Namespace:
    """--lang, wherever it stands: argparse's own words need it before anything is parsed."""
    for place, word in enumerate(words):
        if word == "--lang" and words[place + 1 : place + 2]:
            return argparse.Namespace(lang=words[place + 1] if words[place + 1] in ("id", "en") else "")
        if word.startswith("--lang="):
            return argparse.Namespace(lang=word[7:] if word[7:] in ("id", "en") else "")
    return argparse.Namespace(lang="")
