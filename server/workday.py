"""Reads what a director typed about hours, hotline and sites; says by field what to correct. Knows no Flask."""

import datetime
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS = {day[:3].lower(): day for day in _WEEK}
MAX_BREAKS = 6
MAX_HOLIDAYS = 366
_LAST_YEAR = datetime.date.max.year - 2
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*(?:to|\.\.|–)\s*(\d{4}-\d{2}-\d{2}))?")
_PHONE = re.compile(r"[0-9+(][0-9A-Z() .+-]{2,39}")
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")

Errors = dict[str, str]


def read_hours(days: Sequence[str], form: Mapping[str, str]) -> tuple[dict[str, Any], Errors]:
    """Read working hours: days, start, end, breaks (`10:00-10:15`, one a line), holidays (a day or a range a line)."""
    errors: Errors = {}
    chosen = [day for day in DAYS if day in days]
    if not chosen or set(days) - set(DAYS):
        errors["days"] = "Choose at least one day of the week."
    start, end = form.get("start", "").strip(), form.get("end", "").strip()
    if not _CLOCK.fullmatch(start) or not _CLOCK.fullmatch(end) or start >= end:
        errors["end"] = "Give a start and a later end on the same day, such as 07:30 and 15:30."
    breaks = [] if "end" in errors else _breaks(form.get("breaks", ""), start, end, errors)
    holidays = _holidays(form.get("holidays", ""), errors)
    return {"days": chosen, "start": start, "end": end, "breaks": breaks, "holidays": holidays}, errors


def read_hotline(form: Mapping[str, str]) -> tuple[dict[str, Any], Errors]:
    """Read the hotline for mandated reporters: its name, its number, and perhaps a page about it."""
    errors: Errors = {}
    name, phone, link = (form.get(field, "").strip() for field in ("name", "phone", "link"))
    if not 1 <= len(name) <= 120:
        errors["name"] = "Give the line's name, in at most 120 characters."
    if not _PHONE.fullmatch(phone.upper()) or sum(one.isdigit() for one in phone) < 3:
        errors["phone"] = "Give the number as people dial it, such as 1-800-555-0100."
    if link and not _is_page(link):
        errors["link"] = "Give the whole address, beginning with https://, or leave it out."
    return {"name": name, "phone": phone, "link": link or None}, errors


def read_host(written: str) -> str | None:
    """Return the site that was typed, also as a whole address; None when it is none."""
    text = written.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
        host = host.removeprefix("www.").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    return host if len(host) <= 253 and _HOST.fullmatch(host) else None


def _breaks(written: str, start: str, end: str, errors: Errors) -> list[dict[str, str]]:
    found = []
    for line in filter(None, map(str.strip, written.splitlines())):
        first, _, last = (part.strip() for part in line.replace("–", "-").partition("-"))
        if not _CLOCK.fullmatch(first) or not _CLOCK.fullmatch(last) or not start <= first < last <= end:
            errors["breaks"] = "Write one break a line, inside the hours, such as 11:30-12:10."
            return []
        found.append({"start": first, "end": last})
    found.sort(key=lambda one: one["start"])
    if len(found) > MAX_BREAKS:
        errors["breaks"] = f"Give at most {MAX_BREAKS} breaks."
    elif any(one["end"] > after["start"] for one, after in itertools.pairwise(found)):
        errors["breaks"] = "Two breaks overlap: make them one."
    return found


def _holidays(written: str, errors: Errors) -> list[str]:
    days: set[datetime.date] = set()
    for line in filter(None, map(str.strip, written.splitlines())):
        found = _RANGE.fullmatch(line)
        try:
            first = datetime.date.fromisoformat(found[1] if found else "")
            last = datetime.date.fromisoformat((found and found[2]) or first.isoformat())
        except ValueError:
            first, last = datetime.date.max, datetime.date.min
        if first.year > _LAST_YEAR or not first <= last <= first + datetime.timedelta(days=MAX_HOLIDAYS):
            errors["holidays"] = "Write one day a line, such as 2026-12-25, or a range: 2026-12-21 to 2027-01-01."
            return []
        days.update(first + datetime.timedelta(days=number) for number in range((last - first).days + 1))
    if len(days) > MAX_HOLIDAYS:
        errors["holidays"] = f"Give at most {MAX_HOLIDAYS} days; leave out years that are over."
    return [day.isoformat() for day in sorted(days)]


def _is_page(link: str) -> bool:
    try:
        parts = urlsplit(link)
        usable = parts.scheme == "https" and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        return False
    return bool(usable) and len(link) <= 500 and not re.search(r"[\s<>\"']", link)
