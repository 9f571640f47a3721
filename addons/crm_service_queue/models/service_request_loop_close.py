# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

_logger = logging.getLogger(__name__)

#: Requests put away in one transaction.
SLICE = 200


class ServiceRequest(models.Model):
    """What is settled is put away: a complaint when the customer says so, the rest by itself."""

    _inherit = "service.request"

    callback_ids = fields.One2many("service.callback", "request_id", "Calls")
    callback_count = fields.Integer(compute="_compute_callback_count")

    def _compute_callback_count(self):
        groups = self.env["service.callback"]._read_group(
            [("request_id", "in", self.ids)], ["request_id"], ["__count"]
        )
        counts = {request.id: count for request, count in groups}
        for request in self:
            request.callback_count = counts.get(request.id, 0)

    def _move(self, state, at=None, note=None, **values):
        if state == "closed" and not values.get("merged_into_id"):
            self._check_confirmed()
        return super()._move(state, at=at, note=note, **values)

    def _check_confirmed(self):
        """Refuse to put away a complaint nobody has called about.

        :raises UserError: the customer has neither said it is well nor been called often enough
        """
        settled = self.sudo().filtered(
            lambda r: r.kind == "complaint" and r.state == "resolved" and not r.merged_into_id
        )
        if not settled:
            return
        given_up = settled.callback_ids.filtered(
            lambda c: (
                c.purpose == "check" and c.state == "failed" and c.due >= c.request_id.resolved_at
            )
        ).request_id
        for request in settled - given_up:
            raise UserError(
                self.env._(
                    "%(request)s is a complaint: call the customer first and note in the call "
                    "list whether the customer is satisfied. It closes by itself then, or after "
                    "%(tries)s calls without an answer.",
                    request=request.display_name,
                    tries=request.company_id.service_callback_tries,
                )
            )

    def _after_move(self, old, state, at):
        result = super()._after_move(old, state, at)
        if state == "resolved":
            self._plan_callbacks(at)
        elif state not in ("verified", "closed"):
            # Whoever takes it up again makes the call pointless.
            self.callback_ids.filtered(
                lambda c: c.state == "due" and (c.purpose == "check" or state == "cancelled")
            ).write({"state": "dropped"})
        return result

    def _plan_callbacks(self, at):
        """Plan the call that asks whether a complaint is really settled."""
        complaints = self.filtered(lambda r: r.kind == "complaint" and not r.merged_into_id)
        # The index that keeps them single must have seen which were dropped.
        self.env["service.callback"].flush_model(["state"])
        self.env["service.callback"].create(
            [
                {
                    "request_id": request.id,
                    "purpose": "check",
                    "due": at + timedelta(hours=request.company_id.service_callback_hours),
                    "user_id": request.user_id.id,
                }
                for request in complaints
            ]
        )

    @api.model
    @step_aside
    def _cron_close_settled(self):
        """Put away what was settled long enough ago, slice by slice; complaints never."""
        Cron = self.env["ir.cron"]
        companies = self.env["res.company"].search([("service_close_days", ">", 0)])
        left = sum(self.search_count(self._get_settled_domain(company)) for company in companies)
        Cron._commit_progress(remaining=left)
        for company in companies:
            last = 0
            while slice_ := self.search(
                [*self._get_settled_domain(company), ("id", ">", last)], order="id", limit=SLICE
            ):
                last = slice_[-1].id
                # Another worker may be on them; what it leaves is found next time.
                locked = slice_.try_lock_for_update()
                locked.filtered(lambda r: r.state in ("resolved", "verified"))._close_or_report()
                if not Cron._commit_progress(len(slice_)):
                    return

    @api.model
    def _get_settled_domain(self, company):
        long_ago = fields.Datetime.now() - timedelta(days=company.service_close_days)
        return [
            ("company_id", "=", company.id),
            ("state", "in", ("resolved", "verified")),
            "|",
            ("kind", "!=", "complaint"),
            ("state", "=", "verified"),
            ("resolved_at", "<=", long_ago),
        ]

    def _close_or_report(self):
        """Put these away; one that cannot be is reported and the others are put away."""
        try:
            with self.env.cr.savepoint():
                # The events say it; a message for each request would double the work.
                quiet = self.with_context(tracking_disable=True)
                quiet._move("closed", note=self.env._("Settled long enough ago"))
        except (UserError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            if len(self) == 1:
                _logger.error("Request %s cannot be put away: %s", self.id, error)
                return
            for request in self:
                request._close_or_report()

    def action_callbacks(self):
        """Open the calls about this request."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_callback_action"
        )
        return {
            **action,
            "domain": [("request_id", "=", self.id)],
            "context": {"default_request_id": self.id, "default_purpose": "wish"},
            "path": False,
        }

    def _get_merge_children(self):
        return [*super()._get_merge_children(), ("service.callback", "request_id")]
