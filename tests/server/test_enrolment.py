"""Buildings, enrolment codes and enrolled browsers: made in the console, honoured by POST /v1/enroll."""

import datetime
import re
import threading

import pytest

from server.access import REMEMBERED_SECONDS
from server.store import codes
from server.store.codes import Codes


@pytest.fixture
def services(app):
    return app.extensions["forethought.services"]


def make_code(director, **fields):
    answer = director.post("/admin/people/codes", data={"name": "Autumn", "uses": 2, "days": 30} | fields)
    return answer, re.search(r'class="key">([^<]+)', answer.text)


def enroll(client, code):
    # As from another machine, where trial mode asks for a code too.
    return client.post("/v1/enroll", json={"code": code}, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})


def test_a_code_enrols_as_many_browsers_as_it_says(client, director):
    _, code = make_code(director)
    assert [enroll(client, code[1]).status_code for _ in range(3)] == [201, 201, 403]
    page = director.get("/admin/people/codes").text
    assert "2 of 2" in page and "used up" in page and code[1] not in page


def test_a_code_is_taken_as_people_type_it(client, director):
    _, code = make_code(director)
    assert enroll(client, code[1].upper().replace("-", " ")).status_code == 201


def test_a_code_runs_out(client, director, monkeypatch):
    _, code = make_code(director, days=1)
    tomorrow = codes.today() + datetime.timedelta(days=1)
    monkeypatch.setattr(codes, "today", lambda: tomorrow)
    assert enroll(client, code[1]).status_code == 201
    monkeypatch.setattr(codes, "today", lambda: tomorrow + datetime.timedelta(days=1))
    assert enroll(client, code[1]).status_code == 403


def test_browsers_side_by_side_do_not_share_the_last_use(database):
    book, taken = Codes(database), []
    with database.writing() as session:
        _, code = book.create(session, name="one", building=None, expires_on=codes.today(), uses=3)
    threads = [threading.Thread(target=lambda: taken.append(book.spend(code))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in taken) == 3


@pytest.mark.parametrize("browsers", [True, False])
def test_a_revoked_code_enrols_nothing_and_closes_its_browsers_on_request(
    client, director, services, monkeypatch, browsers
):
    _, code = make_code(director)
    token = enroll(client, code[1]).json["token"]
    number = services.codes.all()[0].id
    director.post(f"/admin/people/codes/{number}/revoke", data={"browsers": "on"} if browsers else {})
    assert enroll(client, code[1]).status_code == 403
    checked = client.post("/v1/check", json={"text": "hello"}, headers={"Authorization": f"Bearer {token}"})
    assert checked.status_code == (401 if browsers else 200)
    assert services.audit.newest_about(f"code:{number}").detail == {"browsers": int(browsers)}


def test_a_browser_that_checked_a_moment_ago_is_closed_within_seconds(client, director, services, monkeypatch):
    _, code = make_code(director)
    headers = {"Authorization": f"Bearer {enroll(client, code[1]).json['token']}"}
    assert client.post("/v1/check", json={"text": "hello"}, headers=headers).status_code == 200
    day, number = codes.today(), services.codes.all()[0].id
    answer = director.post("/admin/people/browsers/revoke", data={"day": day.isoformat(), "code": number})
    assert answer.location == "/admin/people/browsers"
    import time

    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + REMEMBERED_SECONDS + 1)
    assert client.post("/v1/check", json={"text": "hello"}, headers=headers).status_code == 401


def test_browsers_are_listed_by_day_and_code_and_nothing_more(client, director, employee):
    _, code = make_code(director)
    enroll(client, code[1]), enroll(client, code[1])
    rows = re.findall(r"<tr>(.*?)</tr>", director.get("/admin/people/browsers").text, re.DOTALL)
    texts = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]
    assert any("Autumn 2 2" in text for text in texts) and any("none of the console 1 1" in text for text in texts)


def test_a_token_tells_its_building_and_nothing_else(client, director, services):
    director.post("/admin/people/buildings", data={"name": "Lincoln High"})
    (building,) = services.buildings.all()
    _, code = make_code(director, building=building.id)
    token = enroll(client, code[1]).json["token"]
    assert services.sites.building_of(token) == building.id
    assert services.sites.building_of("unknown") is None


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": ""}, "Say what the code is for"),
        ({"uses": 0}, "Choose from 1 to"),
        ({"days": "many"}, "Choose from 1 to"),
        ({"building": 99}, "Choose a building"),
    ],
)
def test_what_is_missing_for_a_code_is_told(director, services, fields, why):
    answer, _ = make_code(director, **fields)
    assert answer.status_code == 422 and why in answer.text and services.codes.all() == []


def test_codes_are_kept_as_hashes_alone(director, config):
    _, code = make_code(director)
    plain = code[1].replace("-", "")
    content = b"".join(path.read_bytes() for path in config.home.iterdir() if path.is_file())
    assert code[1].encode() not in content and plain.encode() not in content


def test_buildings_are_added_renamed_and_closed_and_a_stale_tab_is_told(director, services):
    director.post("/admin/people/buildings", data={"name": "Lincoln High"})
    assert "already" in director.post("/admin/people/buildings", data={"name": " lincoln high "}).text
    assert director.post("/admin/people/buildings", data={"name": ""}).status_code == 422
    (one,) = services.buildings.all()
    path = f"/admin/people/buildings/{one.id}"
    director.post(path, data={"name": "Lincoln Middle", "closed": "on", "revision": one.revision})
    (changed,) = services.buildings.all()
    assert (changed.name, changed.closed) == ("Lincoln Middle", True)
    stale = director.post(path, data={"name": "Lincoln", "revision": one.revision})
    assert stale.status_code == 409 and "director@school.example" in stale.text and "You typed Lincoln." in stale.text
    assert director.post("/admin/people/buildings/99", data={"name": "x"}).status_code == 404


def test_a_day_that_is_none_and_a_code_that_is_none_are_told(director):
    assert director.post("/admin/people/browsers/revoke", data={"day": "yesterday"}).status_code == 400
    assert director.post("/admin/people/codes/99/revoke").status_code == 404
