"""Filing an incident in two steps: its facts, then the clauses.

The facts travel with the form, and nothing is stored before the whole is filed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates import queries as register
from compliance.candidates.models import Candidacy, MediaAccount
from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.forms.facts import AccountsForm, FactsForm, facts_form
from compliance.incidents.forms.labels import KIND_HINTS
from compliance.incidents.forms.picks import Picks
from compliance.incidents.routes.entrance import OFFICE, blueprint, case_url
from compliance.incidents.terms import OPEN_KINDS, Kind
from compliance.pledges.queries import Rulebook, rulebook
from compliance.web import transaction
from compliance.web.forms import UNUSABLE
from compliance.web.guards import allow
from compliance.web.scope import current_scope, today

Choices = list[queries.ClauseChoice]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be filed."""

    form: FactsForm
    candidates: Sequence[Candidacy]
    accounts: Sequence[MediaAccount]
    picks: Picks

    def is_sound(self) -> bool:
        """Whether the facts can be used; what is wrong with them is then on the form."""
        sound = bool(self.form.validate())
        if sound and isinstance(self.form, AccountsForm):
            return not self.form.of_another(self.candidates, self.accounts)
        return sound

    def book(self) -> Rulebook:
        """The rules that decide what bound the candidate, read once for the choices and the filing."""
        candidacy_id = self.form.to_command(self.candidates).candidacy_id
        return rulebook(transaction.session(), current_scope().id, candidacy_id=candidacy_id)

    def choices(self, book: Rulebook) -> Choices:
        """The clauses, those first that bound the candidate on the days given."""
        candidacy_id = self.form.to_command(self.candidates).candidacy_id
        return queries.clause_choices(
            transaction.session(), current_scope().id, candidacy_id, self.form.period, book=book
        )


@blueprint.get("/new")
@allow(OFFICE)
def new() -> ResponseReturnValue:
    """Show the kinds of incident, or the form of the one that was chosen."""
    policy.may_file(transaction.actor(), current_scope().id).enforce()
    kind = kind_asked()
    if kind is None:
        return render_template("incidents/choose_kind.html", kinds=OPEN_KINDS, hints=KIND_HINTS)
    return _facts_page(_draft(facts_form(kind)(data={"reported_on": today()})))


@blueprint.post("/new")
@allow(OFFICE)
def file_new() -> ResponseReturnValue:
    """Lead from the facts to the clauses and back, and file the whole."""
    policy.may_file(transaction.actor(), current_scope().id).enforce()
    kind = kind_asked()
    if kind is None:
        return redirect(url_for("incidents.new"))
    draft, step = _draft(facts_form(kind)()), request.form.get("step")
    if step == "facts":
        return _facts_page(draft)
    if not draft.is_sound():
        return _facts_page(draft), UNUSABLE
    book = draft.book()
    choices = draft.choices(book)
    if step == "file":
        return _file(draft, choices, book)
    draft.picks.note_moved(choices)
    return _clauses_page(draft, choices)


def kind_asked() -> Kind | None:
    """The kind that the address names; None if it names none that there is."""
    asked = request.args.get("kind")
    return Kind(asked) if asked in {kind.value for kind in OPEN_KINDS} else None


def _draft(form: FactsForm) -> Draft:
    actor, contest_id = transaction.actor(), current_scope().id
    everybody = register.in_contest(transaction.session(), contest_id)
    candidates = [one for one in everybody if policy.may_file(actor, contest_id, one.id)]
    accounts: list[MediaAccount] = []
    if isinstance(form, AccountsForm):
        of_each = register.accounts_in_contest(transaction.session(), contest_id)
        accounts = [account for one in candidates for account in of_each.get(one.id, [])]
    form.offer(candidates, accounts)
    return Draft(form, candidates, accounts, Picks.sent(request.form, request.form))


def _file(draft: Draft, choices: Choices, book: Rulebook) -> ResponseReturnValue:
    if not draft.picks.check(choices):
        return _clauses_page(draft, choices), UNUSABLE
    allegations, scope = draft.picks.allegations(choices), current_scope()
    command = draft.form.to_command(draft.candidates, draft.accounts, allegations)
    try:
        incident = service.file_incident(
            transaction.unit_of_work(), scope.id, command, timezone=scope.timezone, book=book
        )
    except Invalid as refusal:
        of_facts = draft.picks.hang(refusal, allegations)
        if of_facts:
            draft.form.hang(Invalid(of_facts))
            return _facts_page(draft), UNUSABLE
        return _clauses_page(draft, choices), UNUSABLE
    flash(_("The incident was filed as %(reference)s.", reference=incident.reference), "good")
    return redirect(case_url(incident))


def _facts_page(draft: Draft) -> str:
    return render_template(
        "incidents/facts.html", form=draft.form, kind=draft.form.kind, carried=draft.picks.carried(), crumbs=_crumbs()
    )


def _clauses_page(draft: Draft, choices: Choices) -> str:
    return render_template(
        "incidents/clauses.html",
        kind=draft.form.kind,
        facts=draft.form.to_command(draft.candidates),
        candidate=next(one.name for one in draft.candidates if one.key == draft.form.candidate.data),
        carried=draft.form.carried(),
        choices=choices,
        picks=draft.picks,
        crumbs=_crumbs(),
    )


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Incidents"), url_for("incidents.index")), (_("File an incident"), url_for("incidents.new"))]
