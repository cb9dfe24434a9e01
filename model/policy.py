"""The policy as data: clauses, labels, notices, rules and exceptions, frozen, read from a pack's folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.overlay import Overlay, Shipped
from model.packfile import Fields, read_files, read_pack
from model.rule import SEVERITIES, ExceptionRule, Rule, read_exception, read_label_rule, read_rule
from model.sensitivity import STRONGEST

SHIPPED = Path(__file__).parent / "policies" / "401.13"
FORCES = ("prohibited", "required", "advised", "permitted")
SCOPES = ("any", "district")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the policy, in plain words, with its version and the date it took effect."""

    id: str
    title: str
    text: str
    version: str
    effective: str
    force: str
    audience: tuple[str, ...]
    scope: str
    group: str
    order: int


@dataclass(frozen=True, slots=True)
class Label:
    """One kind of risk; `out_of_scope_severity` caps it where a post does not refer to the district.

    `sensitivity` is a district's: each step halves the odds from which the classifier shows the label.
    """

    id: str
    family: str
    clause: str
    severity: str
    target_precision: float
    title: str
    reason: str
    advice: str
    allowed: str
    out_of_scope_severity: str | None
    sensitivity: float = 0.0


@dataclass(frozen=True, slots=True)
class Notice:
    """A quiet notice. `replaces` are labels whose rule findings on the same words give way to it."""

    id: str
    kind: str
    title: str
    message: str
    link: str
    severity: str
    clause: str
    replaces: tuple[str, ...]
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy. `version` changes with any of its content.

    `refers` are the lower-case words that make a post refer to the district.
    """

    id: str
    title: str
    version: str
    clauses: Mapping[str, Clause]
    labels: Mapping[str, Label]
    notices: Mapping[str, Notice]
    rules: tuple[Rule, ...]
    exceptions: tuple[ExceptionRule, ...]
    refers: tuple[str, ...]
    family_titles: Mapping[str, str]

    @property
    def families(self) -> dict[str, tuple[str, ...]]:
        """Family ids in the pack's order, each with the ids of its labels."""
        return {
            family: tuple(label.id for label in self.labels.values() if label.family == family)
            for family in self.family_titles
        }


def load_policy(base: Path | None = None, overlay: Overlay | Mapping[str, Any] | None = None) -> Policy:
    """Read a policy pack (the shipped one by default) with a district's changes laid over it.

    See `model.packfile.read_pack` for the form of the overlay.

    Raises
    ------
    PolicyError
        When a file is missing, malformed or points at something that is not there; the message names it.
    """
    pack_table, entries, digest = read_pack(base or SHIPPED, overlay)
    pack = Fields("pack.toml", pack_table)
    titles = pack.part("families")
    families = {name: titles.text(name) for name in pack_table["families"]}
    clauses = [_clause(name, Fields(f"clauses/{name}.toml", table)) for name, table in entries["clauses"].items()]
    known = {clause.id: clause for clause in sorted(clauses, key=lambda clause: (clause.order, clause.id))}
    order = tuple(families)
    labels = [
        _label(name, Fields(f"labels/{name}.toml", table), order, known) for name, table in entries["labels"].items()
    ]
    by_id = {label.id: label for label in sorted(labels, key=lambda label: (order.index(label.family), label.id))}
    policy = Policy(
        id=pack.text("id"),
        title=pack.text("title"),
        version=f"{pack.text('id')}+{digest}",
        clauses=known,
        labels=by_id,
        notices={
            name: _notice(name, Fields(f"notices/{name}.toml", table), known, by_id)
            for name, table in entries["notices"].items()
        },
        rules=tuple(read_label_rule(name, table, by_id) for name, table in entries["rules"].items()),
        exceptions=tuple(
            read_exception(name, Fields(f"exceptions/{name}.toml", table), by_id)
            for name, table in entries["exceptions"].items()
        ),
        refers=tuple(word.lower() for word in pack.texts("refers", required=True)),
        family_titles=families,
    )
    pack.done()
    return policy


def shipped_files(base: Path | None = None) -> dict[str, dict[str, Shipped]]:
    """Read the fields and the sha256 of every file of a pack (the shipped one by default), by part and id."""
    return read_files(base or SHIPPED)


def _clause(name: str, fields: Fields) -> Clause:
    clause = Clause(
        id=name,
        title=fields.text("title"),
        text=" ".join(fields.text("text").split()),
        version=fields.text("version"),
        effective=fields.text("effective"),
        force=fields.choice("force", FORCES),
        audience=fields.texts("audience", required=True, at_least=1),
        scope=fields.choice("scope", SCOPES, "any"),
        group=fields.text("group"),
        order=int(fields.number("order")),
    )
    fields.done()
    return clause


def _label(name: str, fields: Fields, families: tuple[str, ...], clauses: Mapping[str, Clause]) -> Label:
    label = Label(
        id=name,
        family=fields.choice("family", families),
        clause=fields.choice("clause", tuple(clauses)),
        severity=fields.choice("severity", SEVERITIES),
        target_precision=fields.number("target_precision"),
        title=fields.text("title"),
        reason=fields.text("reason"),
        advice=fields.text("advice"),
        allowed=fields.text("allowed"),
        out_of_scope_severity=fields.choice("out_of_scope_severity", ("", *SEVERITIES), "") or None,
        sensitivity=fields.number("sensitivity", 0.0),
    )
    if abs(label.sensitivity) > STRONGEST:
        raise fields.error(f"needs a sensitivity from -{STRONGEST:.0f} to {STRONGEST:.0f}")
    if not 0 < label.target_precision <= 1:
        raise fields.error("needs a target_precision above 0 and at most 1")
    fields.done()
    return label


def _notice(name: str, fields: Fields, clauses: Mapping[str, Clause], labels: Mapping[str, Label]) -> Notice:
    kind = fields.choice("kind", ("text", "situation"))
    # The rule of a text notice stands in a table of its own, in the same form as a label's rule.
    rule_fields = fields.part("rule") if kind == "text" else None
    notice = Notice(
        id=name,
        kind=kind,
        title=fields.text("title"),
        message=fields.text("message"),
        link=fields.text("link", ""),
        severity=fields.choice("severity", SEVERITIES, "info"),
        clause=fields.choice("clause", tuple(clauses)),
        replaces=fields.texts("replaces"),
        rule=read_rule(f"notices/{name}", name, rule_fields) if rule_fields else None,
    )
    for label in notice.replaces:
        if label not in labels:
            raise fields.error(f"replaces {label!r}, which is not a label")
    if rule_fields:
        rule_fields.done()
    fields.done()
    return notice
