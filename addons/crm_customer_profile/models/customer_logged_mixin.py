# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

from .customer_access_log import MASS

#: Looking at a record counts where one of these is among what is read.
CONTACT_DATA = frozenset({"phone", "email", "email_from", "street", "phone_sanitized"})


class Base(models.AbstractModel):
    """Every export is kept, whatever is exported: a phone may be a column of any list."""

    _inherit = "base"

    def export_data(self, fields_to_export):
        exported = super().export_data(fields_to_export)
        if not self.env.su and self and not self._transient:
            self.env["customer.access.log"]._note("export", self, fields_to_export)
        return exported


class CustomerLoggedMixin(models.AbstractModel):
    """A model with contact data: looks at a record and reads of many are kept."""

    _name = "customer.logged.mixin"
    _description = "Record with Contact Data"

    def web_read(self, specification):
        result = super().web_read(specification)
        if len(self) == 1:
            self._note_reading(specification)
        return result

    def read(self, fields=None, load="_classic_read"):
        # The lists of the web client and the JSON-2 API come through here.
        result = super().read(fields, load)
        if len(self) > MASS:
            self._note_reading(fields)
        return result

    @api.model
    def search_read(self, domain=None, fields=None, offset=0, limit=None, order=None, **options):
        result = super().search_read(domain, fields, offset, limit, order, **options)
        if len(result) > MASS:
            self.browse(row["id"] for row in result)._note_reading(fields)
        return result

    @api.model
    def web_search_read(
        self, domain, specification, offset=0, limit=None, order=None, count_limit=None
    ):
        # Overridden for what stands below: the reading itself is kept by read().
        return super().web_search_read(domain, specification, offset, limit, order, count_limit)

    # These readings write, so that a server with a read-only copy must not send them there.
    read._readonly = False
    web_read._readonly = False
    search_read._readonly = False
    web_search_read._readonly = False

    def _note_reading(self, columns):
        """Keep this reading where contact data is in it: a look at one, or a bulk of many.

        :param columns: names of fields; ``None`` means all
        """
        wanted = set(columns) if columns else CONTACT_DATA
        real = self.filtered("id")
        if self.env.su or not real or not wanted & CONTACT_DATA:
            return
        if self.env.cr.readonly:
            return  # part of another record's page, whose own reading is none of contact data
        Log = self.env["customer.access.log"]
        if len(real) == 1:
            Log._note_look(real)
        else:
            Log._note("mass", real, sorted(wanted & CONTACT_DATA))
