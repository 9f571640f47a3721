# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

#: Sources whose ids can be told apart, see :meth:`TimelineSource.select`.
MOST_SOURCES = 64


class CustomerTimeline(models.Model):
    """Everything that happened with a person, across channels and departments, newest first.

    Nothing is stored: each row is a document seen from the person. Other addons add theirs by
    :meth:`_get_timeline_sources` and a key in ``kind``.
    """

    _name = "customer.timeline"
    _description = "Customer timeline"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "summary"

    kind = fields.Selection(
        [
            ("opportunity", "Opportunity"),
            ("order", "Order"),
            ("invoice", "Invoice"),
            ("credit_note", "Credit note"),
            ("payment", "Payment"),
            ("message", "Message"),
            ("activity", "Activity done"),
            ("mailing", "Campaign"),
            ("meeting", "Meeting"),
            ("event", "Event"),
        ],
        readonly=True,
    )
    date = fields.Datetime(readonly=True)
    partner_id = fields.Many2one("res.partner", "Person", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", "By", readonly=True)
    channel = fields.Selection(
        [
            ("phone", "Phone"),
            ("email", "E-mail"),
            ("sms", "SMS"),
            ("web", "Web"),
            ("visit", "Visit"),
            ("event", "Event"),
            ("letter", "Letter"),
            ("chat", "Chat"),
            ("fax", "Fax"),
        ],
        readonly=True,
    )
    summary = fields.Char("What", readonly=True)
    amount = fields.Monetary(readonly=True, aggregator=None)
    currency_id = fields.Many2one("res.currency", readonly=True)
    res_model = fields.Char("Document model", readonly=True)
    res_id = fields.Many2oneReference("Document", model_field="res_model", readonly=True)

    @property
    def _table_query(self):
        """The rows the present user may see: of people, and documents, that he may read."""
        sources = sorted(self._get_timeline_sources().items())
        if len(sources) > MOST_SOURCES:
            raise ValueError(f"{len(sources)} sources of the timeline: at most {MOST_SOURCES}")
        selects = [
            source.select(kind, number, self._get_source_access(source))
            for number, (kind, source) in enumerate(sources)
            if self.env.su or source.shown_with_person or self.env[source.model].has_access("read")
        ]
        rows = SQL(" UNION ALL ").join(SQL("(%s)", select) for select in selects)
        if self.env.su:
            return rows
        # Once for all sources: PostgreSQL takes longer to plan the access rules than to apply them.
        people = self._get_readable("res.partner").subselect()
        return SQL("SELECT * FROM (%s) happened WHERE partner_id IN %s", rows, people)

    def _get_source_access(self, source):
        """The condition under which a document is the present user's business, with its person."""
        if self.env.su or source.shown_with_person:
            return SQL("TRUE")
        return SQL("doc.id IN %s", self._get_readable(source.model).subselect())

    def _get_readable(self, model):
        return self.env[model].with_context(active_test=False)._search([])

    @api.model
    def _get_timeline_sources(self):
        """``{kind: TimelineSource}``. To be extended, together with the selection of ``kind``."""
        return {
            **self._get_trade_sources(),
            **self._get_correspondence_sources(),
        }

    def action_open_document(self):
        """Open what a row stands for."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }
