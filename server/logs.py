"""Structured logs that cannot hold a draft: events, figures, route templates, exceptions by type and place.

Never written: bodies, addresses as asked for, headers, local variables, SQL parameters, and the message of
any exception or of any library, since each may quote what it was given.
"""

import json
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import structlog
from flask import Flask
from structlog.typing import EventDict, WrappedLogger

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_HERE = Path(__file__).parent.parent
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

_log = structlog.get_logger()


def configure() -> None:
    """Send every log line of this process, whoever writes it, to standard error as one line of JSON."""
    structlog.configure(
        processors=[_level, _time, _exception_without_message, _render],
        logger_factory=lambda *_names: _Lines(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers[:] = [LibraryHandler()]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _log.critical("thread_failed", exc_info=args.exc_value)
    sys.unraisablehook = lambda args: _log.error("unraisable", exc_info=args.exc_value)


def install(app: Flask, observe: Callable[[str, str | None, int, float], None]) -> None:
    """Write one line per request of `app`, and tell `observe`: method, route template, status, seconds."""
    inner = app.wsgi_app

    def logging_app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        started = time.perf_counter()
        status, route = "", None

        def start(line: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            nonlocal status, route
            # Flask takes its request out of the environment before this function's caller returns.
            asked = environ.get("werkzeug.request")
            status, route = line, asked.url_rule.rule if asked is not None and asked.url_rule else None
            return start_response(line, headers, *rest)

        answer = inner(environ, start)
        method = environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"] in _METHODS else "other"
        seconds, code = time.perf_counter() - started, int(status[:3] or 0)
        _log.info("request", method=method, route=route, status=code, ms=round(seconds * 1000, 2))
        observe(method, route, code, seconds)
        return answer

    app.wsgi_app = logging_app  # type: ignore[method-assign]


class _Lines:
    """Writes whole lines with one system call each and no lock, so that threads do not queue behind one."""

    def msg(self, line: bytes) -> None:
        os.write(2, line + b"\n")

    debug = info = warning = error = critical = msg


def unhandled(error: BaseException | None) -> None:
    """Write down an error that no handler took."""
    _log.error("request_failed", exc_info=error)


def frames(error: BaseException) -> list[dict[str, Any]]:
    """Describe an exception and what caused it: type, and file, line and function of each frame."""
    described = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        described.append({"type": _type_name(type(cause)), "frames": _places(cause.__traceback__)})
        cause = cause.__cause__ or cause.__context__
    return described


class LibraryHandler(logging.Handler):
    """Passes on what libraries log: where and how severe, without their sentences.

    gunicorn's sentences alone are passed on, as templates with nothing but process numbers filled in.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record of the standard library's logging."""
        event = "library"
        if record.name == "gunicorn.error" and isinstance(record.msg, str):
            numbers = isinstance(record.args, tuple) and all(isinstance(one, int) for one in record.args)
            event = record.getMessage() if record.args and numbers else record.msg
        error = record.exc_info[1] if record.exc_info else None
        where = {"where": f"{record.module}:{record.lineno}"} if event == "library" else {}
        _log.log(max(record.levelno, logging.INFO), event, logger=record.name, exc_info=error, **where)


def _uncaught(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _log.critical("process_failed", exc_info=error)


def _level(_logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    event["level"] = name
    return event


def _time(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    now = time.time()
    event["time"] = f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now))}.{int(now % 1 * 1000):03d}Z"
    return event


def _exception_without_message(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["errors"] = frames(error)
    return event


def _render(_logger: WrappedLogger, _name: str, event: EventDict) -> bytes:
    return json.dumps(event, default=_type_name_of).encode()


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_HERE):
        return path.relative_to(_HERE).as_posix()
    return "/".join(path.parts[-2:])


def _type_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _type_name_of(value: object) -> str:
    return _type_name(type(value))
