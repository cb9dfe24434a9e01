"""What the screens of the console are handed: one record, so that a new part is one more line."""

from dataclasses import dataclass

from server.checking import Checkers
from server.config import Config
from server.jobs import Queue
from server.releases import Releases
from server.store import Database
from server.store.audit import Audit
from server.store.buildings import Buildings
from server.store.codes import Codes
from server.store.counts import Counts
from server.store.overlay import Overlays
from server.store.people import People
from server.store.promotions import Promotions
from server.store.reviews import Reviews
from server.store.runs import Runs
from server.store.second_factor import SecondFactors
from server.store.sessions import Sessions
from server.store.settings import Settings
from server.store.shadows import Shadows
from server.store.sites import Sites
from server.store.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a screen may use."""

    config: Config
    database: Database
    checkers: Checkers
    audit: Audit
    overlay: Overlays
    people: People
    buildings: Buildings
    codes: Codes
    tokens: Tokens
    factors: SecondFactors
    sessions: Sessions
    counts: Counts
    sites: Sites
    settings: Settings
    reviews: Reviews
    runs: Runs
    queue: Queue
    promotions: Promotions
    releases: Releases
    shadows: Shadows
