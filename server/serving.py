"""The production server: gunicorn with two processes of four threads, started from code. Not Flask's own."""

import errno
import json
import os
import socket
import sys
from collections.abc import Sequence
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from server import logs
from server.config import Config
from server.errors import KINDS, PROBLEM_TYPE, ConfigError
from server.jobs.companion import Companion
from server.store import Database

WORKERS = 2
THREADS = 4
BACKLOG = 256
GRACEFUL_SECONDS = 10
# How long a thread may keep the interpreter from the others: Python's own 5 ms is ten checks long.
SWITCH_SECONDS = 0.0005
# A umask: what the service writes is for its own account alone.
PRIVATE = 0o077


def bind(config: Config) -> socket.socket:
    """Take the port, before anything slow is done.

    Raises
    ------
    ConfigError
        When the port is taken or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((config.host.strip("[]"), config.port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise ConfigError(_why_not(error, config)) from None
    listener.set_inheritable(True)
    return listener


def serve(
    app: Flask,
    *,
    database: Database,
    listener: socket.socket,
    config: Config,
    companion: Companion | None = None,
    notes: Sequence[str] = (),
) -> None:
    """Serve `app` on `listener` until stopped, with a worker beside it where one is given; print `notes` once ready."""
    os.umask(PRIVATE)
    # Nothing that was opened while starting may be shared by the processes forked from this one.
    database.close()
    port = listener.getsockname()[1]
    address = config.public_url or config.address.replace(f":{config.port}", f":{port}")

    def ready(_server: Any) -> None:
        if companion is not None:
            companion.start()
        _announce(address, notes)

    def forked(_server: Any, _worker: Any) -> None:
        sys.setswitchinterval(SWITCH_SECONDS)
        if companion is not None:
            companion.leave()
        database.forget_connections()
        for watch in app.extensions["forethought.watchers"]:
            watch()

    def stopped(_server: Any) -> None:
        if companion is not None:
            companion.stop()

    options = {
        "bind": [f"fd://{listener.fileno()}"],
        "workers": WORKERS,
        "threads": THREADS,
        "worker_class": QuietWorker,
        "logger_class": QuietLogger,
        "preload_app": True,
        "graceful_timeout": GRACEFUL_SECONDS,
        "timeout": 60,
        "keepalive": 75,
        "limit_request_line": 2048,
        "control_socket_disable": True,
        "forwarded_allow_ips": ",".join(config.trusted_proxies),
        "when_ready": ready,
        "post_fork": forked,
        "on_exit": stopped,
    }
    Server(app, options).run()


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn, told its settings by this module alone; no file and no variable can change them."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Take over the settings."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application, made before the processes were forked."""
        return self._app


class QuietLogger(Logger):  # type: ignore[misc]
    """Hands what gunicorn says to this service's own log, which leaves out what a request held."""

    def setup(self, cfg: Any) -> None:
        """Put the one handler in place of gunicorn's."""
        super().setup(cfg)
        self.error_log.handlers[:] = [logs.LibraryHandler()]


class QuietWorker(ThreadWorker):  # type: ignore[misc]
    """Answers requests that cannot even be parsed; the library's answer and log line would quote them."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:  # noqa: ARG002
        """Refuse a request without repeating anything of it."""
        kind = KINDS["unreadable"]
        self.log.info("unparsable request refused")
        body = json.dumps(
            {
                "type": f"/docs#problem-{kind.slug}",
                "title": kind.title,
                "status": kind.status,
                "detail": kind.detail,
            }
        )
        head = (
            f"HTTP/1.1 {kind.status} Bad Request\r\nConnection: close\r\nContent-Type: {PROBLEM_TYPE}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        try:
            client.sendall((head + body).encode("ascii"))
        except OSError:
            self.log.debug("client left before it was refused")


def _announce(address: str, notes: Sequence[str]) -> None:
    sys.stdout.write(
        f"\nForethought is listening on {address}\n"
        f"  Practice page   {address}/practice\n"
        f"  API reference   {address}/docs\n"
        f"  Console         {address}/admin\n" + "".join(f"  {note}\n" for note in notes) + "Stop it with Ctrl+C.\n"
    )
    sys.stdout.flush()


def _why_not(error: OSError, config: Config) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {config.port} is already in use: stop what uses it, or choose another with PORT=8788."
    if error.errno == errno.EACCES:
        return f"Port {config.port} is not allowed for this account: choose one above 1023 with PORT."
    return f"{config.host} is not an address of this machine: correct FORETHOUGHT_HOST."
