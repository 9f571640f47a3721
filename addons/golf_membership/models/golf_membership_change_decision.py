# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.crm_customer_profile.models.conflicts import step_aside


class GolfMembershipChange(models.Model):
    """Who prepares, approves and refuses a change; and that it is done once, and as a whole."""

    _inherit = "golf.membership.change"

    # -------------------------------------------------------------- ACTIONS

    @api.model
    def _check_may_prepare(self):
        if not (self.env.su or self.env.user.has_group("golf_membership.group_golf_officer")):
            raise AccessError(self.env._("Membership officers prepare changes of memberships."))

    def _check_may_approve(self):
        if not self.env.user.has_group("golf_membership.group_golf_manager"):
            raise AccessError(
                self.env._("Only a membership manager approves what gives money away.")
            )

    def action_confirm(self):
        """Do this change, or ask a membership manager where money is given away.

        :raises UserError: what the by-laws, or open bills, have against it
        """
        self.ensure_one()
        self._check_may_prepare()
        self.check_access("write")
        if self.state not in ("draft", "requested"):
            raise UserError(self.env._("This change was decided on already."))
        # Who prepares a change need not be an accountant; what it means is told in sums only.
        change = self._as_product()
        change._check_plan()
        is_manager = self.env.user.has_group("golf_membership.group_golf_manager")
        if change._gives_money_away() and not is_manager:
            change._request()
        else:
            change._go()
        return self._get_next_action()

    def action_approve(self):
        """Approve these changes: they are done now, or on their day."""
        self._check_may_approve()
        self.check_access("write")
        for change in self:
            if change.state != "requested":
                raise UserError(self.env._("This change was decided on already."))
            done = change._as_product()
            done._check_plan()
            done._go()
        return True

    def action_refuse(self):
        """Refuse these changes; nothing of them happens."""
        self._check_may_approve()
        self.check_access("write")
        # A manager decides; the record is written by the product alone.
        for change in self.sudo():
            if change.state == "done":
                raise UserError(self.env._("This change is done already."))
            change.state = "refused"
            change.activity_unlink(["mail.mail_activity_data_todo"])
        return True

    def action_open_moves(self):
        """Open the invoices and credit notes of these changes."""
        return self.move_ids._get_golf_open_action()

    def action_open_successors(self):
        """Open the memberships that came of these changes."""
        return self.successor_ids._get_leaving_action()

    # ------------------------------------------------------------- BUSINESS

    def _as_product(self):
        """Return one change with the product's own rights, in its club. The user's are asked."""
        self.ensure_one()
        # Checked by the caller; entries, charges and history are the club's own records.
        return self.sudo().with_company(self.company_id)

    def _request(self):
        """Put one change on the list of a membership manager."""
        self.state = "requested"
        manager = (self.company_id._get_golf_managers() - self.env.user)[:1]
        if not manager:
            raise UserError(
                self.env._(
                    "This gives money away, so a membership manager has to approve it, and"
                    " %(club)s has none. Give somebody that role under Settings > Users.",
                    club=self.company_id.name,
                )
            )
        told = self.with_context(lang=self.company_id._get_golf_lang(manager))
        told.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=told.env._("Approve a change of a membership"),
            note=self.display_name,
            user_id=manager.id,
        )

    def _go(self):
        """Do one change now, or let it wait for its day."""
        self.activity_unlink(["mail.mail_activity_data_todo"])
        if self.date > self.company_id._golf_today() and self.kind != "leave":
            self.write({"state": "planned", "done_by_id": self.env.uid})
            return
        self._apply()

    def _apply(self):
        """Do one change: all of it, or nothing."""
        self.ensure_one()
        self.membership_id.lock_for_update()
        self.lock_for_update()
        if self.state == "done":
            return
        money = self._get_money()
        # Two sessions that change one membership: the second fails to serialize, is run again,
        # and finds what the first has done.
        self.membership_id.last_change_id = self
        self.flush_model()
        self.membership_id.flush_recordset(["last_change_id"])
        getattr(self, f"_apply_{self.kind}")()
        self.write(
            {
                "state": "done",
                "money_kept": money,
                "problem": False,
                "done_by_id": self.done_by_id.id or self.env.uid,
                "done_on": fields.Datetime.now(),
            }
        )

    def _get_next_action(self):
        """Return what is shown after the button."""
        self.ensure_one()
        if self.state == "done" and self.successor_ids:
            return self.action_open_successors()
        if self.state == "done":
            return {"type": "ir.actions.act_window_close"}
        return self._get_records_action()

    @api.model
    @step_aside
    def _cron_apply_planned(self, limit=100):
        """Do the changes whose day has come. A bad one is told on itself; the rest goes on."""
        cron = self.env["ir.cron"]
        # Changes of every club: a scheduled action belongs to none of them.
        for company in self.env["res.company"].sudo().search([]):
            due = self.sudo().search(
                Domain("company_id", "=", company.id)
                & Domain("state", "=", "planned")
                & Domain("date", "<=", company._golf_today()),
                order="date, id",
                limit=limit,
            )
            for change in due:
                change = change.with_context(lang=company._get_golf_lang()).try_lock_for_update()
                if change:
                    change._attempt(change.with_company(company)._apply)
                if not cron._commit_progress(1):
                    return

    def _attempt(self, job):
        """Run a job of the nightly run for one record; write down what stood in the way."""
        try:
            with self.env.cr.savepoint():
                job()
        except psycopg2.OperationalError:
            raise  # another transaction was faster: the job begins again
        except (UserError, psycopg2.Error) as error:
            self.problem = str(error)
