"""The fields of each kind of policy file as a form shows them, and how what was typed becomes a file again."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from model import PolicyError

Table = dict[str, Any]
SEVERITIES = ("info", "caution", "serious")
STEPS = {"-2": "Much later", "-1": "Later", "0": "As trained", "1": "Sooner", "2": "Much sooner"}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its dotted place in the file, how it is typed, and what it means.

    `form` is one of text, area, lines, number, choice, flag, date, labels.
    """

    name: str
    form: str
    title: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    kinds: tuple[str, ...] = ()  # the kinds of rule that have the field; empty for all


def _choice(*values: str, empty: str | None = None) -> tuple[tuple[str, str], ...]:
    named = tuple((value, value) for value in values)
    return named if empty is None else (("", empty), *named)


_VIEWS = (("folded", "folded (disguises undone)"), ("plain", "as typed"))
_PLACES = (
    ("sentence", "in the sentence of the pattern"),
    ("overlap", "on the very words"),
    ("post", "in the whole post"),
)
_SCOPES = (("any", "any post"), ("district", "posts that refer to the district"))
_EXAMPLES = (
    FieldSpec("examples.match", "lines", "Must be found", "At least four examples, one a line, in words of your own."),
    FieldSpec("examples.clear", "lines", "Must stay clear", "At least four that come near and are fine, one a line."),
)
_UNLESS = FieldSpec("unless", "lines", "Not where", "Patterns that make it harmless in the same sentence, one a line.")
SPECS: Mapping[str, tuple[FieldSpec, ...]] = {
    "rules": (
        FieldSpec("kind", "choice", "Kind", options=_choice("words", "pattern", "detector")),
        FieldSpec("words", "lines", "Words", "One word or phrase a line, lower case.", kinds=("words",)),
        FieldSpec("masked", "flag", "Also in disguise (f**k, sh!t)", kinds=("words",)),
        FieldSpec("patterns", "lines", "Patterns", "RE2, one a line.", kinds=("pattern",)),
        FieldSpec("detector", "lines", "Detectors", "Names of built-in detectors, one a line.", kinds=("detector",)),
        FieldSpec("reason", "text", "Reason shown to the writer", "One calm sentence; empty: the label's own."),
        FieldSpec("severity", "choice", "Severity", options=_choice(*SEVERITIES, empty="the label's own")),
        FieldSpec("near.what", "text", "Only near", "person, student, child, or words with commas between."),
        FieldSpec("near.within", "number", "… within so many characters"),
        FieldSpec("requires", "lines", "Only where", "Patterns of which the sentence needs one, one a line."),
        _UNLESS,
        FieldSpec("before", "number", "Look so many characters in front", "Empty: the whole sentence."),
        FieldSpec("after", "number", "… and behind"),
        FieldSpec("view", "choice", "Reads the text", options=_VIEWS),
        *_EXAMPLES,
    ),
    "exceptions": (
        FieldSpec("silences", "labels", "Silences these labels"),
        FieldSpec("patterns", "lines", "Patterns", "RE2, one a line."),
        FieldSpec("scope", "choice", "Where", options=_PLACES),
        _UNLESS,
        FieldSpec("reason", "text", "Why this is fine", "For those who read this list."),
        *_EXAMPLES,
    ),
    "labels": (
        FieldSpec("title", "text", "Title"),
        FieldSpec("severity", "choice", "Severity", options=_choice(*SEVERITIES)),
        FieldSpec("out_of_scope_severity", "choice", "At most, where a post does not refer to the district",
                  options=_choice(*SEVERITIES, empty="the same")),
        FieldSpec("sensitivity", "choice", "The classifier speaks", "Laid anew on the thresholds of every version.",
                  options=tuple(STEPS.items())),
        FieldSpec("reason", "text", "Reason shown to the writer"),
        FieldSpec("advice", "area", "Advice"),
        FieldSpec("allowed", "area", "What the clause allows"),
        FieldSpec("clause", "text", "Clause", "The id of a clause."),
    ),
    "clauses": (
        FieldSpec("title", "text", "Title"),
        FieldSpec("text", "area", "Text"),
        FieldSpec("version", "text", "Version", "A new one whenever the text changes."),
        FieldSpec("effective", "date", "In effect from"),
        FieldSpec("force", "choice", "Force", options=_choice("prohibited", "required", "advised", "permitted")),
        FieldSpec("audience", "lines", "Audience", "One a line: employees, volunteers, students."),
        FieldSpec("scope", "choice", "Scope", options=_SCOPES),
        FieldSpec("group", "text", "Chapter"),
        FieldSpec("order", "number", "Place in the list"),
    ),
    "notices": (
        FieldSpec("title", "text", "Title"),
        FieldSpec("message", "area", "Message"),
        FieldSpec("link", "text", "Link", "An address or a number to call; may be empty."),
        FieldSpec("clause", "text", "Clause", "The id of a clause."),
    ),
    "pack": (FieldSpec("refers", "lines", "Words that refer to the district", "Lower case, whole words, one a line."),),
}  # fmt: skip


def shown(part: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return what each field of the form holds for a file: text, or True and False, or a list of labels."""
    return {spec.name: _shown(spec, _get(table, spec.name)) for spec in SPECS[part]}


def given(part: str, form: "MultiDict[str, str]") -> dict[str, Any]:
    """Return what was typed, as `shown` would, so that nothing of it is lost when it cannot be used."""
    return {
        spec.name: form.getlist(spec.name) if spec.form == "labels" else form.get(spec.name, "") for spec in SPECS[part]
    }


def typed(part: str, form: "MultiDict[str, str]", before: Mapping[str, Any]) -> Table:
    """Return the file that was typed, in the very words of `before` wherever it means the same.

    Fields that the form does not show stay as they were. PolicyError when a value cannot be one.
    """
    table: Table = {key: value for key, value in before.items() if key not in _tops(part)}
    kind = form.get("kind", "")
    for spec in SPECS[part]:
        value = _typed(spec, form) if not spec.kinds or kind in spec.kinds else None
        old = _get(before, spec.name)
        if value is None or value in ("", []):
            if old is not None and _plain(old) in ("", [], False) and (not spec.kinds or kind in spec.kinds):
                _set(table, spec.name, old)
            continue
        _set(table, spec.name, old if old is not None and _plain(old) == _plain(value) else value)
    if set(table.get("near", {})) == {"within"}:
        del table["near"]
    reworded = part == "clauses" and before and table.get("text") != before.get("text")
    if reworded and table.get("version") == before.get("version"):
        raise PolicyError("The text of the clause changed: give it a new version, and the day it takes effect.")
    # In the order of the file it came from, so that only what changed looks changed.
    return {key: table[key] for key in (*before, *table) if key in table}


def _shown(spec: FieldSpec, value: Any) -> Any:
    if spec.form in ("flag", "labels"):
        return value or ()
    if value is None:
        return "0" if spec.name == "sensitivity" else ""
    if spec.form == "lines":
        return "\n".join([value] if isinstance(value, str) else value)
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(value.split()) if spec.form == "area" else str(value)


def _typed(spec: FieldSpec, form: "MultiDict[str, str]") -> Any:
    raw = form.get(spec.name, "")
    if spec.form in ("flag", "labels"):
        return form.getlist(spec.name) if spec.form == "labels" else (True if raw else None)
    if spec.form == "lines":
        lines = [line.rstrip("\r") for line in raw.split("\n")]
        kept = [line if spec.name in ("patterns", "unless", "requires") else line.strip() for line in lines]
        return [line for line in kept if line.strip()]
    if spec.form == "number" or spec.name == "sensitivity":
        return _number(spec, raw)
    if spec.form == "date" and raw:
        try:
            return datetime.date.fromisoformat(raw.strip()).isoformat()
        except ValueError:
            raise PolicyError(f"“{spec.title}” needs a day such as 2026-12-01.") from None
    if spec.name == "near.what" and "," in raw:
        return [word.strip() for word in raw.split(",") if word.strip()]
    return raw.strip()


def _number(spec: FieldSpec, raw: str) -> int | None:
    if not raw.strip() or (spec.name == "sensitivity" and raw == "0"):
        return None
    try:
        number = int(raw)
    except ValueError:
        raise PolicyError(f"“{spec.title}” needs a whole number.") from None
    if abs(number) > 10_000 or (number < 0 and spec.form == "number"):
        raise PolicyError(f"“{spec.title}” needs a number from 0 to 10,000.")
    return number


def _plain(value: Any) -> Any:
    """Two values that a file reads alike are equal here: one word or a list of it, 40 or 40.0, line breaks."""
    if isinstance(value, str):
        return [" ".join(value.split())] if value.strip() else ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [" ".join(one.split()) if one == one.strip() else one for one in value]
    return value


def _tops(part: str) -> set[str]:
    return {spec.name.partition(".")[0] for spec in SPECS[part]}


def _get(table: Mapping[str, Any], name: str) -> Any:
    first, _, second = name.partition(".")
    value = table.get(first)
    return value.get(second) if second and isinstance(value, Mapping) else None if second else value


def _set(table: Table, name: str, value: Any) -> None:
    first, _, second = name.partition(".")
    if second:
        table[first] = {**table.get(first, {}), second: value}
    else:
        table[first] = value
