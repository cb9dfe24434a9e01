"""The pages for people: what they say, and that they load nothing from elsewhere."""

import re

import pytest

from server import pages

PAGES = ["/", "/practice", "/docs"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_load_only_from_this_service_and_run_no_inline_script(client, path):
    answer = client.get(path)
    assert answer.status_code == 200 and answer.mimetype == "text/html"
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", answer.text)
    assert "style=" not in answer.text and not re.search(r"\son\w+=", answer.text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", answer.text)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", PAGES)
def test_everything_a_page_links_to_on_this_service_exists(client, path):
    text = client.get(path).text
    for link in set(re.findall(r"""(?:src|href)="(/[^"#]*)""", text)):
        if not link.startswith("/static/practice/"):
            assert client.get(link, headers={"Accept": "text/html"}, follow_redirects=True).status_code == 200, link
    for anchor in set(re.findall(r'href="#([^"]+)"', text)):
        assert f'id="{anchor}"' in text, anchor


def test_the_practice_page_says_that_nothing_is_stored_and_carries_a_token(client):
    text = client.get("/practice").text
    assert "Nothing you write here is posted or stored." in text
    assert 'id="forethought-practice"' in text
    token = re.search(r'name="forethought-token" content="([^"]+)"', text)[1]
    headers = {"Authorization": f"Bearer {token}"}
    assert client.post("/v1/check", json={"text": "hello"}, headers=headers).status_code == 200


def test_the_practice_page_says_how_to_build_what_is_missing(client, monkeypatch, tmp_path):
    monkeypatch.setattr(pages, "BUNDLE", tmp_path / "practice.js")
    missing = client.get("/practice").text
    assert "has not been built yet" in missing and "practice.js" not in missing
    (tmp_path / "practice.js").touch()
    built = client.get("/practice").text
    assert "has not been built yet" not in built and "/static/practice/practice.js" in built


def test_the_reference_shows_every_operation_object_and_problem(client):
    text = client.get("/docs").text
    spec = client.get("/openapi.json").json
    for path, methods in spec["paths"].items():
        assert path in text
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in text
    for name in spec["components"]["schemas"]:
        assert f'id="{name}"' in text
    assert 'id="problem-unmasked"' in text and "&#34;" in text


def test_static_files_do_not_lead_out_of_their_folder(client):
    for path in ("/static/../config.py", "/static/%2e%2e/config.py", "/static/..%2fconfig.py"):
        assert client.get(path).status_code == 404
