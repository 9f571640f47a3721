# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import email_normalize


class ServiceRequest(models.Model):
    """Two that are one become one; one that is two becomes two; nothing that was said is lost."""

    _inherit = "service.request"

    def _get_survivor(self):
        """Return the request that this one lives on as: itself, if it was not merged."""
        self.ensure_one()
        request, seen = self, self
        while request.merged_into_id and request.merged_into_id not in seen:
            request = request.merged_into_id
            seen |= request
        return request

    def _get_merge_children(self):
        """Return what moves to the survivor: [(model, name of its field to the request)].

        Other files add theirs. What is history (events, clocks) stays where it happened.
        """
        return [
            ("service.request", "repeat_of_id"),
            ("service.request", "split_from_id"),
            ("service.request", "follow_up_of_id"),
            ("service.request", "merged_into_id"),
        ]

    def _check_can_merge(self, survivor):
        """Check that these may become a part of another one.

        :raises UserError: they are of different customers or companies, or settled, or merged
        """
        everything = self | survivor
        everything.check_access("write")
        if not self or survivor in self:
            raise UserError(self.env._("Choose two requests at least, and which one stays."))
        for request in everything.sudo():
            if request.merged_into_id:
                raise UserError(
                    self.env._(
                        "%(request)s is a part of %(survivor)s already.",
                        request=request.display_name,
                        survivor=request._get_survivor().display_name,
                    )
                )
        done = self.filtered(lambda request: not request.is_open)
        if done:
            raise UserError(
                self.env._(
                    "%(requests)s is settled; choose it as the one that stays, or reopen it.",
                    requests=", ".join(done.mapped("display_name")),
                )
            )
        if len(everything.company_id) > 1:
            raise UserError(self.env._("Requests of different companies cannot become one."))
        if len(everything.sudo()._get_customers()) > 1:
            raise UserError(
                self.env._(
                    "These are of different customers: each would read what the other wrote. "
                    "Correct the customer first, or leave them apart."
                )
            )

    def _get_customers(self):
        """Return the keys of who asked: a commercial partner, else an address."""
        return {
            request.partner_id.commercial_partner_id
            or email_normalize(request.email_from)
            or request.email_from
            for request in self
            if request.partner_id or request.email_from
        }

    def _merge_into(self, survivor):
        """Make these requests a part of another one; what was said there is said here.

        :raises UserError: see :meth:`_check_can_merge`
        """
        self._check_can_merge(survivor)
        # The right to both was checked; what moves is theirs, whoever wrote it.
        merged, survivor = self.sudo(), survivor.sudo()
        (merged | survivor).lock_for_update()
        merged._move_talk(survivor)
        for model, field in merged._get_merge_children():
            children = self.env[model].sudo().with_context(active_test=False)
            found = children.search([(field, "in", merged.ids)])
            (found - survivor if model == self._name else found).write({field: survivor.id})
        survivor._take_over_facts(merged)
        note = self.env._("Merged into %(request)s", request=survivor.number)
        merged._move("cancelled", note=note, merged_into_id=survivor.id)
        if survivor.repeat_of_id in merged:
            survivor.repeat_of_id = False
        at = self._get_moment()
        merged._log_event("merge", at=at, new_value=survivor.number)
        for request in merged:
            survivor._log_event("merge", at=at, old_value=request.number)
        survivor._say_merged(merged)

    def _move_talk(self, survivor):
        """Move messages, files, activities, ratings and followers to the survivor."""
        for model in ("mail.message", "ir.attachment", "mail.activity", "rating.rating"):
            self.env[model].sudo().with_context(active_test=False).search(
                [
                    ("res_model" if model != "mail.message" else "model", "=", self._name),
                    ("res_id", "in", self.ids),
                ]
            ).write({"res_id": survivor.id})
        survivor.message_subscribe(partner_ids=self.message_partner_ids.ids)
        self.invalidate_recordset()
        survivor.invalidate_recordset()

    def _take_over_facts(self, merged):
        """Fill what the survivor does not know from those that end here."""
        vals = {}
        for name in ("partner_id", "email_from", "phone", "contact_name", "category_id"):
            if not self[name]:
                found = next((request[name] for request in merged if request[name]), False)
                if found:
                    vals[name] = found.id if isinstance(found, models.BaseModel) else found
        urgent = max((self | merged).mapped("priority"))
        if urgent != self.priority:
            vals["priority"] = urgent
        if any(merged.mapped("confidential")) and not self.confidential:
            vals["confidential"] = True
        if vals:
            self.write(vals)

    def _say_merged(self, merged):
        """Say in both what became of it, with the words the ended ones began with."""
        for request in merged:
            self.message_post(
                body=Markup("<p>%s</p><blockquote>%s</blockquote>")
                % (
                    self.env._("%(request)s was merged into this.", request=request.display_name),
                    request.description or "",
                ),
                subtype_xmlid="mail.mt_note",
            )
            request.message_post(
                body=Markup("<p>%s</p>")
                % self.env._(
                    "This is a part of %(request)s now; all that was said is there.",
                    request=Markup("<b>%s</b>") % self.display_name,
                ),
                subtype_xmlid="mail.mt_note",
            )

    def action_reopen(self):
        """Take up again what was settled; what was merged lives on in its survivor."""
        for request in self:
            if request.merged_into_id:
                raise UserError(
                    self.env._(
                        "%(request)s is a part of %(survivor)s: go on there.",
                        request=request.display_name,
                        survivor=request.sudo()._get_survivor().display_name,
                    )
                )
        return super().action_reopen()

    def action_follow_up(self):
        """Make a new request that follows from this one, and open it."""
        self.ensure_one()
        self._check_serves()
        # What it follows from is a part of its course.
        follower = self.sudo().create({**self._prepare_sibling(), "follow_up_of_id": self.id})
        return follower.sudo(False)._open_form()

    def _prepare_sibling(self):
        """Return the values of a request of the same customer on the same topic."""
        self.ensure_one()
        return {
            "name": self.name,
            "kind": self.kind,
            "partner_id": self.partner_id.id,
            "contact_name": self.contact_name,
            "email_from": self.email_from,
            "phone": self.phone,
            "channel": self.channel,
            "category_id": self.category_id.id,
            "product_id": self.product_id.id,
            "queue_id": self.queue_id.id,
            "company_id": self.company_id.id,
            "confidential": self.confidential,
        }

    def _open_form(self):
        """Return the action that opens this request."""
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "current",
        }

    def _get_siblings(self):
        """Return what else the same customer has open."""
        self.ensure_one()
        if not self.partner_id:
            return self.browse()
        return self.search(
            [
                ("partner_id", "child_of", self.partner_id.commercial_partner_id.id),
                ("is_open", "=", True),
                ("company_id", "=", self.company_id.id),
                ("id", "!=", self.id),
            ],
            limit=40,
        )

    def _copy_messages(self, messages, other):
        """Copy messages, with their files, to another request; nobody is written to again."""
        for message in messages:
            files = self.env["ir.attachment"]
            for attachment in message.attachment_ids:
                files |= attachment.copy({"res_model": other._name, "res_id": other.id})
            message.copy(
                {"res_id": other.id, "parent_id": False, "attachment_ids": [(6, 0, files.ids)]}
            )
