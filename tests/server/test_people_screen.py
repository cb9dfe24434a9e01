"""Accounts in the console: added, changed, closed; one-time passwords; what a stale tab and the last director meet."""

import re

import pytest

from server.admin import passwords
from tests.server.console import visitor


@pytest.fixture
def services(app):
    return app.extensions["forethought.services"]


def typed(**fields):
    return {"name": "Jo Park", "email": "Jo@School.example", "roles": ["reviewer"], "building": ""} | fields


def add(director, **fields):
    answer = director.post("/admin/people/new", data=typed(**fields))
    return answer, re.search(r'class="key">([^<]+)', answer.text)


def test_a_new_person_gets_a_one_time_password_and_signs_in_with_it(app, director, services):
    answer, password = add(director)
    assert answer.status_code == 200
    account = services.people.by_email("jo@school.example")
    assert account.roles == ("reviewer",) and account.one_time_until is not None
    browser = visitor(app)
    browser.post("/admin/sign-in", data={"email": "jo@school.example", "password": password[1]})
    assert browser.get("/admin").location == "/admin/password"
    new = "seven calm rivers bend"
    browser.post("/admin/password", data={"password": new, "again": new})
    assert browser.get("/admin").status_code == 200 and browser.get("/admin/people").status_code == 403
    assert services.audit.newest_about(f"account:{account.id}").action == "person.password_changed"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"email": "no address"}, "Type an e-mail address"),
        ({"name": " "}, "Type the person&#39;s name"),
        ({"roles": []}, "Choose at least one role"),
        ({"roles": ["owner"]}, "Choose at least one role"),
        ({"roles": ["principal"]}, "Choose the building of the principal"),
        ({"email": "DIRECTOR@school.example"}, "Another account has this address"),
    ],
)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(director, services, fields, why):
    answer, _ = add(director, **fields)
    assert answer.status_code == 422 and why in answer.text
    assert f'value="{typed(**fields)["name"].strip()}"' in answer.text
    assert len(services.people.everyone()) == 1


def test_a_change_in_a_stale_tab_is_refused_and_says_who_was_faster(director, services):
    add(director)
    account = services.people.by_email("jo@school.example")
    path = f"/admin/people/{account.id}"
    first = director.post(path, data=typed(name="Jo Parker", revision=account.revision))
    assert first.location == "/admin/people"
    second = director.post(path, data=typed(name="Jo Parkinson", revision=account.revision))
    assert second.status_code == 409
    assert "Changed meanwhile by director@school.example" in second.text and 'value="Jo Parkinson"' in second.text
    assert services.people.find(account.id).name == "Jo Parker"


def test_closing_an_account_signs_it_out_at_once(sign_in, director, services):
    reviewer = sign_in("reviewer")
    account = services.people.by_email("reviewer@school.example")
    assert reviewer.get("/admin").status_code == 200
    fields = typed(name=account.name, email=account.email, closed="on", revision=account.revision)
    director.post(f"/admin/people/{account.id}", data=fields)
    assert reviewer.get("/admin").status_code == 302


def test_the_last_director_can_neither_be_closed_nor_lose_the_role(director, services):
    account = services.people.by_email("director@school.example")
    own = {"name": account.name, "email": account.email, "revision": account.revision}
    for change in ({"roles": ["reviewer"]}, {"roles": ["director"], "closed": "on"}):
        answer = director.post(f"/admin/people/{account.id}", data=typed(**own | change))
        assert answer.status_code == 422 and "Nobody would be left" in answer.text
    assert services.people.find(account.id).roles == ("director",)
    assert director.get("/admin").status_code == 200


def test_a_role_that_is_taken_away_closes_its_pages_at_once(sign_in, director, services):
    other = sign_in("director")
    account = services.people.by_email("director2@school.example")
    assert other.get("/admin/people").status_code == 200
    fields = typed(name=account.name, email=account.email, revision=account.revision)
    director.post(f"/admin/people/{account.id}", data=fields)
    assert other.get("/admin/people").status_code == 403


def test_a_director_gives_a_one_time_password_and_signs_somebody_out(sign_in, director, services):
    reviewer = sign_in("reviewer")
    account = services.people.by_email("reviewer@school.example")
    answer = director.post(f"/admin/people/{account.id}/one-time-password")
    password = re.search(r'class="key">([^<]+)', answer.text)[1]
    assert passwords.matches(password, services.people.password_hash(account.id))
    assert reviewer.get("/admin").status_code == 302
    again = sign_in("reviewer")
    number = services.people.by_email("reviewer2@school.example").id
    assert director.post(f"/admin/people/{number}/sign-out").status_code == 302
    assert again.get("/admin").status_code == 302


def test_an_auditor_reads_people_and_changes_nothing(auditor, services):
    account = services.people.by_email("auditor@school.example")
    page = auditor.get("/admin/people").text
    assert "auditor@school.example" in page and "Add a person" not in page
    assert "Save" not in auditor.get(f"/admin/people/{account.id}").text


def test_names_with_markup_are_shown_as_text(director):
    add(director, name="<script>alert(1)</script>")
    page = director.get("/admin/people").text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_an_account_that_does_not_exist_is_told(director):
    answer = director.get("/admin/people/999")
    assert answer.status_code == 404 and "no such account" in answer.text


def test_every_change_to_people_is_in_the_audit_log_with_the_one_who_did_it(director, services):
    add(director)
    account = services.people.by_email("jo@school.example")
    director.post(f"/admin/people/{account.id}", data=typed(revision=account.revision, closed="on"))
    acts = [(one.actor, one.action) for one in services.audit.latest() if one.subject == f"account:{account.id}"]
    assert acts == [("director@school.example", "person.closed"), ("director@school.example", "person.created")]
    assert services.audit.broken_at() is None
