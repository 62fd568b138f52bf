-- Rows of files lie packed by the hour, each with its number: a page of them, or what became of one, is read from a few packs.

DROP TABLE usage_pack;

CREATE TABLE usage_pack (
    import INTEGER NOT NULL REFERENCES import (id),
    -- Hours since 1970-01-01T00:00:00Z.
    hour INTEGER NOT NULL,
    -- What was written for one import at different times.
    run INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    units BLOB NOT NULL
) STRICT;

-- Holds all of a pack but its rows, so that counting reads nothing else.
CREATE UNIQUE INDEX usage_pack_by_hour ON usage_pack (hour, import, run, rows);

-- Files that an earlier format packed otherwise are read row by row.
UPDATE import SET packed = 0;

-- What payers had paid before a second of a run's month: whoever asks what became of a later use begins there.
CREATE TABLE run_mark (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    balances TEXT NOT NULL,
    PRIMARY KEY (run, at)
) STRICT, WITHOUT ROWID;

-- What use a run served: what other rates or licences would make of its month is reckoned from this.
CREATE TABLE run_served (
    run INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    kinds TEXT NOT NULL,
    people BLOB NOT NULL
) STRICT;

-- A run of an earlier format has neither: the next reader settles it again from the same usage.
UPDATE run SET input = '' WHERE timeline = 'actual';
