# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import float_compare

#: Percent are compared to this many decimals.
DIGITS = 2


class SaleOrder(models.Model):
    """A discount above the limit of one's level waits for somebody who may give it.

    The discount is what the price is below the pricelist, by a percentage, by a lowered price or
    by a line that takes off: whichever way a salesperson finds.
    """

    _inherit = "sale.order"

    customer_discount = fields.Float(
        "Highest discount %",
        digits=(16, 2),
        compute="_compute_customer_discount",
        store=True,
        tracking=True,
        help="Below the pricelist: the highest of a line, or of the whole order.",
    )
    discount_requested_by_id = fields.Many2one(
        "res.users", string="Approval asked by", readonly=True, copy=False, tracking=True
    )
    discount_approved_by_id = fields.Many2one(
        "res.users", string="Discount approved by", readonly=True, copy=False, tracking=True
    )
    discount_approved = fields.Float(
        "Approved up to %", digits=(16, 2), readonly=True, copy=False, tracking=True
    )
    discount_state = fields.Selection(
        [
            ("none", "Within the limit"),
            ("waiting", "Waiting for approval"),
            ("approved", "Approved"),
        ],
        string="Discount approval",
        compute="_compute_discount_state",
        store=True,
        index="btree_not_null",
    )

    @api.depends(
        "order_line.price_unit",
        "order_line.discount",
        "order_line.product_uom_qty",
        "order_line.product_id",
        "order_line.display_type",
    )
    def _compute_customer_discount(self):
        for order in self:
            asked = given = highest = 0.0
            for line in order.order_line.filtered(lambda line: not line.display_type):
                price = line.price_unit * (1 - line.discount / 100)
                full = max(line._get_price_without_favour(), 0.0)
                asked += full * line.product_uom_qty
                given += price * line.product_uom_qty
                if full and price < full:
                    highest = max(highest, 1 - price / full)
            whole = 1 - given / asked if asked > 0 else 0.0
            order.customer_discount = 100 * max(highest, whole, 0.0)

    @api.depends(
        "customer_discount",
        "discount_approved",
        "discount_approved_by_id",
        "discount_requested_by_id",
    )
    def _compute_discount_state(self):
        for order in self:
            if order.discount_approved_by_id and order._is_within(order.discount_approved):
                order.discount_state = "approved"
            else:
                order.discount_state = "waiting" if order.discount_requested_by_id else "none"

    def _is_within(self, limit):
        return float_compare(self.customer_discount, limit, precision_digits=DIGITS) <= 0

    def _needs_discount_approval(self, user=None):
        """Tell whether ``user`` (the current one) may not confirm this order by himself."""
        self.ensure_one()
        user = user or self.env.user
        if not user._is_internal():
            # The customer signs or pays: what counts is whether who offered it might do so.
            user = self.user_id or self.create_uid
        limit = user._get_discount_limit(self.company_id)
        if limit is None or self._is_within(limit):
            return False
        return not (self.discount_approved_by_id and self._is_within(self.discount_approved))

    # ------------------------------------------------------------------ SELLING

    def _confirmation_error_message(self):
        if self._needs_discount_approval() and not self.env.user._is_internal():
            return self.env._("This offer is not final yet. Please ask us for the final one.")
        return super()._confirmation_error_message()

    def action_confirm(self):
        """Confirm what is within the limit; the rest waits for approval."""
        waiting = self.filtered(
            lambda order: order.state in ("draft", "sent") and order._needs_discount_approval()
        )
        if not waiting or not self.env.user._is_internal():
            return super().action_confirm()
        waiting._ask_for_approval()
        if rest := self - waiting:
            super(SaleOrder, rest).action_confirm()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._(
                    "%(orders)s: the discount is above your limit and waits for approval.",
                    orders=", ".join(waiting.mapped("name")),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_quotation_send(self):
        for order in self:
            if order._needs_discount_approval():
                raise UserError(
                    self.env._(
                        "%(order)s: a discount of %(discount).1f %% is above your limit. Press "
                        "Confirm to ask for approval before you send it.",
                        order=order.name,
                        discount=order.customer_discount,
                    )
                )
        return super().action_quotation_send()

    def _has_to_be_signed(self):
        return super()._has_to_be_signed() and not self._needs_discount_approval()

    def _has_to_be_paid(self):
        return super()._has_to_be_paid() and not self._needs_discount_approval()

    @api.constrains("state")
    def _check_discount_limit(self):
        """Whichever way an order is confirmed, its discount is within the limit or approved."""
        for order in self.filtered(lambda order: order.state == "sale"):
            if order._needs_discount_approval():
                raise ValidationError(
                    self.env._(
                        "%(order)s: a discount of %(discount).1f %% is above your limit of "
                        "%(limit).1f %%. Ask for approval first.",
                        order=order.name,
                        discount=order.customer_discount,
                        limit=self.env.user._get_discount_limit(order.company_id) or 0.0,
                    )
                )

    # ------------------------------------------------------------------ APPROVAL

    def _ask_for_approval(self):
        for order in self:
            order.write({"discount_requested_by_id": self.env.uid})
            approver = order._get_discount_approver()
            # The approver gets it whether or not the asker may see his activities.
            order.sudo().activity_schedule(
                "crm_customer_profile.activity_discount",
                user_id=approver.id,
                note=self.env._(
                    "%(user)s asks for a discount of %(discount).1f %%.",
                    user=self.env.user.name,
                    discount=order.customer_discount,
                ),
            )

    def _get_discount_approver(self):
        """Return who is asked: the team's leader where his limit is enough, else a manager."""
        self.ensure_one()
        # Who leads the team and who is a manager is looked up for whoever asks.
        order = self.sudo()
        managers = self.env.ref("crm_customer_profile.group_customer_manager").sudo()
        leaders = order.team_id.user_id | order.user_id.crm_team_member_ids.crm_team_id.user_id
        candidates = (leaders | managers.all_user_ids.sorted("id")) - self.env.ref("base.user_root")
        fit = candidates.filtered(
            lambda user: (
                user.active
                and order.company_id in user.company_ids
                and not order._is_own(user)
                and order._is_within_limit_of(user)
            )
        )
        if not fit:
            raise UserError(
                self.env._(
                    "Nobody may approve a discount of %(discount).1f %%. Set the limits in the "
                    "settings, or lower the discount.",
                    discount=self.customer_discount,
                )
            )
        return fit[0]

    def _is_within_limit_of(self, user):
        limit = user._get_discount_limit(self.company_id)
        return limit is None or self._is_within(limit)

    def _is_own(self, user):
        return user in (self.user_id, self.discount_requested_by_id, self.create_uid)

    def _check_may_approve(self):
        for order in self:
            if not self.env.user.has_group("crm_customer_profile.group_customer_supervisor"):
                raise AccessError(self.env._("Discounts are approved by supervisors and managers."))
            if order._is_own(self.env.user):
                raise AccessError(self.env._("Nobody approves a discount of his own."))
            if not order._is_within_limit_of(self.env.user):
                raise AccessError(
                    self.env._(
                        "%(order)s: %(discount).1f %% is above your limit, too. A manager decides.",
                        order=order.name,
                        discount=order.customer_discount,
                    )
                )

    def action_approve_discount(self):
        """Approve the discount as it is now; a higher one has to be approved again."""
        self._check_may_approve()
        for order in self:
            order.write(
                {
                    "discount_approved_by_id": self.env.uid,
                    "discount_approved": order.customer_discount,
                }
            )
        # The activity belongs to whoever was asked, and any who may approve may close it.
        self.sudo().activity_feedback(
            ["crm_customer_profile.activity_discount"], feedback=self.env._("Approved")
        )
        return True

    def action_refuse_discount(self):
        """Send the order back to who asked."""
        self._check_may_approve()
        for order in self:
            asked_by = order.discount_requested_by_id or order.user_id
            # As in action_approve_discount.
            order.sudo().activity_unlink(["crm_customer_profile.activity_discount"])
            order.write({"discount_requested_by_id": False})
            order.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=asked_by.id,
                summary=self.env._("The discount was refused: offer a lower one"),
            )
        return True

    def write(self, vals):
        guarded = {"discount_approved_by_id", "discount_approved", "discount_requested_by_id"}
        if guarded & set(vals) and not self.env.su:
            self._check_approval_values(vals)
        return super().write(vals)

    def _check_approval_values(self, vals):
        """Nobody writes an approval but by approving: not by import, not by a remote call."""
        if "discount_requested_by_id" in vals and set(vals) == {"discount_requested_by_id"}:
            return
        self._check_may_approve()
        if vals.get("discount_approved_by_id") != self.env.uid:
            raise AccessError(self.env._("An approval bears the name of who gives it."))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            for name in ("discount_approved_by_id", "discount_approved"):
                vals.pop(name, None)
        return super().create(vals_list)
