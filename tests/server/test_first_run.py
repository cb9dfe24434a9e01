"""The first director's one-time password, the commands that help on the machine itself, and the key of a trial."""

import re
import stat

import pytest

from server import cli, first_run
from server.admin import passwords
from server.config import from_environment, keep_key
from server.store import Database
from server.store.people import People


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FORETHOUGHT_HOME", str(tmp_path))
    monkeypatch.setenv("FORETHOUGHT_ARTEFACTS", str(tmp_path))
    assert cli.main(["migrate"]) == 0
    return tmp_path


def test_each_start_makes_a_new_password_until_somebody_signed_in(database):
    people = People(database)
    first, second = first_run.first_password(database), first_run.first_password(database)
    account = people.by_email(first_run.EMAIL)
    assert first != second and account.roles == ("director",) and account.one_time_until
    assert not passwords.matches(first, people.password_hash(account.id))
    assert passwords.matches(second, people.password_hash(account.id))
    with database.writing() as session:
        people.came(session, account.id)
    assert first_run.first_password(database) is None
    assert passwords.matches(second, people.password_hash(account.id))


def test_whoever_may_run_commands_gets_a_director_back_in(home, capsys):
    assert cli.main(["director", "Robin@School.example"]) == 0
    password = re.search(r"once with (\S+) within", capsys.readouterr().out)[1]
    people = People(Database(f"sqlite:///{home / 'forethought.db'}"))
    account = people.by_email("robin@school.example")
    assert account.roles == ("director",)
    assert passwords.matches(password, people.password_hash(account.id))


def test_a_command_on_a_database_that_is_not_ready_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("FORETHOUGHT_HOME", str(tmp_path))
    for command in (["director"], ["audit", "--verify"]):
        assert cli.main(command) == 1
        assert "run `python -m server migrate` first" in capsys.readouterr().err


def test_the_service_prints_the_first_password_and_logs_it_nowhere(home, capsys):
    config = from_environment()
    notes = cli._notes(config, Database(config.database_url))
    password = re.search(r"One-time password\s+(\S+)", "\n".join(notes))[1]
    assert len(password) == 19
    assert password.encode() not in b"".join(one.read_bytes() for one in home.iterdir() if one.is_file())


def test_outside_a_trial_no_password_is_printed(home, monkeypatch):
    monkeypatch.setenv("FORETHOUGHT_PUBLIC_URL", "https://forethought.example.org")
    monkeypatch.setenv("FORETHOUGHT_ENROLL_CODE", "robin-walks-slowly")
    monkeypatch.setenv("FORETHOUGHT_SECRET_KEY", "k" * 32)
    config = from_environment()
    (note,) = cli._notes(config, Database(config.database_url))
    assert "python -m server director" in note
    assert People(Database(config.database_url)).everyone() == []


def test_the_key_of_a_trial_outlives_a_restart_and_is_for_this_account_alone(home):
    file = home / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert from_environment().secret_key == file.read_bytes()
    before = file.read_bytes()
    keep_key(from_environment())
    assert file.read_bytes() == before


def test_a_key_from_the_environment_is_not_written_down(tmp_path):
    settings = {"FORETHOUGHT_HOME": str(tmp_path), "FORETHOUGHT_SECRET_KEY": "k" * 32}
    assert from_environment(settings).secret_key == b"k" * 32
    (tmp_path / "secret.key").write_bytes(b"short")
    assert from_environment({"FORETHOUGHT_HOME": str(tmp_path)}).secret_key != b"short"
