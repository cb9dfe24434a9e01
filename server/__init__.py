"""The service: HTTP around the judgement of `model`, with people and storage; `create_app` joins them."""

from flask_openapi3.openapi import OpenAPI

from model import load_version
from server import access, admin, errors, headers, logs, metrics, pages
from server.admin.services import Services
from server.api import check, counts, enroll, flags, health, policy, sites
from server.api.body import refuse_fields
from server.api.schemas import Problem
from server.checking import Checkers
from server.config import Config
from server.jobs import Queue
from server.releases import Releases
from server.shadow import ShadowScorer
from server.specification import INFO, SECURITY
from server.store import Database
from server.store.audit import Audit
from server.store.buildings import Buildings
from server.store.codes import Codes
from server.store.counts import Counts
from server.store.flags import Flags
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

MAX_BODY = 64 * 1024


def create_app(config: Config, checkers: Checkers, database: Database | None = None) -> OpenAPI:
    """Build the service.

    Parameters
    ----------
    config : Config
        From `server.config.from_environment`.
    checkers : Checkers
        What checks; see `server.checking`.
    database : Database, optional
        Where to store; the configured one by default.
    """
    database = database or Database(config.database_url)
    tokens = access.TokenBook(Tokens(database), config.secret_key)
    app = Service(
        __name__,
        info=INFO,
        security_schemes=SECURITY,
        doc_ui=False,
        validation_error_callback=refuse_fields,
        validation_error_model=Problem,
    )
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    # A redirect would repeat the address it was asked for.
    app.url_map.merge_slashes = False
    app.extensions["forethought.database"] = database

    audit, promotions, shadows = Audit(database), Promotions(database), Shadows(database)
    services = Services(
        config=config,
        database=database,
        checkers=checkers,
        audit=audit,
        overlay=Overlays(database, audit),
        people=People(database),
        buildings=Buildings(database),
        codes=Codes(database),
        tokens=Tokens(database),
        factors=SecondFactors(database),
        sessions=Sessions(database),
        counts=Counts(database),
        sites=Sites(database),
        settings=Settings(database),
        reviews=Reviews(database, audit),
        runs=Runs(database),
        queue=Queue(config.queue_url),
        promotions=promotions,
        releases=Releases(config.artefacts, database, promotions, audit),
        shadows=shadows,
    )
    access.install(app, config, tokens, console=admin.install(app, services))
    errors.install(app, page=admin.problem_page)
    headers.install(app, config)
    figures = metrics.Metrics(database, checkers)
    logs.install(app, figures.observe)
    shadow = ShadowScorer(shadows, checkers, load_version, config.artefacts)
    # What goes on beside the requests, in each process that answers.
    app.extensions["forethought.watchers"] = (checkers.watch, shadow.watch)
    for blueprint in (
        check.make_blueprint(checkers, shadow),
        flags.make_blueprint(Flags(database), checkers),
        counts.make_blueprint(checkers, services.counts),
        sites.make_blueprint(services.sites),
        policy.make_blueprint(checkers, services.sites, services.settings, promotions),
        enroll.make_blueprint(config, tokens, services.codes),
        health.make_blueprint(checkers, database),
    ):
        app.register_api(blueprint)
    app.register_blueprint(metrics.make_blueprint(figures))
    app.register_blueprint(pages.make_blueprint(app, tokens))
    return app


class Service(OpenAPI):
    """Flask, but for how it logs an error that no handler took: type and place, never the message."""

    def log_exception(self, exc_info: object) -> None:
        """Replace the traceback that Flask would write."""
        error = exc_info[1] if isinstance(exc_info, tuple) else None
        logs.unhandled(error)
