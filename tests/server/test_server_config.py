"""What the environment may say, and the one sentence for each thing that it may not."""

import pytest

from server.config import from_environment, is_loopback
from server.errors import ConfigError

CODE = {"FORETHOUGHT_ENROLL_CODE": "robin-walks-slowly"}
KEY = {"FORETHOUGHT_SECRET_KEY": "k" * 32}


def test_an_empty_environment_is_trial_mode_on_this_machine():
    config = from_environment({})
    assert config.trial and config.address == "http://127.0.0.1:8787"
    assert config.database_url.startswith("sqlite:///") and config.home.name == "instance"
    assert len(config.secret_key) == 32


@pytest.mark.parametrize(
    "reachable",
    [
        {"FORETHOUGHT_HOST": "192.0.2.1"},
        {"FORETHOUGHT_HOST": "0.0.0.0"},
        {"FORETHOUGHT_PUBLIC_URL": "https://forethought.example.org"},
        {"FORETHOUGHT_TRUSTED_PROXY": "127.0.0.1"},
    ],
)
def test_a_reachable_service_does_not_start_without_code_and_key(reachable):
    for given, missing in ((KEY, "ENROLL_CODE"), (CODE, "SECRET_KEY"), ({}, "ENROLL_CODE")):
        with pytest.raises(ConfigError, match=missing):
            from_environment(reachable | given)


def test_a_reachable_service_with_both_is_not_in_trial_mode():
    config = from_environment({"FORETHOUGHT_HOST": "192.0.2.1"} | CODE | KEY)
    assert not config.trial and "192.0.2.1" in config.host_names


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"PORT": "http"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"PORT": "-1"}, "PORT"),
        ({"PORT": "²"}, "PORT"),
        ({"FORETHOUGHT_PUBLIC_URL": "forethought"}, "PUBLIC_URL"),
        ({"FORETHOUGHT_PUBLIC_URL": "https://a.example/path"}, "PUBLIC_URL"),
        ({"FORETHOUGHT_PUBLIC_URL": "https://a.example:port"}, "PUBLIC_URL"),
        ({"FORETHOUGHT_TRUSTED_PROXY": "the proxy"}, "TRUSTED_PROXY"),
        ({"FORETHOUGHT_EXTENSION_ORIGINS": "https://a.example"}, "EXTENSION_ORIGINS"),
        ({"FORETHOUGHT_ENROLL_CODE": "short"}, "ENROLL_CODE"),
        ({"FORETHOUGHT_SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"FORETHOUGHT_HOST": "0.0.0.0"} | CODE | KEY, "PUBLIC_URL"),
    ],
)
def test_each_mistake_is_one_sentence_that_says_what_to_do(values, word):
    with pytest.raises(ConfigError) as caught:
        from_environment(values)
    sentence = str(caught.value)
    assert word in sentence and sentence.endswith(".") and "\n" not in sentence


def test_secrets_stay_out_of_what_is_printed_of_a_configuration():
    config = from_environment({"FORETHOUGHT_DATABASE_URL": "postgresql://a:hunter@db.example/f"} | CODE | KEY)
    shown = repr(config)
    assert "hunter" not in shown and "robin" not in shown and "kkk" not in shown


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        *((name, True) for name in ("localhost", "127.0.0.1", "127.8.0.1", "::1", "[::1]")),
        *((name, False) for name in ("0.0.0.0", "192.0.2.1", "example.org", "")),
    ],
)
def test_loopback_is_this_machine_alone(host, expected):
    assert is_loopback(host) is expected


def test_several_extensions_and_an_ipv6_host():
    config = from_environment(
        {
            "FORETHOUGHT_EXTENSION_ORIGINS": "chrome-extension://abc, moz-extension://def",
            "FORETHOUGHT_HOST": "::1",
        }
    )
    assert config.extension_origins == ("chrome-extension://abc", "moz-extension://def")
    assert config.address == "http://[::1]:8787"
