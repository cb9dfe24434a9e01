"""Speaks WebDriver BiDi to a running Firefox over a WebSocket, with nothing but the standard library."""

import base64
import json
import os
import socket
import struct
from typing import Any

TIMEOUT = 30.0
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class BidiError(Exception):
    """The browser refused a command; carries what it said."""


class Bidi:
    """One connection: commands are answered in order, events are kept until somebody asks for them."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), TIMEOUT)
        self._buffer = b""
        self._id = 0
        self.events: list[dict[str, Any]] = []
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            f"GET /session HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = self._until(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise BidiError(head.decode(errors="replace"))

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Run one command and return its result."""
        self._id += 1
        self._write(json.dumps({"id": self._id, "method": method, "params": params}).encode())
        while True:
            message = json.loads(self._message())
            if message.get("id") != self._id:
                self.events.append(message)
            elif message["type"] == "error":
                raise BidiError(f"{method}: {message['error']}: {message['message']}")
            else:
                return dict(message["result"])

    def close(self) -> None:
        self._socket.close()

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._buffer:
            self._more()
        head, _, self._buffer = self._buffer.partition(mark)
        return head

    def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            self._more()
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def _more(self) -> None:
        received = self._socket.recv(65536)
        if not received:
            raise BidiError("Firefox closed the connection.")
        self._buffer += received

    def _message(self) -> bytes:
        parts = b""
        while True:
            first, second = self._take(2)
            length = second & 127
            if length == 126:
                (length,) = struct.unpack(">H", self._take(2))
            elif length == 127:
                (length,) = struct.unpack(">Q", self._take(8))
            data = self._take(length)
            kind = first & 15
            if kind == PING:
                self._write(data, PONG)
                continue
            if kind == CLOSE:
                raise BidiError("Firefox closed the session.")
            parts += data
            if first & 128:
                return parts

    def _write(self, data: bytes, kind: int = TEXT) -> None:
        size = len(data)
        if size < 126:
            head = struct.pack(">BB", 128 | kind, 128 | size)
        elif size < 65536:
            head = struct.pack(">BBH", 128 | kind, 128 | 126, size)
        else:
            head = struct.pack(">BBQ", 128 | kind, 128 | 127, size)
        mask = os.urandom(4)
        long = (mask * (size // 4 + 1))[:size]
        masked = (int.from_bytes(data, "big") ^ int.from_bytes(long, "big")).to_bytes(size, "big")
        self._socket.sendall(head + mask + masked)
