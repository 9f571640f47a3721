# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceQueue(models.Model):
    """A queue may do what a department of the hotel has to do for its guests."""

    _inherit = "service.queue"

    takes_traces = fields.Boolean(
        "Does the traces of its department",
        help="Each trace of the department becomes a work order of this queue; done here, it is "
        "done there.",
    )

    _one_for_traces = models.UniqueIndex(
        "(company_id, department_id) WHERE takes_traces AND active",
        "Another queue of this company does the traces of the department already.",
    )
    _traces_of_a_department = models.Constraint(
        "CHECK (NOT COALESCE(takes_traces, FALSE) OR department_id IS NOT NULL)",
        "Choose the department whose traces the queue does.",
    )
