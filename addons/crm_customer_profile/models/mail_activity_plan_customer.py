# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models

#: Days after which a change of state starts no plan any more: whoever takes over the records of
#: years wants no activities for what is long past.
FRESH = timedelta(days=7)


class MailActivity(models.Model):
    _inherit = "mail.activity"

    customer_plan_template_id = fields.Many2one(
        "mail.activity.plan.template",
        string="Step of the plan",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The plan of the customer's state that made the activity.",
    )


class CustomerStateMove(models.Model):
    _inherit = "customer.state.move"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves._start_plans()
        return moves

    def _start_plans(self):
        """Start the plan of the state people came to; steps of the state they left are dropped.

        An open step is not made twice. Whoever takes over a file of people wants no steps for each
        of them: the context that keeps core's activities away keeps these away too.
        """
        if self.env.context.get("mail_activity_automation_skip"):
            return
        since = fields.Datetime.now() - FRESH
        latest = {
            move.partner_id: move
            for move in self.sorted(lambda move: (move.date, move.id))
            if move.date >= since
        }
        if not latest:
            return
        # Which plan belongs to a state is for everybody's work, and read here only.
        rules = {rule.state: rule for rule in self.env["customer.state.rule"].sudo().search([])}
        # Plans belong to the life cycle, not to whoever happened to confirm the order.
        activities = self.env["mail.activity"].sudo()
        ids = [partner.id for partner in latest]
        open_steps = activities.search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", ids),
                ("customer_plan_template_id", "!=", False),
            ]
        )
        keep = activities
        values = []
        for partner, move in latest.items():
            rule = rules.get(move.state_to)
            steps = rule.plan_id.template_ids if rule and rule.plan_id.active else ()
            for step in steps:
                double = open_steps.filtered(
                    lambda activity, partner=partner, step=step: (
                        activity.res_id == partner.id and activity.customer_plan_template_id == step
                    )
                )
                keep |= double
                if not double:
                    values.append(partner._prepare_plan_activity(step, rule))
        (open_steps - keep).unlink()
        # The bell tells it; a mail for each of a thousand steps would tell nothing.
        activities.with_context(mail_activity_quick_update=True).create(values)
