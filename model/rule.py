"""A rule and an exception as data, and how each is read from its file; knows no regular expressions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from model.packfile import Fields

SEVERITIES = ("info", "caution", "serious")
VIEWS = ("folded", "plain")
KINDS = ("pattern", "words", "detector")
PEOPLE = ("person", "student", "child")


@dataclass(frozen=True, slots=True)
class Near:
    """What must stand within `within` characters of a match: people (see PEOPLE) or one of some words."""

    what: str | tuple[str, ...]
    within: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `owner` is the label (or notice) it speaks for.

    `requires` and `unless` are looked for in the sentence of the match, no farther than `before` characters
    in front of it and `after` behind it (None: the whole sentence).
    """

    id: str
    owner: str
    kind: str
    view: str
    patterns: tuple[str, ...]
    words: tuple[str, ...]
    masked: bool
    detectors: tuple[str, ...]
    near: Near | None
    requires: tuple[str, ...]
    unless: tuple[str, ...]
    before: int | None
    after: int | None
    severity: str | None
    reason: str
    match: tuple[str, ...]
    clear: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExceptionRule:
    """Words that make findings of some labels harmless.

    `scope` says where: in their "sentence", where spans "overlap", or anywhere in the "post".
    """

    id: str
    silences: tuple[str, ...]
    patterns: tuple[str, ...]
    unless: tuple[str, ...]
    scope: str
    reason: str
    match: tuple[str, ...]
    clear: tuple[str, ...]


def read_label_rule(name: str, table: Mapping[str, Any], labels: Collection[str]) -> Rule:
    """Read the file `rules/<label>/<rule>.toml`, given its fields; raises PolicyError."""
    fields = Fields(f"rules/{name}.toml", table)
    label = name.partition("/")[0]
    if label not in labels or "/" not in name:
        raise fields.error(f"stands under {label!r}, which is not a label; move it to rules/<label>/")
    rule = read_rule(name, label, fields)
    fields.done()
    return rule


def read_rule(name: str, owner: str, fields: Fields) -> Rule:
    """Read the fields of a rule that speaks for `owner`, a label or a notice; raises PolicyError."""
    kind = fields.choice("kind", KINDS)
    examples = fields.part("examples")
    rule = Rule(
        id=name,
        owner=owner,
        kind=kind,
        view=fields.choice("view", VIEWS, "folded"),
        patterns=fields.texts("patterns", required=kind == "pattern", at_least=kind == "pattern"),
        words=fields.texts("words", required=kind == "words", at_least=kind == "words"),
        masked=fields.flag("masked"),
        detectors=fields.texts("detector", required=kind == "detector", at_least=kind == "detector"),
        near=_near(fields.part("near")) if fields.has("near") else None,
        requires=fields.texts("requires"),
        unless=fields.texts("unless"),
        before=int(fields.number("before")) if fields.has("before") else None,
        after=int(fields.number("after")) if fields.has("after") else None,
        severity=fields.choice("severity", ("", *SEVERITIES), "") or None,
        reason=fields.text("reason", ""),
        match=examples.texts("match", required=True, at_least=4),
        clear=examples.texts("clear", required=True, at_least=4),
    )
    examples.done()
    return rule


def _near(fields: Fields) -> Near:
    words = fields.texts("what", required=True, at_least=1)
    near = Near(words[0] if len(words) == 1 and words[0] in PEOPLE else words, int(fields.number("within", 60)))
    fields.done()
    return near


def read_exception(name: str, fields: Fields, labels: Collection[str]) -> ExceptionRule:
    """Read the fields of an exception; raises PolicyError."""
    examples = fields.part("examples")
    exception = ExceptionRule(
        id=name,
        silences=fields.texts("silences", required=True, at_least=1),
        patterns=fields.texts("patterns", required=True, at_least=1),
        unless=fields.texts("unless"),
        scope=fields.choice("scope", ("sentence", "overlap", "post"), "sentence"),
        reason=fields.text("reason"),
        match=examples.texts("match", required=True, at_least=4),
        clear=examples.texts("clear", required=True, at_least=4),
    )
    for label in exception.silences:
        if label not in labels:
            raise fields.error(f"silences {label!r}, which is not a label")
    examples.done()
    fields.done()
    return exception
