# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .service_portal import LARGEST_ID, LONGEST_SEARCH

#: In the session: the articles somebody has read and judged, so that each counts once.
READ = "service_faq_read"
JUDGED = "service_faq_judged"


class ServiceFaq(http.Controller):
    """Questions often asked, for everybody; those who log in find more."""

    _per_page = 20

    def _get_reader(self):
        """Return the customer who looks, or an empty one for a passer-by."""
        user = request.env.user
        return request.env["res.partner"] if user._is_public() else user.partner_id

    def _get_articles(self):
        """Return the model with the system's rights, and what the visitor may read of it."""
        # Customers have no right to the model; the domain says what they may read.
        Article = request.env["service.article"].sudo()
        return Article, Article._get_readable_domain(self._get_reader())

    @http.route(
        ["/service/faq", "/service/faq/page/<int:page>"],
        type="http",
        auth="public",
        website=True,
        sitemap=True,
    )
    def faq(self, page=1, search="", topic="", **kw):
        """Show the articles, or those that answer a question."""
        Article, domain = self._get_articles()
        search = str(search).replace("\x00", "")[:LONGEST_SEARCH]
        # Only what the reader finds something under.
        found = {key for (key,) in Article._read_group(domain, ["topic"])}
        topics = {
            key: label
            for key, label in Article._fields["topic"]._description_selection(request.env)
            if key in found
        }
        topic = topic if topic in topics else ""
        if topic:
            domain &= Article._get_topic_domain(topic)
        pager = None
        if search:
            articles = Article._find(search, domain=domain, limit=self._per_page)
        else:
            pager = portal_pager(
                url="/service/faq",
                url_args={"topic": topic},
                total=Article.search_count(domain),
                page=min(max(page, 1), 1_000_000),
                step=self._per_page,
            )
            articles = Article.search(domain, limit=self._per_page, offset=pager["offset"])
        values = {
            "articles": articles,
            "search": search,
            "topics": topics,
            "topic": topic,
            "pager": pager,
            "page_name": "service_faq",
        }
        return request.render("crm_service_queue.faq", values)

    def _get_article(self, article_id):
        Article, domain = self._get_articles()
        if not 0 < article_id <= LARGEST_ID:
            return Article.browse()
        return Article.search([("id", "=", article_id), *domain], limit=1)

    @http.route("/service/faq/<int:article_id>", type="http", auth="public", website=True)
    def faq_article(self, article_id, **kw):
        """Show an article; each visit counts it once."""
        article = self._get_article(article_id)
        if not article:
            return request.redirect("/service/faq")
        read = request.session.get(READ, [])
        if article.id not in read:
            request.session[READ] = [*read, article.id][-200:]
            article._note_use("read")
        values = {
            "article": article,
            "judged": article.id in request.session.get(JUDGED, []),
            "page_name": "service_faq",
        }
        return request.render("crm_service_queue.faq_article", values)

    @http.route(
        "/service/faq/<int:article_id>/judge",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def faq_judge(self, article_id, helped="", **kw):
        """Take whether it helped; the same visitor is counted once."""
        article = self._get_article(article_id)
        if not article:
            return request.redirect("/service/faq")
        judged = request.session.get(JUDGED, [])
        new = article.id not in judged and not article._is_judged_by(request.env.user)
        if new and helped in ("yes", "no"):
            request.session[JUDGED] = [*judged, article.id][-200:]
            article._note_use("helpful" if helped == "yes" else "unhelpful")
        return request.redirect(f"/service/faq/{article.id}")

    @http.route("/service/suggest", type="jsonrpc", auth="public")
    def suggest(self, text="", **kw):
        """Return what answers a text that is being typed: [{title, url}]."""
        articles = request.env["service.article"]._find_for_customer(
            str(text)[:500], self._get_reader()
        )
        return [
            {"title": article.name, "url": f"/service/faq/{article.id}"} for article in articles
        ]
