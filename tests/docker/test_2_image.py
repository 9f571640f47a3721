# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The image: what is in it, and what its entry point asks for."""

import json
import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.docker, pytest.mark.timeout(1500)]

ADDONS = sorted(path.parent.name for path in Path("addons").glob("*/__manifest__.py"))


def test_image_runs_as_an_ordinary_user_and_is_watched(created):
    assert created.config["User"] == "odoo"
    assert created.config["Entrypoint"] == ["club-entrypoint"]
    assert created.config["Cmd"] == ["odoo"]
    assert created.config["Healthcheck"]["Test"] == ["CMD", "club-health"]
    assert not re.search("password|secret", json.dumps(created.config), re.IGNORECASE)


def test_image_holds_all_addons_and_a_chinese_font(created):
    addons = {path.name for path in (created.root / "opt/clubhouse/addons").iterdir()}
    assert set(ADDONS) <= addons
    assert not list((created.root / "opt/clubhouse/addons").rglob("*.pyc"))
    code, output = created.start(["fc-list", ":lang=zh", "family"], created.environment("odoo"))
    assert code == 0 and "CJK" in output


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"PGPASSWORD": ""}, "set PGPASSWORD or PGPASSWORD_FILE"),
        ({"PGPASSWORD_FILE": "/run/none"}, "not both"),
        ({"PGPASSWORD": "", "PGPASSWORD_FILE": "/run/none"}, "cannot be read"),
        ({"PGHOST": ""}, "set PGHOST"),
        ({"PGDATABASE": ""}, "set PGDATABASE"),
    ],
)
def test_entry_point_says_what_is_missing(created, changes, reason):
    code, output = created.start(["true"], {**created.environment("odoo"), **changes})
    assert code != 0
    assert reason in output


def test_secrets_are_read_from_files(created, tmp_path):
    secret = tmp_path / "password"
    secret.write_text("from a file\n")
    environment = {**created.environment("odoo"), "PGPASSWORD": ""}
    environment["PGPASSWORD_FILE"] = "/run/secrets/password"
    volume = f"{secret}:/run/secrets/password:ro"
    code, output = created.start(["printenv", "PGPASSWORD"], environment, [volume])
    assert (code, output.strip()) == (0, "from a file")
