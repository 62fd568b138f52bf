-- Who used which agent, day by day, beside the sums of a run: screens that name people, agents or departments read this instead
-- of settling the month again.

-- The outcomes that a run's days name by number.
CREATE TABLE run_outcome (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_day (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    -- The day's sums, one after another, each with the length of its uses.
    sums BLOB NOT NULL,
    -- The uses that each of them is made of, in the same order.
    uses BLOB NOT NULL,
    PRIMARY KEY (run, day)
) STRICT;

-- A run of an earlier format has no days: the next reader settles it again from the same usage.
UPDATE run SET input = '' WHERE timeline = 'actual';
