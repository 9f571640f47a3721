# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.append_only import guard


class GolfMembershipEvent(models.Model):
    """What happened to a membership. Rows are only ever added, by PostgreSQL's own guard."""

    _name = "golf.membership.event"
    _description = "Membership Event"
    _order = "id desc"
    _rec_name = "kind"

    membership_id = fields.Many2one(
        "golf.membership", required=True, index=True, ondelete="restrict", readonly=True
    )
    # Follows the membership. Not read-only to the framework, so that who makes thousands of
    # events may tell it; nobody else can make or change an event.
    company_id = fields.Many2one(
        "res.company",
        string="Club",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        readonly=False,
    )
    kind = fields.Selection(
        [
            ("applied", "Application confirmed"),
            ("imported", "Taken over from roster"),
            ("state", "State changed"),
            ("welcomed", "Welcome sent"),
            ("reminded", "Reminded of a payment"),
            ("reinstated", "Reinstated"),
            ("resigned", "Notice given"),
            ("resignation_withdrawn", "Notice withdrawn"),
            ("released", "Released: membership reissued"),
            ("reissued", "Membership of a resigned member reissued"),
            ("rejoined", "Joined anew"),
            ("waived", "Charge waived"),
            ("deposit_refunded", "Deposit paid back"),
            ("tier_changed", "Tier changed"),
            ("leave_granted", "Leave of absence granted"),
            ("leave_ended", "Back from leave"),
            ("forfeited", "Forfeited"),
            ("person_added", "Person added"),
            ("person_ended", "Person taken off"),
            ("nominee_changed", "Nominee changed"),
            ("transferred", "Transferred to another person"),
            ("taken_over", "Taken over from another person"),
            ("inherited", "Inherited"),
            ("died", "Member died"),
            ("split", "Split"),
            ("certificate", "Certificate"),
        ],
        required=True,
        readonly=True,
    )
    date = fields.Date(
        required=True, readonly=True, help="The club's calendar day on which it happened."
    )
    state_from = fields.Selection("_selection_state", string="From", readonly=True)
    state_to = fields.Selection("_selection_state", string="To", readonly=True)
    note = fields.Char(readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Done by",
        default=lambda self: self.env.user,
        readonly=True,
        ondelete="restrict",
    )

    # A member is welcomed once, however often the job runs or is killed.
    _welcomed_once = models.UniqueIndex(
        "(membership_id) WHERE kind = 'welcomed'", "This member has been welcomed already."
    )

    @api.depends("membership_id.company_id")
    def _compute_company_id(self):
        for event in self:
            event.company_id = event.membership_id.company_id

    @api.model
    def _selection_state(self):
        # As described, not as declared: in the reader's language.
        return self.env["golf.membership"]._fields["state"]._description_selection(self.env)

    def init(self):
        """Let PostgreSQL refuse any change of a row, also from SQL."""
        guard(
            self.env.cr,
            self._table,
            facts=(
                *("membership_id", "kind", "date", "user_id"),
                *("state_from", "state_to", "note"),
            ),
        )

    def write(self, vals):
        if self and not set(vals) <= {"company_id"}:
            raise UserError(
                self.env._("The history of a membership is append-only: add an event instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("The history of a membership cannot be deleted."))
