"""Draws the figures of a version as SVG: precision against recall, reliability, and false alarms side by side."""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

ACCENT, INK, QUIET = "#3d4fb8", "#1f2430", "#9aa3b5"
TITLES = {
    "precision-recall": "Precision against recall, a label a panel",
    "reliability": "Scores against the share that came true, a family a panel",
    "false-alarms": "Share of silent posts that were warned about, by kind and dialect",
}
_STYLE: Any = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": QUIET,
    "axes.titlesize": 9,
    "text.color": INK,
    "svg.hashsalt": "forethought",  # the same figures give the same file
}


def draw(figures: Mapping[str, Any], folder: Path) -> None:
    """Write `precision-recall.svg`, `reliability.svg` and `false-alarms.svg` of `evaluate`'s figures into `folder`."""
    with mpl.rc_context(_STYLE):
        _save(_precision_recall(figures["curves"]), folder / "precision-recall.svg")
        _save(_reliability(figures["calibration"]), folder / "reliability.svg")
        _save(_false_alarms(figures["slices"]), folder / "false-alarms.svg")


def _precision_recall(curves: Mapping[str, Any]) -> Any:
    figure, axes = plt.subplots(4, 4, figsize=(9, 8), sharex=True, sharey=True)
    for axis, (label, curve) in zip(axes.flat, curves.items(), strict=False):
        axis.plot(curve["recall"], curve["precision"], color=ACCENT)
        axis.set_title(f"{label} ({curve['average']:.2f})")
        axis.set(xlim=(0, 1), ylim=(0, 1.03))
    figure.supxlabel("recall")
    figure.supylabel("precision")
    return figure


def _reliability(calibration: Mapping[str, Any]) -> Any:
    figure, axes = plt.subplots(1, len(calibration), figsize=(9, 3.2), sharey=True)
    for axis, (family, table) in zip(axes.flat, calibration.items(), strict=True):
        axis.plot((0, 1), (0, 1), color=QUIET, linestyle=":")
        shown = [row for row in table["bins"] if row["texts"] >= 5]
        axis.plot([row["said"] for row in shown], [row["was"] for row in shown], color=ACCENT, marker="o")
        axis.set_title(f"{family} (error {table['error']:.3f})")
        axis.set_xlabel("score")
    axes.flat[0].set_ylabel("share that came true")
    return figure


def _false_alarms(slices: Mapping[str, Any]) -> Any:
    rows = [(kind, one) for name in ("protected", "lookalike") for kind, one in slices[name].items() if kind != "all"]
    rows += [(f"dialect: {group}", one) for group, one in slices["dialect"]["groups"].items()]
    rows = [row for row in rows if row[1]["whole"] >= 5][::-1]
    figure, axis = plt.subplots(figsize=(7, 0.22 * len(rows) + 0.8))
    values = [one["value"] for _, one in rows]
    reach = [[one["value"] - one["low"] for _, one in rows], [one["high"] - one["value"] for _, one in rows]]
    axis.barh([name for name, _ in rows], values, color=ACCENT, xerr=reach, ecolor=QUIET)
    axis.set_xlabel("share of silent posts that were warned about, with 95 % interval")
    return figure


def _save(figure: Any, file: Path) -> None:
    """Write `figure` with a title that a screen reader can say, which the library leaves out."""
    figure.tight_layout()
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None})
    plt.close(figure)
    said = TITLES[file.stem]
    file.write_text(
        re.sub(r"(<svg [^>]*>)", rf"\1\n <title>{said}</title>", drawn.getvalue(), count=1), encoding="utf-8"
    )
