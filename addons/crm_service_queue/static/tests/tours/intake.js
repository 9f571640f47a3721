import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_service_queue_intake", {
    url: "/odoo/service-desk",
    steps: () => [
        { trigger: ".o_kanban_view .o_kanban_record:contains(Hotline)" },
        {
            trigger: ".o_kanban_record:contains(Hotline) a[name='action_open_mine']",
            run: "click",
        },
        { trigger: ".o_data_row:contains(does not close) td[name='name']", run: "click" },
        { trigger: ".o_form_view a[name='customer']", run: "click" },
        { trigger: ".o_form_view .nav-link.active[name='customer']" },
        {
            trigger: ".o_main_navbar button:contains(Requests)",
            run: "click",
        },
        { trigger: ".o_menu_sections .dropdown-item:contains(New by phone), .o-dropdown--menu .dropdown-item:contains(New by phone)", run: "click" },
        { trigger: ".modal .o_field_widget[name='asked'] input", run: "edit 13912345678" },
        { trigger: ".modal .o_field_widget[name='name'] input", run: "edit Cold shower" },
        { trigger: ".modal .o_field_widget[name='partner_id'] input:value(Mei Lin)" },
        { trigger: ".modal button[name='action_create_request']", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name='number']:contains(SR)" },
        {
            trigger: "body",
            run() {
                const commands = registry.category("discuss.channel_commands");
                if (commands.get("request").methodName !== "execute_command_request") {
                    throw new Error("the chat command is missing");
                }
            },
        },
    ],
});
