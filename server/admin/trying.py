"""Tries an edit at once, before it is saved: the difference, what it does to known posts, or why it cannot be."""

import json
import re

from flask import Blueprint, render_template, request

from model import Conflict, Entry, Overlay, PolicyError, conflicts, load_policy
from server.admin import drafts, fields
from server.admin.editing import form_page
from server.admin.roles import DIRECTORS, Role
from server.admin.services import Services
from server.errors import Refusal
from server.store.proposals import Proposals, ProposalView

DOORS: dict[str, frozenset[Role]] = {"POST /admin/rules/try": DIRECTORS}
_WORD = re.compile(r"[^a-z0-9]+")


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("trying", __name__)
    proposals = Proposals(services.database, services.audit)

    @screen.post("/admin/rules/try")
    def try_edit() -> str | tuple[str, int]:
        part, name = request.form.get("part", ""), request.form.get("name", "").strip()
        if part not in fields.SPECS:
            raise Refusal("not-found")
        is_new = not name
        label = request.form.get("label", "")
        typed = fields.given(part, request.form)
        about = proposals.find(request.form.get("proposal", 0, int))
        try:
            name = name or _name(part, label, request.form.get("title_of_new", ""))
            overlay = drafts.current(services)
            if is_new:
                _refuse_taken(overlay, part, name)
            entry, what, action = _asked(overlay, part, name)
            _refuse_copies(about, entry)
            tried = drafts.draft(services, overlay.changed(part, name, entry), [(part, name)])
        except PolicyError as refused:
            page = form_page(
                services, part, "" if is_new else name, typed, label=label, problem=str(refused), proposal=about
            )
            return page, 422
        if not tried.diff and request.form.get("wish") not in ("keep", "merge"):
            return form_page(services, part, name, typed, problem="Nothing is different yet.", proposal=about), 422
        content = entry.as_table() if entry else None
        sealed = {"part": part, "name": name, "entry": content}
        return render_template(
            "admin/rules/tried.html",
            part=part,
            name=name,
            what=what,
            action=action,
            draft=tried,
            trial=tried.trial,
            entry=json.dumps(content),
            seen=request.form.get("seen", 0, int),
            token=drafts.seal(services, sealed),
            proposal=about,
            labels=tried.policy.labels,
        )

    return screen


def _asked(overlay: Overlay, part: str, name: str) -> tuple[Entry | None, str, str]:
    """Return the entry that the pressed button stands for, with what it does in words and for the audit log."""
    file, entry = drafts.file_of(overlay, part, name)
    wish = request.form.get("wish", "edit")
    clash = next((one for one in conflicts(overlay, drafts.shipped()) if (one.part, one.name) == (part, name)), None)
    if wish == "disable":
        return drafts.disabling(part, name), f"disabled {part}/{name}", "rule.disabled"
    if wish == "shipped":
        return None, f"took the shipped {part}/{name}", "rule.restored"
    if wish in ("keep", "merge") and isinstance(clash, Conflict):
        kept = clash.kept() if wish == "keep" else clash.merged()
        return kept, f"{'kept' if wish == 'keep' else 'merged'} {part}/{name} after an upgrade", "rule.edited"
    before = entry.fields if entry and entry.fields else file.fields
    table = fields.typed(part, request.form, before)
    action = "rule.edited" if part in ("rules", "exceptions") else "policy.edited"
    return drafts.entry_for(part, name, table), f"{'edited' if before else 'added'} {part}/{name}", action


def _name(part: str, label: str, title: str) -> str:
    words = _WORD.sub("-" if part == "clauses" else "_", title.lower()).strip("-_")[:60]
    if not words:
        raise PolicyError("Give it a name of a few words, such as “team nicknames”.")
    if part != "rules":
        return words
    if label not in load_policy().labels:
        raise PolicyError("Choose the label that the rule speaks for.")
    return f"{label}/{words}"


def _refuse_taken(overlay: Overlay, part: str, name: str) -> None:
    file, entry = drafts.file_of(overlay, part, name)
    if file.sha256 or entry:
        raise PolicyError(f"There is a file named {name} already: choose another name, or edit that one.")


def _refuse_copies(about: ProposalView | None, entry: Entry | None) -> None:
    """Keep the words of a flagged example out of the policy: it may be withdrawn, and then must be gone everywhere."""
    if about is None or entry is None:
        return
    held = " ".join(json.dumps(entry.fields, ensure_ascii=False).lower().split())
    flagged = json.dumps(" ".join(about.text.lower().split()), ensure_ascii=False)[1:-1]
    if len(flagged) >= 20 and flagged in held:
        raise PolicyError(
            "The flagged post itself must not stand in the policy, since its sender may withdraw it: "
            "write an example in words of your own."
        )
