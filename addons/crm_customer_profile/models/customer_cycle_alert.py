# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: Owners told in a transaction.
BATCH = 1000


class CustomerCycleAlert(models.Model):
    """A customer stayed away longer than usual, and the owner was told of it, once."""

    _name = "customer.cycle.alert"
    _description = "Broken Customer Cycle"
    _inherit = ["customer.person.part"]
    _order = "raised_on desc, id desc"
    _rec_name = "partner_id"
    # The job writes them, thousands in a night; ``raised_on`` says when.
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, index=True, ondelete="cascade"
    )
    # Whose cycle it was; a merge of contacts changes the contact, not the occasion.
    origin_id = fields.Integer(required=True, readonly=True, aggregator=None)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    last_trade = fields.Date(
        "Last traded", required=True, readonly=True, help="The occasion: the silence began here."
    )
    cycle_days = fields.Float("Usual cycle (days)", digits=(7, 1), readonly=True, aggregator="avg")
    raised_on = fields.Date("Told on", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Owner told", readonly=True, index="btree_not_null")
    activity_id = fields.Many2one("mail.activity", readonly=True, ondelete="set null")
    returned_on = fields.Date(readonly=True, help="The next trade after the silence.")
    problem = fields.Char("Not told because", readonly=True)

    _once_an_occasion = models.UniqueIndex(
        "(origin_id, company_id, last_trade)", "An owner is told once of a broken cycle."
    )

    @api.model
    def _raise_some(self, company, limit=BATCH):
        """Note broken cycles that nobody was told of, and plan an activity for each owner.

        Those of people without an owner are noted all at once: there is nobody to tell.

        :return: how many; call again until it is 0
        """
        self.env.flush_all()
        ownerless = self._note(company, SQL("u.id IS NULL"))
        alerts = self.browse(self._note(company, SQL("u.id IS NOT NULL"), limit))
        try:
            with self.env.cr.savepoint():
                alerts._tell_owners()
        except (UserError, psycopg2.DataError, psycopg2.IntegrityError) as error:
            _logger.info("Telling of %s broken cycles one by one: %s", len(alerts), error)
            alerts._tell_each_on_its_own()
        return len(alerts) + len(ownerless)

    @api.model
    def _note(self, company, whose, limit=None):
        """Add the rows of broken cycles that are not there, and return their ids."""
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO customer_cycle_alert
                       (partner_id, origin_id, company_id, last_trade, cycle_days, raised_on,
                        user_id)
                SELECT v.partner_id, v.partner_id, v.company_id, v.last_trade, v.cycle_days,
                       %(today)s, u.id
                  FROM customer_value v
                  JOIN res_partner p ON p.id = v.partner_id
                  LEFT JOIN res_users u ON u.id = p.user_id AND u.active
                 WHERE v.company_id = %(company)s AND v.cycle_state = 'broken' AND p.active
                   AND %(whose)s
                   AND NOT EXISTS (
                       SELECT FROM customer_cycle_alert a
                        WHERE a.partner_id = v.partner_id AND a.company_id = v.company_id
                          AND a.last_trade = v.last_trade)
                 ORDER BY v.partner_id LIMIT %(limit)s
                    ON CONFLICT DO NOTHING
                RETURNING id
                """,
                today=company._get_customer_today(),
                company=company.id,
                whose=whose,
                limit=limit,
            )
        )
        return [row[0] for row in rows]

    def _tell_each_on_its_own(self):
        for alert in self:
            try:
                with self.env.cr.savepoint():
                    alert._tell_owners()
            except (UserError, psycopg2.DataError, psycopg2.IntegrityError) as error:
                alert.problem = str(error)

    def _tell_owners(self):
        """Plan an activity for the owner of each person, in the owner's language."""
        kind = self.env.ref("crm_customer_profile.mail_activity_type_customer_cycle")
        model = self.env["ir.model"]._get_id("res.partner")
        for user in self.user_id:
            mine = self.filtered(lambda alert, user=user: alert.user_id == user)
            self_lang = mine.with_context(lang=user.lang or self.env.lang)
            activities = self_lang.env["mail.activity"].create(
                [
                    {
                        "res_model_id": model,
                        "res_id": alert.partner_id.id,
                        "activity_type_id": kind.id,
                        "user_id": user.id,
                        "date_deadline": alert.raised_on,
                        "summary": alert.env._(
                            "Usually back every %(days)s days; last here on %(day)s",
                            days=round(alert.cycle_days),
                            day=alert.last_trade,
                        ),
                    }
                    for alert in self_lang
                ]
            )
            for alert, activity in zip(mine, activities, strict=True):
                alert.activity_id = activity

    @api.model
    def _close_some(self, company, limit=BATCH):
        """Note who came back, and finish what was planned for it.

        :return: how many; call again until it is 0
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT a.id, v.last_trade
                  FROM customer_cycle_alert a
                  JOIN customer_value v USING (partner_id, company_id)
                 WHERE a.company_id = %s AND a.returned_on IS NULL AND v.last_trade > a.last_trade
                 ORDER BY a.id LIMIT %s
                """,
                company.id, limit,
            )
        )  # fmt: skip
        for day, group in (
            self.browse([row[0] for row in rows])
            .grouped(lambda alert, days=dict(rows): days[alert.id])
            .items()
        ):
            group.returned_on = day
            for user in group.activity_id.user_id:
                open_ones = group.activity_id.filtered(
                    lambda activity, user=user: activity.active and activity.user_id == user
                )
                lang = user.lang or self.env.lang
                feedback = self.with_context(lang=lang).env._("Came back on %(day)s", day=day)
                open_ones._action_done(feedback=feedback)
        return len(rows)
