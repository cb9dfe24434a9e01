"""Who may see which page of the console: closed unless listed, asked of every route for every role and nobody."""

import re

import pytest

from server.access import is_console
from server.admin import DOORS, OPEN_DOORS
from server.admin.roles import EVERYBODY, Role

SAMPLES = {"int": "1", "path": "a", "default": "a"}


def console_routes(app):
    return sorted(
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if is_console(rule.rule)
        for method in rule.methods - {"HEAD", "OPTIONS"}
    )


def path_of(rule):
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "default", "a"), rule)


def test_every_page_of_the_console_is_listed_and_nothing_else(app):
    assert {f"{method} {rule}" for method, rule in console_routes(app)} == set(DOORS) | OPEN_DOORS
    assert not set(DOORS) & OPEN_DOORS
    assert all(roles and roles <= EVERYBODY for roles in DOORS.values())


def test_only_signing_in_and_out_is_open_to_nobody():
    assert all(address.split()[1].startswith(("/admin/sign-in", "/admin/sign-out")) for address in OPEN_DOORS)


def test_nobody_is_led_to_signing_in_from_every_page(app, nobody):
    for method, rule in console_routes(app):
        if f"{method} {rule}" in OPEN_DOORS:
            continue
        answer = nobody.open(path_of(rule), method=method)
        if method == "GET":
            assert (answer.status_code, answer.location) == (302, "/admin/sign-in"), rule
        else:
            assert answer.status_code == 401 and "Nothing you typed is lost" in answer.text, rule
        script = nobody.open(path_of(rule), method=method, headers={"Accept": "application/json"})
        assert script.status_code == 401 and script.json["type"].endswith("signed-out"), rule


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_exactly_the_pages_that_list_it(app, sign_in, role):
    for method, rule in console_routes(app):
        address = f"{method} {rule}"
        if address in OPEN_DOORS:
            continue
        # A new browser for each: some pages sign it out.
        answer = sign_in(role).open(path_of(rule), method=method)
        if role in DOORS[address]:
            assert answer.status_code not in {401, 403, 500}, (address, answer.status_code)
        else:
            assert answer.status_code == 403 and "Your role does not open this" in answer.text, address


def test_a_person_without_a_role_opens_nothing(app, sign_in):
    stranger = sign_in("no-such-role")
    for method, rule in console_routes(app):
        if f"{method} {rule}" not in OPEN_DOORS:
            assert stranger.open(path_of(rule), method=method).status_code == 403, rule


def test_an_employee_token_opens_no_page_of_the_console(client, employee):
    for address in DOORS:
        method, rule = address.split()
        assert client.open(path_of(rule), method=method, headers=employee).status_code == 401, address


def test_a_page_that_nobody_listed_is_closed_to_a_director(app, director, nobody):
    app.add_url_rule("/admin/forgotten", view_func=lambda: "open")
    assert director.get("/admin/forgotten").status_code == 403
    assert nobody.get("/admin/forgotten").status_code == 403


def test_nothing_is_written_without_the_token_of_the_form(app, director):
    for method, rule in console_routes(app):
        if method == "GET":
            continue
        forged = {"X-CSRFToken": "wrong"}
        answer = director.open(path_of(rule), method=method, headers=forged)
        assert answer.status_code == 400 and "Nothing you typed is lost" in answer.text, rule
        script = director.open(path_of(rule), method=method, headers=forged | {"Accept": "application/json"})
        assert script.status_code == 400 and script.json["type"].endswith("stale-form"), rule


def test_another_site_reaches_no_page_even_with_the_cookie(app, director):
    for method, rule in console_routes(app):
        answer = director.open(path_of(rule), method=method, headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403, rule


def test_the_console_may_post_forms_to_itself_and_runs_no_inline_script(director):
    answer = director.get("/admin")
    policy = answer.headers["Content-Security-Policy"]
    assert "form-action 'self'" in policy and "font-src 'self'" in policy and "unsafe" not in policy
    # With no referrer at all, browsers post forms with `Origin: null`.
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "style=" not in answer.text and not re.search(r"\son\w+=", answer.text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", answer.text)
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_unknown_page_is_told_as_a_page_and_to_a_script_as_a_problem(director):
    page = director.get("/admin/nothing")
    assert page.status_code == 404 and page.mimetype == "text/html" and "There is nothing here" in page.text
    script = director.get("/admin/nothing", headers={"Accept": "application/json"})
    assert script.content_type == "application/problem+json"
