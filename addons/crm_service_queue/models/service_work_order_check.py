# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: What somebody may write who only does the work.
OF_TECHNICIANS = {"is_done", "note"}


class ServiceWorkOrderCheck(models.Model):
    """A point of a work order, ticked by somebody at some time."""

    _name = "service.work.order.check"
    _description = "Point of a Work Order"
    _order = "order_id, sequence, id"

    order_id = fields.Many2one("service.work.order", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True, index=True
    )
    name = fields.Char("What to do", required=True)
    sequence = fields.Integer(default=10)
    is_required = fields.Boolean("Required", default=True)
    is_done = fields.Boolean("Done")
    done_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    done_at = fields.Datetime(readonly=True, copy=False)
    note = fields.Char()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._stamp(vals)
        return super().create(vals_list)

    def write(self, vals):
        vals = dict(vals)
        if vals.keys() - OF_TECHNICIANS and not (
            self.env.su or self.env.user.has_group("crm_service_queue.group_service_agent")
        ):
            raise AccessError(self.env._("Tick the points; ask your dispatcher to change them."))
        self._stamp(vals)
        if {"is_done", "name", "is_required"} & vals.keys():
            self._check_open()
        return super().write(vals)

    @api.model
    def _stamp(self, vals):
        """Add to values who ticks, and when; nobody says that himself.

        :raises AccessError: the caller does
        """
        if {"done_by", "done_at"} & vals.keys() and not self.env.su:
            raise AccessError(self.env._("Who ticked a point, and when, is kept by the system."))
        if "is_done" in vals:
            done = vals["is_done"]
            vals["done_by"] = self.env.uid if done else False
            vals["done_at"] = fields.Datetime.now() if done else False

    def _check_open(self):
        if any(order.state in ("done", "cancelled") for order in self.order_id):
            raise UserError(self.env._("A finished work order keeps its checklist as it is."))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_before_done(self):
        self._check_open()
