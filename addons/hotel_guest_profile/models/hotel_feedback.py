# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import html2plaintext

#: What a house answers for: until it is settled, nobody writes to the guest as if all were well.
GRIEVANCES = ("complaint", "answer")


class HotelFeedback(models.Model):
    """What a guest praised, complained of or suggested, and what the house made of it.

    It becomes a task of the department; when that is done, the guest hears of it at the next
    check-out, with the gift if there is one.
    """

    _name = "hotel.feedback"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Guest Feedback"
    _order = "date desc, id desc"
    _check_company_auto = True
    _primary_email = "email_from"

    name = fields.Char("In short", required=True, tracking=True)
    text = fields.Text("In the guest's words")
    kind = fields.Selection(
        [
            ("complaint", "Complaint"),
            ("idea", "Idea"),
            ("praise", "Praise"),
            ("answer", "Answer to a letter"),
        ],
        required=True,
        default="complaint",
        tracking=True,
    )
    state = fields.Selection(
        [("open", "Open"), ("improving", "Being improved"), ("done", "Done")],
        required=True,
        default="open",
        index=True,
        tracking=True,
        copy=False,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Guest",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    email_from = fields.Char("Written from", readonly=True)
    stay_id = fields.Many2one(
        "hotel.stay",
        index="btree_not_null",
        ondelete="set null",
        domain="[('partner_id', '=?', partner_id)]",
        check_company=True,
    )
    property_id = fields.Many2one(
        "hotel.property",
        compute="_compute_property_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    department_id = fields.Many2one(
        "customer.department", index=True, ondelete="restrict", tracking=True
    )
    is_mine = fields.Boolean("My department", compute="_compute_is_mine", search="_search_is_mine")
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        index=True,
        ondelete="restrict",
        tracking=True,
        default=lambda self: self.env.user if self.env.user._is_internal() else False,
    )
    letter_id = fields.Many2one(
        "hotel.letter", "Answers", readonly=True, index="btree_not_null", ondelete="set null"
    )
    date = fields.Datetime("Told on", required=True, default=fields.Datetime.now)
    result = fields.Text("What was improved", tracking=True)
    gift = fields.Char(help="What the guest is given at the next check-out: a box of the pastry.")
    done_at = fields.Datetime("Done on", readonly=True, copy=False)
    told_at = fields.Datetime("Guest told on", readonly=True, copy=False)
    told_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    told_stay_id = fields.Many2one(
        "hotel.stay", "Told at", readonly=True, copy=False, ondelete="set null"
    )

    _open_grievances = models.Index(
        "(partner_id, company_id) WHERE state <> 'done' AND kind IN ('complaint', 'answer')"
    )

    @api.depends("stay_id")
    def _compute_partner_id(self):
        for feedback in self:
            feedback.partner_id = feedback.partner_id or feedback.stay_id.partner_id

    @api.depends("stay_id")
    def _compute_property_id(self):
        for feedback in self:
            feedback.property_id = feedback.stay_id.property_id or feedback.property_id

    @api.depends_context("uid")
    @api.depends("department_id")
    def _compute_is_mine(self):
        mine = self.env.user.hotel_department_ids
        for feedback in self:
            feedback.is_mine = feedback.department_id in mine

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("department_id", "in", self.env.user.hotel_department_ids.ids)

    @api.onchange("stay_id")
    def _onchange_stay_id(self):
        if self.stay_id:
            self.company_id = self.stay_id.company_id

    @api.model_create_multi
    def create(self, vals_list):
        stays = self.env["hotel.stay"].browse(
            {vals["stay_id"] for vals in vals_list if vals.get("stay_id")}
        )
        companies = {stay.id: stay.company_id.id for stay in stays}
        return super().create(
            [
                {"company_id": companies[vals["stay_id"]], **vals} if vals.get("stay_id") else vals
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if vals.get("state") == "done" and not vals.get("result"):
            for feedback in self:
                if not feedback.result and feedback.kind != "praise":
                    raise UserError(
                        self.env._(
                            "%(feedback)s: say what was improved, so that the guest can be told.",
                            feedback=feedback.name,
                        )
                    )
        if "state" in vals:
            vals = {**vals, "done_at": fields.Datetime.now() if vals["state"] == "done" else False}
        return super().write(vals)

    # -------------------------------------------------------------- BUTTONS

    def action_improve(self):
        """The department works on it."""
        self.filtered(lambda feedback: feedback.state == "open").state = "improving"

    def action_done(self):
        """It is settled; the guest is told at the next check-out.

        :raises UserError: nobody wrote down what was improved
        """
        self.filtered(lambda feedback: feedback.state != "done").write({"state": "done"})

    def action_reopen(self):
        """It was not settled after all."""
        self.filtered(lambda feedback: feedback.state == "done").write(
            {"state": "open", "told_at": False, "told_by": False, "told_stay_id": False}
        )

    def action_hand_over(self):
        """Note that the guest was told what was improved, and was given the gift."""
        self.check_access("write")
        told = self.filtered(lambda row: row.state == "done" and not row.told_at)
        told.write({"told_at": fields.Datetime.now(), "told_by": self.env.uid})
        latest = {
            (partner, company): stays[:1]
            for (partner, company), stays in self.env["hotel.stay"]
            .search(
                [
                    ("partner_id", "in", told.partner_id.ids),
                    ("state", "in", ("in_house", "checked_out")),
                ],
                order="arrival desc, id desc",
            )
            .grouped(lambda stay: (stay.partner_id, stay.company_id))
            .items()
        }
        for feedback in told:
            key = (feedback.partner_id, feedback.company_id)
            feedback.told_stay_id = latest.get(key, False)

    # -------------------------------------------------------------- AT CHECK-OUT

    @api.model
    def _get_to_hand_over(self, partners):
        """Return what was improved for these guests and they have not been told of."""
        return self.search(
            [
                ("partner_id", "in", partners.ids),
                ("state", "=", "done"),
                ("told_at", "=", False),
                ("kind", "!=", "praise"),
            ],
            order="date, id",
        )

    def _describe_gift(self):
        self.ensure_one()
        return self.env._(
            "Have ready for the check-out: %(gift)s (%(feedback)s)",
            gift=self.gift or "",
            feedback=self.name,
        )

    @api.model
    def _get_open_grievances(self, partners):
        """Return the complaints and unread answers of these guests."""
        return self.search(
            Domain("partner_id", "in", partners.ids)
            & Domain("state", "!=", "done")
            & Domain("kind", "in", GRIEVANCES)
        )

    # -------------------------------------------------------------- BY MAIL

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Take an answer to a letter: link it to the guest it was written to."""
        letter = self.env["hotel.letter"]._find_answered(msg_dict)
        partner = letter.partner_id or self._find_guest(msg_dict)
        subject = msg_dict.get("subject") or self.env._("No subject")
        values = {
            "name": subject,
            "text": html2plaintext(msg_dict.get("body") or "").strip(),
            "kind": "answer",
            "email_from": msg_dict.get("email_from"),
            "partner_id": partner.id,
            "letter_id": letter.id,
            "stay_id": letter.stay_id.id,
            "company_id": (letter.company_id or self.env.company).id,
            "property_id": letter.property_id.id,
            "user_id": self._get_answering_user(letter, partner).id,
            "department_id": self._get_answering_department().id,
            **(custom_values or {}),
        }
        feedback = super().message_new(msg_dict, custom_values=values)
        if feedback.user_id:
            feedback.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=feedback.user_id.id,
                summary=self.env._("A guest answered: %(subject)s", subject=subject),
            )
        return feedback

    @api.model
    def _find_guest(self, msg_dict):
        """Return who wrote, where the sender's address is that of one contact."""
        found = self.env["res.partner"].browse(msg_dict.get("author_id") or False)
        return found if found.is_customer else self.env["res.partner"]

    @api.model
    def _get_answering_user(self, letter, partner):
        """Return who answers: the owner of the guest, whom the company names, guest relations."""
        company = letter.company_id or self.env.company
        owner = partner.user_id
        if owner.active and not owner.share:
            return owner
        team = self.env.ref("hotel_guest_profile.group_hotel_guest_relations").all_user_ids
        in_company = team.filtered(lambda user: company in user.company_ids and not user.share)
        # Managers belong to guest relations too, and answer where nobody else does.
        managers = self.env.ref("hotel_guest_profile.group_hotel_manager").all_user_ids
        return (
            company.hotel_answer_user_id
            or (in_company - managers).sorted("id")[:1]
            or in_company.sorted("id")[:1]
        )

    @api.model
    def _get_answering_department(self):
        department = self.env.ref(
            "hotel_guest_profile.department_guest_relations", raise_if_not_found=False
        )
        return department or self.env["customer.department"]
