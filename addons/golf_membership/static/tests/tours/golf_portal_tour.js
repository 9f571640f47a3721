/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { registry } from "@web/core/registry";

// A member finds the membership from the home page, sees the card and comes back.
registry.category("web_tour.tours").add("golf_portal_membership", {
    url: "/my",
    steps: () => [
        {
            content: "The home page has a card with the number of memberships",
            trigger: ".o_portal_index_card a[href='/my/memberships']:contains(Membership)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The list says that it is active; open it",
            trigger: "tr:has(.o_golf_state:contains(Active)) a[href^='/my/memberships/']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The card is drawn with its QR code",
            trigger: "#card svg.o_golf_card path.o_golf_qr",
        },
        {
            content: "Benefits of the tier",
            trigger: ".o_golf_benefits:contains(Guest rounds):contains(12)",
        },
        {
            content: "The joining invoice is paid",
            trigger: ".o_golf_invoices:contains(Paid)",
        },
        {
            content: "The card can be downloaded",
            trigger: "a.o_golf_card_download[href*='report_type=pdf'][href*='download=true']",
        },
        {
            content: "Back by the breadcrumb",
            trigger: "ol.o_portal_submenu a:contains(Memberships)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The list again, with its own breadcrumb last",
            trigger: "ol.o_portal_submenu li.active:contains(Memberships)",
        },
    ],
});
