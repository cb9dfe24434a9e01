"""A draft leaves no trace: one text through every address and error, then a search of all that was written.

The server is a real one. What was kept on purpose and then withdrawn counts too.
"""

import re
import socket
import sqlite3
import time

CANARY = "Quillfeather"
DRAFT = f"{CANARY} is failing math, and this is nobody's business"
FLAG = {
    "text": DRAFT,
    "site": "x.com",
    "kind": "missed",
    "labels": ["student_info"],
    "note": f"about {CANARY}",
}


def traces(service):
    """Return every file in which the draft can be found."""
    files = [service.output, *service.home.rglob("*"), *service.artefacts.rglob("*")]
    wanted = CANARY.lower().encode()
    return [path.name for path in files if path.is_file() and wanted in path.read_bytes().lower()]


def say(service, raw):
    """Send bytes that no proper client would, and return what comes back."""
    host, port = re.fullmatch(r"http://(.+):(\d+)", service.address).groups()
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
    return answer


def test_checking_leaves_no_trace_however_it_ends(service):
    sent = [
        ({"text": DRAFT}, 200),
        ({"text": DRAFT + " make it fail"}, 500),
        ({"text": DRAFT * 300}, 413),
        ({"text": "a", "site": CANARY * 9_000}, 413),
        ({"text": [DRAFT]}, 422),
        ({"text": DRAFT, DRAFT: DRAFT}, 422),
        ({"text": "hello", "kind": DRAFT}, 422),
        ({"text": "hello", "site": DRAFT}, 422),
        (DRAFT, 422),
    ]
    for body, status in sent:
        answer = service.ask("/v1/check", body)
        assert answer.status == status, body
        assert CANARY.encode() not in answer.body
    assert service.ask("/v1/check", raw=b"\xff" + DRAFT.encode()).status == 400
    assert service.ask("/v1/check", raw=DRAFT.encode(), headers={"Content-Type": "text/plain"}).status == 415
    assert service.ask("/v1/check", {"text": DRAFT}, headers={"Authorization": "Bearer no"}).status == 401
    failed = [line for line in service.logs() if line["event"] == "request_failed"]
    assert failed[0]["errors"][0]["type"] == "builtins.RuntimeError"
    assert any("fakes.py" in frame and frame.endswith(" check") for frame in failed[0]["errors"][0]["frames"])
    assert traces(service) == []


def test_addresses_headers_and_methods_leave_no_trace(service):
    path = f"/{CANARY}?{CANARY}={CANARY}"
    assert service.ask(path).status == 404
    assert service.ask("/v1/flags/" + CANARY).status == 404
    assert service.ask("/v1/health", method=CANARY.upper()).status == 405
    for name in (
        "Origin",
        "Host",
        "Authorization",
        "Cookie",
        "User-Agent",
        "Referer",
        "If-None-Match",
        "Accept",
    ):
        answer = service.ask(f"/v1/policy?{CANARY}", headers={name: CANARY})
        assert CANARY.encode() not in answer.body, name
    assert service.ask("/v1/enroll", {"code": CANARY}).status == 201
    assert service.ask("/v1/enroll", {"code": CANARY * 99}).status == 422
    routes = {line["route"] for line in service.logs() if line["event"] == "request"}
    assert "/v1/flags/<receipt>" in routes and None in routes
    assert traces(service) == []


def test_requests_that_cannot_be_parsed_leave_no_trace_and_are_not_echoed(service):
    token = service.token
    broken = [
        f"{CANARY}\r\n\r\n",
        f"GET /{CANARY} {CANARY}\r\n\r\n",
        f"G@T /{CANARY} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        f"GET / HTTP/1.1\r\n{CANARY} : {CANARY}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\0{CANARY}\r\n\r\n",
        f"GET /{CANARY * 400} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {CANARY * 9_000}\r\n\r\n",
        f"POST /v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: {CANARY}\r\n\r\n",
        f"POST /v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {CANARY}\r\n\r\n",
        f"GET //{CANARY}/../x HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        f"GET http://{CANARY}/{CANARY} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    ]
    authorised = f"Host: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    body = f'{{"text": "{DRAFT}"}}'
    chunked = f"POST /v1/check HTTP/1.1\r\n{authorised}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    broken += [
        f"{chunked}{CANARY}\r\n{body}\r\n",
        f"{chunked}ffff\r\n{body}",
        f"POST /v1/check HTTP/1.1\r\n{authorised}Content-Length: 9999\r\nConnection: close\r\n\r\n{body}",
    ]
    for raw in broken:
        answer = say(service, raw.encode("latin-1"))
        assert CANARY.encode() not in answer, raw[:60]
        assert not answer or answer[9:10] == b"4", (raw[:60], answer[:60])
    size = f"{len(body):x}"
    assert b" 200 " in say(service, f"{chunked}{size}\r\n{body}\r\n0\r\n\r\n".encode())
    assert traces(service) == []


def test_a_withdrawn_example_is_in_no_file_any_more(service):
    receipts = [service.ask("/v1/flags", FLAG | {"text": DRAFT * n}).json["receipt"] for n in (1, 40, 150, 2)]
    assert traces(service) != []
    for receipt in receipts:
        assert service.ask(f"/v1/flags/{receipt}", method="DELETE").json["state"] == "withdrawn"
    assert traces(service) == []


def test_a_refused_example_and_a_failing_database_leave_no_trace(service):
    assert service.ask("/v1/flags", FLAG | {"note": "write to quillfeather@example.org"}).status == 422
    assert service.ask("/v1/flags", FLAG | {"labels": [DRAFT]}).status == 422
    with sqlite3.connect(service.home / "forethought.db") as connection:
        connection.execute("DROP TABLE flags")
    assert service.ask("/v1/flags", FLAG).status == 500
    assert service.ask(f"/v1/flags/{CANARY}").status == 500
    assert service.ask(f"/v1/flags/{CANARY}", method="DELETE").status == 500
    failed = [line for line in service.logs() if line["event"] == "request_failed"]
    assert any("OperationalError" in failed[0]["errors"][0]["type"] for _ in failed)
    assert traces(service) == []


def test_what_the_service_writes_down_is_events_and_figures(service):
    service.ask("/v1/check", {"text": DRAFT})
    time.sleep(0.1)
    line = [one for one in service.logs() if one.get("route") == "/v1/check"][-1]
    assert set(line) == {"event", "level", "time", "method", "route", "status", "ms"}
