/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("customer_desk", {
    steps: () => [
        { trigger: ".o_customer_desk .o_desk_search input", run: "edit w" },
        { trigger: ".o_desk_problem:contains(two or more)" },
        { trigger: ".o_desk_search input", run: "edit wang tour" },
        { trigger: ".o_desk_people .list-group-item:nth-child(2)" },
        { trigger: ".o_desk_search input", run: "press ArrowDown" },
        { trigger: ".o_desk_people .list-group-item.active:contains(Wang Tourmaline)" },
        { trigger: ".o_desk_search input", run: "press Enter" },
        { trigger: ".o_desk_card h2:contains(Wang Tourmaline)" },
        { trigger: ".o_desk_card:contains(4321):not(:contains(5550104321))" },
        { trigger: ".o_desk_visit", run: "click" },
        { trigger: ".o_desk_card div[name=contacts]" },
        { trigger: ".o_desk_search input", run: "edit +86 139 2222 3333" },
        { trigger: ".o_desk_nobody button:contains(Write down the call)", run: "click" },
        { trigger: "#desk_phone:value(+86 139 2222 3333)" },
        { trigger: "#desk_name", run: "edit 李红" },
        { trigger: "#desk_wish", run: "edit A trial lesson" },
        { trigger: ".o_desk_save", run: "click" },
        { trigger: ".o_desk_card h2:contains(李红)" },
        { trigger: ".o_desk_search input", run: "edit lihong" },
        { trigger: ".o_desk_card h2:contains(李红)" },
        { trigger: ".o_desk_search input", run: "press Enter" },
        { trigger: ".o_form_view .o_breadcrumb:contains(李红), .o_form_view [name=name] :value(李红)" },
        { trigger: "body", run: "press Control+k" },
        { trigger: ".o_command_palette_search input", run: "edit !4321" },
        { trigger: ".o_command:contains(Wang Tourmaline)", run: "click" },
        { trigger: ".o_form_view .o_breadcrumb:contains(Wang Tourmaline)" },
    ],
});
