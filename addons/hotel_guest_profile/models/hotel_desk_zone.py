# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.identity import documents
from odoo.addons.crm_customer_profile.models.customer_identity import MASK

from ..mrz import is_same_name, looks_like_zone, read

#: The kind of identity document for each kind of zone.
KINDS = {"passport": documents.PASSPORT, "card": documents.ID_CARD, "visa": documents.OTHER}


class HotelDesk(models.AbstractModel):
    """Guests from the machine-readable zone of their document."""

    _inherit = "hotel.desk"

    @api.model
    def create_guest(self, text):
        """Put a guest on file from a scanned zone: name, birthday, sex, country, document.

        :return: id of the guest
        :raises UserError: the zone cannot be, or its document is on file already
        """
        self._check_desk()
        zone = self._read_zone((text or "").strip())
        if not zone:
            raise UserError(self.env._("Scan the lines at the foot of the document."))
        if zone["problem"]:
            raise UserError(zone["problem"])
        if self.env["customer.desk"].search_people(zone["number"])["people"]:
            raise UserError(
                self.env._("This document is on file already. Search for it and open its holder.")
            )
        self.env["hotel.stay"].check_access("create")
        if not self.env.user.has_group("crm_customer_profile.group_customer_service"):
            raise UserError(self.env._("Guests are put on file by the reception."))
        country = self.env["res.country"].search([("code", "=", zone["issuer"])], limit=1)
        home = self.env["res.country"].search([("code", "=", zone["nationality"])], limit=1)
        # Who serves guests may put one on file, as with a caller: this record and nothing else.
        guest = (
            self.env["res.partner"]
            .sudo()
            .create(
                {
                    "name": zone["name"],
                    "is_customer": True,
                    "birthday": zone["birthday"],
                    "gender": zone["sex"],
                    "country_id": home.id,
                }
            )
        )
        self.env["customer.identity"].create(
            {
                "partner_id": guest.id,
                "kind": zone["kind"],
                "country_id": country.id,
                "number": zone["number"],
                "date_to": zone["expires"],
            }
        )
        return guest.id

    @api.model
    def _read_zone(self, text):
        """Return what a machine-readable zone says, None where the text is none.

        :return: dict: ``problem`` (a sentence, "" where all holds), ``number``, ``name``,
            ``surname``, ``given``, ``kind``, ``issuer``, ``nationality``, ``birthday``, ``sex``,
            ``expires``, ``warnings`` (sentences)
        """
        if not looks_like_zone(text):
            return None
        today = fields.Date.context_today(self)
        zone = read(text, today)
        warnings = []
        if zone.expires and zone.expires < today:
            warnings.append(self.env._("The document expired on %(day)s.", day=zone.expires))
        if zone.is_cut:
            warnings.append(self.env._("The name may be longer than what the document shows here."))
        return {
            "problem": self._explain_zone(zone.problems),
            "number": zone.number,
            "name": zone.name,
            "surname": zone.surname,
            "given": zone.given,
            "kind": KINDS.get(zone.kind, documents.OTHER),
            "issuer": zone.issuer,
            "nationality": zone.nationality,
            "birthday": zone.birthday,
            "sex": zone.sex,
            "expires": zone.expires,
            "warnings": warnings,
        }

    @api.model
    def _explain_zone(self, problems):
        """Return the sentence for what is wrong with a zone, "" where nothing is."""
        if not problems:
            return ""
        names = {
            "number": self.env._("the number of the document"),
            "birthday": self.env._("the birthday"),
            "expires": self.env._("the day it expires"),
            "optional": self.env._("the personal number"),
            "names": self.env._("the name"),
            "composite": self.env._("one of its lines"),
        }
        kinds = {problem.kind for problem in problems}
        # The last digit is about everything: it says nothing where a field is known to be wrong.
        wrong = list(dict.fromkeys(problem.field for problem in problems))
        if len(wrong) > 1 and "composite" in wrong:
            wrong.remove("composite")
        what = ", ".join(names[field] for field in wrong if field in names)
        if "length" in kinds:
            return self.env._(
                "Part of the machine-readable lines is missing: scan the document again, all of"
                " its lines at once."
            )
        if "characters" in kinds:
            return self.env._(
                "The machine-readable lines hold characters they cannot have: scan the document"
                " again, or type its number."
            )
        if "check_digit" in kinds:
            return self.env._(
                "The check digit does not fit %(what)s: a character was misread. Scan the document"
                " again, or type its number.",
                what=what,
            )
        return self.env._(
            "The machine-readable lines say something impossible about %(what)s. Compare them with"
            " the document.",
            what=what,
        )

    @api.model
    def _show_zone(self, zone):
        """Return what the screen shows of a zone: never the whole number."""
        number = documents.normalise(zone["number"])
        return {
            "name": zone["name"],
            "number": MASK + documents.last_four(number),
            "birthday": fields.Date.to_string(zone["birthday"]) or "",
            "nationality": zone["nationality"],
            "warnings": zone["warnings"],
        }

    @api.model
    def _put_holders_first(self, zone, people):
        """Put whose name is that of the document before others who hold its number."""
        return sorted(people, key=lambda person: not is_same_name(zone["name"], person["name"]))

    @api.model
    def _warn_of_holders(self, zone, people):
        """Add warnings where the document is of several people, or of one of another name."""
        if len(people) > 1:
            zone["warnings"].append(
                self.env._(
                    "%(count)s people are on file with this document: choose by face and name, and"
                    " tell guest relations.",
                    count=len(people),
                )
            )
        elif people and not is_same_name(zone["name"], people[0]["name"]):
            zone["warnings"].append(
                self.env._(
                    "The document says %(name)s, on file is %(known)s: compare before you go on.",
                    name=zone["name"],
                    known=people[0]["name"],
                )
            )
