# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""compose.yaml: what is started, in which order, and what it refuses."""

import pytest
from image_check import compose, product

from launcher.console import ClubError

pytestmark = [pytest.mark.docker, pytest.mark.timeout(1500)]


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
