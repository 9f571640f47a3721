# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The "init" service: the database is made whole or not at all."""

from pathlib import Path

import pytest
from image_check import product

pytestmark = [pytest.mark.docker, pytest.mark.timeout(1500)]

ADDONS = sorted(path.parent.name for path in Path("addons").glob("*/__manifest__.py"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"CLUB_ADMIN_PASSWORD": ""}, "needs CLUB_ADMIN_PASSWORD"),
        ({"CLUB_ADDONS": "golf_cart"}, "CLUB_ADDONS names golf_cart"),
        ({"PGPASSWORD": "wrong"}, "PostgreSQL cannot be reached"),
        ({"PGDATABASE": "template1"}, "is not Odoo's"),
    ],
)
def test_init_refuses_and_explains(created, changes, reason):
    code, output = created.prepare(**changes)
    assert code == 1
    assert reason in output.replace("\n", " ")
    assert "Traceback" not in output


def test_init_killed_leaves_nothing_to_serve(interrupted):
    assert product.DATABASE not in interrupted.databases()


def test_init_installs_everything(prepared):
    # The run before it was killed; what that one left behind is gone.
    assert f"{product.DATABASE}_preparing" not in prepared.databases()
    rows = prepared.database.query(
        "SELECT name, state FROM ir_module_module WHERE state NOT IN "
        "('installed', 'uninstalled', 'uninstallable')",
        product.DATABASE,
    )
    assert rows == []
    installed = prepared.database.query(
        "SELECT name FROM ir_module_module WHERE state = 'installed'", product.DATABASE
    )
    names = {row[0] for row in installed}
    assert set(ADDONS) <= names
    assert "account_reconcile_oca" in names
    assert [line for line in prepared.first_output.splitlines() if " WARNING " in line] == []
    assert [line for line in prepared.first_output.splitlines() if " ERROR " in line] == []


def test_init_sets_country_language_and_no_demo_data(prepared):
    query = prepared.database.query
    country = query(
        "SELECT country.code, company.chart_template FROM res_company company "
        "JOIN res_partner partner ON partner.id = company.partner_id "
        "JOIN res_country country ON country.id = partner.country_id",
        product.DATABASE,
    )
    assert country == [["CN", "cn"]]
    active = query("SELECT code FROM res_lang WHERE active ORDER BY code", product.DATABASE)
    assert active == [["en_US"], ["zh_CN"]]
    demo = query("SELECT count(*) FROM ir_module_module WHERE demo", product.DATABASE)
    assert demo == [["0"]]


def test_odoo_has_no_superuser_of_the_database(prepared):
    role = "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    assert prepared.database.query(role, product.DATABASE) == [["f", "f", "t"]]


def test_init_again_changes_nothing(prepared):
    code, output = prepared.prepare()
    assert code == 0
    assert output.strip() == f"club-prepare: database {product.DATABASE} is up to date"
