# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The functions and triggers of ``golf_referral_guard.py``, in PostgreSQL's own language."""

PAIR_PROBLEM = """
CREATE OR REPLACE FUNCTION golf_referral_problem(club integer, referred integer, referrer integer)
RETURNS text AS $$
BEGIN
    RETURN CASE
        WHEN referred = referrer THEN 'self'
        WHEN EXISTS (
            SELECT FROM res_partner one JOIN res_partner other ON other.id = referrer
             WHERE one.id = referred
               AND one.commercial_partner_id = other.commercial_partner_id
        ) THEN 'company'
        WHEN EXISTS (
            SELECT FROM golf_membership one
             WHERE one.partner_id = referred AND one.company_id = club
               AND COALESCE(one.state, '') NOT IN
                   ('cancelled', 'resigned', 'transferred', 'deceased', 'lapsed')
               AND (one.corporate_partner_id = referrer
                    OR EXISTS (
                        SELECT FROM golf_membership other
                         WHERE other.partner_id = referrer AND other.company_id = club
                           AND other.corporate_partner_id = one.corporate_partner_id
                           AND COALESCE(other.state, '')
                               NOT IN ('cancelled', 'resigned', 'transferred',
                                       'deceased', 'lapsed')))
        ) THEN 'nominee'
        WHEN EXISTS (
            SELECT FROM customer_relation relation
              JOIN customer_relation_kind kind ON kind.id = relation.kind_id AND kind.is_family
             WHERE (relation.date_until IS NULL OR relation.date_until >= CURRENT_DATE)
               AND (relation.partner_id, relation.other_id) IN ((referred, referrer),
                                                                (referrer, referred))
        ) THEN 'household'
        WHEN EXISTS (
            SELECT FROM res_partner one JOIN res_partner other ON other.id = referrer
             WHERE one.id = referred AND one.phone_sanitized <> ''
               AND one.phone_sanitized = other.phone_sanitized
        ) THEN 'phone'
        WHEN EXISTS (
            SELECT FROM customer_identity one
              JOIN customer_identity other ON other.number_hash = one.number_hash
             WHERE one.partner_id = referred AND other.partner_id = referrer
        ) THEN 'document'
    END;
END
$$ LANGUAGE plpgsql STABLE
"""

GUARD = """
CREATE OR REPLACE FUNCTION golf_referral_refuse(problem text, referred integer, referrer integer)
RETURNS void AS $$
BEGIN
    RAISE EXCEPTION 'A referral is refused: %%', problem
          USING ERRCODE = 'check_violation', TABLE = 'golf_referral',
                CONSTRAINT = 'golf_referral_' || problem, DETAIL = referred || ',' || referrer;
END
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION golf_referral_guard() RETURNS trigger AS $$
DECLARE
    refused record;
BEGIN
    -- The paths written below come here again; nothing of a pair has changed then.
    IF TG_OP = 'UPDATE' THEN
        IF NOT EXISTS (
            SELECT FROM touched JOIN before USING (id)
             WHERE (touched.company_id, touched.partner_id, touched.referrer_id)
                   IS DISTINCT FROM (before.company_id, before.partner_id, before.referrer_id)
        ) THEN
            RETURN NULL;
        END IF;
    END IF;

    INSERT INTO golf_referral_tree (company_id, version)
    SELECT DISTINCT company_id, 1 FROM touched ORDER BY company_id
        ON CONFLICT (company_id) DO UPDATE SET version = golf_referral_tree.version + 1;

    SELECT * INTO refused
      FROM (SELECT partner_id, referrer_id,
                   golf_referral_problem(company_id, partner_id, referrer_id) AS problem
              FROM touched OFFSET 0) AS judged
     WHERE problem IS NOT NULL LIMIT 1;
    IF FOUND THEN
        PERFORM golf_referral_refuse(refused.problem, refused.partner_id, refused.referrer_id);
    END IF;

    -- Walk up from each touched pair, so far and no further: a circle, or a chain too long.
    WITH RECURSIVE above (company_id, person, referrer, ancestor, step) AS (
        SELECT company_id, partner_id, referrer_id, referrer_id, 1 FROM touched
         UNION ALL
        SELECT above.company_id, person, referrer, further.referrer_id, step + 1
          FROM above
          JOIN golf_referral further ON further.company_id = above.company_id
                                    AND further.partner_id = above.ancestor
         WHERE person <> ancestor AND step <= %(longest)s
    )
    SELECT person, referrer, CASE WHEN person = ancestor THEN 'circle' ELSE 'length' END AS problem
      INTO refused FROM above
     WHERE person = ancestor OR step > %(longest)s
     ORDER BY person <> ancestor LIMIT 1;
    IF FOUND THEN
        PERFORM golf_referral_refuse(refused.problem, refused.person, refused.referrer);
    END IF;

    -- Paths of the touched and of everybody below them, from the topmost touched down.
    WITH RECURSIVE above (company_id, person, ancestor) AS (
        SELECT company_id, partner_id, referrer_id FROM touched
         UNION
        SELECT above.company_id, person, further.referrer_id
          FROM above
          JOIN golf_referral further ON further.company_id = above.company_id
                                    AND further.partner_id = above.ancestor
    ), topmost AS (
        SELECT * FROM touched
         WHERE NOT EXISTS (
            SELECT FROM above JOIN touched higher ON higher.company_id = above.company_id
                                                 AND higher.partner_id = above.ancestor
             WHERE above.company_id = touched.company_id AND above.person = touched.partner_id)
    ), below (id, company_id, partner_id, path, generation, root_id) AS (
        SELECT topmost.id, topmost.company_id, topmost.partner_id,
               COALESCE(parent.path, '/' || topmost.referrer_id || '/')
               || topmost.partner_id || '/',
               COALESCE(parent.generation, 0) + 1,
               COALESCE(parent.root_id, topmost.referrer_id)
          FROM topmost
          LEFT JOIN golf_referral parent ON parent.company_id = topmost.company_id
                                        AND parent.partner_id = topmost.referrer_id
         UNION ALL
        SELECT child.id, child.company_id, child.partner_id,
               below.path || child.partner_id || '/', below.generation + 1, below.root_id
          FROM below
          JOIN golf_referral child ON child.company_id = below.company_id
                                  AND child.referrer_id = below.partner_id
    ), moved AS (
        UPDATE golf_referral
           SET path = below.path, generation = below.generation, root_id = below.root_id
          FROM below
         WHERE golf_referral.id = below.id
           AND (golf_referral.path, golf_referral.generation, golf_referral.root_id)
               IS DISTINCT FROM (below.path, below.generation, below.root_id)
     RETURNING golf_referral.company_id, golf_referral.partner_id, golf_referral.referrer_id,
               golf_referral.generation
    )
    SELECT partner_id, referrer_id INTO refused FROM moved WHERE generation > %(longest)s LIMIT 1;
    IF FOUND THEN
        PERFORM golf_referral_refuse('length', refused.partner_id, refused.referrer_id);
    END IF;
    RETURN NULL;
END
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION golf_referral_orphan() RETURNS trigger AS $$
BEGIN
    -- Who was brought by somebody now without a referrer starts a chain with him.
    WITH RECURSIVE below (id, company_id, partner_id, path, generation, root_id) AS (
        SELECT child.id, child.company_id, child.partner_id,
               '/' || child.referrer_id || '/' || child.partner_id || '/', 1, child.referrer_id
          FROM removed
          JOIN golf_referral child ON child.company_id = removed.company_id
                                  AND child.referrer_id = removed.partner_id
         UNION ALL
        SELECT child.id, child.company_id, child.partner_id,
               below.path || child.partner_id || '/', below.generation + 1, below.root_id
          FROM below
          JOIN golf_referral child ON child.company_id = below.company_id
                                  AND child.referrer_id = below.partner_id
    )
    UPDATE golf_referral
       SET path = below.path, generation = below.generation, root_id = below.root_id
      FROM below WHERE golf_referral.id = below.id;
    RETURN NULL;
END
$$ LANGUAGE plpgsql;

CREATE OR REPLACE TRIGGER golf_referral_guard_insert
    AFTER INSERT ON golf_referral REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION golf_referral_guard();
CREATE OR REPLACE TRIGGER golf_referral_guard_update
    AFTER UPDATE ON golf_referral REFERENCING NEW TABLE AS touched OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION golf_referral_guard();
CREATE OR REPLACE TRIGGER golf_referral_orphan
    AFTER DELETE ON golf_referral REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION golf_referral_orphan();
"""
