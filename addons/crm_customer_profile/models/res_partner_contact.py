# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from .conflicts import step_aside

#: What counts as a contact with the people whose ids follow: person, last moment.
#: Notes and what the system writes to itself are none.
_LAST_CONTACTS = """
    SELECT partner_id, MAX(date) FROM (
        SELECT partner_id, date
          FROM customer_contact
         WHERE state = 'done' AND partner_id = ANY(%(ids)s)
        UNION ALL
        SELECT message.res_id, message.date
          FROM mail_message message
          LEFT JOIN mail_message_subtype subtype ON subtype.id = message.subtype_id
          LEFT JOIN mail_activity_type type ON type.id = message.mail_activity_type_id
         WHERE message.model = 'res.partner' AND message.res_id = ANY(%(ids)s)
           AND (type.is_contact
                OR message.message_type IN ('email', 'email_outgoing', 'sms')
                OR message.message_type = 'comment' AND type.id IS NULL
                   AND NOT COALESCE(subtype.internal, TRUE)
                   AND NOT COALESCE(message.is_internal, FALSE))
        UNION ALL
        SELECT lead.partner_id, message.date
          FROM crm_lead lead
          JOIN mail_message message ON message.model = 'crm.lead' AND message.res_id = lead.id
          LEFT JOIN mail_activity_type type ON type.id = message.mail_activity_type_id
         WHERE lead.partner_id = ANY(%(ids)s)
           AND (type.is_contact OR message.message_type IN ('email', 'email_outgoing', 'sms'))
        UNION ALL
        SELECT message_to.res_partner_id, message.date
          FROM mail_notification message_to
          JOIN mail_message message ON message.id = message_to.mail_message_id
         WHERE message_to.res_partner_id = ANY(%(ids)s)
           AND message_to.notification_type IN ('email', 'sms')
           AND message_to.notification_status IN ('sent', 'pending')
        UNION ALL
        SELECT res_id, sent_datetime
          FROM mailing_trace
         WHERE model = 'res.partner' AND res_id = ANY(%(ids)s) AND sent_datetime IS NOT NULL
        UNION ALL
        SELECT attendee.partner_id, event.start
          FROM calendar_attendee attendee
          JOIN calendar_event event ON event.id = attendee.event_id AND event.active
         WHERE attendee.partner_id = ANY(%(ids)s)
    ) contact
    WHERE date <= %(now)s
    GROUP BY partner_id
"""

#: Whose last contact has been overtaken since yesterday's job, and before it.
_OVERTAKEN = """
    SELECT partner.id
      FROM res_partner partner
      JOIN (SELECT res_id AS partner_id, MAX(sent_datetime) AS date
              FROM mailing_trace
             WHERE model = 'res.partner' AND sent_datetime IS NOT NULL
             GROUP BY res_id
            UNION ALL
            SELECT attendee.partner_id, MAX(event.start)
              FROM calendar_attendee attendee
              JOIN calendar_event event ON event.id = attendee.event_id AND event.active
             WHERE event.start <= now() AT TIME ZONE 'UTC'
             GROUP BY attendee.partner_id) contact ON contact.partner_id = partner.id
     WHERE partner.last_contact_date IS NULL OR partner.last_contact_date < contact.date
     GROUP BY partner.id
     ORDER BY partner.id
"""

STAFF = "crm_customer_profile.group_customer_user"


class ResPartner(models.Model):
    """When a person was last contacted and will be next, over all means."""

    _inherit = "res.partner"

    customer_contact_ids = fields.One2many(
        "customer.contact", "partner_id", string="Contact log", groups=STAFF
    )
    customer_contact_count = fields.Integer(
        "Contacts", compute="_compute_customer_contact_figures", groups=STAFF
    )
    customer_contact_cost = fields.Monetary(
        "Cost of contacts",
        compute="_compute_customer_contact_figures",
        currency_field="currency_id",
        help="Of the contacts with your present company.",
        groups=STAFF,
    )
    customer_promise_ids = fields.One2many(
        "customer.contact",
        "partner_id",
        string="Open promises",
        domain=[("next_activity_id.active", "=", True)],
        groups=STAFF,
    )
    last_contact_date = fields.Datetime(
        "Last contact",
        compute="_compute_last_contact_date",
        store=True,
        index=True,
        copy=False,
        help="The last contact logged, message, text, mailing, meeting or call.",
        groups=STAFF,
    )
    days_since_contact = fields.Integer(
        "Days since last contact", compute="_compute_days_since_contact", groups=STAFF
    )
    next_contact_date = fields.Date(
        "Next contact",
        compute="_compute_next_contact_date",
        help="The next activity or meeting.",
        groups=STAFF,
    )

    # Stored, and computed again when something says so: see _touch_contact and the nightly job.
    def _compute_last_contact_date(self):
        last = self._get_last_contacts()
        for partner in self:
            partner.last_contact_date = last.get(partner._origin.id, False)

    def _get_last_contacts(self):
        """Return ``{id: datetime}`` by one statement, whatever the reader may open."""
        ids = self._origin.ids
        if not ids:
            return {}
        self.env["customer.contact"].flush_model(["partner_id", "state", "date"])
        for model in ("mail.message", "mail.notification", "mailing.trace", "calendar.event"):
            self.env[model].flush_model()
        self.env["crm.lead"].flush_model(["partner_id"])
        return dict(self.env.execute_query(SQL(_LAST_CONTACTS, ids=ids, now=fields.Datetime.now())))

    @api.depends("last_contact_date")
    def _compute_days_since_contact(self):
        now = fields.Datetime.now()
        for partner in self:
            last = partner.last_contact_date
            partner.days_since_contact = (now - last).days if last else 0

    def _compute_next_contact_date(self):
        today = fields.Date.context_today(self)
        people = self._origin
        # When the next contact is, is for everybody who sees the person; what it is, is not.
        activities = self.env["mail.activity"].sudo()
        leads = dict(
            self.env["crm.lead"]
            .sudo()  # as above: ids to count by
            ._read_group([("partner_id", "in", people.ids)], ["partner_id"], ["id:array_agg"])
        )
        lead_owner = {lead: partner.id for partner, ids in leads.items() for lead in ids}
        orders = dict(
            self.env["sale.order"]
            .sudo()  # as above
            ._read_group([("partner_id", "in", people.ids)], ["partner_id"], ["id:array_agg"])
        )
        order_owner = {order: partner.id for partner, ids in orders.items() for order in ids}
        found = {}
        for model, by_record in (
            ("res.partner", {partner.id: partner.id for partner in people}),
            ("crm.lead", lead_owner),
            ("sale.order", order_owner),
        ):
            for record_id, deadline in activities._read_group(
                [("res_model", "=", model), ("res_id", "in", list(by_record))],
                ["res_id"],
                ["date_deadline:min"],
            ):
                found.setdefault(by_record[record_id], []).append(deadline)
        for attendee, start in (
            self.env["calendar.attendee"]
            .sudo()  # as above
            ._read_group(
                [
                    ("partner_id", "in", people.ids),
                    ("event_id.start", ">=", fields.Datetime.now()),
                    ("event_id.active", "=", True),
                ],
                ["partner_id"],
                ["event_id:recordset"],
            )
        ):
            found.setdefault(attendee.id, []).append(min(start.mapped("start")).date())
        for contact_partner, date in (
            self.env["customer.contact"]
            .sudo()  # as above
            ._read_group(
                [
                    ("partner_id", "in", people.ids),
                    ("state", "=", "planned"),
                    ("date", ">=", today),
                ],
                ["partner_id"],
                ["date:min"],
            )
        ):
            found.setdefault(contact_partner.id, []).append(date.date())
        for partner in self:
            partner.next_contact_date = min(found.get(partner._origin.id, []), default=False)

    def _compute_customer_contact_figures(self):
        figures = {
            partner.id: (count, cost)
            for partner, count, cost in self.env["customer.contact"]._read_group(
                [
                    ("partner_id", "in", self._origin.ids),
                    ("company_id", "=", self.env.company.id),
                ],
                ["partner_id"],
                ["__count", "cost:sum"],
            )
        }
        for partner in self:
            count, cost = figures.get(partner._origin.id, (0, 0))
            partner.customer_contact_count = count
            partner.customer_contact_cost = cost

    # -- keeping up -----------------------------------------------------------

    @api.model
    @step_aside
    def _cron_sync_last_contact(self, batch_size=1000):
        """Catch up with what is sent and met without a session: mailings, meetings.

        Safe to kill and to run twice: whoever is up to date is not found again.
        """
        cron = self.env["ir.cron"]
        self.env.flush_all()
        ids = [row[0] for row in self.env.execute_query(SQL(_OVERTAKEN))]
        cron._commit_progress(remaining=len(ids))
        # A scheduled action belongs to no company: people of all.
        people = self.sudo().with_context(active_test=False)
        for start in range(0, len(ids), batch_size):
            batch = people.browse(ids[start : start + batch_size]).try_lock_for_update()
            batch._sync_last_contact()
            batch.flush_recordset()
            if not cron._commit_progress(len(ids[start : start + batch_size])):
                return
            self.env.invalidate_all()

    def _touch_contact(self):
        """Have the last contact of these people looked at when the transaction ends, once."""
        if not self.ids:
            return
        precommit = self.env.cr.precommit
        if "customer.contact" not in precommit.data:
            precommit.data["customer.contact"] = set()
            # The date of the last contact follows from everybody's; it is the system's to note.
            precommit.add(self.env["res.partner"].sudo()._sync_touched_contacts)
        precommit.data["customer.contact"].update(self.ids)

    @api.model
    def _sync_touched_contacts(self):
        ids = self.env.cr.precommit.data.pop("customer.contact", ())
        self.browse(sorted(ids)).exists()._sync_last_contact()

    def _sync_last_contact(self):
        """Compute the last contact of these people again; a sign of life moves the life cycle."""
        self.env.add_to_compute(self._fields["last_contact_date"], self)
        self._recompute_recordset(["last_contact_date"])
        self.filtered(
            lambda partner: partner.customer_state == "lost" or partner.customer_state_due
        )._sync_lifecycle()

    def _get_lifecycle_voices(self):
        found = super()._get_lifecycle_voices()
        for partner, dates in self.env["customer.contact"]._read_group(
            [("partner_id", "in", self.ids), ("responded", "=", True)],
            ["partner_id"],
            ["date:array_agg"],
        ):
            found[partner.id] += dates
        return found

    def action_log_contact(self):
        """Open the quick form that logs a contact with this person."""
        self.ensure_one()
        view = self.env.ref("crm_customer_profile.customer_contact_view_quick")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log a contact"),
            "res_model": "customer.contact",
            "views": [(view.id, "form")],
            "target": "new",
            "context": {"default_partner_id": self.id, "default_state": "done"},
        }

    def action_view_contacts(self):
        """Open the contact log of the person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_contact_action"
        )
        action["domain"] = [("partner_id", "child_of", self.id)]
        action["context"] = {"default_partner_id": self.id}
        action["display_name"] = self.env._("Contacts with %(name)s", name=self.display_name)
        return action
