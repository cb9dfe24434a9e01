"""The queue between the service and its workers: huey, on a file by default and on a shared broker by URL.

What is queued is the number of a run, as JSON: nothing that was written by anybody, and nothing that could run as code
(the library's own format could).
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.exceptions import ConfigurationError
from huey.registry import Message
from huey.serializer import Serializer

from server.errors import ConfigError

NAME = "forethought"
RETRAIN = "retrain"
_log = structlog.get_logger()
_KINDS = "sqlite:///path, redis://host, rediss://host or postgresql://host/name"


class Queue:
    """Hands runs to workers. Connects when it is first used, so that forked processes share no connection.

    Parameters
    ----------
    url : str
        `Config.queue_url`.

    Raises
    ------
    ConfigError
        When the URL names no broker that is known.
    """

    def __init__(self, url: str) -> None:
        if urlsplit(url).scheme not in {"sqlite", "redis", "rediss", "postgresql"}:
            raise ConfigError(f"FORETHOUGHT_QUEUE_URL cannot be read: write it like {_KINDS}.")
        self._url = url
        self._huey: Huey | None = None
        self._send: Callable[[int], object] = _nobody
        self._work: Callable[[int], None] = _nobody

    @property
    def huey(self) -> Huey:
        """The library's queue, with the one job that there is."""
        if self._huey is None:
            self._huey = _open(self._url)
            # Registered under one name in every process; only a worker replaces what it does.
            self._send = self._huey.task(name=RETRAIN)(self._retrain)
        return self._huey

    def retrain(self, run_id: int) -> bool:
        """Hand a run to whichever worker is free; False when the broker cannot be reached.

        Workers look for runs that wait, too; one that is handed over twice is run once: a worker has to claim it.
        """
        try:
            if self.huey:
                self._send(run_id)
        except Exception as failed:  # noqa: BLE001 -- each broker has errors of its own
            _log.error("queue_failed", exc_info=failed)
            return False
        return True

    def daily(self, name: str, work: Callable[[], object]) -> None:
        """Let a worker do something once a day, at an hour when few people write."""

        def begin() -> None:
            work()

        self.huey.periodic_task(crontab(minute="17", hour="9"), name=name)(begin)

    def on_retrain(self, work: Callable[[int], None]) -> None:
        """Say what a worker does with a run."""
        self._work = work

    def _retrain(self, run_id: int) -> None:
        self._work(run_id)


class _Json(Serializer):  # type: ignore[misc]
    def _serialize(self, data: Any) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


def _open(url: str) -> Huey:
    parts = urlsplit(url)
    shared: dict[str, Any] = {"results": False, "serializer": _Json()}
    try:
        if parts.scheme == "sqlite":
            return SqliteHuey(NAME, filename=parts.path[1:], fsync=True, **shared)
        if parts.scheme == "postgresql":
            return PostgresHuey(NAME, dsn=url, **shared)
        return RedisHuey(NAME, url=url, **shared)
    except ConfigurationError:
        package = "psycopg" if parts.scheme == "postgresql" else "redis"
        raise ConfigError(f"The package {package} is needed for this queue: install it with pip.") from None


def _nobody(_run_id: int) -> None:
    raise ConfigError("This process takes no jobs: start `python -m server work`.")
