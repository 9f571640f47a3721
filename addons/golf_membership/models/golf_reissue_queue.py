# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.tools import SQL

from .golf_membership_reissue import WAITING_STATES


class GolfReissueQueue(models.Model):
    """The resigned members who pay until their membership is reissued, in the order of release.

    A row is a membership. Its place is read off facts at the moment of asking: the day of the
    notice, and the last day on which a bill of the membership was overdue. Whoever was late goes
    to the end, and stays behind those who had resigned by then (online.flipbuilder.com/hqng/ntuw
    page 12). Nothing is stored.
    """

    _name = "golf.reissue.queue"
    _description = "Memberships to Reissue"
    _auto = False
    _order = "tier_id, place"
    _rec_name = "membership_id"

    company_id = fields.Many2one("res.company", string="Club", readonly=True)
    tier_id = fields.Many2one("res.partner.grade", readonly=True)
    place = fields.Integer(readonly=True, aggregator=None, help="In the queue of the tier.")
    membership_id = fields.Many2one("golf.membership", string="Resigned member", readonly=True)
    member_id = fields.Many2one("res.partner", readonly=True)
    user_id = fields.Many2one("res.users", string="Membership officer", readonly=True)
    notice_on = fields.Date("Notice given on", readonly=True)
    overdue_on = fields.Date(
        "Overdue last on", readonly=True, help="Last day on which a bill of it was overdue."
    )
    is_overdue = fields.Boolean("Overdue now", readonly=True)
    queued_since = fields.Date(
        readonly=True, help="The day of the notice, or the last day overdue if that is later."
    )

    # A property: the day is each club's own, at the moment of asking.
    @property
    def _table_query(self):
        for model in ("golf.membership", "golf.charge", "account.move.line"):
            self.env[model].flush_model()
        self.env["account.partial.reconcile"].flush_model()
        return SQL(
            "SELECT queued.*, ROW_NUMBER() OVER (PARTITION BY tier_id"
            " ORDER BY is_overdue, queued_since, notice_on, date_start, id)::integer AS place"
            " FROM (SELECT waiting.id, waiting.id AS membership_id, waiting.company_id,"
            "  waiting.tier_id, waiting.partner_id AS member_id, waiting.user_id,"
            "  waiting.date_start, waiting.notice_on, late.is_now AS is_overdue,"
            "  late.day AS overdue_on, GREATEST(waiting.notice_on, late.day) AS queued_since"
            "  FROM golf_membership waiting"
            "  JOIN (VALUES %s) AS today (company_id, day) ON today.company_id = waiting.company_id"
            "  CROSS JOIN LATERAL (%s) AS late"
            "  WHERE waiting.notice_on IS NOT NULL AND waiting.last_day IS NULL"
            "  AND waiting.state IN %s) AS queued",
            self.env["golf.arrears"]._get_days_sql(),
            self._get_late_sql(),
            WAITING_STATES,
        )

    def _get_late_sql(self):
        """Return the SQL of the last day overdue of the membership ``waiting``.

        What is open and late is late today; what was settled after its day was late until then.
        """
        return SQL(
            "SELECT COALESCE(waiting.date_due < today.day, FALSE) AS is_now,"
            " CASE WHEN waiting.date_due < today.day THEN today.day ELSE MAX(paid.max_date) END"
            " AS day"
            " FROM golf_charge charge"
            " JOIN account_move_line billed ON billed.golf_charge_id = charge.id"
            "  AND billed.parent_state = 'posted'"
            " JOIN account_move_line term ON term.move_id = billed.move_id"
            "  AND term.display_type = 'payment_term'"
            " JOIN account_partial_reconcile paid ON paid.debit_move_id = term.id"
            "  AND paid.max_date > COALESCE(term.date_maturity, term.date)"
            " WHERE charge.membership_id = waiting.id"
        )

    # -------------------------------------------------------------- ACTIONS

    def action_open_membership(self):
        """Open the membership that waits."""
        self.ensure_one()
        return self.membership_id._get_leaving_action()

    def action_release(self):
        """Choose the new membership that releases this member.

        :raises UserError: another member comes first
        """
        self.ensure_one()
        return self.membership_id._get_reissue_action()
