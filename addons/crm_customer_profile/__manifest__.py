# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
{
    "name": "Customer Profile",
    "summary": "One shared record of each customer: who they are, like, own and asked for",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Clubhouse",
    "license": "LGPL-3",
    "depends": ["account", "event", "mass_mailing", "phone_validation", "sale_crm", "sms"],
    "data": [
        "security/customer_groups.xml",
        "security/ir.model.access.csv",
        "data/lifecycle_data.xml",
        "data/lifecycle_cron.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
        "views/customer_menus.xml",
        "views/customer_timeline_views.xml",
        "views/customer_state_change_views.xml",
        "views/customer_state_move_views.xml",
        "views/res_partner_lifecycle_views.xml",
    ],
    "demo": [
        "demo/users.xml",
    ],
    "application": True,
    "pre_init_hook": "_add_columns",
}
