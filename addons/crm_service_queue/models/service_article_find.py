# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain

from ..finding import rank, strip_markup, tokenise, weigh
from ..finding.tokens import MOST

#: Hits that are ranked.
CANDIDATES = 50
#: Suggestions shown.
SHOWN = 5


class ServiceArticle(models.Model):
    """Finding articles by what somebody types: one query over the index of their tokens."""

    _inherit = "service.article"

    token_ids = fields.One2many("service.article.token", "article_id", "Tokens")

    def _index(self):
        """Write the tokens of these articles anew, of all languages in use together."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        # The index is the system's; nobody reads or writes it by hand.
        articles = self.sudo()
        weights = {article.id: {} for article in articles}
        for code in codes:
            for article in articles.with_context(lang=code):
                mine = weights[article.id]
                found = weigh(article.name, article.keywords, article.body)
                for token, weight in found.items():
                    mine[token] = max(weight, mine.get(token, 0))
        Token = self.env["service.article.token"].sudo()
        Token.search([("article_id", "in", articles.ids)]).unlink()
        Token.create(
            [
                {"article_id": id_, "token": token, "weight": weight}
                for id_, mine in weights.items()
                for token, weight in mine.items()
            ]
        )

    @api.model
    def _get_readable_domain(self, partner=None):
        """Return which articles somebody may read.

        :param partner: a customer who has logged in, an empty one for a passer-by, None for staff
        """
        today = fields.Date.context_today(self)
        domain = Domain(
            [
                ("state", "=", "published"),
                "|",
                ("expires_on", "=", False),
                ("expires_on", ">=", today),
                ("company_id", "in", [*self.env.companies.ids, False]),
            ]
        )
        if partner is None:
            return domain
        if not partner:
            return domain & Domain("audience", "=", "public") & Domain("tier_ids", "=", False)
        tier = self.env["service.tier"].sudo()._find_for(partner)[partner]
        tiers = Domain("tier_ids", "=", False)
        if tier:
            tiers |= Domain("tier_ids", "in", tier.ids)
        return domain & Domain("audience", "in", ("public", "portal")) & tiers

    @api.model
    def _find(self, text, category=None, domain=None, limit=SHOWN):
        """Return the articles that answer a text best, the best first.

        :param text: what is typed, without HTML
        :param category: of the request: its articles come first, and without a text only they
        :param domain: which are asked; by default those staff may read
        """
        domain = Domain(domain) if domain is not None else self._get_readable_domain()
        tokens = tokenise(text)[:MOST]
        above = (
            [int(id_) for id_ in (category.parent_path or "").split("/") if id_]
            if (category)
            else []
        )
        if not tokens:
            if not above:
                return self.browse()
            return self.search(domain & Domain("category_id", "in", above), limit=limit)
        # The index holds no text of its own; what may be read is said by the domain, with the
        # rules of whoever asks.
        hits = (
            self.env["service.article.token"]
            .sudo()
            ._read_group(
                [("token", "in", tokens), ("article_id", "in", self._search(domain))],
                ["article_id"],
                ["weight:sum", "__count"],
                order="weight:sum desc, article_id",
                limit=CANDIDATES,
            )
        )
        found = {article.id: article for article, _weight, _count in hits}
        same = (
            {article.id for article in found.values() if article.category_id.id in above}
            if above
            else ()
        )
        best = rank(
            [(article.id, weight, count) for article, weight, count in hits],
            len(tokens),
            same,
            limit,
        )
        return self.browse(best)

    @api.model
    def _find_for_customer(self, text, partner, limit=SHOWN):
        """Return what a customer (or a passer-by: an empty partner) may read and answers a text.

        :return: articles with the system's rights, of the customer's audience and tier only
        """
        articles = self.sudo()  # customers have no right to the model; the domain is theirs
        return articles._find(text, domain=articles._get_readable_domain(partner), limit=limit)

    @api.model
    def _get_words(self, *texts):
        """Return texts, some of them HTML, as one to look for."""
        return " ".join(strip_markup(str(text)) for text in texts if text)
