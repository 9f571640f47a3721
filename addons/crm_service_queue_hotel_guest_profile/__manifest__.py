# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
{
    "name": "Service for Hotel Guests",
    "summary": "Requests show the stay and the room; traces of a stay become work orders",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Clubhouse",
    "license": "LGPL-3",
    "depends": ["crm_service_queue", "hotel_guest_profile"],
    "data": [
        "views/service_queue_views.xml",
        "views/service_request_views.xml",
        "views/service_work_order_views.xml",
        "views/hotel_views.xml",
    ],
    "demo": [
        "demo/queues.xml",
    ],
    "auto_install": True,
}
