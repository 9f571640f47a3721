# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

from ..membership import state as membership_state
from ..roster import checking, reading
from ..roster.rows import person_keys
from ..roster.values import clean, tidy
from .golf_roster_sentences import FILE_SENTENCES


class GolfRosterImport(models.Model):
    """The preview: what is in the file, and what is wrong with it."""

    _inherit = "golf.roster.import"

    _import_file_sentences = FILE_SENTENCES

    def _parse_file(self, content):
        return reading.read(content)

    def _judge_file(self, table):
        knowledge = self._get_knowledge(table.rows)
        verdicts = checking.check(table.rows, knowledge, len(table.headings))
        kept = {v.row.number for v in verdicts if v.status == checking.UNCHANGED}
        # All members of this very club count; the rows link to them, and show no more.
        known = self.sudo()._get_memberships_by_number(kept)
        return (
            self._prepare_line_values(raw, verdict, known)
            for raw, verdict in zip(table.rows, verdicts, strict=True)
        )

    def _prepare_line_values(self, raw, verdict, memberships):
        row = verdict.row
        is_kept = verdict.status == checking.UNCHANGED
        return {
            "line_number": raw.line,
            "raw": raw.cells,
            "width": raw.width,
            "member_no": row.number,
            "person_name": row.name,
            "tier_name": row.tier,
            "balance_due": float(row.balance_due or 0),
            "deposit": float(row.deposit or 0),
            "membership_id": memberships[row.number].id if is_kept else False,
            **self.env["golf.roster.import.line"]._prepare_judged_values(verdict),
        }

    # ------------------------------------------------------------ KNOWLEDGE

    def _get_knowledge(self, raw_rows):
        """Return what the club knows about the people, numbers and tiers of these rows.

        The number of queries does not depend on the number of rows.
        """
        self.ensure_one()
        # All members of this very club count, whether or not the reader's rules show them.
        roster = self.sudo()
        cells = [raw.cells for raw in raw_rows]
        numbers = {
            clean(row.get(column)) for row in cells for column in ("member_no", "referrer_no")
        }
        names = {tidy(row.get("name")) for row in cells}
        return checking.Knowledge(
            today=self.company_id._golf_today(),
            decimal_places=self.currency_id.decimal_places,
            tiers=roster._get_known_tiers(),
            members=roster._get_known_members(numbers - {""}),
            terms=roster._get_known_terms(names - {""}),
        )

    def _get_known_tiers(self):
        """Return {case-folded name: tier} by name in any language, and by kind if it is clear."""
        tiers = self.env["res.partner.grade"].with_context(active_test=False)
        tiers = tiers.search(
            [("company_id", "=", self.company_id.id), ("membership_kind", "!=", False)],
            order="active DESC, sequence, id",
        )
        by_name, by_kind = {}, {}
        for tier in tiers.filtered("active"):
            by_kind.setdefault(tier.membership_kind, []).append(tier)
        for code, _name in self.env["res.lang"].get_installed():
            in_language = tiers.with_context(lang=code)
            for tier in in_language:
                by_name.setdefault(tidy(tier.name).casefold(), tier)
        kinds = self._get_kind_names()
        for name, kind in kinds.items():
            of_kind = by_kind.get(kind, ())
            if len(of_kind) == 1:
                by_name.setdefault(name, of_kind[0])
        return {
            name: checking.Tier(tier.id, tier.membership_kind, not tier.active)
            for name, tier in by_name.items()
        }

    def _get_kind_names(self):
        """Return {case-folded name of a membership kind in some language: kind}."""
        names = {}
        field = self.env["res.partner.grade"]._fields["membership_kind"]
        for code, _name in self.env["res.lang"].get_installed():
            env = self.with_context(lang=code).env
            for kind, label in field._description_selection(env):
                names.setdefault(kind, kind)
                names.setdefault(label.casefold(), kind)
        return names

    def _get_known_members(self, numbers):
        """Return {member number: name} of those of these numbers that the club has given."""
        memberships = self._get_memberships_by_number(numbers)
        return {number: member.partner_id.name for number, member in memberships.items()}

    def _get_memberships_by_number(self, numbers):
        memberships = self.env["golf.membership"].search_fetch(
            [("company_id", "=", self.company_id.id), ("number", "in", sorted(numbers))],
            ["number", "partner_id"],
            order="id",
        )
        return {membership.number: membership for membership in memberships}

    def _get_known_terms(self, names):
        """Return {person key: running terms} of the people of these names who are members."""
        memberships = self.env["golf.membership"].search_fetch(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", membership_state.RUNNING),
                ("partner_id.name", "in", sorted(names)),
            ],
            ["number", "partner_id", "kind", "date_start", "date_end"],
            order="id",
        )
        terms = {}
        for membership in memberships:
            partner = membership.partner_id
            term = checking.Term(
                membership.number,
                membership.kind,
                membership.date_start,
                membership.date_end or None,
            )
            for key in person_keys(partner.name, partner.phone, partner.email):
                terms[key] = (*terms.get(key, ()), term)
        return terms
