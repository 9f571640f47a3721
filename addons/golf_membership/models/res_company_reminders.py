# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

#: (days after the due date, e-mail template, has an activity, adds a late fee)
DEFAULT_LEVELS = (
    (7, "mail_template_reminder_first", False, False),
    (21, "mail_template_reminder_second", False, True),
    (35, "mail_template_reminder_last", True, False),
)


class ResCompany(models.Model):
    """The reminder levels a club starts with."""

    _inherit = "res.company"

    def _add_default_reminder_levels(self):
        """Give these clubs the usual three reminder levels, unless a club has its own.

        Safe to call again.

        :return: the levels made
        """
        Level = self.env["golf.reminder.level"]
        own = Level.with_context(active_test=False).search([("company_id", "in", self.ids)])
        levels = Level.create(
            [
                company._prepare_reminder_level(number, *default)
                for company in self - own.company_id
                for number, default in enumerate(DEFAULT_LEVELS)
            ]
        )
        names = self._get_golf_translations(self._get_reminder_level_names)
        for level in levels:
            number = level.sequence - 1
            level.update_field_translations(
                "name", {code: texts[number] for code, texts in names.items()}
            )
        return levels

    @api.model
    def _get_reminder_level_names(self, env):
        """Return the names of the usual levels, in their order, in the language of ``env``."""
        return (
            env._("Friendly reminder"),
            env._("Second reminder"),
            env._("Last reminder"),
        )

    def _prepare_reminder_level(self, number, days, template, activity, late_fee):
        """Return the values of one of the usual levels.

        :param int number: which of them
        :param days: days after the due date
        :param str template: external identifier of its e-mail, without the addon
        :param activity: whether somebody is to talk to the payer
        :param late_fee: whether a late fee is charged
        """
        self.ensure_one()
        mail = self.env.ref(f"golf_membership.{template}", raise_if_not_found=False)
        return {
            "name": self._get_reminder_level_names(self.env)[number],
            "sequence": number + 1,
            "company_id": self.id,
            "days": days,
            "template_id": mail.id if mail else False,
            "make_activity": activity,
            "add_late_fee": late_fee,
        }
