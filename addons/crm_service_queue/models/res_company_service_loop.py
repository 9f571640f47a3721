# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    """How a house closes the loop: what is asked for, how long one waits, who may grant what."""

    _inherit = "res.company"

    service_ask_result = fields.Boolean(
        "Ask for the result of complaints",
        default=True,
        help="A complaint is settled with a result for the customer and a root cause only.",
    )
    service_callback_hours = fields.Integer(
        "Call back after (hours)",
        default=24,
        help="How long after a complaint was settled the customer is called.",
    )
    service_callback_tries = fields.Integer(
        "Calls at most",
        default=3,
        help="After as many calls without an answer a complaint is put away all the same.",
    )
    service_callback_pause_hours = fields.Integer(
        "Next call after (hours)", default=4, help="How long to wait when nobody answered."
    )
    service_close_days = fields.Integer(
        "Put away after (days)",
        default=7,
        help="Settled requests that are no complaints are put away by themselves after as many "
        "days; 0 for never.",
    )
    service_grace_days = fields.Integer(
        "Reopen within (days)",
        default=14,
        help="A customer who writes within as many days after it was settled opens the same "
        "request again; later a new one is made that follows it. Queues may have their own.",
    )
    service_reopen_length = fields.Integer(
        "Reopen from (characters)",
        default=0,
        help="Shorter letters without a file open nothing again; 0 for any. The button Not solved "
        "on the portal always does.",
    )
    service_thanks_stay = fields.Boolean(
        "Thanks reopen nothing",
        default=True,
        help="A letter that only says thank you, or that it arrived, in English or Chinese, is "
        "kept with the request, which stays settled.",
    )
    service_portal_megabytes = fields.Integer(
        "Files from the portal (MB)", default=10, help="How large all files of one letter may be."
    )
    service_limit_agent = fields.Monetary(
        "Agents grant up to", currency_field="currency_id", default=50
    )
    service_limit_supervisor = fields.Monetary(
        "Supervisors grant up to", currency_field="currency_id", default=500
    )
    service_points_program_id = fields.Many2one(
        "loyalty.program",
        "Points are given in",
        domain=[("program_type", "in", ("loyalty", "ewallet"))],
        help="The loyalty program or electronic purse whose cards get the points.",
    )
    service_two_publish = fields.Boolean(
        "Somebody else publishes",
        default=True,
        help="The owner of an article asks for a review; another person publishes it.",
    )

    _service_loop_sane = models.Constraint(
        """CHECK (service_callback_hours >= 0 AND service_callback_tries >= 1
                  AND service_callback_pause_hours >= 0 AND service_close_days >= 0
                  AND service_grace_days >= 0 AND service_reopen_length >= 0
                  AND service_portal_megabytes >= 0)""",
        "Hours, days and sizes of the service cannot be less than nothing, and somebody is "
        "called at least once.",
    )
