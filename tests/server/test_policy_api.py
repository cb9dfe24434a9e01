"""GET /v1/policy: everything a client shows, and a cheap way to ask again."""

from server.api.schemas import PolicyResponse


def test_the_policy_carries_labels_clauses_notices_families_and_limits(client, employee):
    answer = client.get("/v1/policy", headers=employee)
    policy = PolicyResponse.model_validate(answer.json, strict=True)
    assert set(answer.json) == set(PolicyResponse.model_fields)
    assert policy.text.max_length == 10_000
    assert policy.families[0].labels == ["student_info"]
    assert policy.clauses[0].audience == ["employees"]
    assert policy.notices[0].link is None


def test_the_same_policy_is_not_sent_twice(client, employee):
    tag = client.get("/v1/policy", headers=employee).headers["ETag"]
    again = client.get("/v1/policy", headers=employee | {"If-None-Match": tag})
    assert again.status_code == 304 and again.data == b""
    other = client.get("/v1/policy", headers=employee | {"If-None-Match": '"another"'})
    assert other.status_code == 200


def test_another_model_has_another_etag(config, database):
    from server import create_app
    from server.checking import Checkers
    from tests.server.fakes import FakeChecker

    tags = set()
    for version in ("1-0000000a", "2-0000000b"):
        app = create_app(config, Checkers(config.artefacts, checker=FakeChecker(version)), database)
        client = app.test_client()
        token = client.post("/v1/enroll", json={}, headers={"Host": "127.0.0.1"}).json["token"]
        headers = {"Host": "127.0.0.1", "Authorization": f"Bearer {token}"}
        tags.add(client.get("/v1/policy", headers=headers).headers["ETag"])
    assert len(tags) == 2
