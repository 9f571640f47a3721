# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, email_normalize, mail

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

_logger = logging.getLogger(__name__)

#: Letters written in a transaction.
BATCH = 100
#: Why a letter could not be made: noted on it, the others go on.
REFUSALS = (UserError, ValueError, psycopg2.DataError, psycopg2.IntegrityError)


class HotelLetter(models.Model):
    """A letter the house wrote to a guest by itself: once for each occasion, in the database.

    The mail stands in the chatter of the guest. An answer to it opens a feedback of the guest.
    """

    _name = "hotel.letter"
    _inherit = ["customer.person.part"]
    _description = "Letter to a Guest"
    _order = "written_on desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Guest", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    property_id = fields.Many2one("hotel.property", readonly=True, index=True, ondelete="restrict")
    stay_id = fields.Many2one(
        "hotel.stay", "Last stay", readonly=True, index="btree_not_null", ondelete="set null"
    )
    occasion = fields.Selection(
        [("birthday", "Birthday"), ("away", "Years without a stay")],
        required=True,
        readonly=True,
    )
    key = fields.Char(
        "Which one", required=True, readonly=True, help="The year, or the day of the last stay."
    )
    written_on = fields.Date(
        required=True, readonly=True, help="The date at the property, by its time zone."
    )
    email = fields.Char("Written to", readonly=True)
    message_id = fields.Many2one("mail.message", readonly=True, ondelete="set null")
    problem = fields.Char("Not written because", readonly=True)
    feedback_ids = fields.One2many("hotel.feedback", "letter_id", string="Answers")
    is_answered = fields.Boolean("Answered", compute="_compute_is_answered", store=True)

    _once_an_occasion = models.UniqueIndex(
        "(partner_id, company_id, occasion, key)",
        "The guest has got this letter already: each is written once for an occasion.",
    )
    _message = models.Index("(message_id) WHERE message_id IS NOT NULL")

    @api.depends("feedback_ids")
    def _compute_is_answered(self):
        for letter in self:
            letter.is_answered = bool(letter.feedback_ids)

    # -------------------------------------------------------------- THE DAILY JOB

    @api.model
    @step_aside
    def _cron_write(self, batch_size=BATCH):
        """Write today's letters of all properties, by the date each of them has.

        Safe to kill at any point, to run twice, and to run at once with itself: a letter and its
        mail are committed together, and an occasion has one.
        """
        # A scheduled action belongs to no company.
        self = self.sudo()
        for place in self.env["hotel.property"].search([]):
            today = place._get_today()
            for occasion in self._get_written_occasions(place.company_id):
                while letters := self._write_some(occasion, place, today, batch_size):
                    if not self.env["ir.cron"]._commit_progress(len(letters)):
                        return

    @api.model
    def _get_written_occasions(self, company):
        """Return the occasions a company wants letters for."""
        wanted = {"birthday": company.hotel_birthday_mail, "away": company.hotel_away_letter}
        return [occasion for occasion, yes in wanted.items() if yes]

    @api.model
    def _write_some(self, occasion, place, today, limit=BATCH):
        """Note and write letters of an occasion that nobody has written yet.

        :return: the letters; call again until there are none
        """
        Care = self.env["hotel.care"]
        company = place.company_id
        written = SQL(
            """EXISTS (
                SELECT FROM hotel_letter l
                 WHERE l.partner_id = found.partner_id AND l.company_id = %s AND l.occasion = %s
                   AND l.key = found.key)""",
            company.id,
            occasion,
        )
        may = Care._may_write_to(company, today)
        rows = Care._find(occasion, place, today, where=may, unless=written, limit=limit)
        letters = self._note(rows, occasion, place, today)
        if letters:
            letters._write_mails()
        return letters

    @api.model
    def _note(self, rows, occasion, place, today):
        """Add the letters; one that another session has noted meanwhile is left to it."""
        if not rows:
            return self.browse()
        people, keys, stays = map(list, zip(*rows, strict=True))
        found = self.env.execute_query(
            SQL(
                """
                INSERT INTO hotel_letter
                       (partner_id, company_id, property_id, stay_id, occasion, key, written_on,
                        email, is_answered, create_uid, create_date, write_uid, write_date)
                SELECT p.id, %(company)s, %(place)s, row.stay_id, %(occasion)s, row.key, %(today)s,
                       p.email_normalized, FALSE, %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s,
                       now() AT TIME ZONE 'UTC'
                  FROM unnest(%(people)s, %(keys)s, %(stays)s)
                       AS row (partner_id, key, stay_id)
                  JOIN res_partner p ON p.id = row.partner_id
                    ON CONFLICT DO NOTHING
                RETURNING id
                """,
                company=place.company_id.id,
                place=place.id,
                occasion=occasion,
                today=today,
                uid=self.env.uid,
                people=people,
                keys=keys,
                stays=stays,
            )
        )
        return self.browse(row[0] for row in found)

    def _write_mails(self):
        """Put the mail of each letter into the queue; what fails is noted on its letter."""
        try:
            with self.env.cr.savepoint():
                self._queue_mails()
        except REFUSALS as error:
            _logger.info("Writing %s letters one by one: %s", len(self), error)
            for letter in self:
                try:
                    with self.env.cr.savepoint():
                        letter._queue_mails()
                except REFUSALS as refused:
                    letter.problem = str(refused)

    def _queue_mails(self):
        for (occasion, company), letters in self.grouped(
            lambda letter: (letter.occasion, letter.company_id)
        ).items():
            template = self.env.ref(f"hotel_guest_profile.mail_template_{occasion}")
            mails = template.with_company(company).send_mail_batch(
                letters.ids,
                email_values={"reply_to": letters._get_reply_to(company), "auto_delete": False},
            )
            for letter, sent in zip(letters, mails, strict=True):
                # In the chatter of the guest, where everybody who serves him reads it.
                sent.mail_message_id.write({"model": "res.partner", "res_id": letter.partner_id.id})
                letter.write({"message_id": sent.mail_message_id.id, "problem": False})

    @api.model
    def _get_reply_to(self, company):
        """Return where answers go: the address that opens a feedback, else the company's own."""
        alias = self.env.ref("hotel_guest_profile.mail_alias_feedback", raise_if_not_found=False)
        if alias and alias.alias_name and alias.alias_domain_id:
            return alias.alias_full_name
        return company.email_formatted or False

    def action_write_again(self):
        """Try again to write what could not be written.

        :raises UserError: there was no problem
        """
        self.check_access("read")
        if not self.env.user.has_group("hotel_guest_profile.group_hotel_guest_relations"):
            raise AccessError(self.env._("Guest relations write to guests."))
        if any(not letter.problem for letter in self):
            raise UserError(self.env._("This letter is written: each is written once."))
        # The house writes, as by night; nobody writes letters by hand.
        self.sudo()._write_mails()

    # -------------------------------------------------------------- ANSWERS

    @api.model
    def _find_answered(self, msg_dict):
        """Return the letter a mail answers, if it comes from who got that letter."""
        references = mail.unfold_references(
            f"{msg_dict.get('references') or ''} {msg_dict.get('in_reply_to') or ''}"
        )
        # The gateway answers for nobody in particular.
        letters = self.sudo().search(
            [("message_id.message_id", "in", references)], order="id desc", limit=1
        )
        sender = email_normalize(msg_dict.get("email_from") or "")
        known = {letters.email, letters.partner_id.email_normalized}
        return letters if sender and sender in known else self.browse()
