-- What reports of Microsoft's products state, row by row and as they state it: never rated, never settled.

CREATE TABLE report_line (
    import INTEGER NOT NULL REFERENCES import (id),
    row INTEGER NOT NULL,
    -- With the day, what a newer report of the same kind takes over: the policy or plan, or the period that was stated.
    scope INTEGER NOT NULL,
    -- Its day, or the first of its period; days since 1970-01-01.
    day INTEGER NOT NULL,
    person TEXT,
    agent TEXT,
    environment TEXT,
    plan TEXT,
    service TEXT,
    feature TEXT,
    department TEXT,
    cost_center TEXT,
    -- Micro-credits; absent where the report doesn't state them.
    credits INTEGER,
    billed INTEGER,
    not_billed INTEGER,
    prepaid INTEGER,
    pay_as_you_go INTEGER,
    -- All credits that the row states, however it divides them.
    amount INTEGER NOT NULL,
    -- Exact decimal.
    cost TEXT,
    currency TEXT,
    -- Every cell, as a JSON list.
    cells TEXT NOT NULL,
    PRIMARY KEY (import, row)
) STRICT;

CREATE INDEX report_line_by_day ON report_line (import, scope, day);

-- The period that somebody stated for a report without dates, as days since 1970-01-01: the first, and the one after the last.
ALTER TABLE import ADD COLUMN period_from INTEGER;
ALTER TABLE import ADD COLUMN period_until INTEGER;

-- The columns of a report in the file's spelling and order, as a JSON list.
ALTER TABLE import ADD COLUMN columns TEXT NOT NULL DEFAULT '[]';
