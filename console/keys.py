"""meja keys: every key of the desk, as this admin has it, and what of config.toml's [keys] cannot be followed."""

import argparse
from collections.abc import Iterable, Mapping

from commands import COMMANDS, PREFIXES, current, use_keys
from commands.keymap import Problem
from console import choices, house
from domain.text import clean
from wording import N_, _

_WORDS = {
    "unknown_verb": N_("[keys]: there is no verb {verb}."),
    "not_keys": N_("[keys]: {verb} takes a text, or a list of texts."),
    "unknown_key": N_("[keys]: {verb}: there is no key “{keys}”."),
    "no_chord": N_("[keys]: {verb}: “{keys}” has to begin with one of {chords}."),
    "clash": N_("[keys]: {verb}: “{keys}” is already the key of {other}, in the same place."),
}


def use_own_keys(wishes: Mapping[str, object]) -> list[str]:
    """Use the keys an admin wishes; a sentence for each wish that cannot be followed."""
    return list(_sentences(use_keys(wishes)))


def _sentences(problems: Iterable[Problem]) -> Iterable[str]:
    for problem in problems:
        verb = clean(problem.verb, limit=40)
        sentence = _(_WORDS[problem.code]).format(
            verb=verb, keys=clean(problem.keys, limit=20), other=problem.other, chords=" ".join(PREFIXES)
        )
        near = choices.did_you_mean(verb, [one.id for one in COMMANDS]) if problem.code == "unknown_verb" else []
        yield " ".join([sentence, *near])


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    parser.add_argument("--json", action="store_true", help=_("machine-readable output"))


def run(args: argparse.Namespace) -> int:
    """Print each verb's keys, id and help; refused where a wish for other keys cannot be followed."""
    config = choices.read_config()
    problems = use_own_keys(config.values.get("keys", {}))
    own = {one.id: one.keys for one in COMMANDS}
    for command in current():
        if args.json:
            places = sorted(command.places)
            house.emit({"id": command.id, "keys": command.keys, "places": places, "help": _(command.help)})
        else:
            mark = "*" if command.keys != own[command.id] else " "
            keys = ", ".join(command.keys) or "-"
            print(f"{keys:<16}{mark} {command.id:<24} {_(command.label)}: {_(command.help)}")
    for sentence in [*config.notices, *problems]:
        house.say(sentence)
    return house.REFUSED if problems else house.DONE
