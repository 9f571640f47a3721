# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
# A scheduled action that commits slice by slice, so that a kill costs one slice at most.
# pylint: disable=invalid-commit

import logging
from datetime import timedelta

from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .conflicts import CONFLICTS, TRIES

_logger = logging.getLogger(__name__)

#: People measured in a transaction.
SLICE_SIZE = 50_000


class CustomerValueRun(models.Model):
    """The computation of everybody's value in a company on a day.

    It measures slice by slice, then judges everybody at once, then tells of broken cycles. Each
    step is a transaction that leaves its trace here: killed anywhere, it goes on from there; done
    twice, nothing changes. Of two workers one holds the row and the other passes on.
    """

    _name = "customer.value.run"
    _description = "Computation of Customer Value"
    _order = "date desc, id desc"
    _rec_name = "date"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade", index=True
    )
    date = fields.Date(required=True, readonly=True)
    stage = fields.Selection(
        [
            ("measure", "Measuring"),
            ("score", "Scoring"),
            ("alert", "Telling owners"),
            ("done", "Done"),
            ("dropped", "Overtaken by a later one"),
        ],
        required=True,
        readonly=True,
        default="measure",
    )
    position = fields.Integer(
        "Measured up to", readonly=True, aggregator=None, help="The last contact measured."
    )
    people_count = fields.Integer("People", readonly=True)
    alert_count = fields.Integer("Broken cycles", readonly=True)
    rank_bands = fields.Json(readonly=True)
    done_on = fields.Datetime("Done", readonly=True)

    _once_a_day = models.UniqueIndex(
        "(company_id, date)", "The values of a company are computed once a day."
    )

    # ----------------------------------------------------------------- START

    # Of no run, but not @api.model: the button of a list passes the rows that are chosen.
    def action_compute_now(self):
        """Compute everybody's value again, in the background, for the companies at hand."""
        if not self.env.user.has_group("crm_customer_profile.group_customer_manager"):
            raise AccessError(
                self.env._("Only a customer manager may have all values computed again.")
            )
        # Asked above; a run is the system's own record.
        runs = self.browse().sudo()
        for company in self.env.companies:
            runs |= runs._open(company)
        runs.filtered(lambda run: run.stage == "done").write(
            {"stage": "measure", "position": 0, "people_count": 0, "done_on": False}
        )
        # Wakes the system's job; who may was asked above.
        self.env.ref("crm_customer_profile.ir_cron_customer_value").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("All values are being computed again; look here soon."),
            },
        }

    @api.model
    def _open(self, company):
        """Return the run of the day, opened if need be; what was left of earlier days ends."""
        today = company._get_customer_today()
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO customer_value_run (company_id, date, stage, position, people_count,
                                                alert_count, create_uid, create_date)
                VALUES (%s, %s, 'measure', 0, 0, 0, %s, now() AT TIME ZONE 'UTC')
                    ON CONFLICT (company_id, date) DO NOTHING
                """,
                company.id, today, self.env.uid,
            )
        )  # fmt: skip
        runs = self.search([("company_id", "=", company.id), ("date", "<=", today)])
        run = runs.filtered(lambda run: run.date == today)
        left = (runs - run).filtered(lambda run: run.stage not in ("done", "dropped"))
        if left:
            left.stage = "dropped"
        return run

    # ----------------------------------------------------------------- CRON

    @api.model
    def _cron_compute_values(self):
        """Compute the values of all companies that have not been computed today."""
        cron = self.env["ir.cron"]
        # A scheduled action belongs to no company.
        companies = self.env["res.company"].sudo().search([], order="id")
        for company in companies:
            try:
                self._open(company)
                self.env.cr.commit()
            except (*CONFLICTS, errors.UniqueViolation):
                self.env.cr.rollback()  # another worker opens it at this moment
        runs = self.search([("stage", "not in", ("done", "dropped"))], order="id")
        cron._commit_progress(remaining=len(runs))
        for run in runs:
            if not run._work():
                return
            if not cron._commit_progress(1):
                return

    def _work(self):
        """Take step after step until the run is done, or another worker has it.

        :return: whether there is time left
        """
        self.ensure_one()
        tries = 0
        while tries < TRIES:
            try:
                if not self._claim() or self.stage in ("done", "dropped"):
                    self.env.cr.rollback()
                    return True
                self._take_step()
                tries = 0
            except CONFLICTS as error:
                self.env.cr.rollback()
                self.env.invalidate_all()
                tries += 1
                _logger.info("Value run %s steps back for another: %s", self.id, error)
                continue
            if not self.env["ir.cron"]._commit_progress(0):
                return False
        soon = fields.Datetime.add(fields.Datetime.now(), minutes=5)
        self.env.ref("crm_customer_profile.ir_cron_customer_value")._trigger(soon)
        return True

    def _claim(self):
        """Lock the run, unless another worker has it."""
        self.env.invalidate_all()
        self.env.cr.execute(
            SQL("SELECT FROM customer_value_run WHERE id = %s FOR UPDATE SKIP LOCKED", self.id),
            log_exceptions=False,
        )
        return self.env.cr.rowcount

    def _take_step(self):
        """Take the next step, within a transaction of its own."""
        values = self.env["customer.value"]
        if self.stage == "measure":
            self._measure_slice()
            if self.stage == "score":
                # The planner must know of the rows that the first night has just made.
                self.env.cr.execute("ANALYZE customer_value")
        elif self.stage == "score":
            self.rank_bands = values._find_rank_bands(self.company_id)
            values._score(self.company_id, self.rank_bands)
            self.env["customer.value.snapshot"]._keep_month(self.company_id, self.date)
            self.stage = "alert"
        else:
            alerts = self.env["customer.cycle.alert"]
            raised = alerts._raise_some(self.company_id)
            self.alert_count += raised
            if not raised and not alerts._close_some(self.company_id):
                self.write({"stage": "done", "done_on": fields.Datetime.now()})
        self.env.flush_all()

    def _measure_slice(self):
        self.env.flush_all()
        [(last, count)] = self.env.execute_query(
            SQL(
                """
                SELECT max(id), count(*) FROM (
                    SELECT id FROM res_partner WHERE is_customer AND id > %s ORDER BY id LIMIT %s
                ) slice
                """,
                self.position, SLICE_SIZE,
            )
        )  # fmt: skip
        people = SQL("p.id > %s", self.position)
        is_last = count < SLICE_SIZE
        if not is_last:
            people = SQL("%s AND p.id <= %s", people, last)
        self.env["customer.value"]._measure(self.company_id, people)
        self.write(
            {
                "position": last or self.position,
                "people_count": self.people_count + count,
                "stage": "score" if is_last else "measure",
            }
        )

    @api.model
    def _get_rank_bands(self, company):
        """Return the limits of the last computation, by which a single person is judged."""
        # Limits of ranks: numbers of the whole company, nobody's own.
        last = self.sudo().search(
            [("company_id", "=", company.id), ("rank_bands", "!=", False)], limit=1
        )
        return last.rank_bands

    @api.autovacuum
    def _gc_runs(self):
        """Forget the runs of more than a year ago."""
        limit = fields.Date.today() - timedelta(days=400)
        old = self.search([("date", "<", limit)], limit=1000)
        old.unlink()
        return len(old), len(old) == 1000
