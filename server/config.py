"""How the service is configured: a frozen record read from the environment. Knows nothing of Flask."""

import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from model import default_folder
from server.errors import ConfigError
from server.outside import Outside
from server.outside import from_environment as outside_from

# Firefox gives every installation an address of its own, so there the scheme is all that can be known beforehand: no
# web page has it, and the token still authorises.
ANY_FIREFOX = "moz-extension://*"
EXTENSION_ORIGINS = ("chrome-extension://pofkenojgnpgbnbpelmbfkjcmjmjpnib", ANY_FIREFOX)

# Made once by `python -m server migrate` where no key is set, so that forms and second factors outlive a restart.
KEY_FILE = "secret.key"

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})

_WILDCARDS = ("0.0.0.0", "::")  # noqa: S104 -- recognised, and refused without a public address


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything the service is told from outside; secrets stay out of its repr."""

    host: str
    port: int
    home: Path
    artefacts: Path
    database_url: str = field(repr=False)
    queue_url: str = field(repr=False)
    public_url: str | None
    trusted_proxies: tuple[str, ...]
    enroll_code: str | None = field(repr=False)
    metrics_token: str | None = field(repr=False)
    secret_key: bytes = field(repr=False)
    extension_origins: tuple[str, ...]
    outside: Outside | None = None

    @property
    def trial(self) -> bool:
        """Reachable from this machine alone: no code and no secret key are needed."""
        return is_loopback(self.host) and not self.public_url and not self.trusted_proxies

    @property
    def host_names(self) -> frozenset[str]:
        """Names, without port, under which the service answers."""
        own = set() if self.host in _WILDCARDS else {_in_brackets(self.host)}
        if self.public_url:
            own.add(_in_brackets(urlsplit(self.public_url).hostname or ""))
        return LOOPBACK_NAMES | own

    @property
    def address(self) -> str:
        """The address to print for people."""
        return self.public_url or f"http://{_in_brackets(self.host)}:{self.port}"


def from_environment(environment: Mapping[str, str] | None = None) -> Config:
    """Read the configuration.

    Raises
    ------
    ConfigError
        When a value cannot be used, or when others could reach the service without a code and a key.
    """
    read = (os.environ if environment is None else environment).get
    home = Path(read("FORETHOUGHT_HOME") or "instance").absolute()
    config = Config(
        host=read("FORETHOUGHT_HOST") or "127.0.0.1",
        port=_port(read("PORT") or "8787"),
        home=home,
        artefacts=Path(read("FORETHOUGHT_ARTEFACTS") or default_folder()).absolute(),
        database_url=read("FORETHOUGHT_DATABASE_URL") or f"sqlite:///{home / 'forethought.db'}",
        queue_url=read("FORETHOUGHT_QUEUE_URL") or f"sqlite:///{home / 'queue.db'}",
        public_url=_public_url(read("FORETHOUGHT_PUBLIC_URL")),
        trusted_proxies=_proxies(read("FORETHOUGHT_TRUSTED_PROXY")),
        enroll_code=read("FORETHOUGHT_ENROLL_CODE") or None,
        metrics_token=read("FORETHOUGHT_METRICS_TOKEN") or None,
        # Workers are forked from the process that made it, so that they share it.
        secret_key=(read("FORETHOUGHT_SECRET_KEY") or "").encode() or _kept_key(home) or secrets.token_bytes(32),
        extension_origins=_origins(read("FORETHOUGHT_EXTENSION_ORIGINS")) or EXTENSION_ORIGINS,
        outside=outside_from(read),
    )
    _refuse_open_door(config, has_key=bool(read("FORETHOUGHT_SECRET_KEY")))
    return config


def is_loopback(host: str) -> bool:
    """Tell whether `host` can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def keep_key(config: Config) -> None:
    """Write the key of a trial to the data folder, for this account alone, unless one is there."""
    file = config.home / KEY_FILE
    if config.trial and not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(config.secret_key)


def _kept_key(home: Path) -> bytes:
    try:
        key = (home / KEY_FILE).read_bytes()
    except OSError:
        return b""
    return key if len(key) >= 32 else b""


def _refuse_open_door(config: Config, *, has_key: bool) -> None:
    if config.enroll_code is not None and len(config.enroll_code) < 12:
        raise ConfigError("FORETHOUGHT_ENROLL_CODE is too short: choose at least 12 characters.")
    if config.metrics_token is not None and len(config.metrics_token) < 16:
        raise ConfigError("FORETHOUGHT_METRICS_TOKEN is too short: choose at least 16 characters.")
    if has_key and len(config.secret_key) < 32:
        raise ConfigError("FORETHOUGHT_SECRET_KEY is too short: set at least 32 random characters.")
    if config.trial:
        return
    if config.enroll_code is None:
        raise ConfigError(
            "Others can reach this service: set FORETHOUGHT_ENROLL_CODE to a code of 12 or more characters."
        )
    if not has_key:
        raise ConfigError("Others can reach this service: set FORETHOUGHT_SECRET_KEY to 32 or more random characters.")
    if config.host in _WILDCARDS and not config.public_url:
        raise ConfigError("This service listens everywhere: set FORETHOUGHT_PUBLIC_URL to the address that people use.")


def _port(value: str) -> int:
    if not value.isascii() or not value.isdecimal() or int(value) > 65535:
        raise ConfigError("PORT must be a number from 0 to 65535: correct it or leave it out for 8787.")
    return int(value)


def _public_url(value: str | None) -> str | None:
    if not value:
        return None
    parts = _split(value)
    if parts is None or parts.path not in {"", "/"} or parts.query or parts.scheme not in {"http", "https"}:
        raise ConfigError("FORETHOUGHT_PUBLIC_URL must look like https://forethought.example.org, with no path.")
    return f"{parts.scheme}://{parts.netloc}".lower()


def _proxies(value: str | None) -> tuple[str, ...]:
    addresses = tuple((value or "").replace(",", " ").split())
    try:
        return tuple(str(ipaddress.ip_address(one)) for one in addresses)
    except ValueError:
        raise ConfigError("FORETHOUGHT_TRUSTED_PROXY must be the IP address of the proxy in front.") from None


def origin_pattern(origin: str) -> re.Pattern[str]:
    """Return what an Origin header of this extension looks like."""
    if origin == ANY_FIREFOX:
        return re.compile(r"moz-extension://[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
    return re.compile(rf"{re.escape(origin)}\Z")


def _origins(value: str | None) -> tuple[str, ...]:
    origins = tuple((value or "").replace(",", " ").split())
    for one in origins:
        parts = _split(one)
        if parts is None or parts.path or not parts.scheme.endswith("-extension"):
            raise ConfigError("FORETHOUGHT_EXTENSION_ORIGINS must list origins like chrome-extension://<id>.")
    return origins


def _split(value: str) -> SplitResult | None:
    try:
        parts = urlsplit(value)
        usable = parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        return None
    return parts if usable else None


def _in_brackets(host: str) -> str:
    return f"[{host.strip('[]')}]" if ":" in host else host
