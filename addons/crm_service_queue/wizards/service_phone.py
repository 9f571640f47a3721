# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.keys.phone import looks_like_phone

from ..models.service_request import CHANNELS, KINDS

#: So many people are offered to choose from.
SHOWN = 10


class ServicePhone(models.TransientModel):
    """Somebody rings or stands at the desk: who, what in a line, which sort; that is a request."""

    _name = "service.phone"
    _description = "Request by Phone"

    asked = fields.Char("Who", help="Phone number, name, card, room key: whatever is known.")
    candidate_ids = fields.Many2many("res.partner", compute="_compute_candidate_ids")
    candidate_count = fields.Integer(compute="_compute_candidate_ids")
    partner_id = fields.Many2one(
        "res.partner", "Customer", compute="_compute_partner_id", store=True, readonly=False
    )
    contact_name = fields.Char(
        "Name", compute="_compute_caller", store=True, readonly=False, help="Of a new caller."
    )
    phone = fields.Char(compute="_compute_caller", store=True, readonly=False)
    name = fields.Char("What")
    kind = fields.Selection(KINDS, required=True, default="request")
    category_id = fields.Many2one("service.category")
    channel = fields.Selection(CHANNELS, required=True, default="phone")
    open_request_ids = fields.Many2many("service.request", compute="_compute_open_request_ids")
    request_id = fields.Many2one(
        "service.request",
        "Belongs to",
        domain="[('id', 'in', open_request_ids)]",
        help="What is said is added to this request instead of a new one.",
    )

    @api.depends("asked")
    def _compute_candidate_ids(self):
        People = self.env["res.partner"]
        for wizard in self:
            asked = (wizard.asked or "").strip()
            query = People._get_recognition_query(asked) if asked else None
            found = People._recognise(query, limit=SHOWN) if query else People
            wizard.candidate_ids = found[:SHOWN]
            wizard.candidate_count = len(found)

    @api.depends("asked")
    def _compute_partner_id(self):
        for wizard in self:
            found = wizard.candidate_ids
            # Of several the agent chooses: a wrong person would read another's requests.
            wizard.partner_id = found if len(found) == 1 else wizard.partner_id & found

    @api.depends("asked", "partner_id")
    def _compute_caller(self):
        for wizard in self:
            asked = (wizard.asked or "").strip()
            is_number = looks_like_phone(asked)
            if wizard.partner_id:
                wizard.contact_name = False
                wizard.phone = asked if is_number else wizard.partner_id.phone
            else:
                wizard.contact_name = False if is_number else asked
                wizard.phone = asked if is_number else False

    @api.depends("partner_id")
    def _compute_open_request_ids(self):
        Request = self.env["service.request"]
        for wizard in self:
            person = wizard.partner_id.commercial_partner_id
            domain = [("partner_id", "child_of", person.ids), ("is_open", "=", True)]
            wizard.open_request_ids = Request.search(domain, limit=20) if person else Request

    def action_create_request(self):
        """Write the request down and open it."""
        return self._create_request()._open_form()

    def action_create_and_next(self):
        """Write the request down, say its number, and be ready for the next call."""
        request = self._create_request()
        following = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_phone_action"
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": request.number,
                # The caller is still there to be told.
                "message": self._describe(request),
                "next": {**following, "path": False},
            },
        }

    def _describe(self, request):
        """Return in a line what became of a request."""
        # Put into the queue of others, it may be out of the agent's sight already.
        request = request.sudo()
        place = request.user_id.name or request.queue_id.name
        if not place:
            return self.env._("%(request)s waits to be put into a queue.", request=request.name)
        return self.env._("%(request)s: %(place)s has it.", request=request.name, place=place)

    def _create_request(self):
        """Return the new request, or the one that what was said was added to.

        :raises UserError: nothing says what it is about
        """
        self.ensure_one()
        if not (self.name or "").strip():
            raise UserError(self.env._("Type in a line what the caller wants."))
        if self.request_id:
            self._add_to_request()
            return self.request_id
        return self.env["service.request"].create(
            {
                "name": self.name.strip(),
                "kind": self.kind,
                "category_id": self.category_id.id,
                "channel": self.channel,
                "partner_id": self.partner_id.id,
                "contact_name": self.contact_name,
                "phone": self.phone,
                "email_from": self.partner_id.email,
            }
        )

    def _add_to_request(self):
        """Put what the customer says to a request that is open already."""
        request = self.request_id
        request._check_serves()
        if request not in self.open_request_ids:
            raise UserError(self.env._("Choose a request of this customer that is open."))
        request.message_post(
            body=self.env._(
                "The customer adds by %(channel)s: %(text)s",
                channel=dict(self._fields["channel"]._description_selection(self.env))[
                    self.channel
                ],
                text=self.name,
            ),
            subtype_xmlid="mail.mt_note",
        )
        # It is the customer's word, whoever types it.
        request._note_customer_letter(request.message_ids[:1], request._get_moment())
