# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: Memberships a slice: large enough that one costs little, small enough to be lost at a kill.
SLICE_SIZE = 500


class GolfBillingRun(models.Model):
    """One pass over the members of a club: what was charged and invoiced, and what could not be.

    How it works through its slices is told in ``golf_billing_worker.py``.
    """

    _name = "golf.billing.run"
    _description = "Membership Billing Run"
    _order = "started_at desc, id desc"
    _rec_name = "date"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", string="Club", required=True, readonly=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date("Billed up to", required=True, readonly=True)
    state = fields.Selection(
        [("running", "Running"), ("done", "Done")], required=True, readonly=True, default="running"
    )
    user_id = fields.Many2one(
        "res.users", string="Started by", readonly=True, default=lambda self: self.env.user
    )
    started_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    ended_at = fields.Datetime(readonly=True)
    slice_ids = fields.One2many("golf.billing.slice", "run_id", string="Log", readonly=True)
    failure_ids = fields.One2many("golf.billing.failure", "run_id", readonly=True)
    problem = fields.Char(readonly=True, help="Why nobody could be billed, and what to do.")

    membership_count = fields.Integer("Memberships", readonly=True)
    charge_count = fields.Integer("Charges made", readonly=True)
    invoice_count = fields.Integer("Invoices posted", readonly=True)
    amount = fields.Monetary("Invoiced", readonly=True, help="With taxes, in the club's currency.")
    failed_count = fields.Integer("Not billed", readonly=True)
    progress = fields.Float(compute="_compute_progress", help="In percent.")

    _one_at_a_time = models.UniqueIndex(
        "(company_id) WHERE state = 'running'", "A billing run of this club is under way already."
    )

    @api.depends("state", "slice_ids.stage")
    def _compute_progress(self):
        groups = self.env["golf.billing.slice"]._read_group(
            [("run_id", "in", self.ids)], ["run_id", "stage"], ["__count"]
        )
        weights = {"new": 0, "drafted": 0.5, "done": 1}
        for run in self:
            counts = [(stage, count) for owner, stage, count in groups if owner == run]
            total = sum(count for _stage, count in counts)
            done = sum(weights[stage] * count for stage, count in counts)
            run.progress = 100 * done / total if total else 100.0

    @api.depends("date", "company_id.name")
    def _compute_display_name(self):
        for run in self:
            run.display_name = self.env._(
                "%(club)s, %(date)s",
                club=run.company_id.name or "",
                date=fields.Date.to_string(run.date) or "",
            )

    # -------------------------------------------------------------- ACTIONS

    def action_run_now(self):
        """Bill what is due in the clubs of the user, in the background.

        :raises AccessError: only accountants and membership managers may
        :raises UserError: no club bills fees here
        """
        if not self.env.user.has_groups(
            "golf_membership.group_golf_accountant,golf_membership.group_golf_manager"
        ):
            raise AccessError(
                self.env._("Only accountants and membership managers start a billing run.")
            )
        companies = self.env.companies.filtered("golf_billing_start")
        if not companies:
            raise UserError(
                self.env._(
                    "Nothing is billed while the day from which fees are billed is empty. Enter it"
                    " under Configuration > Settings."
                )
            )
        for company in companies:
            # The rights were asked above; runs and their slices are the system's own records.
            self.sudo()._open(company, self.env.user)
        self.env.ref("golf_membership.ir_cron_golf_billing").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The billing run has been started in the background."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_charges(self):
        """Open the charges that this run billed."""
        action = self.env["ir.actions.act_window"]._for_xml_id("golf_membership.golf_charge_action")
        action["domain"] = [("slice_id.run_id", "in", self.ids)]
        return action

    def action_open_failures(self):
        """Open what this run could not bill."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_billing_failure_action"
        )
        action["domain"] = [("run_id", "in", self.ids)]
        return action

    # -------------------------------------------------------------- OPENING

    @api.model
    def _open(self, company, user=None):
        """Return the running run of a club; one is opened where there is none.

        :param company: ``res.company``
        :param user: who starts it
        """
        run = self.search([("company_id", "=", company.id), ("state", "=", "running")])
        if run:
            return run
        run = self.create(
            {
                "company_id": company.id,
                "date": company._golf_today(),
                "user_id": (user or self.env.user).id,
            }
        )
        problem = company._get_golf_billing_problem()
        if problem:
            run.write({"problem": problem, "state": "done", "ended_at": fields.Datetime.now()})
        else:
            run._cut_slices()
        return run

    @api.model
    def _get_slice_size(self):
        return SLICE_SIZE

    def _cut_slices(self):
        """Share out the payers, in the order of their ids, so that each stands in one slice.

        All that a payer is billed for is on one invoice, so a payer is never cut in two.
        """
        self.ensure_one()
        weights = {}
        for model, domain in (
            ("golf.membership", self._get_membership_domain()),
            ("golf.charge", self._get_due_domain()),
        ):
            for payer, count in self.env[model]._read_group(domain, ["payer_id"], ["__count"]):
                weights[payer.id] = weights.get(payer.id, 0) + count
        slices, weight = [], 0
        for payer_id in sorted(weights):
            if not slices or weight >= self._get_slice_size():
                slices.append({"run_id": self.id, "first_payer": payer_id})
                weight = 0
            slices[-1]["last_payer"] = payer_id
            weight += weights[payer_id]
        self.env["golf.billing.slice"].create(slices)

    # --------------------------------------------------------------- WHAT

    def _get_membership_domain(self):
        """Return the domain of the memberships that the calendar charges."""
        return self.env["golf.membership"]._get_charged_domain(self.company_id)

    def _get_due_domain(self):
        """Return the domain of the charges to invoice, those made by hand too."""
        return self.env["golf.charge"]._get_to_invoice_domain(self.company_id, self.date)

    # ------------------------------------------------------------- COUNTING

    def _tally(self):
        """Write the counters, read off the slices; another worker may be doing so already."""
        self.ensure_one()
        # Locked first thing in a transaction: what is read is then the newest there is.
        if not self.try_lock_for_update(allow_referencing=True):
            return
        [totals] = self.env["golf.billing.slice"]._read_group(
            [("run_id", "=", self.id)],
            aggregates=[
                "membership_count:sum", "charge_count:sum", "invoice_count:sum", "amount:sum",
            ],
        )  # fmt: skip
        names = ("membership_count", "charge_count", "invoice_count", "amount")
        values = {name: total or 0 for name, total in zip(names, totals, strict=True)}
        values["failed_count"] = self.env["golf.billing.failure"].search_count(
            [("run_id", "=", self.id)]
        )
        is_done = not self.env["golf.billing.slice"].search_count(
            [("run_id", "=", self.id), ("stage", "!=", "done")], limit=1
        )
        if is_done and self.state == "running":
            values |= {"state": "done", "ended_at": fields.Datetime.now()}
        self.write(values)
