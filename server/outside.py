"""The district's own sign-in service (OpenID Connect), as it is configured. Knows nothing of Flask."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from server.errors import ConfigError

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """One provider, whose accounts open accounts of the console with the same verified e-mail."""

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    domains: tuple[str, ...]
    tenant: str | None


def from_environment(read: Callable[[str], str | None]) -> Outside | None:
    """Read the provider's settings; None when there are none.

    Raises
    ------
    ConfigError
        When some are there and others missing, or the issuer could be read along on its way.
    """
    issuer = (read("FORETHOUGHT_OIDC_ISSUER") or "").rstrip("/")
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in _LOCAL:
        raise ConfigError("FORETHOUGHT_OIDC_ISSUER must begin with https://.")
    client_id, secret = read("FORETHOUGHT_OIDC_CLIENT_ID"), read("FORETHOUGHT_OIDC_CLIENT_SECRET")
    if not client_id or not secret:
        raise ConfigError("Set FORETHOUGHT_OIDC_CLIENT_ID and FORETHOUGHT_OIDC_CLIENT_SECRET beside the issuer.")
    domains = tuple((read("FORETHOUGHT_OIDC_DOMAINS") or "").lower().replace(",", " ").split())
    if not domains:
        raise ConfigError("Set FORETHOUGHT_OIDC_DOMAINS to the e-mail domains of the district, like school.example.")
    microsoft = parts.hostname == "login.microsoftonline.com"
    tenant = read("FORETHOUGHT_OIDC_TENANT") or None
    if microsoft and tenant is None:
        # Without it, anybody's tenant could vouch for an address of the district.
        raise ConfigError("Set FORETHOUGHT_OIDC_TENANT to the directory (tenant) id of the district.")
    name = read("FORETHOUGHT_OIDC_NAME") or ("Microsoft" if microsoft else "Google" if "google" in issuer else "")
    return Outside(
        name=name or "your district's account",
        issuer=issuer,
        client_id=client_id,
        client_secret=secret,
        domains=domains,
        tenant=tenant,
    )
