# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
{
    "name": "Service for Golf Members",
    "summary": "Requests show the membership; those of a member are one click away from it",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Clubhouse",
    "license": "LGPL-3",
    "depends": ["crm_service_queue", "golf_membership"],
    "data": [
        "views/service_request_views.xml",
        "views/golf_membership_views.xml",
    ],
    "demo": [
        "demo/queues.xml",
    ],
    "auto_install": True,
}
