"""A small checker that obeys the interface of the real one, so that the service is tested without a model."""

import dataclasses
import datetime
import re
from types import MappingProxyType
from typing import Any

from model import GroupedFinding, ShownNotice, Verdict


@dataclasses.dataclass(frozen=True)
class FakeClause:
    id: str
    title: str
    group: str = "External sites"
    text: str = "Employees keep private facts of students private."
    version: str = "2024-07"
    effective: str = "2024-07-01"
    force: str = "prohibited"
    audience: tuple[str, ...] = ("employees",)
    scope: str = "any"
    order: int = 1


@dataclasses.dataclass(frozen=True)
class FakeLabel:
    id: str
    family: str
    clause: str
    severity: str
    title: str = "Student information"
    reason: str = "This may reveal a student's grades."
    advice: str = "Leave out the name or the fact."
    allowed: str = "Praise in general is fine."


@dataclasses.dataclass(frozen=True)
class FakeNotice:
    id: str
    kind: str
    message: str
    link: str = ""


class FakePolicy:
    """As much of a policy as the service reads."""

    version = "test+00000001"
    clauses = MappingProxyType({"confidentiality": FakeClause("confidentiality", "Confidentiality")})
    labels = MappingProxyType(
        {"student_info": FakeLabel("student_info", "confidentiality", "confidentiality", "serious")}
    )
    notices = MappingProxyType({"work_time": FakeNotice("work_time", "situation", "Is this a break?")})
    families = MappingProxyType({"confidentiality": ("student_info",)})
    family_titles = MappingProxyType({"confidentiality": "Confidentiality"})


class FakeChecker:
    """Finds "failing math"; fails, quoting the text, when asked to."""

    def __init__(self, version: str = "1-0000000a") -> None:
        self.model_version = version
        self.policy: Any = FakePolicy()

    def check(self, text: str, *, site: str = "", kind: str = "post", locale: str | None = None) -> Verdict:  # noqa: ARG002
        if "make it fail" in text:
            raise RuntimeError(f"cannot check {text!r}")
        spans = tuple((found.start(), found.end()) for found in re.finditer("failing math", text))
        label = self.policy.labels["student_info"]
        finding = GroupedFinding(
            label=label.id,
            family=label.family,
            clause=label.clause,
            severity=label.severity,
            confidence="likely",
            score=0.93,
            source="classifier",
            rule=None,
            reason=label.reason,
            advice=label.advice,
            allowed=label.allowed,
            spans=spans,
        )
        notices = (ShownNotice("own_personal_info", "Is this yours?", "", ((0, 2),)),) if "my phone" in text else ()
        return Verdict(
            severity="serious" if spans else "clear",
            checked="full",
            language="en",
            findings=(finding,) if spans else (),
            notices=notices,
            model=self.model_version,
            policy=self.policy.version,
        )

    def check_with_scores(self, text: str) -> tuple[Verdict, dict[str, float]]:
        return self.check(text), {"student_info": 0.93 if "failing math" in text else 0.4}


@dataclasses.dataclass(frozen=True)
class Decided:
    """As much of a decided example as training is given."""

    id: str
    text: str
    labels: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    kind: str = "missed"
    decided_on: datetime.date = datetime.date(2026, 9, 1)
