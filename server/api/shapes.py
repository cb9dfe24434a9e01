"""What travels about the district rather than about a text: counts, sites, working hours, the hotline."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_COUNTS = 500
MAX_ONE_COUNT = 10_000

Event = Literal["shown", "edited", "posted", "dismissed", "flagged"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
RequestState = Literal["waiting", "question", "approved", "refused", "expired"]

Host = Annotated[
    str,
    Field(
        max_length=253,
        pattern=r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$",
        examples=["facebook.com"],
    ),
]
ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["07:30"])]
PolicyId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.-]{0,59}$", examples=["confidentiality"])]
CalendarDay = Annotated[str, Field(json_schema_extra={"format": "date"}, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class Sent(BaseModel):
    """What a client sends: nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Answered(BaseModel):
    """What the service answers."""

    model_config = ConfigDict(frozen=True)


class Counted(Sent):
    """How often one thing happened with the warnings of one label on one site."""

    site: Annotated[str, Field(pattern=r"^[a-z0-9.:-]{0,253}$", examples=["facebook.com"])]
    label: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$", examples=["student_info"])]
    clause: PolicyId
    event: Event
    count: Annotated[int, Field(ge=1, le=MAX_ONE_COUNT)]


class CountsRequest(Sent):
    """What one browser counted on one day; numbers only, under nobody's name."""

    day: CalendarDay
    counts: Annotated[list[Counted], Field(min_length=1, max_length=MAX_COUNTS)]


class SiteRequest(Sent):
    """An employee asks the building's Principal for leave to use an account or a group for class or team."""

    site: Host
    address: Annotated[
        str,
        Field(max_length=500, pattern=r"^https://[^\s<>\"']+$", examples=["https://facebook.com/groups/room12"]),
    ]
    purpose: Annotated[str, Field(min_length=1, max_length=500, examples=["Homework and field trips of room 12"])]
    audience: Annotated[str, Field(min_length=1, max_length=200, examples=["Parents of room 12"])]
    moderator: Annotated[str, Field(min_length=1, max_length=200, examples=["Ms. Okafor and the office"])]
    follows: Annotated[
        str | None, Field(max_length=100, description="Receipt of the request whose question this one answers.")
    ] = None


class SiteReceipt(Answered):
    """The only way back to the request; the service keeps no more than its hash."""

    receipt: str


class SiteRequestStatus(Answered):
    """What became of a request."""

    state: RequestState
    message: Annotated[str, Field(description="What the Principal asks or says; a sentence in any state.")]
    until: Annotated[str | None, Field(description="The last day of the leave; null without one.")]


class RegisteredSite(Answered):
    """One account or group that a Principal approved."""

    site: str
    address: str
    until: CalendarDay


class PolicySites(Answered):
    """Where the extension reads and where it never does, beyond what it ships with."""

    listed: Annotated[list[str], Field(description="Further sites that are read.")]
    never: Annotated[list[str], Field(description="Further sites that are never read; wins over `listed`.")]
    register_: Annotated[list[RegisteredSite], Field(alias="register", description="Approved accounts and groups.")]


class PublishedBreak(Answered):
    """A break or lunch, in local time."""

    start: ClockTime
    end: ClockTime


class PublishedSchedule(Answered):
    """The district's working hours, in local time."""

    days: list[Day]
    start: ClockTime
    end: ClockTime
    breaks: list[PublishedBreak]
    holidays: list[CalendarDay]


class PublishedHotline(Answered):
    """The state's line for mandated reporters."""

    name: str
    phone: str
    link: str | None


class ChangeNote(Answered):
    """What people are told about the version in service: plain words, and since when (UTC)."""

    text: str
    on: CalendarDay
