# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.customer_import_sentences import sentence
from odoo.addons.crm_customer_profile.tables.problems import Problem

from ..stays import problems
from ..stays.row import parse_row
from .hotel_stay_facts import StayFacts
from .hotel_stay_sentences import ROW_SENTENCES

#: More in one call would keep the caller, and the rows it changes, waiting.
MOST_AT_ONCE = 1000


class HotelStay(models.Model):
    """The door through which a property management system sends stays."""

    _inherit = "hotel.stay"

    @api.model
    def push_stays(self, rows, source, property_code=None):
        """Take over stays from another system; those that are known already are kept up to date.

        Each row is a dict of the names in :data:`~..stays.row.NAMES`; ``reference``,
        ``arrival`` and ``departure`` have to be there. What is not told stays as it is; a
        ``room`` told empty takes the room away. The same row twice changes nothing, and a row
        whose ``updated_at`` is older than what is known is left aside. A row that cannot be
        taken says why; the others are taken.

        :param rows: list of dicts, at most 1,000
        :param source: the code of the sending system, see Sources of stays
        :param property_code: of the property where a row names none
        :return: a dict for each row: ``reference``, ``status`` ("created", "updated",
            "unchanged", "ignored" or "refused"), ``id`` of the stay or False, ``message``
        :raises AccessError: the user may not enter stays
        :raises UserError: the source or the property is unknown, or there are too many rows
        """
        self.check_access("create")
        self.check_access("write")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise UserError(self.env._("Send the stays as a list of named values."))
        self.env["hotel.stay.intake"]._check_batch_size(rows, MOST_AT_ONCE)
        facts = self._get_push_facts(source, property_code)
        parsed = [parse_row(row) for row in rows]
        facts.load_names([row for row, _found in parsed])
        results = [None] * len(rows)
        for batch in self._split_by_reference(parsed, results):
            self._take_pushed([parsed[place][0] for place in batch], batch, facts, results)
        return [
            self._tell_result(row, result)
            for (row, _found), result in zip(parsed, results, strict=True)
        ]

    @api.model
    def _get_push_facts(self, source, property_code):
        sender = self.env["hotel.source"].search([("code", "=", source)])
        if not sender:
            raise UserError(
                self.env._(
                    "There is no source of stays with the code %(code)s. Enter it under Hotel >"
                    " Configuration > Sources of stays.",
                    code=source,
                )
            )
        # Those the user may see: of the companies of the call.
        hotels = self.env["hotel.property"].search([])
        hotel = hotels.filtered(lambda each: each.code == property_code)
        if property_code and not hotel:
            raise UserError(
                self.env._("There is no property with the code %(code)s.", code=property_code)
            )
        if not hotel and len(hotels) == 1:
            hotel = hotels
        # The right to enter and change stays was asked for; the properties are the user's own.
        return StayFacts(hotels.sudo(), hotel.sudo(), sender.sudo())

    @api.model
    def _split_by_reference(self, parsed, results):
        """Yield the places of good rows, so that each batch has a reference once.

        What is told of one stay twice in a call is taken one after the other, in its order.
        """
        seen, batches = {}, []
        for place, (row, found) in enumerate(parsed):
            if found:
                results[place] = (problems.REFUSED, None, found)
                continue
            number = seen[row.reference] = seen.get(row.reference, -1) + 1
            if number == len(batches):
                batches.append([])
            batches[number].append(place)
        return batches

    @api.model
    def _take_pushed(self, rows, places, facts, results):
        """Take rows all at once; if that fails, each half on its own, down to the row."""
        try:
            with self.env.cr.savepoint():
                # Asked for above: the user may enter and change stays of these properties.
                outcomes = self.env["hotel.stay.intake"].sudo()._take_stays(rows, facts)
        except psycopg2.OperationalError:
            raise  # another transaction was faster; the server tries the whole call again
        except (UserError, psycopg2.Error) as error:
            if len(rows) == 1:
                told = str(error)
                if isinstance(error, psycopg2.Error):
                    told = self._sql_error_to_message(error)
                problem = Problem(problems.REFUSED, {"error": told})
                results[places[0]] = (problems.REFUSED, None, [problem])
                return
            middle = len(rows) // 2
            self._take_pushed(rows[:middle], places[:middle], facts, results)
            self._take_pushed(rows[middle:], places[middle:], facts, results)
            return
        for place, (outcome, stay, problem) in zip(places, outcomes, strict=True):
            results[place] = (outcome, stay, [problem] if problem else [])

    @api.model
    def _tell_result(self, row, result):
        outcome, stay, found = result
        return {
            "reference": row.reference,
            "status": outcome,
            "id": stay.id if stay else False,
            "message": " ".join(
                sentence(self.env, ROW_SENTENCES[problem.code], problem.values) for problem in found
            ),
        }

    def _on_told_in_house(self):
        """Do what is due once another system tells that these guests have arrived."""
