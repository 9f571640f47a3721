# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError

from .golf_course_rating import HOLES


class GolfRound(models.Model):
    """The way of a round: entered, handed in, certified, withdrawn."""

    _inherit = "golf.round"

    def action_fill_card(self):
        """Put the holes that were played on the card, at par, to be corrected."""
        for played in self:
            there = set(played.hole_ids.mapped("number"))
            pars = {
                hole.number: hole[f"par_{played.ratings_for}"] for hole in played.course_id.hole_ids
            }
            if not pars:
                raise UserError(
                    self.env._(
                        "%(course)s has no holes on file. Enter them with the course, or the score"
                        " in total.",
                        course=played.course_id.name,
                    )
                )
            played.hole_ids = [
                fields.Command.create({"number": number, "strokes": pars.get(number, 4)})
                for number in HOLES[played.part]
                if number not in there
            ]

    def action_submit(self):
        """Hand the rounds in: the marker certifies them."""
        self._check_states({"draft"})
        self.write({"state": "submitted"})

    def action_certify(self):
        """Certify the rounds for the committee, as when a signed card is handed in."""
        self._check_states({"draft", "submitted"})
        self._certify(self.env.user.partner_id)

    def action_withdraw(self):
        """Withdraw the rounds: they stay on file and count no more."""
        self._check_states({"draft", "submitted", "certified"})
        self.write({"state": "cancelled"})

    def action_reopen(self):
        """Make rounds drafts again, to be corrected and certified anew."""
        self._check_states({"submitted", "certified", "cancelled"})
        self.write({"state": "draft", "certified_on": False, "certified_by_id": False})

    def _certify(self, partner):
        """Certify the rounds, by whom it is: the marker or the committee.

        :raises UserError: it is the player
        """
        self.write(
            {
                "state": "certified",
                "certified_on": fields.Datetime.now(),
                "certified_by_id": partner.id,
            }
        )

    def _check_states(self, states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for played in self:
            if played.state not in states:
                raise UserError(
                    self.env._(
                        "%(round)s is %(state)s: this cannot be done with it now.",
                        round=played.display_name,
                        state=labels[played.state],
                    )
                )

    # ------------------------------------------------------------- HANDICAP

    def _get_handicap_fields(self):
        """Return the names of the fields from which a handicap follows."""
        return {
            "partner_id", "company_id", "date", "tee_time", "tee_id", "part", "ratings_for",
            "course_rating", "slope_rating", "par", "format", "pcc", "total", "hole_ids", "state",
            "exclusion",
        }  # fmt: skip

    def _get_records_kept(self):
        """Return {club: players} of the rounds that count."""
        rounds = self.filtered("is_acceptable")
        return {
            company: group.partner_id for company, group in rounds.grouped("company_id").items()
        }

    def _follow_handicaps(self, before=None):
        """Revise the handicaps of the players, where rounds count or did so ``before``."""
        kept = self._get_records_kept()
        for company in {**kept, **(before or {})}:
            none = self.env["res.partner"]
            players = kept.get(company, none) | (before or {}).get(company, none)
            # Whoever may enter a score may not write a handicap: the product does that.
            self.env["golf.handicap"].sudo()._revise(company, players)
