# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64

from odoo import models
from odoo.exceptions import UserError
from odoo.tools.image import image_process

from ..membership import card
from ..membership import state as rules


class GolfMembership(models.Model):
    """The member card: what is on it, and how it is printed and sent."""

    _inherit = "golf.membership"

    def _get_card_code(self):
        """Return what the QR code on the card says: the plain member number.

        A reader at the front desk types it into any member search, which finds a number. It
        holds no name, no date and no address, so a lost card tells nothing, and it stays good
        when the club changes its web address.
        """
        self.ensure_one()
        return self.number

    def _is_card_valid(self):
        """Tell whether the club issues a card for this membership now."""
        self.ensure_one()
        return self.state == rules.ACTIVE

    def _check_card_valid(self):
        """Check that the club issues cards for these memberships now.

        :raises UserError: one of them is not active
        """
        refused = self.filtered(lambda membership: not membership._is_card_valid())
        if refused:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(member)s (%(state)s) has no valid membership to print a card for. A card"
                    " is issued once the joining invoice is paid and the first day has come.",
                    member=refused[0].display_name,
                    state=states.get(refused[0].state),
                )
            )

    def _get_card_values(self):
        """Return what the card template draws, with every text fitted to its line.

        Lengths are in units of the drawing, which is 860 wide: a tenth of a millimetre each.
        """
        self.ensure_one()
        company = self.company_id
        club, club_size = card.fit_text(company.name, 600, 40, 20)
        name, name_size = card.fit_text(self.partner_id.name, 772, 58, 28)
        nominator, nominator_size = card.fit_text(self.corporate_partner_id.name, 772, 26, 18)
        tier, tier_size = card.fit_text(self.tier_id.name, 190, 26, 16)
        number, number_size = card.fit_text(self.number, 190, 34, 16)
        qr_path, qr_side = card.qr_path(self._get_card_code())
        dark, light = card.background(self.tier_id.color)
        return {
            "id": self.id,
            "club": club,
            "club_size": club_size,
            "name": name,
            "name_size": name_size,
            "nominator": nominator,
            "nominator_size": nominator_size,
            "tier": tier,
            "tier_size": tier_size,
            "number": number,
            "number_size": number_size,
            "date_start": self.date_start,
            "date_end": self.date_end,
            "dark": dark,
            "light": light,
            "logo_uri": self._get_card_logo_uri(),
            "qr_path": qr_path,
            "qr_scale": round(188 / qr_side, 4),
        }

    def _get_card_logo_uri(self):
        """Return the club's logo as a data URI, or False where it has only Odoo's placeholder."""
        company = self.company_id
        if not company.logo or company.uses_default_logo:
            return False
        # Not larger than 15 mm need at 400 dpi. Drawings and WebP come out as they are: core's
        # converter finds the JPEG of the latter, as the PDF engine knows no WebP.
        logo = base64.b64encode(image_process(base64.b64decode(company.logo), size=(0, 240)))
        converter = self.env["ir.qweb.field.image"].with_context(webp_as_jpg=True)
        return converter._get_src_data_b64(logo, {})

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.env._("Member card %(number)s", number=self.number)

    # -------------------------------------------------------------- ACTIONS

    def action_send_card(self):
        """Open the e-mail that brings the member the card, ready to send.

        :raises UserError: the membership is not active, or the club deleted the e-mail template
        """
        self.ensure_one()
        self._check_card_valid()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send card by e-mail"),
            "res_model": "mail.compose.message",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_template_id": self._get_welcome_template().id,
                "default_email_layout_xmlid": "mail.mail_notification_light",
                "force_email": True,
                "golf_mark_welcomed": True,
            },
        }
