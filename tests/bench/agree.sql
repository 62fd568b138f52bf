-- Settles the rows of all tenants once more, from the rate card to the payer, in micro-credits. Reads the sheets that the
-- bench `tenants` writes; leaves the table `found`.

-- Rating. The product is rounded to the nearest micro-credit, halves to the even one.
CREATE TABLE rated AS
WITH priced AS (
    SELECT r.*, p.rate, p.included,
        (CASE WHEN p.per_thousand THEN (r.quantity + 999999999) // 1000000000 * 1000000 ELSE r.quantity END)::HUGEINT
            * p.rate AS product
    FROM row_of_use r
    LEFT JOIN rate p ON p.feature = r.feature AND r.moment >= p.since AND r.moment < p.until
)
SELECT * EXCLUDE (product, rate, included),
    coalesce(product // 1000000
        + CASE WHEN 2 * (product % 1000000) > 1000000
               OR 2 * (product % 1000000) = 1000000 AND product // 1000000 % 2 = 1 THEN 1 ELSE 0 END, 0)::BIGINT AS credits,
    CASE WHEN rate IS NULL OR test THEN 'notCharged'
         WHEN included AND usual AND EXISTS (
             SELECT 1 FROM licensed l WHERE l.tenant = p.tenant AND l.view = p.view AND l.person = p.person
             AND l.since <= p.moment AND p.moment < l.until) THEN 'included' END AS not_billed
FROM priced p;

-- Coverage: the oldest connected policy that has the person, and that is not being taken away from the agent.
CREATE TABLE covered AS
SELECT r.tenant, r.view, r.moment, r.ord, min_by(c.policy, c.place) AS policy
FROM rated r
JOIN connected c ON c.tenant = r.tenant AND c.view = r.view AND c.service = r.service
    AND c.since <= r.moment AND r.moment < c.until
WHERE r.not_billed IS NULL AND r.person IS NOT NULL
    AND (c.members_of IS NULL OR EXISTS (
        SELECT 1 FROM member m WHERE m.tenant = r.tenant AND m.view = r.view AND m.members_of = c.members_of
        AND m.person = r.person AND m.since <= r.moment AND r.moment < m.until))
    AND NOT (c.disconnecting_at IS NOT NULL AND c.disconnecting_at <= r.moment AND r.service <> 'retrievalApi'
        AND NOT EXISTS (
            SELECT 1 FROM row_of_use b WHERE b.tenant = r.tenant AND b.view = r.view AND b.service = r.service
            AND b.person = r.person AND b.agent = r.agent AND b.moment < c.disconnecting_at))
GROUP BY ALL;

-- Prepaid capacity: all tenants' uses of Copilot Studio, one a step in time order, with what each payer has left.
CREATE TABLE prepaid AS
WITH RECURSIVE
use_of_studio AS (
    SELECT *, row_number() OVER (PARTITION BY tenant, view ORDER BY moment, ord) AS step,
        feature = 'agentFlowAction' OR agent = 12 AS stops_at_full
    FROM rated WHERE service = 'copilotStudio' AND not_billed IS NULL
),
walk AS (
    SELECT tenant, view, 0::BIGINT AS step, 0::BIGINT AS moment, 0::UBIGINT AS ord, own0 AS left0, own1 AS left1,
        owned - own0 - own1 AS pool, 0::BIGINT AS used, 0::BIGINT AS from_own, 0::BIGINT AS from_pool,
        0::BIGINT AS rest, NULL::VARCHAR AS rest_to, 0::BIGINT AS environment
    FROM capacity
    UNION ALL
    SELECT tenant, view, step, moment, ord,
        left0 - CASE WHEN environment = 0 THEN from_own ELSE 0 END,
        left1 - CASE WHEN environment = 1 THEN from_own ELSE 0 END,
        pool - from_pool,
        used + from_own + from_pool + CASE WHEN rest_to = 'over' THEN rest ELSE 0 END,
        from_own, from_pool, rest, rest_to, environment
    FROM (
        SELECT *, credits - from_own - from_pool AS rest
        FROM (
            SELECT *,
                CASE WHEN blocked IS NULL THEN least(own, credits) ELSE 0 END AS from_own,
                CASE WHEN blocked IS NULL AND draw THEN least(pool, credits - least(own, credits)) ELSE 0 END AS from_pool,
                coalesce(blocked, CASE WHEN plan THEN plan_name ELSE 'over' END) AS rest_to
            FROM (
                SELECT *,
                    CASE WHEN plan THEN NULL
                         WHEN NOT (allocated > 0 OR draw AND owned > 0) THEN 'blocked noPayer'
                         WHEN own + CASE WHEN draw THEN pool ELSE 0 END > 0 THEN NULL
                         WHEN stops_at_full THEN 'blocked capacityUsedUp'
                         WHEN used * 4 >= owned * 5 THEN 'blocked capacityEnforced' END AS blocked
                FROM (
                    SELECT w.tenant, w.view, u.step, u.moment, u.ord, u.credits, u.environment, u.stops_at_full,
                        w.left0, w.left1, w.pool, w.used, c.owned,
                        CASE u.environment WHEN 0 THEN w.left0 WHEN 1 THEN w.left1 ELSE 0 END AS own,
                        CASE u.environment WHEN 0 THEN c.own0 WHEN 1 THEN c.own1 ELSE 0 END AS allocated,
                        CASE u.environment WHEN 0 THEN c.draw0 WHEN 1 THEN c.draw1 ELSE true END AS draw,
                        CASE u.environment WHEN 0 THEN c.plan0 WHEN 1 THEN c.plan1 ELSE false END AS plan,
                        CASE u.environment WHEN 0 THEN 'Plan of North' ELSE 'Plan of South' END AS plan_name
                    FROM walk w
                    JOIN use_of_studio u ON u.tenant = w.tenant AND u.view = w.view AND u.step = w.step + 1
                    JOIN capacity c ON c.tenant = w.tenant AND c.view = w.view
                )
            )
        )
    )
)
SELECT * FROM walk WHERE step > 0;

-- What is charged as it goes, in time order: the pre-purchase plan pays until its credits have run out.
CREATE TABLE charged AS
WITH charge AS (
    SELECT r.tenant, r.view, r.moment, r.ord, r.service, c.policy AS payer, r.credits
    FROM rated r JOIN covered c USING (tenant, view, moment, ord) WHERE r.not_billed IS NULL
    UNION ALL
    SELECT tenant, view, moment, ord, 'copilotStudio', rest_to, rest FROM prepaid WHERE rest_to LIKE 'Plan%'
),
upto AS (
    SELECT *, sum(credits) OVER (PARTITION BY tenant, view ORDER BY moment, ord ROWS UNBOUNDED PRECEDING) - credits AS before
    FROM charge
)
SELECT u.*, greatest(0, least(u.credits, c.pre_purchased - u.before))::BIGINT AS from_pre_purchase
FROM upto u JOIN capacity c USING (tenant, view);

CREATE TABLE found AS
WITH part AS (
    SELECT tenant, view, moment, service, not_billed AS payer, credits FROM rated WHERE not_billed IS NOT NULL
    UNION ALL
    SELECT tenant, view, moment, service, 'blocked notCovered', credits
    FROM rated r WHERE not_billed IS NULL AND service <> 'copilotStudio'
        AND NOT EXISTS (SELECT 1 FROM covered c
            WHERE c.tenant = r.tenant AND c.view = r.view AND c.moment = r.moment AND c.ord = r.ord)
    UNION ALL
    SELECT tenant, view, moment, 'copilotStudio', CASE environment WHEN 0 THEN 'allocation North' ELSE 'allocation South' END,
        from_own FROM prepaid
    UNION ALL
    SELECT tenant, view, moment, 'copilotStudio', 'pool', from_pool FROM prepaid
    UNION ALL
    SELECT tenant, view, moment, 'copilotStudio', rest_to, rest FROM prepaid WHERE rest_to NOT LIKE 'Plan%'
    UNION ALL
    SELECT tenant, view, moment, service, 'pre-purchase CopilotCredit', from_pre_purchase FROM charged
    UNION ALL
    SELECT tenant, view, moment, service, payer, credits - from_pre_purchase FROM charged
)
SELECT tenant, view, moment // 86400 AS day, payer, service, sum(credits)::BIGINT AS credits
FROM part GROUP BY ALL HAVING sum(credits) > 0;
