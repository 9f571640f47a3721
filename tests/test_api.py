# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The external API with an API key: what another program can do."""

import uuid

import pytest
import requests

from tests.harness.json2 import Json2, Json2Error

pytestmark = pytest.mark.api


def test_a_contact_is_created_and_read_back(api):
    client = api("admin")
    name = f"Contact {uuid.uuid4().hex[:8]}"
    contact = client.create("res.partner", {"name": name, "email": "someone@example.com"})
    assert client.read("res.partner", [contact], ["name", "email"]) == [
        {"id": contact, "name": name, "email": "someone@example.com"}
    ]
    found = client.search_read("res.partner", [["name", "=", name]], ["id"])
    assert [entry["id"] for entry in found] == [contact]


def test_a_wrong_key_opens_nothing(product):
    stranger = Json2(product.url, product.database, "0" * 40)
    with pytest.raises(Json2Error) as refused:
        stranger.search_read("res.partner", [], ["name"])
    assert refused.value.status == 401


def test_without_a_key_nothing_is_read(product):
    answer = requests.post(
        f"{product.url}/json/2/res.partner/search_read",
        json={"domain": [], "fields": ["name"]},
        headers={"X-Odoo-Database": product.database},
        timeout=60,
    )
    assert answer.status_code == 401


def test_private_methods_are_not_reachable(product, api):
    product.will_refuse("Private methods")
    with pytest.raises(Json2Error) as refused:
        api("admin").call("res.partner", "_compute_display_name", ids=[1])
    assert refused.value.status in (403, 404)
