# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Each addon alone: installed beside what it depends on, upgraded, uninstalled again."""

import re

import pytest

from launcher import addons, databases, paths
from tests.harness.product import cloned, install, run_odoo, served

pytestmark = pytest.mark.lifecycle


def lots() -> list[list[str]]:
    """Each addon by itself; those that only join two others, together: they bring all of them."""
    manifests = addons.manifests()
    joints = sorted(name for name, manifest in manifests.items() if manifest.get("auto_install"))
    alone = [[name] for name in sorted(manifests) if name not in joints]
    return [*alone, joints] if joints else alone


@pytest.fixture(scope="module", params=lots(), ids="+".join)
def installed(request, env):
    """``(addons, database)``: a lot of addons on a database of its own."""
    lot = request.param
    with cloned(env, f"life_{lot[0]}", "core") as database:
        install(env, database, f"--init={','.join(lot)}")
        yield lot, database


def test_it_installs_alone(env, installed):
    lot, database = installed
    sql = "SELECT state FROM ir_module_module WHERE name = :'addon'"
    for addon in lot:
        assert databases.query(env, database, sql, addon=addon) == [["installed"]], addon


def test_its_translation_template_is_up_to_date(env, installed, tmp_path):
    lot, database = installed
    for addon in lot:
        exported = tmp_path / f"{addon}.pot"
        run_odoo(env, "i18n", "export", "-d", database, "-l", "pot", "-o", str(exported), addon)
        kept = paths.ADDONS / addon / "i18n" / f"{addon}.pot"
        assert kept.exists(), f"{kept} is missing: export it with ./club odoo i18n export"
        now, then = texts(exported), texts(kept)
        assert now, "an addon without a text"
        assert now == then, f"new: {sorted(now - then)}\ngone: {sorted(then - now)}\nin {kept}"


def texts(path) -> set[str]:
    """The texts to translate in a .pot file."""
    found = set()
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        text = re.search(r'^msgid ((?:"(?:[^"\\]|\\.)*"\n?)+)', "\n".join(lines), re.MULTILINE)
        if text:
            found.add("".join(line.strip()[1:-1] for line in text[1].splitlines()))
    return found - {""}


def test_an_upgrade_changes_no_record(env, installed):
    lot, database = installed
    before = {addon: fingerprint(env, database, addon) for addon in lot}
    install(env, database, f"--update={','.join(lot)}")
    assert {addon: fingerprint(env, database, addon) for addon in lot} == before


def fingerprint(env, database: str, addon: str) -> list:
    """The records an addon brought, by name and id."""
    sql = """SELECT model, name, res_id FROM ir_model_data
              WHERE module = :'addon' ORDER BY model, name"""
    return databases.query(env, database, sql, addon=addon)


def test_odoo_goes_on_after_uninstalling(env, installed, window_on):
    lot, database = installed
    run_odoo(env, "module", "uninstall", "-d", database, *lot)
    left = "SELECT model, name FROM ir_model_data WHERE module = :'addon'"
    for addon in lot:
        assert databases.query(env, database, left, addon=addon) == []
    tables = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE :'prefix'"
    prefixes = {name.replace(".", "_") for addon in lot for name in own_models(addon)}
    remaining = [
        name
        for prefix in prefixes
        for (name,) in databases.query(env, database, tables, prefix=prefix)
    ]
    assert not remaining, f"tables left behind: {remaining}"
    with served(env, database) as product:
        client = window_on(product, "admin")
        for action in ("contacts.action_contacts", "crm.crm_lead_action_pipeline"):
            client.open_action(action)
        loud = product.unexpected_log()
        assert not loud, "\n".join(map(str, loud))


def own_models(addon: str) -> set[str]:
    """The models an addon declares itself (``_name`` in its Python files)."""
    found = set()
    for path in (paths.ADDONS / addon).rglob("*.py"):
        if "tests" not in path.parts[len(paths.ADDONS.parts) :]:
            text = path.read_text(encoding="utf-8")
            for name in re.findall(r'^    _name = "([\w.]+)"', text, re.MULTILINE):
                # Under its own name again, with a mixin: an extension of somebody else's.
                again = rf'^    _inherit = \[[^\]]*"{re.escape(name)}"'
                if not re.search(again, text, re.MULTILINE):
                    found.add(name)
    return {name for name in found if name.split(".")[0] not in ("res", "base", "mail")}
