# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields, http
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError
from odoo.http import request

from odoo.addons.portal.controllers import portal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.golf_course_rating import HOLES


class GolfRoundsPortal(portal.CustomerPortal):
    """A member's own rounds under /my: entered there, certified there by the marker."""

    def _get_golf_rounds_domain(self):
        """Return the domain of the visitor's own rounds, for staff as for members."""
        return [("partner_id", "=", request.env.user.partner_id.id)]

    def _get_golf_rounds_to_certify_domain(self):
        partner = request.env.user.partner_id
        return [("marker_id", "=", partner.id), ("state", "=", "submitted")]

    def _may_enter_golf_rounds(self):
        """Tell whether the visitor is a member of the club."""
        Membership = request.env["golf.membership"]
        domain = [
            ("partner_id", "=", request.env.user.partner_id.id),
            ("company_id", "=", request.env.company.id),
            ("state", "=", "active"),
        ]
        return Membership.has_access("read") and bool(Membership.search_count(domain, limit=1))

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "golf_round_count" in counters:
            Round = request.env["golf.round"]
            values["golf_round_count"] = (
                Round.search_count(self._get_golf_rounds_domain())
                + Round.search_count(self._get_golf_rounds_to_certify_domain())
                if Round.has_access("read")
                else 0
            )
        return values

    @http.route(
        ["/my/rounds", "/my/rounds/page/<int:page>"], type="http", auth="user", website=True
    )
    def portal_my_rounds(self, page=1, **kwargs):
        """List the visitor's rounds, the handicap, and what waits for the visitor as a marker."""
        Round = request.env["golf.round"]
        if not Round.has_access("read"):
            return request.redirect("/my")
        domain = self._get_golf_rounds_domain()
        pager = portal_pager(
            url="/my/rounds",
            total=Round.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        rounds = Round.search(domain, limit=self._items_per_page, offset=pager["offset"])
        waiting = Round.search(self._get_golf_rounds_to_certify_domain())
        partner = request.env.user.partner_id
        values = self._prepare_portal_layout_values() | {
            # The visitor's own, and those to certify, found with the visitor's rights; the names
            # of courses lie in models that only staff may read.
            "rounds": rounds.sudo(),
            "waiting": waiting.sudo(),
            "partner": partner.sudo(),  # the visitor's own handicap
            "may_enter": self._may_enter_golf_rounds(),
            "page_name": "golf_round",
            "default_url": "/my/rounds",
            "pager": pager,
        }
        return request.render("golf_membership.portal_my_rounds", values)

    @http.route("/my/rounds/<int:round_id>", type="http", auth="user", website=True)
    def portal_my_round(self, round_id, message=None, **kwargs):
        """Show a round to its player and its marker."""
        played = self._get_golf_round(round_id)
        if not played:
            return request.redirect("/my/rounds")
        partner = request.env.user.partner_id
        values = self._prepare_portal_layout_values() | {
            "page_name": "golf_round",
            "played": played,
            "is_marker": played.marker_id == partner,
            "is_player": played.partner_id == partner,
            "problem": kwargs.get("problem"),
        }
        return request.render("golf_membership.portal_round_page", values)

    @http.route("/my/rounds/new", type="http", auth="user", website=True, methods=["GET", "POST"])
    def portal_new_round(self, **post):
        """Take a round: the form, or what was typed into it."""
        if not self._may_enter_golf_rounds():
            return request.redirect("/my/rounds")
        problem = ""
        if request.httprequest.method == "POST":
            try:
                with request.env.cr.savepoint():
                    # The visitor has no right to create rounds: this makes one, of the visitor's
                    # own, from what is checked here and by the model.
                    played = request.env["golf.round"].sudo().create(self._prepare_golf_round(post))
                    played._check_complete()
                return request.redirect(played.access_url)
            except UserError as refused:
                problem = str(refused)
        # What can be chosen is no secret: the courses of the club, and those elsewhere.
        tees = (
            request.env["golf.course.tee"]
            .sudo()
            .search(
                [
                    ("company_id", "in", [False, request.env.company.id]),
                    ("course_id.active", "=", True),
                    ("rating_ids", "!=", False),
                ]
            )
        )
        Round = request.env["golf.round"].sudo()
        values = self._prepare_portal_layout_values() | {
            "page_name": "golf_round",
            "new": True,
            "problem": problem,
            "tees": tees,
            "typed": post,
            "today": self._get_golf_today(),
            "parts": Round._fields["part"]._description_selection(request.env),
            "formats": Round._fields["format"]._description_selection(request.env),
        }
        return request.render("golf_membership.portal_round_new", values)

    @http.route("/my/rounds/<int:round_id>/certify", type="http", auth="user", methods=["POST"])
    def portal_certify_round(self, round_id, **post):
        """Certify a round, as its marker."""
        return self._judge_golf_round(round_id, lambda played, me: played._certify(me))

    @http.route("/my/rounds/<int:round_id>/decline", type="http", auth="user", methods=["POST"])
    def portal_decline_round(self, round_id, note="", **post):
        """Send a round back to its player, as its marker."""

        def decline(played, me):
            played.write({"state": "draft", "note": (note or "")[:200]})
            played.message_post(
                body=request.env._("%(name)s did not certify: %(note)s", name=me.name, note=note)
            )

        return self._judge_golf_round(round_id, decline)

    @http.route("/my/rounds/<int:round_id>/withdraw", type="http", auth="user", methods=["POST"])
    def portal_withdraw_round(self, round_id, **post):
        """Withdraw a round of one's own that nobody has certified."""
        played = self._get_golf_round(round_id)
        me = request.env.user.partner_id
        if played and played.partner_id == me and played.state in ("draft", "submitted"):
            played.action_withdraw()
        return request.redirect("/my/rounds")

    # -------------------------------------------------------------- HELPERS

    def _get_golf_today(self):
        # The time zone is on the club's contact, which not every visitor may read.
        return request.env.company.sudo()._golf_today()

    def _get_golf_round(self, round_id):
        """Return a round of the visitor, or that the visitor marks, with the system's rights.

        None where there is no such round, or it is somebody else's.
        """
        try:
            played = self._document_check_access("golf.round", round_id)
        except (AccessError, MissingError):
            return None
        me = request.env.user.partner_id
        # Staff may read all rounds; here everybody has his own.
        return played if me in (played.partner_id | played.marker_id) else None

    def _judge_golf_round(self, round_id, judge):
        played = self._get_golf_round(round_id)
        me = request.env.user.partner_id
        if not played or played.marker_id != me:
            return request.redirect("/my/rounds")
        if played.state == "submitted":
            judge(played, me)
        return request.redirect(played.access_url)

    def _prepare_golf_round(self, post):
        """Return the values of a round as typed.

        :raises UserError: something typed cannot be
        """
        me = request.env.user.partner_id
        part = post.get("part") if post.get("part") in HOLES else "18"
        scores = {number: (post.get(f"hole_{number}") or "").strip() for number in HOLES[part]}
        picked_up = {number for number in HOLES[part] if post.get(f"picked_up_{number}")}
        card = any(scores.values()) or bool(picked_up)
        return {
            "partner_id": me.id,
            "company_id": request.env.company.id,
            "date": self._read_golf_date(post.get("date")),
            "tee_time": self._read_golf_time(post.get("tee_time")),
            "tee_id": self._read_golf_tee(post.get("tee_id")),
            "part": part,
            "format": self._read_golf_format(post.get("format")),
            "total": 0 if card else self._read_golf_strokes(post.get("total")),
            "hole_ids": [
                Command.create(
                    {
                        "number": number,
                        "strokes": self._read_golf_strokes(text) if text else 0,
                        "picked_up": number in picked_up,
                    }
                )
                for number, text in scores.items()
                if card and (text or number in picked_up)
            ],
            "marker_id": self._find_golf_marker(post.get("marker"), me),
            "state": "submitted",
        }

    def _read_golf_date(self, text):
        try:
            return fields.Date.to_date(text or "") or self._get_golf_today()
        except ValueError:
            raise ValidationError(
                request.env._("“%(text)s” is no day: enter one like 2026-05-31.", text=text)
            ) from None

    def _read_golf_time(self, text):
        """Return hours of a time typed like 8:20; 0 where none was."""
        hours, _colon, minutes = (text or "0:00").partition(":")
        if not (hours.isdecimal() and (minutes or "0").isdecimal() and int(minutes or 0) < 60):
            raise ValidationError(
                request.env._("“%(text)s” is no time: enter one like 8:20.", text=text)
            )
        return int(hours) + int(minutes or 0) / 60

    def _read_golf_tee(self, text):
        tee_id = int(text) if (text or "").isdecimal() else 0
        # Only those that the form offers.
        tee = request.env["golf.course.tee"].sudo().browse(tee_id).exists()
        if not tee or tee.company_id not in (tee.env["res.company"], request.env.company):
            raise ValidationError(request.env._("Choose the tees from which you played."))
        return tee.id

    def _read_golf_format(self, text):
        formats = dict(request.env["golf.round"]._fields["format"].selection)
        return text if text in formats else "stroke"

    def _read_golf_strokes(self, text):
        text = (text or "").strip()
        if not text:
            raise ValidationError(request.env._("Enter the score: of each hole, or in total."))
        if not (text.isdecimal() and text.isascii()):
            raise ValidationError(
                request.env._("Strokes are counted in whole numbers, not %(value)s.", value=text)
            )
        return int(text[:6])

    def _find_golf_marker(self, text, me):
        """Return the member whose number or e-mail address was typed.

        Nobody is listed: who wants to name a marker knows him. What is answered tells no more than
        whether there is such a member.
        """
        text = (text or "").strip()
        if not text:
            raise ValidationError(
                request.env._("Name your marker: by member number or e-mail address.")
            )
        memberships = (
            request.env["golf.membership"]
            .sudo()
            .search(
                [
                    ("company_id", "=", request.env.company.id),
                    ("state", "=", "active"),
                    "|",
                    ("number", "=", text),
                    ("partner_id.email_normalized", "=", text.lower()),
                ]
            )
        )
        markers = memberships.partner_id
        if me in markers:
            raise ValidationError(
                request.env._("A score is certified by somebody else: name who saw your round.")
            )
        if len(markers) != 1:
            raise ValidationError(
                request.env._(
                    "There is no member “%(text)s”. Ask your marker for the member number.",
                    text=text,
                )
            )
        return markers.id
