# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict

from odoo import models

#: What may say, in the context, why an owner changes: facts for the history, no permission.
REASON = "customer_handover_facts"


class CustomerOwnedMixin(models.AbstractModel):
    """A record with an owner (``user_id``) whose every change of owner is kept."""

    _name = "customer.owned.mixin"
    _description = "Record with an Owner"

    #: The kind of `customer.handover` rows, and the field with the person.
    _handover_kind = ""
    _handover_partner = "partner_id"

    def _get_handover_records(self):
        """Return those records of ``self`` whose owners are kept."""
        return self

    def _get_handover_facts(self):
        """Return the reason, batch, run and rule the caller has given, for the history.

        Links count only from our own jobs, which act with the rights of the system; from anybody
        else only the words of the reason are taken.
        """
        facts = dict(self.env.context.get(REASON) or {})
        if not self.env.su:
            facts = {"reason": facts["reason"]} if isinstance(facts.get("reason"), str) else {}
        return facts

    def write(self, vals):
        if "user_id" not in vals:
            return super().write(vals)
        kept = self._get_handover_records()
        before = {record.id: record.user_id.id for record in kept}
        done = super().write(vals)
        self._log_handovers(before)
        return done

    def _log_handovers(self, before):
        """Append a row for each record whose owner differs from ``before`` (id to owner's id)."""
        changed = self.browse(before).filtered(lambda each: each.user_id.id != before[each.id])
        if not changed:
            return
        facts = self._get_handover_facts()
        rules = facts.pop("rules", {})
        self.env["customer.handover"]._append(
            [
                {
                    "kind": self._handover_kind,
                    "partner_id": self._get_handover_partner(record).id,
                    "res_model": self._name,
                    "res_id": record.id,
                    "from_user_id": before[record.id],
                    "to_user_id": record.user_id.id,
                    "company_id": record.company_id.id,
                    "rule_id": rules.get(record.id),
                    **facts,
                }
                for record in changed
            ]
        )

    def _get_handover_partner(self, record):
        return record if record._name == "res.partner" else record[self._handover_partner]

    def _give(self, owners, **facts):
        """Write new owners, one statement for each owner.

        :param dict owners: record id to user id
        :param facts: ``reason``, ``batch_id``, ``run_id`` for the history
        """
        by_user = defaultdict(list)
        for record_id, user_id in owners.items():
            by_user[user_id].append(record_id)
        for user_id, record_ids in by_user.items():
            records = self.browse(record_ids)
            # The history tells it: no line in the chatter and no mail for each of ten thousand.
            quiet = {"mail_notrack": True, "mail_auto_subscribe_no_notify": True, REASON: facts}
            records.with_context(**quiet).write({"user_id": user_id})
