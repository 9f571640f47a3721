# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The container image is built and the product started from it, as `docker compose up`
would; no Docker engine is needed. See docker/image_check."""

import gzip
import http.client
import json
import re
import ssl
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "docker"))
from image_check import compose, product
from image_check.websocket import handshake

from launcher.console import ClubError

pytestmark = [pytest.mark.docker, pytest.mark.timeout(1500)]

ADDONS = sorted(path.parent.name for path in Path("addons").glob("*/__manifest__.py"))


@pytest.fixture(scope="module")
def created():
    with product.created() as one:
        yield one


@pytest.fixture(scope="module")
def interrupted(created):
    """The "init" service was killed while it made the database."""
    created.prepare_until(lambda: f"{product.DATABASE}_preparing" in created.databases())
    return created


@pytest.fixture(scope="module")
def prepared(interrupted):
    """The database after the "init" service has run to its end."""
    created = interrupted
    code, output = created.prepare()
    assert code == 0, output[-3000:]
    created.first_output = output
    return created


@pytest.fixture(scope="module")
def serving(prepared):
    with prepared.serving() as one:
        yield one


@pytest.fixture(scope="module")
def proxied(serving):
    with serving.proxy() as (port, _tls_port):
        yield port


def request(port, path, method="GET", body=None, headers=(), tls=False):
    """One request; redirects are not followed."""
    kind = http.client.HTTPSConnection if tls else http.client.HTTPConnection
    # The certificate is one of this test's own.
    options = {"context": ssl._create_unverified_context()} if tls else {}
    connection = kind("127.0.0.1", port, timeout=120, **options)
    connection.request(method, path, body, dict(headers))
    answer = connection.getresponse()
    answer.content = answer.read()
    connection.close()
    return answer


def sign_in(port, login, password):
    """What the JSON sign-in says: the user's id, or None when refused."""
    params = {"db": product.DATABASE, "login": login, "password": password}
    body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
    answer = request(
        port, "/web/session/authenticate", "POST", body, {"Content-Type": "application/json"}
    )
    return json.loads(answer.content).get("result", {}).get("uid")


# -- compose.yaml ----------------------------------------------------------------------


@pytest.mark.parametrize("password", compose.REQUIRED)
@pytest.mark.parametrize("value", [None, ""])
def test_compose_refuses_to_start_without_a_password(password, value):
    settings = product.new_settings()
    del settings[password]
    if value is not None:
        settings[password] = value
    with pytest.raises(ClubError, match=r"docker/\.env"):
        compose.read(settings)


def test_compose_waits_watches_and_hides():
    services = product.services(product.new_settings())
    assert set(services) == {"postgres", "init", "odoo", "proxy"}
    waits = {
        name: {other: how["condition"] for other, how in service.get("depends_on", {}).items()}
        for name, service in services.items()
    }
    assert waits == {
        "postgres": {},
        "init": {"postgres": "service_healthy"},
        "odoo": {
            "postgres": "service_healthy",
            "init": "service_completed_successfully",
        },
        "proxy": {"odoo": "service_healthy"},
    }
    lasting = [service for name, service in services.items() if name != "init"]
    assert all(service["healthcheck"]["test"] for service in lasting)
    assert all(service["restart"] == "unless-stopped" for service in lasting)
    # Only the proxy can be reached, and unless told otherwise only from this machine.
    assert [name for name, service in services.items() if service.get("ports")] == ["proxy"]
    assert set(services["postgres"]["networks"]) == {"database"}
    assert all("127.0.0.1" in str(port) for port in services["proxy"]["ports"])
    # The first password of the administrator is not left with what serves the web.
    assert "CLUB_ADMIN_PASSWORD" not in services["odoo"]["environment"]
    kept = {"/var/lib/postgresql/data", "/var/lib/odoo"}
    assert kept <= set(services["postgres"]["volumes_of"]) | set(services["odoo"]["volumes_of"])


def test_no_default_password_in_the_example():
    lines = (compose.FILE.parent / ".env.example").read_text().splitlines()
    assert {f"{name}=" for name in compose.REQUIRED} <= set(lines)


# -- the image -------------------------------------------------------------------------


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


# -- the database ----------------------------------------------------------------------


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


# -- serving ---------------------------------------------------------------------------


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
    assert sign_in(serving.http_port, "admin", "admin") is None
    assert sign_in(serving.http_port, "admin", serving.settings["CLUB_ADMIN_PASSWORD"])


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
    # The last address is the proxy's own observation; the forged one is not logged.
    line = next(
        line for line in serving.log.read_text()[position:].splitlines() if '"GET /web HTTP' in line
    )
    assert "192.0.2.66" not in line


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
