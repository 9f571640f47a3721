# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Odoo and the proxy serve what was installed; stopped and upgraded at the end."""

import gzip
import json
import re
from pathlib import Path

import pytest
from image_check import product, shell
from image_check.websocket import handshake

from tests.harness.plain_http import request, sign_in

pytestmark = [pytest.mark.docker, pytest.mark.timeout(1500)]

ADDONS = sorted(path.parent.name for path in Path("addons").glob("*/__manifest__.py"))


def test_health_and_login_page(serving):
    health = request(serving.http_port, "/web/health?db_server_status=1")
    assert (health.status, json.loads(health.content)["status"]) == (200, "pass")
    assert request(serving.http_port, "/web/login").status == 200
    code, output = serving.start(["club-health"], serving.environment("odoo"))
    assert code == 0, output


def test_health_check_fails_when_nobody_answers(serving):
    environment = {**serving.environment("odoo"), "ODOO_HTTP_PORT": "9"}
    code, _output = serving.start(["club-health"], environment)
    assert code == 1


def test_workers_are_those_of_the_configuration(serving):
    alive = re.findall(r"Worker (WorkerHTTP|WorkerCron) \(\d+\) alive", serving.log.read_text())
    assert (alive.count("WorkerHTTP"), alive.count("WorkerCron")) == (4, 2)
    assert f"Evented Service (longpolling) running on 127.0.0.1:{serving.websocket_port}" in (
        serving.log.read_text()
    )


def test_only_the_chosen_password_opens(serving):
    port, password = serving.http_port, serving.settings["CLUB_ADMIN_PASSWORD"]
    assert sign_in(port, product.DATABASE, "admin", "admin") is None
    assert sign_in(port, product.DATABASE, "admin", password)


def test_the_database_manager_is_off(serving, proxied):
    assert request(proxied, "/web/database/manager").status == 404
    assert request(proxied, "/web/database/selector").status == 404
    body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": {}})
    as_json = {"Content-Type": "application/json"}
    listing = request(serving.http_port, "/web/database/list", "POST", body, as_json)
    assert "result" not in json.loads(listing.content)
    form = "master_pwd=admin&name=club&backup_format=zip"
    as_form = {"Content-Type": "application/x-www-form-urlencoded"}
    backup = request(serving.http_port, "/web/database/backup", "POST", form, as_form)
    assert b"PK\x03\x04" not in backup.content


def test_through_the_proxy(proxied):
    assert request(proxied, "/proxy/health").content == b"ok\n"
    assert request(proxied, "/web/health").status == 200
    login = request(proxied, "/web/login", headers={"Accept-Encoding": "gzip"})
    assert login.status == 200
    assert login.getheader("Content-Encoding") == "gzip"
    assert b"csrf_token" in gzip.decompress(login.content)


def test_websocket_through_the_proxy(proxied):
    status, headers = handshake(proxied, f"127.0.0.1:{proxied}")
    assert status == 101
    # Only the process for websockets answers so; a web worker refuses to hold one.
    assert headers["upgrade"].lower() == "websocket"


def test_scripts_and_styles_are_kept_by_the_proxy(proxied):
    page = request(proxied, "/web/login").content.decode()
    found = re.findall(r'(?:src|href)="(/web/assets/[^"]+)"', page)
    assert found
    for path in [*found, "/web/static/img/favicon.ico"]:
        request(proxied, path)
        again = request(proxied, path)
        assert (again.status, again.getheader("X-Cache-Status")) == (200, "HIT"), path
        assert again.getheader("Set-Cookie") is None
    assert request(proxied, "/web/login").getheader("X-Cache-Status") is None


def test_odoo_believes_the_proxy_about_host_and_address(serving, proxied):
    forged = {"Host": "golf.example", "X-Forwarded-For": "192.0.2.66"}
    position = len(serving.log.read_text())
    answer = request(proxied, "/web", headers=forged)
    assert answer.status in (302, 303)

    def logged():
        lines = serving.log.read_text()[position:].splitlines()
        return [line for line in lines if '"GET /web HTTP' in line]

    # A worker says what it has answered a moment after it has.
    shell.wait_until(logged, 30, "Odoo's line about the request", log=serving.log)
    # The last address is the proxy's own observation; the forged one is not logged.
    assert "192.0.2.66" not in logged()[0]


def test_with_a_certificate(serving):
    with serving.proxy("https", certificate="golf.example") as (port, tls_port):
        plain = request(port, "/web/login?debug=1", headers={"Host": "golf.example"})
        assert plain.status == 308
        assert plain.getheader("Location") == "https://golf.example/web/login?debug=1"
        assert request(port, "/proxy/health").status == 200
        answer = request(tls_port, "/web", headers={"Host": "golf.example"}, tls=True)
        assert answer.getheader("Strict-Transport-Security")
        assert answer.getheader("Location", "").startswith(("/", "https://golf.example/"))
        assert request(tls_port, "/web/login", tls=True).status == 200


def test_log_is_clean(serving):
    # What the tests above provoke on purpose.
    expected = re.compile(
        r"Database management functions blocked|Access Denied|Login failed for|Database\.backup"
    )
    assert [line for line in serving.loud() if not expected.search(line)] == []


# -- last, for it ends what the others use ---------------------------------------------


def test_stops_in_order_and_upgrades_what_changed(serving):
    assert serving.stop() == 0
    assert serving.processes() == []
    addon = ADDONS[0]
    (serving.root / "opt/clubhouse/addons" / addon / "changed.txt").write_text("a newer image")
    code, output = serving.prepare()
    assert code == 0, output[-3000:]
    assert f"club-prepare: upgrading {addon}\n" in output
    assert "club-prepare: installing" not in output
    code, output = serving.prepare()
    assert "is up to date" in output
