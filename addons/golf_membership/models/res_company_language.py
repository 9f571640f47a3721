# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class ResCompany(models.Model):
    """The language in which scheduled jobs write, whoever the scheduler is."""

    _inherit = "res.company"

    def _get_golf_lang(self, user=None):
        """Return the code of the language in which a job of this club writes what people read.

        :param user: ``res.users`` who is to read it; without one all at the club are, and the
            language is that of the club's own contact
        """
        self.ensure_one()
        # Only languages are read here.
        robot = self.env.ref("base.user_root").sudo()
        reader = (user or self.env["res.users"]).sudo() - robot  # a language is no secret
        candidates = (reader.lang, self.partner_id.lang, self._get_golf_manager().sudo().lang)
        installed = self.env["res.lang"]._get_data
        return next((code for code in candidates if code and installed(code=code)), self.env.lang)

    @api.model
    def _get_golf_translations(self, say):
        """Return {language code: text} of a text in source English and each installed language.

        :param say: returns the text, given an environment in the language
        """
        codes = ["en_US", *(code for code, _name in self.env["res.lang"].get_installed())]
        return {code: say(self.with_context(lang=code).env) for code in codes}
