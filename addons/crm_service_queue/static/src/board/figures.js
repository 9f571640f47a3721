/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Component, onWillStart, useState } from "@odoo/owl";
import { formatSpan } from "./board";

const MODEL = "service.report";
const { DateTime } = luxon;

/** The figures by which service is judged, with their definitions and lists. */
export class ServiceFigures extends Component {
    static template = "crm_service_queue.Figures";
    static components = { DateTimeInput, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.display = { controlPanel: {} };
        this.state = useState({
            // A month back: on the first of a month there would be nothing to see yet.
            dateFrom: serializeDate(DateTime.now().minus({ months: 1 })),
            dateTo: serializeDate(DateTime.now()),
            queueId: false,
            report: null,
            ...(this.props.state || {}),
        });
        useSetupAction({
            getLocalState: () => ({
                dateFrom: this.state.dateFrom,
                dateTo: this.state.dateTo,
                queueId: this.state.queueId,
            }),
        });
        onWillStart(async () => {
            this.queues = await this.orm.searchRead("service.queue", [], ["display_name"]);
            await this.load();
        });
    }

    get period() {
        return [this.state.dateFrom, this.state.dateTo, this.state.queueId];
    }

    get dateFrom() {
        return deserializeDate(this.state.dateFrom);
    }

    get dateTo() {
        return deserializeDate(this.state.dateTo);
    }

    get tables() {
        const report = this.state.report;
        return ["ages", "reasons", "agents"].map((name) => ({
            name,
            lines: report[name],
            help: report[`${name}_help`],
        }));
    }

    async load() {
        this.state.report = await this.keepLast.add(
            this.orm.call(MODEL, "get_figures", this.period)
        );
    }

    async setDay(name, day) {
        if (!day || serializeDate(day) === this.state[name]) {
            return;
        }
        this.state[name] = serializeDate(day);
        // Whoever picks a first day after the last means a period that starts there.
        if (this.state.dateFrom > this.state.dateTo) {
            this.state[name === "dateFrom" ? "dateTo" : "dateFrom"] = this.state[name];
        }
        await this.load();
    }

    async setQueue(ev) {
        this.state.queueId = parseInt(ev.target.value, 10) || false;
        await this.load();
    }

    format(figure) {
        if (figure.value === null) {
            return "–";
        }
        if (figure.unit === "seconds") {
            return formatSpan(figure.value);
        }
        return `${formatFloat(figure.value * 100, { digits: [16, 1] })} %`;
    }

    async openFigure(figure, part) {
        const action = await this.orm.call(MODEL, "get_figures_action", [
            figure.key,
            part,
            ...this.period,
        ]);
        return this.action.doAction(action);
    }

    async openLine(table, line) {
        const action = await this.orm.call(MODEL, "get_table_action", [
            table,
            line.key,
            ...this.period,
            this.state.report.moment,
        ]);
        return this.action.doAction(action);
    }
}

registry.category("actions").add("service_figures", ServiceFigures);
