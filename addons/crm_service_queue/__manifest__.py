# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
{
    "name": "Customer Service Queue",
    "summary": "Nothing asked is lost: requests, queues, service levels, work orders, closed loops",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Clubhouse",
    "license": "LGPL-3",
    "depends": [
        "crm_customer_profile",
        "im_livechat",
        "loyalty",
        "rating",
    ],
    "data": [
        "security/service_groups.xml",
        "security/ir.model.access.csv",
        "security/service_rules.xml",
        "data/service_sequence.xml",
        "data/service_reason_data.xml",
        "views/res_config_settings_service_views.xml",
        "views/service_menus.xml",
        "views/service_request_views.xml",
        "views/service_queue_views.xml",
        "views/service_category_views.xml",
    ],
    "demo": [],
    "application": True,
}
