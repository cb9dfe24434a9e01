"""GET /v1/health and /v1/ready."""

import pytest


def test_a_live_process_says_ok(client):
    assert client.get("/v1/health").json == {"status": "ok"}
    assert client.head("/v1/health").status_code == 200


def test_a_ready_service_names_its_versions(client):
    assert client.get("/v1/ready").json == {
        "status": "ready",
        "model": "1-0000000a",
        "policy": "test+00000001",
        "overlay": {"in_service": 0, "newest": 0, "refused": False},
    }


@pytest.mark.parametrize("statement", ["DROP TABLE flags", "ALTER TABLE flags RENAME TO other"])
def test_a_service_without_its_tables_is_not_ready(client, database, statement):
    with database.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    answer = client.get("/v1/ready")
    assert answer.status_code == 503 and "database" in answer.json["detail"]
