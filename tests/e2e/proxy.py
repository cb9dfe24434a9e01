"""A CONNECT proxy that leads every host of the test sites to the local TLS server: Firefox has no resolver rules."""

import contextlib
import socket
import socketserver
import threading
from typing import Self


class _Handler(socketserver.BaseRequestHandler):
    target: tuple[str, int]

    def handle(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            received = self.request.recv(4096)
            if not received:
                return
            head += received
        if not head.startswith(b"CONNECT "):
            self.request.sendall(b"HTTP/1.1 403 Forbidden\r\n\r\n")
            return
        with contextlib.suppress(OSError), socket.create_connection(self.target) as far:
            self.request.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pump, args=(far, self.request), daemon=True)
            back.start()
            _pump(self.request, far)
            back.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while received := source.recv(65536):
            target.sendall(received)
        target.shutdown(socket.SHUT_WR)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


class Proxy:
    """Use as a context manager; `port` is where it listens."""

    def __init__(self, target_port: int) -> None:
        handler = type("Handler", (_Handler,), {"target": ("127.0.0.1", target_port)})
        self._server = _Server(("127.0.0.1", 0), handler)
        self.port = int(self._server.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
