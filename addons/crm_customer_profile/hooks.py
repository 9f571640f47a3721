# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What is done once, at install, in place of computing a field for a million contacts."""


def _add_columns(env):
    """Make the stored columns of contacts and fill them by one statement each.

    Odoo computes a new stored field record by record; with the column there it does not.
    """
    env.cr.execute(
        """
        ALTER TABLE res_partner
            ADD COLUMN IF NOT EXISTS is_customer boolean,
            -- Left empty: the nightly job scores them in slices.
            ADD COLUMN IF NOT EXISTS completeness integer,
            ADD COLUMN IF NOT EXISTS completeness_counted_on timestamp;
        UPDATE res_partner partner
           SET is_customer = TRUE
         WHERE COALESCE(partner.type, 'contact') = 'contact'
           AND NOT EXISTS (SELECT FROM res_company WHERE partner_id = partner.id)
           AND NOT EXISTS (SELECT FROM res_users
                            WHERE partner_id = partner.id AND share IS NOT TRUE);
        ALTER TABLE res_partner ADD COLUMN IF NOT EXISTS customer_team_id integer;
        UPDATE res_partner partner
           SET customer_team_id = owner.sale_team_id
          FROM res_users owner
         WHERE owner.id = partner.user_id AND owner.sale_team_id IS NOT NULL
        """
    )
    # Orders of the past name no service address.
    env.cr.execute(
        "ALTER TABLE sale_order ADD COLUMN IF NOT EXISTS customer_service_address_id integer"
    )
    # Everybody is to be identified until the nightly job has looked at those with records.
    env.cr.execute(
        """
        ALTER TABLE res_partner ADD COLUMN IF NOT EXISTS customer_state varchar;
        ALTER TABLE res_partner ADD COLUMN IF NOT EXISTS customer_state_since timestamp;
        ALTER TABLE res_partner ADD COLUMN IF NOT EXISTS customer_lost_reason_id integer;
        ALTER TABLE res_partner ADD COLUMN IF NOT EXISTS customer_state_due timestamp;
        ALTER TABLE res_partner ADD COLUMN IF NOT EXISTS last_contact_date timestamp;
        UPDATE res_partner partner
           SET customer_state = 'to_identify',
               customer_state_due = CASE
                   WHEN EXISTS (SELECT FROM crm_lead WHERE partner_id = partner.id)
                     OR EXISTS (SELECT FROM sale_order WHERE partner_id = partner.id)
                     OR EXISTS (SELECT FROM account_move WHERE partner_id = partner.id)
                   THEN now() AT TIME ZONE 'UTC' END
        """
    )


def _file_contacts(env):
    """Make the contacts that are here already findable by their keys."""
    env["customer.key"]._file_at_install()
    # Mailings and meetings of the past follow with the first nightly job.
    env.cr.execute(
        """
        UPDATE res_partner partner
           SET last_contact_date = contact.date
          FROM (SELECT res_id, MAX(date) AS date
                  FROM mail_message
                 WHERE model = 'res.partner'
                   AND message_type IN ('email', 'email_outgoing', 'sms')
                 GROUP BY res_id) contact
         WHERE contact.res_id = partner.id
        """
    )
