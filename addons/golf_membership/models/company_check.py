# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Odoo's check that linked records are of the right company, for many records at once."""


def are_companies_consistent(records, names=None):
    """Tell whether all records that ``records`` link to belong to the right company.

    It asks the same domains as ``_check_company``, once for all records of a company instead of
    once a record and field, which is a tenth of the time of creating thousands of contacts. It
    only says yes or no: where it says no, the core check is to be asked, and tells which.

    :param names: fields to look at; ``None`` for all
    """
    if names is None or {"company_id", "company_ids"} & set(names):
        names = records._fields
    fields = [records._fields[name] for name in names]
    linked = [field for field in fields if field.relational and field.check_company]
    for company, group in records.grouped("company_id").items():
        for field in linked:
            owner = records.env.company if field.company_dependent else company
            # As the core check: the linked records' companies are compared, nothing of them shown.
            corecords = group.sudo()[field.name]
            domain = corecords._check_company_domain(owner)
            if domain and corecords != corecords.with_context(active_test=False).filtered_domain(
                domain
            ):
                return False
    return True
