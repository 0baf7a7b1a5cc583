"""The one place where everything is joined."""

import secrets
from pathlib import Path
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

from compliance.candidates import routes as candidates
from compliance.codes import routes as codes
from compliance.contests import api as contests_api
from compliance.contests import queries as contest_queries
from compliance.contests import routes as contests
from compliance.core.database import create_engine
from compliance.identity import api as identity_api
from compliance.identity import replays
from compliance.identity import routes as identity
from compliance.incidents import api as incidents_api
from compliance.incidents import routes as incidents
from compliance.incidents.routes import releasing
from compliance.incidents.routes import terms as notice_terms
from compliance.intake import api as intake_api
from compliance.intake import routes as intake
from compliance.notifications import routes as notifications
from compliance.overview import api as overview_api
from compliance.overview import navigation
from compliance.overview import routes as overview
from compliance.pledges import routes as pledges
from compliance.reports import api as reports_api
from compliance.reports import routes as reports
from compliance.schema import ROOT
from compliance.transparency import api as log_api
from compliance.transparency import recording
from compliance.transparency import routes as log
from compliance.web import (
    addresses,
    components,
    errors,
    extensions,
    guards,
    headers,
    json_api,
    scope,
    templating,
    transaction,
)
from config import MIB, Config

BLUEPRINTS = (
    components.blueprint,
    log.blueprint,
    contests.blueprint,
    codes.blueprint,
    candidates.blueprint,
    identity.blueprint,
    notifications.blueprint,
    pledges.blueprint,
    incidents.blueprint,
    notice_terms.blueprint,
    incidents.clarifications.blueprint,
    intake.blueprint,
    intake.opening.blueprint,
    incidents.rules.blueprint,
    intake.office.blueprint,
    intake.office.cases.blueprint,
    overview.blueprint,
    reports.blueprint,
)
APIS = (
    overview_api.blueprint,
    log_api.blueprint,
    incidents_api.blueprint,
    incidents_api.clarifications.blueprint,
    incidents_api.settings.blueprint,
    intake_api.submissions.blueprint,
    intake_api.opening.blueprint,
    reports_api.blueprint,
    identity_api.blueprint,
    contests_api.blueprint,
)
"""They take tokens only, so no other site can have a browser use them."""


def create_app(config: Config, clock: transaction.Clock = transaction.utc_now) -> transaction.Application:
    """Make the application. The database must have been migrated; nothing is read from it here.

    Args:
        config: the settings.
        clock: gives aware UTC datetimes; tests give another one.
    """
    app = transaction.Application(
        "compliance", template_folder=str(ROOT / "templates"), static_folder=str(templating.STATIC)
    )
    app.jinja_environment = templating.Environment
    app.config.from_mapping(_flask_settings(config))
    app.extensions["compliance.config"] = config
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    recording.install()
    transaction.install(app, create_engine(config.database_url), clock)
    extensions.bootstrap.init_app(app)
    extensions.csrf.init_app(app)
    extensions.login.init_app(app, add_context_processor=False)  # it would ask who is there on every page
    extensions.login.session_protection = None  # a session is its token; a traveller's address may change
    addresses.install(app)
    scope.install(app, _contest_by_slug)
    guards.install(app)
    releasing.install(app)
    headers.install(app)
    errors.install(app)
    templating.install(app, navigation.frame)
    components.install(app.jinja_env)
    json_api.replays.install(app, replays)
    for api in APIS:
        extensions.csrf.exempt(api)
    for blueprint in (*BLUEPRINTS, *APIS):
        app.register_blueprint(blueprint)
    guards.require_guards(app)
    return app


def secret_key(config: Config) -> str:
    """The key that signs cookies: the setting, or one that is made once and kept in the instance folder."""
    if config.secret_key is not None:
        return config.secret_key
    path = Path(config.instance_folder) / "secret-key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()


def _flask_settings(config: Config) -> dict[str, Any]:
    return {
        "SECRET_KEY": secret_key(config),
        "SESSION_COOKIE_NAME": "__Host-session" if config.secure_cookies else "session",
        "SESSION_COOKIE_SECURE": config.secure_cookies,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_HOURS": config.session_hours,
        "WTF_CSRF_TIME_LIMIT": config.session_hours * 3600,
        "WTF_CSRF_SSL_STRICT": True,
        "MAX_CONTENT_LENGTH": (config.upload_limit_mib + 1) * MIB,
        "MAX_FORM_MEMORY_SIZE": 4 * MIB,
        "MAX_FORM_PARTS": 2000,
        "BOOTSTRAP_SERVE_LOCAL": True,
    }


def _contest_by_slug(slug: str) -> scope.ContestScope | None:
    contest = contest_queries.by_slug(transaction.session(), slug)
    if contest is None:
        return None
    return scope.ContestScope(
        id=contest.id,
        slug=contest.slug,
        title=contest.title,
        organisation=contest.organisation,
        timezone=contest.timezone,
        opens_on=contest.opens_on,
        votes_on=contest.votes_on,
    )
