"""Writes verdicts down: for a person at a terminal, or as one JSON object a line."""

import json
from typing import TextIO

from model.checker import Checker
from model.finding import Verdict
from model.policy import Policy

WORDS = {"clear": "Nothing to say", "info": "Worth knowing", "caution": "Have a second look"}
WORDS["serious"] = "Please stop for a moment"


def describe(text: str, verdict: Verdict, policy: Policy) -> str:
    """Tell a person what the verdict on `text` says, finding by finding."""
    if verdict.checked == "none":
        return f"Not checked: this language ({verdict.language}) has not passed its own tests yet."
    lines = [WORDS[verdict.severity]]
    for one in verdict.findings:
        clause = policy.clauses[one.clause]
        words = ", ".join(f'"{text[start:end]}"' for start, end in one.spans)
        by = f"rule {one.rule}" if one.rule else f"classifier, {one.confidence}, {one.score:.2f}"
        lines += [f"\n  {words}", f"  {one.reason} ({one.label}, {one.severity}; {by})"]
        lines += [
            f"  Policy: {clause.title} (version {clause.version})",
            f"  {one.advice}",
            f"  Fine: {one.allowed}",
        ]
    lines += [f"\n  {notice.message} {notice.link}".rstrip() for notice in verdict.notices]
    return "\n".join(lines)


def as_json(verdict: Verdict) -> dict[str, object]:
    """Return findings and severity with spans in code points, as plain data."""
    findings = [
        {
            "label": one.label,
            "family": one.family,
            "clause": one.clause,
            "severity": one.severity,
            "confidence": one.confidence,
            "score": one.score,
            "source": one.source,
            "rule": one.rule,
            "reason": one.reason,
            "spans": [{"start": start, "end": end} for start, end in one.spans],
        }
        for one in verdict.findings
    ]
    notices = [
        {"id": one.id, "spans": [{"start": start, "end": end} for start, end in one.spans]} for one in verdict.notices
    ]
    return {
        "severity": verdict.severity,
        "checked": verdict.checked,
        "findings": findings,
        "notices": notices,
    }


def check_lines(checker: Checker, source: TextIO, target: TextIO) -> int:
    """Check {"id", "text"} lines from `source`; a line that cannot be read gets an "error" and the rest go on.

    Returns 0, or 1 when any line could not be read.
    """
    broken = 0
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            key, text = raw["id"], raw["text"]
            if not isinstance(text, str):
                raise TypeError  # noqa: TRY301 - told to the reader below, like every other broken line
        except (ValueError, KeyError, TypeError):
            broken = 1
            answer: dict[str, object] = {"line": number, "error": 'Each line is {"id": ..., "text": "..."}.'}
        else:
            answer = {"id": key, **as_json(checker.check(text))}
        target.write(json.dumps(answer, ensure_ascii=False) + "\n")
        target.flush()
    return broken
