"""Serves the built test pages over TLS, under the real host names of the sites."""

import ssl
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

import trustme

PAGES = Path(__file__).parent / "pages" / "dist"
HOSTS = {
    "www.facebook.com": "facebook",
    "x.com": "x",
    "twitter.com": "x",
    "elsewhere.example": "facebook",
    "www.linkedin.com": "quill",
    "bsky.app": "tiptap",
    "discord.com": "slate",
    "forum.example": "ckeditor",
    "mastodon.social": "plain",
    "www.youtube.com": "plain",
    "www.reddit.com": "plain",
    "www.blogger.com": "plain",
    "www.instagram.com": "sites",
    "www.threads.com": "sites",
    "www.tiktok.com": "sites",
    "nextdoor.com": "sites",
    "www.tumblr.com": "sites",
    "www.pinterest.com": "sites",
    "dana.wordpress.com": "sites",
    "medium.com": "sites",
    "en.wikipedia.org": "sites",
    "meta.discourse.org": "sites",
}
# The markup of every site file, on any host.
MODELLED = "/modelled"
# The same page with a policy as strict as a site can set one.
STRICT = "/strict"
STRICT_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'"


class _Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        # The scripts of a modelled page are asked for with its address as the referrer.
        modelled = MODELLED in self.path + self.headers.get("Referer", "")
        name = "sites" if modelled else HOSTS.get(self.headers.get("Host", "").split(":")[0], "facebook")
        folder = PAGES / name
        self.directory = str(folder)
        self._strict = self.path.startswith(STRICT)
        if not (folder / self.path.lstrip("/").split("?")[0]).is_file():
            self.path = "/index.html"  # every address of a single-page app is the same page
        super().do_GET()

    def end_headers(self) -> None:
        if self._strict:
            self.send_header("Content-Security-Policy", STRICT_POLICY)
        super().end_headers()

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
