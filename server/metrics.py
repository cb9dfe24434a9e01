"""GET /metrics for Prometheus: requests by route template and status, their time, what waits. No text, no person.

The library keeps its numbers in files when it is told so before it is first imported: each process that answers has
its own, and any of them adds them all up.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from server.checking import Checkers
from server.store import Database
from server.store.runs import Runs
from server.store.waiting import waiting

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Metric

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

Observe = Callable[[str, str | None, int, float], None]


def share(folder: Path) -> None:
    """Let the processes of one server add up what they count, in files of `folder`; what an earlier one left goes."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.glob("*.db"):
        old.unlink(missing_ok=True)
    os.environ[VARIABLE] = str(folder)


class Metrics:
    """Counts the requests of one application, and says what waits when it is asked."""

    def __init__(self, database: Database, checkers: Checkers) -> None:
        # Not before `share` had its say.
        from prometheus_client import CollectorRegistry, Counter, Histogram  # noqa: PLC0415

        self._registry = CollectorRegistry()
        self._database = database
        self._checkers = checkers
        self._runs = Runs(database)
        self._requests = Counter(
            "forethought_requests_total",
            "Requests answered",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "forethought_request_seconds",
            "Seconds until a request was answered",
            ["route"],
            buckets=SECONDS,
            registry=self._registry,
        )

    def observe(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count one request, by the template of its address: never by the address."""
        name = route or "none"
        self._requests.labels(method, name, str(status)).inc()
        self._seconds.labels(name).observe(seconds)

    def render(self) -> bytes:
        """Return all figures in Prometheus' text format."""
        from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415
        from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

        registry = self._registry
        if VARIABLE in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry) + generate_latest(_once(self._now))

    def _now(self) -> Iterator["Metric"]:
        from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily  # noqa: PLC0415

        found = waiting(self._database)
        queued = GaugeMetricFamily("forethought_waiting", "What waits for somebody, or for a worker", labels=["what"])
        queued.add_metric(["examples"], found.flags)
        queued.add_metric(["site_requests"], found.requests)
        queued.add_metric(["runs"], len(self._runs.waiting()))
        yield queued
        if self._checkers.is_ready:
            checker = self._checkers.current()
            versions = {"model": checker.model_version, "policy": checker.policy.version}
            yield InfoMetricFamily("forethought_version", "What is in service", value=versions)


def make_blueprint(metrics: Metrics) -> Blueprint:
    """Return the one address; `server.access` says who may ask."""
    page = Blueprint("metrics", __name__)

    @page.get("/metrics")
    def show() -> Response:
        return Response(metrics.render(), content_type="text/plain; version=0.0.4; charset=utf-8")

    return page


def _once(collect: Callable[[], Iterable["Metric"]]) -> "CollectorRegistry":
    """Return a registry of figures that are looked up when they are asked for, whichever process is asked."""
    from prometheus_client import CollectorRegistry  # noqa: PLC0415
    from prometheus_client.registry import Collector  # noqa: PLC0415

    class Now(Collector):
        def collect(self) -> Iterable["Metric"]:
            return collect()

    registry = CollectorRegistry(auto_describe=False)
    registry.register(Now())
    return registry
