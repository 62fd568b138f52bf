-- Closed months keep what they showed. What their settlement says since differs by corrections, which belong to the first
-- open month.

-- Hash over all that a run was made of: the same for two workbooks with the same set-up and the same usage. Empty for a run
-- of an earlier format.
ALTER TABLE run ADD COLUMN content TEXT NOT NULL DEFAULT '';

CREATE TABLE closed_month (
    id INTEGER PRIMARY KEY,
    branch INTEGER NOT NULL REFERENCES branch (id) ON DELETE CASCADE,
    month INTEGER NOT NULL,
    -- Of the run that it was closed on; empty for a month without one.
    content TEXT NOT NULL,
    UNIQUE (branch, month)
) STRICT;

-- What a closed month shows: its own sums, and its corrections of months closed before it.
CREATE TABLE closed_rollup (
    closed INTEGER NOT NULL REFERENCES closed_month (id) ON DELETE CASCADE,
    of_month INTEGER NOT NULL,
    day INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    service INTEGER NOT NULL,
    environment INTEGER NOT NULL,
    feature INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    credits INTEGER NOT NULL,
    PRIMARY KEY (closed, of_month, day, outcome, detail, service, environment, feature)
) STRICT, WITHOUT ROWID;

-- Corrections that the branch's first open month shows.
CREATE TABLE correction (
    branch INTEGER NOT NULL REFERENCES branch (id) ON DELETE CASCADE,
    of_month INTEGER NOT NULL,
    day INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    service INTEGER NOT NULL,
    environment INTEGER NOT NULL,
    feature INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    credits INTEGER NOT NULL,
    PRIMARY KEY (branch, of_month, day, outcome, detail, service, environment, feature)
) STRICT, WITHOUT ROWID;

-- The sums that screens show of each month: a closed one's own, an open one's run.
CREATE VIEW shown_rollup (branch, timeline, month, day, outcome, detail, service, environment, feature, rows, quantity, credits) AS
SELECT r.branch, r.timeline, r.month, s.day, s.outcome, s.detail, s.service, s.environment, s.feature, s.rows, s.quantity, s.credits
FROM run r JOIN run_rollup s ON s.run = r.id
WHERE r.timeline <> 'actual' OR NOT EXISTS (SELECT 1 FROM closed_month c WHERE c.branch = r.branch AND c.month = r.month)
UNION ALL
SELECT c.branch, 'actual', c.month, s.day, s.outcome, s.detail, s.service, s.environment, s.feature, s.rows, s.quantity, s.credits
FROM closed_month c JOIN closed_rollup s ON s.closed = c.id AND s.of_month = c.month;
