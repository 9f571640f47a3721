# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class MailingTrace(models.Model):
    _inherit = "mailing.trace"

    # What was sent to a person is looked up from the person; core has the mailing's index only.
    _person_idx = models.Index("(res_id) WHERE model = 'res.partner'")
