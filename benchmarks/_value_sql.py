# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The statements of ``value_score.py``: the company's trade in bulk, and the plain aggregation."""

#: People, orders, invoices and payments.
FILL = (
    """
    INSERT INTO res_partner (name, complete_name, ref, active, type, autopost_bills, is_customer)
    SELECT 'Bench ' || n, 'Bench ' || n, 'BV' || n, true, 'contact', 'ask', true
      FROM generate_series(%(first)s, %(last)s) n
    """,
    "UPDATE res_partner SET commercial_partner_id = id WHERE commercial_partner_id IS NULL",
    """
    INSERT INTO sale_order (name, partner_id, partner_invoice_id, partner_shipping_id, company_id,
                            date_order, state, currency_id, currency_rate, amount_untaxed)
    SELECT 'BV', p.id, p.id, p.id, %(company)s,
           now() - make_interval(days => ((hashint4(p.id * 31 + n) & 2047) %% 720) + 1), 'sale',
           %(currency)s, 1, 100 + (hashint4(p.id + n) & 1023)
      FROM res_partner p
      CROSS JOIN generate_series(1, 4) n
     WHERE p.ref ~ '^BV' AND substr(p.ref, 3)::int BETWEEN %(first)s AND %(last)s
       AND n <= %(orders)s - 0.5 + (p.id %% 2)
    """,
    """
    INSERT INTO sale_order_line (order_id, name, product_uom_qty, price_unit, customer_lead,
                                 product_id, product_uom_id, company_id, state, price_subtotal)
    SELECT o.id, 'Bench', 1, 50, 0,
           (%(products)s::int[])[1 + (hashint4(o.id * 7 + n) & 1023) %% 12], %(uom)s,
           %(company)s, 'sale', 50
      FROM sale_order o JOIN res_partner p ON p.id = o.partner_id
      CROSS JOIN generate_series(1, %(lines)s) n
     WHERE o.name = 'BV' AND substr(p.ref, 3)::int BETWEEN %(first)s AND %(last)s
    """,
    """
    INSERT INTO account_move (name, journal_id, currency_id, state, move_type, auto_post, date,
                              invoice_date, invoice_date_due, partner_id, commercial_partner_id,
                              company_id, payment_state, amount_untaxed_signed)
    SELECT 'BV/' || p.id, %(journal)s, %(currency)s, 'posted', 'out_invoice', 'no', day, day,
           day + 30, p.id, p.id, %(company)s, 'paid', 100 + (hashint4(p.id) & 4095)
      FROM res_partner p,
           LATERAL (SELECT current_date - 40 - ((hashint4(p.id * 13) & 1023) %% 650) AS day) d
     WHERE p.ref ~ '^BV' AND substr(p.ref, 3)::int BETWEEN %(first)s AND %(last)s
    """,
    """
    INSERT INTO account_move_line (move_id, currency_id, display_type, account_id, product_id,
                                   partner_id, company_id, parent_state, date, date_maturity,
                                   balance, debit, credit, amount_currency, reconciled)
    SELECT m.id, m.currency_id, kind, CASE kind WHEN 'product' THEN %(income)s
           ELSE %(receivable)s END,
           CASE kind WHEN 'product' THEN (%(products)s::int[])[1 + m.id %% 12] END,
           m.partner_id, m.company_id, 'posted', m.date, m.invoice_date_due,
           sign * m.amount_untaxed_signed, GREATEST(sign, 0) * m.amount_untaxed_signed,
           GREATEST(-sign, 0) * m.amount_untaxed_signed, sign * m.amount_untaxed_signed,
           m.partner_id %% 5 > 0 AND kind <> 'product'
      FROM account_move m JOIN res_partner p ON p.id = m.partner_id
      CROSS JOIN (VALUES ('product', -1), ('payment_term', 1)) k (kind, sign)
     WHERE m.name ~ '^BV' AND substr(p.ref, 3)::int BETWEEN %(first)s AND %(last)s
    """,
    """
    INSERT INTO account_partial_reconcile (debit_move_id, credit_move_id, company_id, amount,
                                           max_date)
    SELECT l.id, l.id, l.company_id, l.balance, l.date_maturity - 5 + (l.id %% 3) * 5
      FROM account_move_line l
      JOIN account_move m ON m.id = l.move_id
      JOIN res_partner p ON p.id = m.partner_id
     WHERE m.name ~ '^BV' AND l.reconciled
       AND substr(p.ref, 3)::int BETWEEN %(first)s AND %(last)s
    """,
)

#: The same facts, as somebody would write them who needs them once.
PLAIN = """
    WITH visit AS (
        SELECT partner_id, date_order::date AS day, sum(amount_untaxed / currency_rate) AS amount
          FROM sale_order
         WHERE company_id = %(company)s AND state = 'sale' GROUP BY 1, 2
         UNION ALL
        SELECT m.partner_id, m.invoice_date, sum(m.amount_untaxed_signed)
          FROM account_move m
         WHERE m.company_id = %(company)s AND m.state = 'posted'
           AND m.move_type IN ('out_invoice', 'out_receipt')
           AND NOT EXISTS (SELECT FROM account_move_line l
                             JOIN sale_order_line_invoice_rel r ON r.invoice_line_id = l.id
                            WHERE l.move_id = m.id)
         GROUP BY 1, 2
    ), trade AS (
        SELECT partner_id,
               count(DISTINCT day) FILTER (WHERE day > %(today)s::date - 365) AS trades,
               min(day) AS first, max(day) AS last,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY amount)
                   FILTER (WHERE day <= %(today)s::date - 90) AS amount,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY amount)
                   FILTER (WHERE day > %(today)s::date - 90) AS recent_amount,
               mode() WITHIN GROUP (ORDER BY extract(isodow FROM day))
                   FILTER (WHERE day <= %(today)s::date - 90) AS weekday,
               mode() WITHIN GROUP (ORDER BY extract(isodow FROM day))
                   FILTER (WHERE day > %(today)s::date - 90) AS recent_weekday
          FROM visit GROUP BY 1
    ), gap AS (
        SELECT partner_id, day - lag(day) OVER (PARTITION BY partner_id ORDER BY day) AS days
          FROM visit
    ), cycle AS (
        SELECT partner_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS cycle,
               stddev(days) AS spread
          FROM gap WHERE days IS NOT NULL GROUP BY 1 HAVING count(*) >= 3
    ), line AS (
        SELECT o.partner_id, o.date_order::date AS day, l.product_id
          FROM sale_order_line l JOIN sale_order o ON o.id = l.order_id
         WHERE o.company_id = %(company)s AND o.state = 'sale' AND l.product_id IS NOT NULL
         UNION ALL
        SELECT m.partner_id, m.invoice_date, l.product_id
          FROM account_move_line l JOIN account_move m ON m.id = l.move_id
         WHERE m.company_id = %(company)s AND m.state = 'posted' AND l.display_type = 'product'
           AND m.move_type IN ('out_invoice', 'out_receipt')
           AND NOT EXISTS (SELECT FROM sale_order_line_invoice_rel r
                            WHERE r.invoice_line_id = l.id)
    ), bought AS (
        SELECT partner_id,
               count(DISTINCT t.categ_id)
                   FILTER (WHERE day > %(today)s::date - 365) AS kinds,
               mode() WITHIN GROUP (ORDER BY l.product_id)
                   FILTER (WHERE day <= %(today)s::date - 90) AS product,
               mode() WITHIN GROUP (ORDER BY l.product_id)
                   FILTER (WHERE day > %(today)s::date - 90) AS recent_product
          FROM line l
          JOIN product_product p ON p.id = l.product_id
          JOIN product_template t ON t.id = p.product_tmpl_id
         GROUP BY 1
    ), money AS (
        SELECT partner_id, sum(amount_untaxed_signed) AS ever,
               COALESCE(sum(amount_untaxed_signed) FILTER (
                   WHERE invoice_date > %(today)s::date - 365), 0) AS total,
               sum(amount_untaxed_signed) FILTER (
                   WHERE invoice_date <= %(today)s::date - 365) AS before
          FROM account_move
         WHERE company_id = %(company)s AND state = 'posted'
           AND move_type IN ('out_invoice', 'out_refund', 'out_receipt')
         GROUP BY 1
    ), payment AS (
        SELECT m.partner_id, count(DISTINCT l.id) AS due,
               100.0 * count(DISTINCT l.id) FILTER (WHERE l.reconciled
                    AND r.max_date <= l.date_maturity) / count(DISTINCT l.id) AS on_time
          FROM account_move m
          JOIN account_move_line l ON l.move_id = m.id
          LEFT JOIN account_partial_reconcile r ON r.debit_move_id = l.id
         WHERE m.company_id = %(company)s AND m.state = 'posted'
           AND m.move_type IN ('out_invoice', 'out_receipt') AND l.display_type = 'payment_term'
           AND l.date_maturity < %(today)s
         GROUP BY 1
    ), chance AS (
        SELECT partner_id, sum(prorated_revenue) AS pipeline FROM crm_lead
         WHERE type = 'opportunity' AND active AND won_status = 'pending' GROUP BY 1
    )
    INSERT INTO bench_value
    SELECT t.partner_id, %(company)s, trades, kinds, first, last, cycle, spread, amount,
           recent_amount, weekday, recent_weekday, product, recent_product, total, before, ever,
           due, on_time, pipeline
      FROM trade t
      LEFT JOIN cycle USING (partner_id)
      LEFT JOIN bought USING (partner_id)
      LEFT JOIN money USING (partner_id)
      LEFT JOIN payment USING (partner_id)
      LEFT JOIN chance USING (partner_id)
"""
