/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { registry } from "@web/core/registry";

// A supervisor looks at what lies where, opens the late ones, and reads the figures.
registry.category("web_tour.tours").add("service_board", {
    url: "/odoo/service-board",
    steps: () => [
        {
            content: "One of the queue is late",
            trigger: ".o_service_queue:contains(Tour desk) button[data-column=late]:contains(1)",
            run: "click",
        },
        {
            content: "It is the late one",
            trigger: ".o_list_view .o_data_row:contains(Late locker):not(:contains(Early locker))",
        },
        {
            content: "Back",
            trigger: ".breadcrumb-item a, .o_back_button",
            run: "click",
        },
        {
            content: "Two are open in all; the definition stands below",
            trigger: ".o_service_definitions:contains(Somebody still has to do something)",
        },
        {
            content: "Count anew",
            trigger: ".o_service_refresh",
            run: "click",
        },
        {
            content: "Open what is open in the queue",
            trigger: ".o_service_queue:contains(Tour desk) button[data-column=open]:contains(2)",
            run: "click",
        },
        {
            content: "Both are there",
            trigger: ".o_list_view:has(.o_data_row:contains(Late locker)) .o_data_row:contains(Early locker)",
        },
    ],
});

registry.category("web_tour.tours").add("service_figures", {
    url: "/odoo/service-figures",
    steps: () => [
        {
            content: "The figure, with its definition",
            trigger: "tr[data-figure=reopen]:contains(reopened within 14 days)",
        },
        {
            content: "One was resolved",
            trigger: "tr[data-figure=reopen] .o_service_all:contains(1)",
            run: "click",
        },
        {
            content: "It is that one",
            trigger: ".o_list_view .o_data_row:contains(Settled locker)",
        },
        {
            content: "Back",
            trigger: ".breadcrumb-item a, .o_back_button",
            run: "click",
        },
        {
            content: "What is open, by age",
            trigger: "[data-table=ages] tr:contains(up to 4 hours) button",
            run: "click",
        },
        {
            content: "A list",
            trigger: ".o_list_view .o_data_row:contains(Early locker)",
        },
    ],
});
