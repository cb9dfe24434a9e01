"""POST /v1/counts: how often warnings were shown, edited away, posted anyway, dismissed and flagged."""

import datetime

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from server.api.answers import TOKEN, responses
from server.api.body import reads
from server.api.shapes import CountsRequest
from server.checking import Checkers
from server.errors import Refusal
from server.store.counts import Count, Counts
from server.store.tables.base import today

# A laptop that was away for the summer still reports; a clock that is wrong by years does not.
OLDEST_DAYS = 92


def make_blueprint(checkers: Checkers, counts: Counts) -> APIBlueprint:
    """Return the routes of this resource."""
    api = APIBlueprint("counts", __name__)
    documented = responses(204, CountsRequest, "unreadable", "token", "too-long", "media-type", "fields")
    documented[204] = {"description": "Added"}

    @api.post("/v1/counts", operation_id="addCounts", security=TOKEN, responses=documented)
    @reads(CountsRequest)
    def add_counts(body: CountsRequest) -> Response:
        """Add what one browser counted on one day.

        Kept as sums of a week, under no name, token or address. Labels and clauses that the policy in service
        does not have are left out.
        """
        day = _day(body.day)
        policy = checkers.current().policy
        counts.add(
            day,
            [
                Count(one.site, one.label, one.clause, one.event, one.count)
                for one in body.counts
                if one.label in policy.labels and one.clause in policy.clauses
            ],
        )
        return Response(status=204)

    return api


def _day(written: str) -> datetime.date:
    latest = today() + datetime.timedelta(days=1)
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        day = datetime.date.min
    if not latest - datetime.timedelta(days=OLDEST_DAYS) <= day <= latest:
        raise Refusal("fields", errors=[("day", f"Send a day of the last {OLDEST_DAYS}; check the clock.")])
    return day
