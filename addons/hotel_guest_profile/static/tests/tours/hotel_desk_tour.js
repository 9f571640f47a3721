/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("hotel_desk", {
    steps: () => [
        { trigger: ".o_hotel_desk .o_desk_arrivals" },
        // A wrong check digit is named, and nobody is found.
        {
            trigger: ".o_desk_search input",
            run: "edit P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C37UTO7408122F1204159ZE184226B<<<<<10",
        },
        { trigger: ".o_desk_problem:contains(check digit)" },
        // The number of the document, and the guest opens.
        { trigger: ".o_desk_search input", run: "edit 11010119900307803X" },
        { trigger: ".o_desk_card .o_desk_greeting:contains(丁先生)" },
        { trigger: ".o_desk_card .o_desk_usual:contains(7)" },
        { trigger: ".o_desk_breakfast:contains(Nutrition fruit meal)" },
        { trigger: ".o_desk_card:contains(803X):not(:contains(11010119900307803X))" },
        // First click, everything is filled in.
        { trigger: ".o_desk_walk_in", run: "click" },
        { trigger: ".o_desk_room[data-room='2102'] input:checked" },
        { trigger: ".o_desk_room[data-room='2102'] .o_desk_met:contains(River view), .o_desk_room[data-room='2102'] .o_desk_met:contains(river view)" },
        { trigger: ".o_desk_nights:value(7)" },
        { trigger: ".o_desk_dish_name:value(Nutrition fruit meal)" },
        // Today he wants eggs too.
        { trigger: ".o_desk_add_dish", run: "click" },
        { trigger: ".o_desk_dish:nth-of-type(2) .o_desk_dish_name", run: "edit Fried egg" },
        { trigger: ".o_desk_dish:nth-of-type(2) .o_desk_dish_note", run: "edit half done" },
        // Second click, he is in house.
        { trigger: ".o_desk_confirm", run: "click" },
        { trigger: ".o_desk_arrived:contains(2102)" },
        { trigger: ".o_desk_arrived .o_desk_card_pdf[href*='report_registration_card']" },
        { trigger: ".o_desk_next", run: "click" },
        { trigger: ".o_desk_in_house .o_desk_row:contains(丁先生):contains(2102)" },
        // By the room, and out again.
        { trigger: ".o_desk_search input", run: "edit 2102" },
        { trigger: ".o_desk_stay:contains(丁先生)", run: "click" },
        { trigger: ".o_desk_card .o_desk_check_out", run: "click" },
        { trigger: ".o_desk_folio:contains(Night)" },
        { trigger: ".o_desk_charge_name", run: "edit Sparkling water" },
        { trigger: ".o_desk_amount", run: "edit 12" },
        { trigger: ".o_desk_add_charge", run: "click" },
        { trigger: ".o_desk_folio:contains(Sparkling water)" },
        { trigger: ".o_desk_remark", run: "edit The pastry is too sweet" },
        { trigger: ".o_desk_pay", run: "click" },
        // An invoice is posted meanwhile.
        { trigger: ".modal .o_form_view [name=journal_id]", timeout: 60000 },
        { trigger: ".modal .btn-close, .modal [special=cancel]", run: "click" },
        { trigger: ".o_hotel_desk .o_desk_left:contains(丁先生)" },
    ],
});
