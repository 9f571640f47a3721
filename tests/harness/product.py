# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A running Odoo with our addons, on a database of its own."""

import contextlib
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from launcher import databases, odoo, paths
from launcher.testing import odoolog
from tests.harness.json2 import Json2

_ANSWER = "CLUB-ANSWER:"


@dataclass
class Product:
    """The address and the database of a served product, and ways to look into it."""

    env: object
    database: str
    url: str
    log_path: Path
    process: subprocess.Popen
    refusals: list[str] = field(default_factory=list)
    _keys: dict[str, str] = field(default_factory=dict)

    def api(self, login: str = "admin") -> Json2:
        """A JSON-2 client acting as ``login``, with an API key of one day."""
        if login not in self._keys:
            self._keys[login] = self._make_api_key(login)
        return Json2(self.url, self.database, self._keys[login])

    def keep_keys(self, keys: dict[str, str]) -> None:
        """Use API keys that were made together with their owners: {login: key}."""
        self._keys |= keys

    def _make_api_key(self, login: str) -> str:
        return shell(
            self.env,
            self.database,
            "import datetime\n"
            "tomorrow = datetime.datetime.now() + datetime.timedelta(days=1)\n"
            f"user = env['res.users'].search([('login', '=', {login!r})]).ensure_one()\n"
            "keys = env(user=user)['res.users.apikeys'].sudo()\n"
            "answer = keys._generate('rpc', 'test', tomorrow)",
        )

    def kill(self) -> None:
        """End the server as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def will_refuse(self, pattern: str) -> None:
        """Say that a refusal this test provokes may be in the log (Odoo warns of each)."""
        self.refusals.append(pattern)

    def log_position(self) -> int:
        return self.log_path.stat().st_size

    def unexpected_log(self, position: int = 0) -> list[odoolog.Record]:
        """What the log should not hold, from ``position`` (bytes) on."""
        with self.log_path.open(encoding="utf-8", errors="replace") as log:
            log.seek(position)
            found = odoolog.unexpected(log, odoolog.load_expected(odoolog.EXPECTED_LOG))
        return [record for record in found if not self._provoked(record)]

    def _provoked(self, record: odoolog.Record) -> bool:
        return record.logger == "odoo.http" and any(
            re.search(pattern, record.message) for pattern in self.refusals
        )


@contextlib.contextmanager
def cloned(env, name: str, template: str) -> Iterator[str]:
    """A fresh clone of the template called ``template``; dropped at the end."""
    database = f"test_{name}_{os.getpid()}"
    databases.clone(env, databases.template(env, template), database)
    _keep_loud_jobs_at_rest(env, database)
    try:
        yield database
    finally:
        databases.drop(env, database)


def _set_address(env, database: str, port: int) -> None:
    """Have links in mails lead to this server, as they do once an administrator logs in."""
    databases.query(
        env,
        database,
        """
        INSERT INTO ir_config_parameter (key, value) VALUES ('web.base.url', :'url')
        ON CONFLICT (key) DO UPDATE SET value = :'url'
        """,
        url=f"http://localhost:{port}",
    )


def _keep_loud_jobs_at_rest(env, database: str) -> None:
    """Switch three jobs of Odoo off, which log an error where Odoo itself tries again.

    The paid look-up of leads (as its setting "enrich on demand" does) asks a service outside
    and fails when it meets a person at work on the same lead. The letters of events fail when
    somebody they write to is changed while they write. Text messages go to a paid service
    outside; here they stay in the queue, where a journey may read them.
    """
    databases.query(
        env,
        database,
        """
        INSERT INTO ir_config_parameter (key, value)
             VALUES ('crm.iap.lead.enrich.setting', 'manual')
        ON CONFLICT (key) DO UPDATE SET value = 'manual';
        UPDATE ir_cron SET active = FALSE
          FROM ir_model_data AS name
         WHERE name.model = 'ir.cron' AND name.res_id = ir_cron.id
           AND (name.module, name.name) IN (
                   ('crm_iap_enrich', 'ir_cron_lead_enrichment'),
                   ('event', 'event_mail_scheduler'),
                   ('sms', 'ir_cron_sms_scheduler_action'))
        """,
    )


@contextlib.contextmanager
def served(env, database: str) -> Iterator[Product]:
    """Serve a database on a port of its own, its log in a file of its own."""
    log_path = _log_path(f"serve-{database}")
    log_path.write_text("", encoding="utf-8")
    port = odoo.free_port()
    _set_address(env, database, port)
    with odoo.serve(env, database, port=port, log=log_path) as server:
        yield Product(env, database, server.url, log_path, server.process)


def run_odoo(env, *arguments: str) -> str:
    """Run Odoo's command to its end; what it wrote to standard output.

    :raise AssertionError: it failed, or logged something unexpected
    """
    done = subprocess.run(
        odoo.command(env, *arguments),
        capture_output=True,
        text=True,
        cwd=paths.ROOT,
        env=odoo.environ(env),
    )
    called = " ".join(arguments)
    assert not done.returncode, f"odoo {called}:\n{done.stdout}\n{done.stderr[-8000:]}"
    check_log(done.stderr.splitlines(), called)
    return done.stdout


def install(env, database: str, *options: str) -> None:
    """Start Odoo with ``--init``, ``--update`` or the like, and stop when that is done."""
    run_odoo(
        env,
        f"--database={database}",
        *options,
        "--stop-after-init",
        "--no-http",
        "--max-cron-threads=0",
    )


def wait_for(condition, seconds: float, told: str):
    """Ask ``condition`` until it answers something true, and return that.

    :raise AssertionError: it did not in ``seconds``; ``told`` says what was waited for
    """
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for: {told}"
        time.sleep(0.05)


def _log_path(name: str) -> Path:
    path = paths.logs() / "test" / f"{name}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def shell(env, database: str, code: str):
    """Run ``code`` in Odoo's shell, commit, and hand back its variable ``answer``.

    :raise AssertionError: the code failed, or Odoo logged something unexpected
    """
    # A running server keeps what it read of users and companies until it is told.
    script = (
        f"{code}\nenv.cr.commit()\nenv.registry.signal_changes()\nimport json\n"
        f"print({_ANSWER!r} + json.dumps(answer))\n"
    )
    done = subprocess.run(
        odoo.command(env, "shell", f"--database={database}", "--shell-interface=python"),
        input=script,
        capture_output=True,
        text=True,
        cwd=paths.ROOT,
        env=odoo.environ(env),
    )
    found = re.search(rf"^(?:>>> )?{_ANSWER}(.*)$", done.stdout, re.MULTILINE)
    assert found, f"Odoo's shell gave no answer:\n{done.stdout}\n{done.stderr}"
    check_log(done.stderr.splitlines())
    return json.loads(found[1])


def check_log(lines, source: str = "Odoo") -> None:
    """Fail on a WARNING, ERROR or CRITICAL that expected_log.json does not explain."""
    loud = odoolog.unexpected(lines, odoolog.load_expected(odoolog.EXPECTED_LOG))
    assert not loud, f"unexpected in the log of {source}:\n" + "\n".join(map(str, loud))
