/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { registry } from "@web/core/registry";

// The accountant reconciles: a tier, its member, the items behind a figure, and back.
registry.category("web_tour.tours").add("golf_fee_report", {
    url: "/odoo/fee-reconciliation",
    steps: () => [
        {
            content: "Everything but one hand-written entry is explained",
            trigger: ".o_golf_differences.alert-danger:contains(12.34)",
        },
        {
            content: "The tier has figures; unfold it",
            trigger: ".o_golf_tier:contains(Individual):contains(244,190.00)",
            run: "click",
        },
        {
            content: "Its member is there; open what was charged",
            trigger: ".o_golf_member:contains(王小明) a[data-column=charged]:contains(244,000.00)",
            run: "click",
        },
        {
            content: "The journal items behind the figure",
            trigger: ".o_list_view .o_data_row:contains(INV/)",
        },
        {
            content: "Back by the breadcrumb",
            trigger: ".breadcrumb-item a, .o_back_button",
            run: "click",
        },
        {
            content: "Another period",
            trigger: ".o_golf_fee_report .o_golf_preset_last_month",
            run: "click",
        },
        {
            content: "Nothing happened then",
            trigger: ".o_golf_preset_last_month.active",
        },
        {
            content: "No figures, no differences",
            trigger: ".o_golf_fee_table:contains(No fees in this period)",
        },
        {
            content: "Back to the club year",
            trigger: ".o_golf_preset_club_year",
            run: "click",
        },
        {
            content: "The difference leads to its entry",
            trigger: ".o_golf_differences.alert-danger a",
            run: "click",
        },
        {
            content: "The entry",
            trigger: ".o_form_view .o_field_widget[name=name]:contains(MISC/)",
        },
    ],
});
