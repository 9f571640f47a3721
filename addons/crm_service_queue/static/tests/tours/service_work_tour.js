/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { registry } from "@web/core/registry";

const card = ".o_kanban_record:contains(Mend the fence)";

registry.category("web_tour.tours").add("service_work_dispatch", {
    steps: () => [
        { trigger: `.o_kanban_group:contains(Nobody yet) ${card}` },
        { trigger: ".o_kanban_group:contains(Mate)" },
        {
            content: "Drag the work to whom is to do it",
            trigger: card,
            run: "drag_and_drop(.o_kanban_group:contains(Mate))",
        },
        {
            trigger: `.o_kanban_group:contains(Mate) ${card} button[name=action_dispatch]`,
            run: "click",
        },
        { trigger: `${card}:contains(Dispatched)` },
        { trigger: `${card} .fw-bold`, run: "click" },
        { trigger: ".o_arrow_button_current:contains(Dispatched)" },
    ],
});

registry.category("web_tour.tours").add("service_work_technician", {
    steps: () => [
        { trigger: `${card} button[name=action_accept]`, run: "click" },
        { trigger: `${card} button[name=action_start]`, run: "click" },
        { trigger: `${card} button[name=action_done]` },
        { trigger: `${card} .fw-bold`, run: "click" },
        { trigger: ".o_form_view:contains(Posts straight)" },
        { trigger: "[name=check_ids] .o_data_row [name=is_done] input", run: "click" },
        { trigger: ".nav-link:contains(Labour and material)", run: "click" },
        { trigger: "[name=line_ids] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: "[name=line_ids] [name=product_id] input", run: "edit Fence post" },
        { trigger: ".dropdown-item:contains(Fence post), .o_kanban_record:contains(Fence post)", run: "click" },
        { trigger: "[name=line_ids] .o_selected_row [name=quantity] input", run: "edit 3" },
        { trigger: "body:not(:has([name=line_ids] th[data-name=price]))" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: ".o_back_button, .o_breadcrumb .o_back_button", run: "click" },
        { trigger: `.o_service_my_work ${card} button[name=action_done]`, run: "click" },
        { trigger: `.o_service_my_work:not(:has(${card}))` },
    ],
});

registry.category("web_tour.tours").add("service_work_bill", {
    steps: () => [
        { trigger: ".o_form_view button[name=action_bill]", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=order_line]:contains(Fence post)" },
    ],
});
