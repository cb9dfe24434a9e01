"""What travels over the API: every request and answer as a pydantic model. Shapes and limits, no behaviour.

Requests forbid unknown fields, and everything but `text` and `note` is held to a pattern, so that no draft
can hide in a field that is kept. Spans are UTF-16 code units, half-open, as JavaScript counts.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from server.api.shapes import ChangeNote, PolicySites, PublishedHotline, PublishedSchedule

MAX_TEXT = 10_000
MAX_NOTE = 1_000

Severity = Literal["clear", "info", "caution", "serious"]
Source = Literal["rule", "classifier"]
FlagKind = Literal["false_alarm", "missed", "right"]
FlagState = Literal["waiting", "reviewed", "withdrawn", "held"]

Site = Annotated[str, Field(pattern=r"^[a-z0-9.:-]{0,253}$", examples=["facebook.com"])]
LabelId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$", examples=["student_info"])]
RuleId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_./-]{0,119}$", examples=["personal_data/phone"])]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Span(_Answer):
    """A stretch of the text, in UTF-16 code units, half-open."""

    start: Annotated[int, Field(ge=0, le=2 * MAX_TEXT)]
    end: Annotated[int, Field(ge=0, le=2 * MAX_TEXT)]


class SentSpan(_Request):
    """A stretch of the masked text, in UTF-16 code units, half-open."""

    start: Annotated[int, Field(ge=0, le=2 * MAX_TEXT)]
    end: Annotated[int, Field(ge=0, le=2 * MAX_TEXT)]


class CheckRequest(_Request):
    """One text to check. It is judged, answered and forgotten."""

    text: Annotated[str, Field(max_length=MAX_TEXT, examples=["Proud of our robotics team tonight!"])]
    site: Site = ""
    kind: Literal["post", "comment", "message", "profile"] = "post"
    locale: Annotated[str | None, Field(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,3}$")] = None
    client: Annotated[str | None, Field(pattern=r"^[a-z][a-z0-9./-]{0,59}$")] = None


class CheckedFinding(_Answer):
    """One label with its reason, its clause and what the same clause allows."""

    label: str
    family: str
    clause: str
    severity: Literal["info", "caution", "serious"]
    confidence: Literal["possible", "likely"]
    score: Annotated[float | None, Field(description="Calibrated probability; null for rules.")]
    source: Source
    rule: Annotated[str | None, Field(description="The rule's id; null for the classifier.")]
    reason: str
    advice: str
    allowed: str
    spans: list[Span]


class CheckedNotice(_Answer):
    """A quiet notice about the text; it never raises the severity."""

    id: str
    message: str
    link: str | None
    spans: list[Span]


class CheckResponse(_Answer):
    """The verdict on one text. `checked: none` means that silence is not safety."""

    severity: Severity
    checked: Literal["full", "partial", "none"]
    language: str | None
    findings: list[CheckedFinding]
    notices: list[CheckedNotice]
    model: str
    policy: str


class FlaggedFinding(_Request):
    """A finding the employee was shown when they flagged the text."""

    label: LabelId
    source: Source
    rule: RuleId | None
    score: Annotated[float | None, Field(ge=0, le=1)]
    spans: Annotated[list[SentSpan], Field(max_length=50)]


class FlagRequest(_Request):
    """One example for the district's reviewers, masked on the device. It is stored."""

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT, examples=["[NAME 1] is great at chess"])]
    site: Site
    kind: FlagKind
    labels: Annotated[list[LabelId], Field(max_length=20)]
    findings: Annotated[list[FlaggedFinding], Field(max_length=50)] = []
    note: Annotated[str, Field(max_length=MAX_NOTE)] = ""


class FlagReceipt(_Answer):
    """The only way back to the example; the service keeps no more than its hash."""

    receipt: str
    state: FlagState


class FlagStatus(_Answer):
    """What became of a flagged example."""

    state: FlagState
    outcome: Annotated[
        str | None, Field(description="agreed (you were right), kept or dismissed; null while it waits.")
    ]
    message: str | None
    model: Annotated[
        str | None, Field(description="The first version that says what the reviewers decided; null until then.")
    ]


class ReceiptPath(BaseModel):
    """The receipt that `POST /v1/flags` answered with."""

    receipt: str


class PolicyLabel(_Answer):
    """One label: what it stands for, which clause asks for it, and what is fine instead."""

    id: str
    family: str
    clause: str
    severity: Literal["info", "caution", "serious"]
    title: str
    reason: str
    advice: str
    allowed: str


class PolicyClause(_Answer):
    """One clause of the district's policy."""

    id: str
    title: str
    group: str
    text: str
    version: str
    effective: str
    force: str
    audience: list[str]
    scope: str


class PolicyNotice(_Answer):
    """One quiet notice: of the text, or of the situation (computed on the device only)."""

    id: str
    kind: str
    message: str
    link: str | None


class PolicyFamily(_Answer):
    """A family of labels, in the order in which people read them."""

    id: str
    title: str
    labels: list[str]


class TextLimits(_Answer):
    """What `POST /v1/check` takes."""

    max_length: Annotated[int, Field(description="Code points.")]


class PolicyResponse(_Answer):
    """The district's policy as the clients show it."""

    version: str
    model: str
    change_note: Annotated[ChangeNote | None, Field(description="What changed with this version; null if not told.")]
    minimum_extension: str
    labels: list[PolicyLabel]
    clauses: list[PolicyClause]
    notices: list[PolicyNotice]
    families: list[PolicyFamily]
    text: TextLimits
    sites: PolicySites
    schedule: Annotated[PublishedSchedule | None, Field(description="The district's working hours; null if not set.")]
    hotline: Annotated[PublishedHotline | None, Field(description="Where mandated reporters call; null if not set.")]


class EnrollRequest(_Request):
    """The district's enrollment code; not needed in trial mode."""

    code: Annotated[str | None, Field(max_length=200)] = None


class EnrollResponse(_Answer):
    """A bearer token, shown once; the service keeps no more than its hash."""

    token: str


class HealthResponse(_Answer):
    """The process answers."""

    status: Literal["ok"]


class OverlayState(_Answer):
    """Which version of the district's changes to the policy is in service; 0 is the shipped policy alone."""

    in_service: int
    newest: int
    refused: bool = Field(description="The newest could not be used, and the last good one stays; the console says why")


class ReadyResponse(_Answer):
    """The service can check and store."""

    status: Literal["ready"]
    model: str
    policy: str
    overlay: OverlayState


class FieldProblem(_Answer):
    """One field that cannot be used; the value is never repeated."""

    field: str
    detail: str


class Problem(_Answer):
    """RFC 9457 problem details: what happened and what to do. Never repeats what was sent."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []
