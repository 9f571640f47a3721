# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A backup holds the database and its files, and comes back as it was."""

import os
import subprocess
import sys
import urllib.parse
import uuid
import zipfile

import pytest

from launcher import databases, paths
from tests.harness.product import cloned, served, shell

pytestmark = pytest.mark.backup

COUNTED = ("res_partner", "res_users", "account_move", "account_move_line", "ir_attachment")


def club(env, *arguments: str) -> subprocess.CompletedProcess:
    """Run ./club as a person would, against the server these tests run on."""
    options = []
    if not env.embedded:
        of = {name: urllib.parse.quote(value, safe="") for name, value in env.pg_env.items()}
        place = f"{of.get('PGUSER', '')}:{of.get('PGPASSWORD', '')}@{of.get('PGHOST', '')}"
        options = [f"--database-url=postgresql://{place}:{of.get('PGPORT', '5432')}"]
    return subprocess.run(
        [sys.executable, str(paths.ROOT / "club"), *arguments, *options],
        env={**os.environ, "CLUB_HOME": str(env.home)},
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
    )


def content(env, database: str) -> dict[str, str]:
    """Counts, and a digest of every attached file, as the database knows them."""
    counts = {
        table: databases.query(env, database, f"SELECT count(*) FROM {table}")[0][0]
        for table in COUNTED
    }
    digest = "SELECT md5(string_agg(checksum, ',' ORDER BY id)) FROM ir_attachment"
    return {**counts, "files": databases.query(env, database, digest)[0][0]}


@pytest.fixture(scope="module")
def archive(env, tmp_path_factory):
    """A backup of a database that holds a file nobody else has: ``(path, database, text)``."""
    path = tmp_path_factory.mktemp("backup") / "club.zip"
    secret = uuid.uuid4().hex
    with cloned(env, "backup", "demo") as database:
        shell(
            env,
            database,
            "env['ir.attachment'].create("
            f"{{'name': 'secret.txt', 'raw': {secret!r}.encode() * 100}})\n"
            "answer = True",
        )
        done = club(env, "backup", str(path), f"--database={database}")
        assert done.returncode == 0, done.stderr
        yield path, content(env, database), secret


def test_it_is_restored_with_its_files(env, archive):
    path, before, secret = archive
    restored = f"test_restored_{os.getpid()}"
    done = club(env, "restore", str(path), f"--database={restored}")
    assert done.returncode == 0, done.stderr
    try:
        assert content(env, restored) == before
        assert databases.missing_files(env, restored) == []
        raw = shell(
            env,
            restored,
            "found = env['ir.attachment'].search([('name', '=', 'secret.txt')])\n"
            "answer = found.raw.decode()",
        )
        assert raw == secret * 100
        with served(env, restored) as product:
            api = product.api("admin")
            name = api.search_read("res.users", [["login", "=", "admin"]], ["login"])
            assert [entry["login"] for entry in name] == ["admin"]
            assert product.unexpected_log() == []
    finally:
        databases.drop(env, restored)


def test_an_existing_database_is_not_overwritten(env, archive):
    path, _before, _secret = archive
    with cloned(env, "keep", "core") as database:
        before = content(env, database)
        done = club(env, "restore", str(path), f"--database={database}")
        assert done.returncode == 1 and "exists" in done.stderr
        assert content(env, database) == before


def test_a_damaged_archive_is_refused_and_leaves_nothing(env, archive, tmp_path):
    path, _before, _secret = archive
    damaged = tmp_path / "damaged.zip"
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as whole:
        middle = whole.getinfo("database.dump").header_offset + 5000
    data[middle : middle + 100] = b"\0" * 100
    damaged.write_bytes(data)
    name = f"test_damaged_{os.getpid()}"
    done = club(env, "restore", str(damaged), f"--database={name}")
    assert done.returncode == 1 and "damaged" in done.stderr
    assert not databases.exists(env, name)


def test_a_file_that_is_no_backup_is_refused(env, tmp_path):
    nothing = tmp_path / "nothing.zip"
    nothing.write_text("no archive")
    done = club(env, "restore", str(nothing), "--database=test_nothing")
    assert done.returncode == 1 and "no backup" in done.stderr
    assert "Traceback" not in done.stderr
