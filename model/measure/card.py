"""Writes figures down for people: the table of aims, then what stands behind it, in Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Figures = Mapping[str, Any]


def as_text(figures: Figures) -> str:
    """Write the figures of `evaluate` as tables for a terminal or a card."""
    parts = [_aims(figures), _files(figures), _labels(figures), _slices(figures), _robustness(figures)]
    parts += [_worst(figures), _lists(figures)]
    return "\n\n".join("\n".join(part) for part in parts)


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _percent(one: Mapping[str, Any]) -> str:
    return f"{one['value']:.1%} ({one['low']:.1%} to {one['high']:.1%}; {one['part']} of {one['whole']})"


def _ratio(value: float | None) -> str:
    return "too few posts to tell" if value is None else f"{value:.2f}"


def _aims(figures: Figures) -> list[str]:
    held = figures["holdout"]
    kinds, ratios, sets = held["recall_by_kind"], figures["holdout_ratios"], figures["public"] or {}
    error = max(one["error"] for one in figures["calibration"].values())
    rows = [
        *((f"recall of {kind} risks", aim, _percent(kinds[kind])) for kind, aim in AIMS.items()),
        ("false alarms on hard look-alikes and protected speech", "3 %", _percent(held["hard_alarms"])),
        ("precision of what is shown, half of the posts risky", "95 %", _percent(held["precision"])),
        ("the same of `serious`", "98 %", _percent(held["serious_precision"])),
        ("alarms on ordinary posts", "0.5 %", _percent(held["ordinary_alarms"])),
        ("contrast pairs right on both sides", "80 %", _percent(held["pairs"])),
        ("false alarms of the worst identity group over the average", "1.25", _ratio(ratios["identity"])),
        ("the same of dialects", "1.25", _ratio(ratios["dialect"])),
        ("calibration error of scores from 0.2, worst family", "0.05", f"{error:.3f}"),
    ]
    if sets:
        rows += [
            (f"area under the curve, {name}", aim, f"{sets[name]:.3f}") for name, aim in AREAS.items() if name in sets
        ]
        if "presidio" in sets:
            rows.append(("personal data, recall", "90 %", _percent(sets["presidio"]["recall"])))
            rows.append(("personal data, precision", "95 %", _percent(sets["presidio"]["precision"])))
    else:
        rows.append(("public sets", "", "skipped: FORETHOUGHT_BENCHMARKS names no folder"))
    lines = _table(("held out, never trained on", "aim", "reached (95 % interval)"), iter(rows))
    return ["## What was aimed at and what was reached", "", *lines]


AIMS = {"plain": "92 %", "subtle": "60 %", "obfuscated": "88 %"}
AREAS = {"surge_tox": "0.93", "ethos": "0.82"}


def _files(figures: Figures) -> list[str]:
    columns = ("recall", "false_alarms", "precision", "pairs", "ordinary_alarms")
    rows = (
        (name, str(figures[name]["records"]), *(f"{figures[name][column]['value']:.3f}" for column in columns))
        for name in ("validation", "holdout")
    )
    head = ("file", "posts", "recall", "false alarms", "precision", "pairs right", "alarms on ordinary posts")
    return ["## Whole posts, rules and classifier together", "", *_table(head, rows)]


def _labels(figures: Figures) -> list[str]:
    rows = (
        (
            label,
            f"{one['precision']['value']:.2f}",
            f"{one['recall']['value']:.2f}",
            f"{one['f1']:.2f}",
            f"{figures['curves'][label]['average']:.2f}",
            str(one["support"]),
            f"{figures['base_rates'][label]['of_1000']:.1f}",
            f"{figures['base_rates'][label]['precision']:.2f}",
        )
        for label, one in figures["labels"].items()
    )
    head = (
        "label",
        "precision",
        "recall",
        "F1",
        "average precision",
        "posts",
        "of 1,000 real posts",
        "precision there",
    )
    note = "The last two columns: how many of 1,000 posts would be warned about at the rates of `base_rates.toml`."
    return ["## Label by label, on the validation file", "", *_table(head, rows), "", note]


def _slices(figures: Figures) -> list[str]:
    rows = []
    for name in ("protected", "lookalike"):
        rows += [(name, kind, _percent(one)) for kind, one in figures["slices"][name].items() if one["whole"]]
    for name in ("dialect", "voice", "length", "identity"):
        table = figures["slices"][name]
        rows += [(name, group, _percent(one)) for group, one in table["groups"].items()]
    return [
        "## False alarms by kind and group, on the validation files",
        "",
        *_table(("slice", "group", "warned"), iter(rows)),
    ]


def _robustness(figures: Figures) -> list[str]:
    rows = ((how.replace("_", " "), _percent(one)) for how, one in figures["robustness"].items())
    return ["## Found risks that stay found in disguise", "", *_table(("disguise", "still found"), rows)]


def _worst(figures: Figures) -> list[str]:
    worst = figures["worst"]
    rows = [
        (one["id"], one["kind"], "warned: " + "; ".join(f"{hit['label']} ({hit['by']})" for hit in one["found"]))
        for one in worst["alarms"]
    ]
    rows += [
        (
            one["id"],
            one["kind"],
            "missed: " + "; ".join(f"{name} ({score:.2f})" for name, score in one["wanted"].items()),
        )
        for one in worst["missed"]
    ]
    return [
        "## The surest errors, on the validation file",
        "",
        *_table(("post", "kind", "what went wrong"), iter(rows)),
    ]


def _lists(figures: Figures) -> list[str]:
    lines = ["## The gate's lists", ""]
    for name in ("must_warn", "must_stay_silent"):
        one = figures[name]
        right = one["posts"] - len(one["wrong"])
        wrong = f" Wrong: {', '.join(one['wrong'])}." if one["wrong"] else ""
        lines.append(f"{name.replace('_', ' ').capitalize()}: {right} of {one['posts']} right.{wrong}\n")
    return lines
