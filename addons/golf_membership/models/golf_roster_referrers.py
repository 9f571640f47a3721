# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

from ..referral.chains import split_circles


class GolfRosterImport(models.Model):
    """Who referred the members of a roster, as far as it can be."""

    _inherit = "golf.roster.import"

    def _get_referrers(self, verdicts, partners):
        """Return {member number: contact} of the referrers who are members by now."""
        numbers = {verdict.row.referrer_no for verdict in verdicts} - {""}
        known = self._get_memberships_by_number(numbers)
        referrers = {number: member.partner_id for number, member in known.items()}
        for verdict in verdicts:
            if verdict.row.number in numbers:
                referrers[verdict.row.number] = partners[verdict.row.line]
        return referrers

    def _get_accepted_referrers(self, verdicts, partners, referrers):
        """Return {line: contact} of the referrers that can be taken with the members.

        The others wait for the end of the import: who stands further down, and who would close a
        circle or is of the member's household, for which the notice at the end asks.

        :param referrers: {member number: contact}
        """
        told = {}
        for verdict in verdicts:
            referrer = referrers.get(verdict.row.referrer_no)
            if referrer:
                told[verdict.row.line] = (partners[verdict.row.line].id, referrer.id)
        if not told:
            return {}
        # Who has brought somebody already may close a circle through those: one by one, later.
        above = self.env["golf.referral"].search(
            [("referrer_id", "in", [person for person, _referrer in told.values()])]
        )
        busy = set(above.referrer_id.ids)
        problems = self.env["golf.referral"]._get_pair_problems(
            self.company_id, list(set(told.values()))
        )
        good, _closing = split_circles(
            pair for pair in told.values() if pair not in problems and pair[0] not in busy
        )
        # That somebody referred himself is a mistake of the row, which is refused for it.
        accepted = {*good, *(pair for pair in told.values() if pair[0] == pair[1])}
        browse = self.env["res.partner"].browse
        return {line: browse(pair[1]) for line, pair in told.items() if pair in accepted}
