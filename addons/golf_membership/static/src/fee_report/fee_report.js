/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Component, onWillStart, useState } from "@odoo/owl";

const MODEL = "golf.fee.report";
const PAGE = 80;

/** Headings, by part of the report, in the order of the columns. */
const GROUPS = [
    {
        side: "receivable",
        name: _t("Receivable"),
        columns: [
            ["opening", _t("Opening")],
            ["charged", _t("Charged")],
            ["credited", _t("Credited")],
            ["received", _t("Received")],
            ["confirmed", _t("of it bank-confirmed")],
            ["other", _t("Other")],
            ["closing", _t("Closing")],
        ],
    },
    {
        side: "deposit",
        name: _t("Deposits held"),
        columns: [
            ["deposit_opening", _t("Opening")],
            ["deposit_in", _t("Taken")],
            ["deposit_out", _t("Returned")],
            ["deposit_closing", _t("Closing")],
        ],
    },
    {
        side: "deferred",
        name: _t("Deferred revenue"),
        columns: [
            ["deferred_opening", _t("Opening")],
            ["deferred_added", _t("Deferred")],
            ["deferred_recognised", _t("Recognised")],
            ["deferred_closing", _t("Closing")],
        ],
    },
];

/** Fee reconciliation: figures by tier and member, their ties to the ledger, what differs. */
export class FeeReport extends Component {
    static template = "golf_membership.FeeReport";
    static components = { DateTimeInput, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.keepLast = new KeepLast();
        this.display = { controlPanel: {} };
        this.groups = GROUPS;
        this.columns = GROUPS.flatMap((group) => group.columns.map(([name]) => name));
        this.state = useState({
            dateFrom: null,
            dateTo: null,
            companyId: null,
            report: null,
            unfolded: {},
            ...(this.props.state || {}),
        });
        useSetupAction({
            getLocalState: () => ({
                dateFrom: this.state.dateFrom,
                dateTo: this.state.dateTo,
                companyId: this.state.companyId,
            }),
        });
        onWillStart(async () => {
            await this.loadPeriods();
            if (!this.state.dateFrom) {
                [this.state.dateFrom, this.state.dateTo] = this.periods.this_month;
            }
            await this.load();
        });
    }

    // ----------------------------------------------------------------- DATA

    get arguments() {
        return [this.state.dateFrom, this.state.dateTo, this.state.companyId];
    }

    async loadPeriods() {
        const { companies, company_id, periods } = await this.orm.call(MODEL, "get_periods", [
            this.state.companyId,
        ]);
        this.companies = companies;
        this.periods = periods;
        this.state.companyId = company_id;
        this.presets = [
            { name: "this_month", label: _t("This month") },
            { name: "last_month", label: _t("Last month") },
            { name: "club_year", label: _t("This club year") },
        ];
    }

    async load() {
        const report = await this.keepLast.add(this.orm.call(MODEL, "get_report", this.arguments));
        this.state.unfolded = {};
        this.state.report = report;
    }

    async fold(tier) {
        if (this.state.unfolded[tier.id]) {
            delete this.state.unfolded[tier.id];
            return;
        }
        await this.loadMembers(tier, []);
    }

    async loadMembers(tier, lines) {
        const found = await this.orm.call(MODEL, "get_members", [
            ...this.arguments,
            tier.id,
            lines.length,
            PAGE,
        ]);
        this.state.unfolded[tier.id] = { count: found.count, lines: [...lines, ...found.lines] };
    }

    // --------------------------------------------------------------- PERIOD

    get dateFrom() {
        return deserializeDate(this.state.dateFrom);
    }

    get dateTo() {
        return deserializeDate(this.state.dateTo);
    }

    isPreset(name) {
        const [since, until] = this.periods[name];
        return since === this.state.dateFrom && until === this.state.dateTo;
    }

    async setPreset(name) {
        [this.state.dateFrom, this.state.dateTo] = this.periods[name];
        await this.load();
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

    async setCompany(ev) {
        this.state.companyId = parseInt(ev.target.value, 10);
        await this.loadPeriods();
        await this.load();
    }

    // ---------------------------------------------------------------- SHOWN

    format(amount) {
        const digits = this.state.report.currency.digits;
        return formatFloat(amount || 0, { digits: [16, digits] });
    }

    getSideName(side) {
        return GROUPS.find((group) => group.side === side).name;
    }

    getLineKey(line) {
        return line.id ? `m${line.id}` : `p${line.partner_id}`;
    }

    // -------------------------------------------------------------- ACTIONS

    async openItems(column, line = null) {
        if (!this.state.report.can_open_items) {
            return;
        }
        const action = await this.orm.call(MODEL, "get_items_action", [
            ...this.arguments,
            column,
            line?.id || null,
            (line && !line.id && line.partner_id) || null,
        ]);
        await this.action.doAction(action);
    }

    openMove(line) {
        if (line.move_id) {
            this.openRecord("account.move", line.move_id);
        }
    }

    openMember(line) {
        if (line.id) {
            this.openRecord("golf.membership", line.id);
        } else {
            this.openRecord("res.partner", line.partner_id);
        }
    }

    openRecord(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async downloadFile(kind) {
        this.ui.block();
        try {
            await download({
                url: `/golf_membership/fee_report/${kind}`,
                data: {
                    date_from: this.state.dateFrom,
                    date_to: this.state.dateTo,
                    company_id: this.state.companyId,
                },
            });
        } finally {
            this.ui.unblock();
        }
    }
}

registry.category("actions").add("golf_fee_report", FeeReport);
