# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What people of the service do again and again at their screens."""

from playwright.sync_api import expect


def turn_to(client, section: str, entry: str) -> None:
    """Open an entry of the menu of the service, in which the person is already."""
    bar = client.page.locator(".o_main_navbar")
    bar.locator(f"[data-menu-xmlid='crm_service_queue.menu_{section}']").click()
    client.page.locator(
        f".o-dropdown--menu [data-menu-xmlid='crm_service_queue.menu_{entry}']"
    ).click()
    client.settled()


def label(api, model: str, field: str, key: str, language: str) -> str:
    """What a person who reads ``language`` sees of an entry of a selection field."""
    told = api.call(
        model,
        "fields_get",
        allfields=[field],
        attributes=["selection"],
        context={"lang": language},
    )
    return dict(told[field]["selection"])[key]


def names(api, model: str, language: str, domain=()) -> list[str]:
    """The names of records as a person reads them."""
    rows = api.search_read(model, list(domain), ["display_name"], context={"lang": language})
    return [row["display_name"] for row in rows]


def open_row(client, text: str) -> None:
    """Open the record of a list that shows ``text``."""
    client.page.locator(".o_data_row", has_text=text).first.locator(
        "td.o_data_cell:not(.o_list_button):not(.o_list_activity_cell)"
    ).nth(1).click()
    expect(client.page.locator(".o_form_view").last).to_be_visible()
    client.settled()


def open_page(client, name: str) -> None:
    """Turn to a page of the notebook of the form."""
    client.form().locator(f".o_notebook_headers a[name='{name}']").click()
    client.settled()


def write_html(client, name: str, text: str) -> None:
    """Type into a field of formatted text."""
    client.field(name).locator(".odoo-editor-editable").fill(text)


def tell_customer(client, text: str) -> None:
    """Send the customer a message from the chatter, and wait until it stands there."""
    page = client.page
    page.locator(".o-mail-Chatter-sendMessage").click()
    page.locator(".o-mail-Composer-input").first.fill(text)
    page.locator(".o-mail-Composer-send").first.click()
    expect(page.locator(".o-mail-Message", has_text=text).first).to_be_visible()
    client.settled()


def confirm_dialog(client, name: str) -> None:
    """Press a button of the open dialog by its technical name, and wait until it is gone."""
    dialogs = client.page.locator(".modal.o_technical_modal")
    dialogs.last.locator(f"button[name='{name}']").click()
    expect(dialogs).to_have_count(0)
    client.settled()
