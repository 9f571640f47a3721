# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

#: What a person may say of himself in the portal. Allergies and needs are for a talk with staff.
ATTITUDES = ("like", "dislike")


class CustomerPreference(models.Model):
    """What a person sees and says of his own preferences in the portal.

    Visitors have no right to the model: the pages call the methods here, which look for nothing
    but the visitor's own, ordinary preferences, and never for the notes of staff.
    """

    _inherit = "customer.preference"

    source = fields.Selection(
        selection_add=[("portal", "Told in the portal")], ondelete={"portal": "set default"}
    )
    is_hidden = fields.Boolean(
        "Not in the portal",
        compute="_compute_is_hidden",
        store=True,
        readonly=False,
        precompute=True,
        help="The person does not see it among his own preferences. So is, unless said otherwise, "
        "whatever staff have observed. Dietary and health notes are never shown there.",
    )

    @api.depends("source")
    def _compute_is_hidden(self):
        for preference in self:
            preference.is_hidden = preference.source == "observed"

    @api.model
    def _get_portal_domain(self):
        """Return the domain of what the visitor may see: his own, of today, ordinary."""
        return (
            Domain("partner_id", "=", self.env.user.partner_id.id)
            & Domain("standing", "!=", "past")
            & Domain("is_sensitive", "=", False)
            & Domain("is_hidden", "=", False)
        )

    @api.model
    def _get_portal_preferences(self):
        """Return the visitor's own preferences, as superuser, for their sentences."""
        # His own; the pages show sentences and days, no notes of staff.
        return self.sudo().search(self._get_portal_domain())

    @api.model
    def _get_portal_topics(self):
        """Return the topics a visitor may choose from, as superuser, for their names."""
        # Names of harmless topics are no secret; the model is for staff.
        Topic = self.env["customer.topic"].sudo()
        return Topic.search([("sensitivity", "=", "ordinary")])

    @api.model
    def _add_from_portal(self, topic_id, attitude, note=""):
        """Take what the visitor says he likes or dislikes; his newest word is what holds.

        :raise UserError: for a topic or attitude that is not offered, or what contradicts others
        """
        topic = self._get_portal_topics().filtered(lambda each: each.id == topic_id)
        if not topic or attitude not in ATTITUDES:
            raise UserError(self.env._("Choose what it is about, and whether you like it."))
        partner = self.env.user.partner_id
        # The visitor's own, which he has no right to by himself; see above for what he may say.
        Preference = self.sudo()
        self._replace_by_word_of_mouth(partner, topic)
        try:
            with self.env.cr.savepoint():
                return Preference.create(
                    {
                        "partner_id": partner.id,
                        "topic_id": topic.id,
                        "attitude": attitude,
                        "note": " ".join(str(note or "").split())[:200],
                        "source": "portal",
                        "channel_id": self._get_portal_channel_id(),
                    }
                )
        except ValidationError:
            # Its own words name the other preference, which may not be for the visitor to see.
            raise UserError(
                self.env._(
                    "This goes against something else we know of you. Withdraw that first, or "
                    "talk to us."
                )
            ) from None

    @api.model
    def _replace_by_word_of_mouth(self, partner, topic):
        """Let an earlier like or dislike of just this topic end, whoever wrote it down."""
        same = Domain("partner_id", "=", partner.id) & Domain("topic_id", "=", topic.id)
        ordinary = Domain("attitude", "in", ATTITUDES) & Domain("is_sensitive", "=", False)
        # The visitor's own, also what staff have observed of him.
        self.sudo().search(same & ordinary & Domain("standing", "!=", "past")).action_end()

    def _withdraw_from_portal(self):
        """Let a like or dislike of the visitor be past, if it is his and he may see it.

        :return: whether there was one
        """
        offered = self._get_portal_domain() & Domain("attitude", "in", ATTITUDES)
        # The domain says whose and which; nothing but the last day is written.
        found = self.sudo().search(offered & Domain("id", "in", self.ids))
        found.action_end()
        return bool(found)

    @api.model
    def _get_portal_channel_id(self):
        channel = self.env.ref("crm_customer_profile.contact_channel_portal", False)
        return channel.id if channel else False
