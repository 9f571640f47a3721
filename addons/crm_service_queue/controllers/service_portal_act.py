# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime

import pytz

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError
from odoo.http import request

from .service_portal import ANSWER, PROBLEM, ServicePortal


class ServicePortalAct(ServicePortal):
    """What a visitor does with his requests: ask, say that it is not solved, wish a call."""

    @http.route("/my/requests/new", type="http", auth="user", website=True)
    def portal_new_request(self, kind="request", name="", **kw):
        """Show the form of a new request."""
        Request = request.env["service.request"]
        kinds = Request._fields["kind"]._description_selection(request.env)
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "service_request_new",
            "kinds": kinds,
            "kind": kind if kind in dict(kinds) else "request",
            "name": str(name)[:200],
            "categories": Request._get_portal_categories(),
            "megabytes": request.env.company.service_portal_megabytes,
            "problem": request.session.pop(PROBLEM, None),
            "kept": request.session.pop("service_portal_kept", {}),
        }
        return request.render("crm_service_queue.portal_new_request", values)

    @http.route("/my/requests/add", type="http", auth="user", methods=["POST"], website=True)
    def portal_add_request(self, **post):
        """Take a new request."""
        files = request.httprequest.files.getlist("files")
        try:
            with request.env.cr.savepoint():
                made = request.env["service.request"]._ask_from_portal(
                    request.env.user.partner_id, post, self._read_files(files)
                )
        except (UserError, ValidationError) as refused:
            request.session[PROBLEM] = str(refused)
            request.session["service_portal_kept"] = {
                key: str(post.get(key) or "")[:2000]
                for key in ("name", "kind", "description", "category_id")
            }
            return request.redirect("/my/requests/new")
        request.session[ANSWER] = request.env._(
            "We have got it; its number is %(number)s.", number=made.number
        )
        return request.redirect(f"/my/requests/{made.id}")

    def _read_files(self, files):
        """Return (name, content) of files, no more of them than may come.

        :raises UserError: they are too large
        """
        limit = request.env.company.service_portal_megabytes * 2**20
        read, size = [], 0
        for file in files:
            if not file.filename:
                continue
            content = file.read(limit - size + 1)
            size += len(content)
            if size > limit:
                raise UserError(
                    request.env._(
                        "The files are larger than %(megabytes)s MB together. Send smaller ones.",
                        megabytes=request.env.company.service_portal_megabytes,
                    )
                )
            read.append((file.filename[:200], content))
        return read

    def _act(self, request_id, access_token, action):
        """Do something with a request of the visitor's, and show it again."""
        try:
            asked = self._get_own_request(request_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        try:
            with request.env.cr.savepoint():
                request.session[ANSWER] = action(asked)
        except (UserError, ValidationError) as refused:
            request.session[PROBLEM] = str(refused)
        tail = f"?access_token={asked.access_token}" if access_token else ""
        return request.redirect(f"/my/requests/{asked.id}{tail}")

    @http.route(
        "/my/requests/<int:request_id>/not_solved",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_not_solved(self, request_id, text="", access_token=None, **kw):
        """Open it again, or go on in a new one."""
        return self._act(
            request_id, access_token, lambda asked: asked._write_from_portal(text, not_solved=True)
        )

    @http.route(
        "/my/requests/<int:request_id>/write",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_write(self, request_id, text="", access_token=None, **kw):
        """Add a text and files."""

        def write(asked):
            files = self._read_files(request.httprequest.files.getlist("files"))
            return asked._write_from_portal(text, files=files)

        return self._act(request_id, access_token, write)

    @http.route(
        "/my/requests/<int:request_id>/call_me",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_call_me(self, request_id, phone="", wished="", access_token=None, **kw):
        """Wish a call about a request."""

        def wish(asked):
            request.env["service.callback"].sudo()._wish_call(
                asked, str(phone), self._read_moment(wished)
            )
            return request.env._("We call you.")

        return self._act(request_id, access_token, wish)

    @http.route("/my/requests/call_me", type="http", auth="user", methods=["POST"], website=True)
    def portal_call_me_back(self, phone="", wished="", name="", **kw):
        """Wish a call about something new."""
        try:
            with request.env.cr.savepoint():
                made = request.env["service.request"]._ask_from_portal(
                    request.env.user.partner_id,
                    {"name": name or request.env._("Please call me"), "kind": "question"},
                )
                request.env["service.callback"].sudo()._wish_call(
                    made, str(phone), self._read_moment(wished)
                )
        except (UserError, ValidationError) as refused:
            request.session[PROBLEM] = str(refused)
            return request.redirect("/my/requests")
        request.session[ANSWER] = request.env._("We call you.")
        return request.redirect(f"/my/requests/{made.id}")

    def _read_moment(self, text):
        """Return what was picked, in the visitor's time zone, as UTC; None for now.

        :raises UserError: it is no time
        """
        if not text:
            return None
        try:
            naive = datetime.strptime(str(text)[:16], "%Y-%m-%dT%H:%M")
            # Where the house is, everybody may know.
            house = request.env.company.sudo().partner_id.tz
            zone = pytz.timezone(request.env.user.tz or house or "UTC")
            return zone.localize(naive).astimezone(pytz.utc).replace(tzinfo=None)
        except (ValueError, OverflowError, pytz.UnknownTimeZoneError) as error:
            raise UserError(request.env._("Choose the day and the time of the call.")) from error
