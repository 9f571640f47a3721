# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The addons of this project: what they are, need, and were made of."""

import ast

from launcher import paths, steps

# What a club works with besides our addons: quotations, calendar, books (with a Chinese
# chart of accounts to choose), and the OCA addons for bank reconciliation.
BASELINE = ("contacts", "calendar", "crm", "sale_management", "account", "l10n_cn")
COMPANIONS = (
    "account_in_payment",
    "account_reconcile_oca",
    "account_statement_import_file",
    "account_statement_import_sheet_file",
)


def manifests():
    """Manifests of our installable addons by name."""
    found = {}
    for path in sorted(paths.ADDONS.glob("*/__manifest__.py")):
        manifest = ast.literal_eval(path.read_text())
        if manifest.get("installable", True):
            found[path.parent.name] = manifest
    return found


def foundations():
    """Addons of Odoo that ours depend on, sorted."""
    ours = manifests()
    needed = {name for manifest in ours.values() for name in manifest.get("depends", ())}
    return sorted(needed - set(ours) | {"base"})


def fingerprints():
    """Digest of each addon's content. Its tests and documents change no database."""
    return {name: _fingerprint(paths.ADDONS / name) for name in manifests()}


def _fingerprint(folder):
    parts = []
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if relative.parts[0] in ("tests", "readme") or "__pycache__" in relative.parts:
            continue
        if path.is_file():
            parts += [str(relative), path]
    return steps.fingerprint(*parts)
