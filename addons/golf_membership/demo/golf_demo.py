# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, time

from odoo import api, models
from odoo.tools import SQL, file_open

from .plan.people import STAYING_STORIES, read_people

CLUBS = ("zhuhai", "chungshan", "links")
#: Kinds of demo records that stay in the books when the addon goes.
KEPT_MODELS = (
    "res.company",
    "res.partner",
    "product.template",
    "product.product",
    "product.category",
    "product.pricelist",
    "res.partner.grade",
)
PEOPLE_FILE = "golf_membership/demo/plan/people.csv"


class GolfDemo(models.AbstractModel):
    """Makes the demo clubs live: two years of applications, orders, invoices and payments.

    What a member of staff would press is pressed here too, so nothing in the demo is a state that
    the product itself cannot reach. Only demo files call it.
    """

    _name = "golf.demo"
    _description = "Golf Demo Builder"

    @api.model
    def _load_accounting(self):
        """Give each demo club a chart of accounts and the accounts of its opening entries."""
        for club in self._get_clubs().values():
            if not club.chart_template:
                self._load_chart(club)
            if not club.golf_opening_journal_id:
                self._set_opening_accounts(club)
                self._set_outstanding_accounts(club)

    @api.model
    def _build(self, months=24):
        """Fill the demo clubs. Called again it changes nothing.

        :param int months: how many months of shop and restaurant sales to make
        """
        clubs = self._get_clubs()
        club_ids = [club.id for club in clubs.values()]
        if self.env["golf.membership"].search_count([("company_id", "in", club_ids)], limit=1):
            return
        # Nobody waits for the messages about what happens here, so none are written.
        self = self.with_context(
            tracking_disable=True, mail_activity_quick_update=True, mail_notify_force_send=False
        )
        with file_open(PEOPLE_FILE) as source:
            people = read_people(source)
        for club_key in clubs:
            members = [person for person in people if person.club == club_key]
            self._build_club(club_key, members, months)
        self._set_languages()

    @api.model
    def _build_club(self, club_key, people, months):
        club = self._get_clubs()[club_key]
        self = self.with_company(club).with_context(allowed_company_ids=club.ids)
        self._set_up_fees(club, club_key)
        contacts = self._make_contacts(club, people)
        memberships = self._take_over_members(club, people, contacts)
        memberships |= self._join_members(club, people, contacts)
        self._start_applications(club, people, contacts)
        members = self._get_staying(memberships, people, contacts)
        # Whose term is over has left before the others are found to renew.
        (memberships - members)._sync_history()
        habits = self._read_habits(club_key)
        charges = self._charge_fees(club, club_key, contacts, members, habits)
        # The transaction's end would do this; the shop's sales need the members' prices.
        memberships._sync_history()
        self._set_minimum_spend(club_key)
        self._trade(club, club_key, memberships, months)
        # What was not spent is known only now that the sales are there.
        charges |= self._charge_until_run(members)
        self._bill_fees(club, club_key, contacts, members, charges, habits)
        self._tell_history(memberships)
        self._climb(club, club_key, contacts, memberships)
        self._import_statements(club, club_key)
        self._welcome(memberships)
        self._plan_activities(club, memberships)
        self._live_on(club, club_key, memberships, contacts)
        self._reward(club, club_key)
        self._propose(club, club_key, memberships)
        self._offer(club, club_key)

    @api.model
    def _release_records(self):
        """Let go of the records that posted documents stand on, before the addon is uninstalled.

        Odoo would try to delete them, and PostgreSQL would refuse with errors in the log.
        """
        self.env["ir.model.data"].search(
            [
                ("module", "=", "golf_membership"),
                ("model", "in", KEPT_MODELS),
                ("name", "=like", "demo_%"),
            ]
        ).unlink()

    @api.model
    def _get_staying(self, memberships, people, contacts):
        """Return the memberships whose fees go on from year to year.

        Of somebody who came back it is the newest one.
        """
        newest = {member.partner_id: member for member in memberships.sorted("date_start")}
        staying = (contacts[person.name] for person in people if person.story in STAYING_STORIES)
        return memberships.browse({newest[contact].id: True for contact in staying})

    # -------------------------------------------------------------- HELPERS

    @api.model
    def _analyze(self):
        """Tell PostgreSQL what this very transaction has made, or it plans badly for it."""
        for model in ("account.move", "account.move.line", "account.payment"):
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(self.env[model]._table)))
        self.env.cr.execute("ANALYZE account_partial_reconcile")

    @api.model
    def _get_clubs(self):
        """Return {key: company} of the demo clubs."""
        return {key: self.env.ref(f"golf_membership.demo_company_{key}") for key in CLUBS}

    @api.model
    def _ref(self, name):
        return self.env.ref(f"golf_membership.demo_{name}")

    @api.model
    def _get_officer(self, club):
        """Return the user who looks after the club's members."""
        officer, manager = self._ref("user_officer"), self._ref("user_manager")
        return officer if club in officer.company_ids else manager

    @api.model
    def _at_noon(self, day):
        """Return a moment on ``day`` that is that day in Europe and in China."""
        return datetime.combine(day, time(4))

    @api.model
    def _load_chart(self, club):
        """Load the chart of the club's country where its module is there, else the generic one."""
        chinese = (
            club.country_id.code == "CN"
            and self.env["ir.module.module"]._get("l10n_cn").state == "installed"
        )
        currency = club.currency_id
        # try_loading() warns while modules are loading; the chart's own modules are loaded here.
        self.env["account.chart.template"]._load(
            "cn" if chinese else "generic_coa", club, install_demo=False
        )
        club.currency_id = currency

    @api.model
    def _set_opening_accounts(self, club):
        """Create the journal and accounts in which a roster import books balances."""
        Account = self.env["account.account"].with_company(club)
        deposit, opening = Account.create(
            [
                {
                    "name": "Members' deposits",
                    "code": Account._search_new_account_code("224190"),
                    "account_type": "liability_current",
                    "company_ids": club.ids,
                },
                {
                    "name": "Opening balances",
                    "code": Account._search_new_account_code("310490"),
                    "account_type": "equity",
                    "company_ids": club.ids,
                },
            ]
        )
        journal = self.env["account.journal"].create(
            {
                "name": "Opening balances",
                "code": "OPN",
                "type": "general",
                "company_id": club.id,
                "show_on_dashboard": False,
            }
        )
        club.write(
            {
                "golf_opening_journal_id": journal.id,
                "golf_opening_account_id": opening.id,
                "golf_deposit_account_id": deposit.id,
            }
        )

    @api.model
    def _set_languages(self):
        """Let the golf shop work in Chinese where that language is installed."""
        if self.env["res.lang"]._get_data(code="zh_CN"):
            self._ref("user_shop").lang = "zh_CN"
