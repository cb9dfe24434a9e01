"""Serves the built test pages over TLS, under the real host names of the sites."""

import ssl
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

import trustme

PAGES = Path(__file__).parent / "pages" / "dist"
HOSTS = {"www.facebook.com": "facebook", "x.com": "x", "elsewhere.example": "facebook"}


class _Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        folder = PAGES / HOSTS.get(self.headers.get("Host", "").split(":")[0], "facebook")
        self.directory = str(folder)
        if not (folder / self.path.lstrip("/").split("?")[0]).is_file():
            self.path = "/index.html"  # every address of a single-page app is the same page
        super().do_GET()

    def log_message(self, *arguments: object) -> None:
        pass


class Sites:
    """A TLS server on a free loopback port for all hosts; use as a context manager."""

    def __enter__(self) -> Self:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert(*HOSTS).configure_cert(context)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def resolver_rules(self) -> str:
        return ", ".join(f"MAP {host} 127.0.0.1:{self.port}" for host in HOSTS)
