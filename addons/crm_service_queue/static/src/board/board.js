/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";

/** How often the board is counted anew, in milliseconds. */
const EVERY = 30000;

/** A length of time in seconds as people say it. */
export function formatSpan(seconds) {
    if (seconds === null || seconds === undefined) {
        return "–";
    }
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    const days = Math.floor(hours / 24);
    if (days) {
        return _t("%(days)s d %(hours)s h", { days, hours: hours % 24 });
    }
    if (hours) {
        return _t("%(hours)s h %(minutes)s min", { hours, minutes: minutes % 60 });
    }
    return _t("%(minutes)s min", { minutes });
}

/** What lies where right now; counts itself anew while it is looked at. */
export class ServiceBoard extends Component {
    static template = "crm_service_queue.Board";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.display = { controlPanel: {} };
        this.formatSpan = formatSpan;
        this.state = useState({ board: null, lost: false });
        onWillStart(() => this.load());
        onMounted(() => {
            this.timer = browser.setInterval(() => this.refresh(), EVERY);
        });
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    async load() {
        this.state.board = await this.keepLast.add(
            this.orm.silent.call("service.board", "get_board", [])
        );
        this.state.lost = false;
    }

    /** Count anew; a board that cannot be reached says so and keeps what it shows. */
    async refresh() {
        if (document.hidden) {
            return;
        }
        try {
            await this.load();
        } catch {
            this.state.lost = true;
        }
    }

    async open(column, queueId) {
        const action = await this.orm.call("service.board", "get_board_action", [
            column,
            queueId,
            this.state.board.moment,
        ]);
        return this.action.doAction(action);
    }

    getTone(column, count) {
        if (!count) {
            return "text-muted";
        }
        return { late: "text-danger fw-bold", soon: "text-warning fw-bold" }[column] || "";
    }
}

registry.category("actions").add("service_board", ServiceBoard);
