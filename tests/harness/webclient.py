# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Odoo's web client in a real Chromium, in the words of the person at the screen.

Nothing here sleeps: every step waits for what the client shows when it is done.
"""

import json
import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Playwright, Response, expect

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Milliseconds a person may wait for the first page, with cold assets on a busy machine.
PATIENCE = 60_000
# The longest the client is silent in the middle of one action, in milliseconds.
PAUSE = 200
# Counts what the page has asked of the server and not yet got: the client is at rest
# when nothing is under way and nothing was for PAUSE milliseconds. An answer that is a
# fault of the server, not a refusal for the person to read, is said to the console.
_COUNTER = """
(() => {
    const state = { open: 0, last: performance.now() };
    const begin = () => { state.open += 1; state.last = performance.now(); };
    const end = () => { state.open -= 1; state.last = performance.now(); };
    const judge = (request) => {
        if (!(request.getResponseHeader("content-type") || "").includes("json")) return;
        if (!["", "text"].includes(request.responseType)) return;
        const error = JSON.parse(request.responseText || "null")?.error;
        const name = error?.data?.name || "";
        if (error && !name.startsWith("odoo.exceptions.")) {
            console.error(`${request.responseURL}: ${error.message} ${error.data?.debug}`);
        }
    };
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (...args) {
        begin();
        this.addEventListener("load", () => judge(this), { once: true });
        this.addEventListener("loadend", end, { once: true });
        return send.apply(this, args);
    };
    const fetch = window.fetch;
    window.fetch = (...args) => { begin(); return fetch(...args).finally(end); };
    window.clubAtRest = (pause) => !state.open && performance.now() - state.last > pause;
})();
"""
# Odoo's onboarding hints float over the menus of an administrator without demo data.
_NO_HINTS = """
document.addEventListener("DOMContentLoaded", () => {
    const style = document.createElement("style");
    style.textContent = ".o_tour_pointer, .o_tour_pointer_tip { pointer-events: none !important }";
    document.head.append(style);
});
"""
# What covers the screen while the client is working.
_BUSY = ".o_blockUI, .o_loading_indicator"
_DIALOG = ".modal.o_technical_modal"
_VIEW = ".o_action_manager > *"


def launch(playwright: Playwright, executable: Path) -> Browser:
    """Debian's Chromium; Playwright's own download is never used."""
    assert executable, "No Chromium: install it (Debian: apt-get install chromium)."
    return playwright.chromium.launch(executable_path=executable, headless=True, args=list(FLAGS))


class WebClient:
    """One person's browser window, in a session of its own.

    Console errors, page errors, HTTP answers of 500 and more and error dialogs are
    kept in :attr:`problems`; the fixture that hands out the window fails on any.
    """

    def __init__(self, browser: Browser, url: str, database: str, locale: str = "en-US"):
        self.url, self.database = url, database
        self._context = browser.new_context(
            base_url=url, locale=locale, viewport={"width": 1440, "height": 900}
        )
        self._context.set_default_timeout(PATIENCE)
        self._context.add_init_script(_COUNTER)
        self._context.add_init_script(_NO_HINTS)
        self.page: Page = self._context.new_page()
        self.problems: list[str] = []
        self._context.on("console", self._hear)
        self._context.on("weberror", lambda error: self._note(f"page error: {error.error}"))
        self._context.on("response", self._answered)
        expect.set_options(timeout=30_000)

    # What went wrong behind the screen

    def _note(self, problem: str) -> None:
        self.problems.append(f"{problem}\n    on {self.page.url}")

    def _hear(self, message) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            self._note(f"console error: {message.text} ({where})")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self._note(f"HTTP {response.status}: {response.request.method} {response.url}")

    def tolerate(self, pattern: str) -> None:
        """Forget the problems that match: the test has provoked them and seen their effect."""
        self.problems = [text for text in self.problems if not re.search(pattern, text)]

    def close(self, picture: Path | None = None) -> None:
        """Close the window; first leave a screenshot at ``picture`` when given."""
        if picture:
            picture.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=picture, full_page=True)
        self._context.close()

    # Coming in

    def login(self, login: str, password: str) -> None:
        """Fill in the login form and wait for what lies behind it."""
        self.page.goto("/web/login")
        self.page.locator("form.oe_login_form input[name=login]").fill(login)
        self.page.locator("form.oe_login_form input[name=password]").fill(password)
        self.page.locator("form.oe_login_form button[type=submit]").click()
        self.page.wait_for_url(re.compile(r"/(odoo|my)([/?]|$)"))

    def authenticate(self, login: str, password: str) -> dict:
        """Get a session without the form; the session's description."""
        answer = self.rpc(
            "/web/session/authenticate",
            {"db": self.database, "login": login, "password": password},
        )
        assert answer.get("uid"), f"Odoo refuses the login {login}: {answer}"
        return answer

    def rpc(self, path: str, params: dict):
        """A JSON-RPC call inside this person's session (cookies and all)."""
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        answer = self.page.request.post(path, data=body, timeout=PATIENCE)
        told = json.loads(answer.text())
        assert "error" not in told, f"{path}: {told['error']}"
        return told["result"]

    def menus(self) -> dict[int, dict]:
        """All menus this person may open, by id, as the server lists them."""
        answer = self.page.request.get("/web/webclient/load_menus", timeout=PATIENCE)
        return {int(key): menu for key, menu in answer.json().items() if key != "root"}

    # Going about

    def open_action(self, action: int | str) -> None:
        """Open an action by id or XML id and wait for its view."""
        self.page.goto(f"/odoo/action-{action}")
        self.settled()

    def select_menu(self, menu: int) -> None:
        """Open what a menu entry opens, wherever the bar has hidden it, without a reload.

        A dialog left open by the entry before is closed first.
        """
        dialogs = self.page.locator(_DIALOG)
        while dialogs.count():
            left = dialogs.count() - 1
            dialogs.last.locator(".btn-close").click()
            expect(dialogs).to_have_count(left)
        self._mark()
        self.page.evaluate(
            "menu => odoo.__WOWL_DEBUG__.root.env.services.menu.selectMenu(menu)", menu
        )
        self._replaced()

    def _mark(self) -> None:
        """Mark the view on the screen, to see when another has taken its place."""
        self.page.evaluate(
            "view => document.querySelectorAll(view).forEach(e => e.dataset.clubOld = '1')", _VIEW
        )

    def _replaced(self) -> None:
        """Wait until the marked view has gone, or a dialog stands before it."""
        self.page.wait_for_function(
            "dialog => !document.querySelector('[data-club-old]')"
            " || document.querySelector(dialog)",
            arg=_DIALOG,
            timeout=PATIENCE,
        )
        self.settled()

    def open_menu(self, *xmlids: str) -> None:
        """Click through the menus: the app, its section, the entry in it."""
        app, *below = xmlids
        self.page.locator(".o_navbar_apps_menu button").first.click()
        self.page.locator(f"[data-menu-xmlid='{app}']").first.click()
        self.settled()
        for xmlid in below:
            self.page.locator(f".o_main_navbar [data-menu-xmlid='{xmlid}']").or_(
                self.page.locator(f".o-dropdown--menu [data-menu-xmlid='{xmlid}']")
            ).first.click()
        self.settled()

    def settled(self) -> None:
        """Wait until a view is there, nothing is being loaded and nothing covers it."""
        expect(self.page.locator(_VIEW).first).to_be_visible(timeout=PATIENCE)
        self.page.wait_for_function(
            "pause => window.clubAtRest && window.clubAtRest(pause)", arg=PAUSE, timeout=PATIENCE
        )
        expect(self.page.locator(_BUSY)).to_have_count(0, timeout=PATIENCE)

    # Forms

    def form(self) -> Locator:
        """The form one works in: the topmost dialog's, else the page's."""
        dialog = self.page.locator(".modal.o_technical_modal:not(.o_inactive_modal) .o_form_view")
        return dialog.last if dialog.count() else self.page.locator(".o_form_view").last

    def field(self, name: str) -> Locator:
        return self.form().locator(f".o_field_widget[name='{name}']").first

    def fill(self, name: str, value: str) -> None:
        """Type into a field and leave it."""
        box = self.field(name).locator("input, textarea").first
        box.fill(value)
        box.press("Tab")

    def choose(self, name: str, value: str) -> None:
        """Pick an existing record in a many2one field, by the text shown."""
        self.field(name).locator("input").first.fill(value)
        self.page.locator(
            ".o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item"
            ":not(.o_m2o_dropdown_option)",
            has_text=value,
        ).first.click()

    def select(self, name: str, label: str) -> None:
        """Pick an entry of a selection field, by its label."""
        native = self.field(name).locator("select")
        if native.count():
            native.select_option(label=label)
            return
        self.field(name).locator("input").first.click()
        self.page.locator(".o_select_menu_item", has_text=label).first.click()

    def tick(self, name: str, ticked: bool = True) -> None:
        self.field(name).locator("input[type=checkbox]").set_checked(ticked)

    def value(self, name: str) -> str:
        """What a field shows, editable or not."""
        field = self.field(name)
        box = field.locator("input, textarea")
        return box.first.input_value() if box.count() else field.inner_text().strip()

    def button(self, name: str) -> Locator:
        """A button by its technical name (of a method or an action)."""
        return self.page.locator(f"button[name='{name}']:visible").last

    def click(self, name_or_text: str) -> None:
        """Click a button by technical name, else by its text, and wait for the effect."""
        named = self.page.locator(f"button[name='{name_or_text}']:visible")
        shown = self.page.get_by_role("button", name=name_or_text, exact=True)
        (named.or_(shown)).filter(visible=True).last.click()
        self.settled()

    def save(self) -> None:
        """Save the form and wait until Odoo says that nothing is unsaved."""
        self.page.locator(".o_form_button_save").last.click()
        self.saved()

    def saved(self) -> None:
        expect(self.page.locator(".o_form_status_indicator_buttons:not(.invisible)")).to_have_count(
            0
        )
        expect(self.page.locator(".o_form_status_indicator_new_record")).to_have_count(0)

    def status(self) -> str:
        """The label of the current state in the status bar."""
        return self.page.locator(".o_statusbar_status .o_arrow_button_current").inner_text().strip()

    def expect_text(self, text: str) -> None:
        """Wait until the page shows ``text``."""
        expect(self.page.get_by_text(text).first).to_be_visible()
