-- Rows of files are kept a second time as settlement reads them, many to a value: a month is read in a fraction of the time.

CREATE TABLE usage_pack (
    import INTEGER NOT NULL REFERENCES import (id),
    -- Rows of a pack are numbered one after another from here.
    first_row INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    units BLOB NOT NULL,
    PRIMARY KEY (import, first_row)
) STRICT;

-- 1 where each row of the import is in a pack. Files of an earlier format, tried and planned use are not.
ALTER TABLE import ADD COLUMN packed INTEGER NOT NULL DEFAULT 0;

-- Whoever writes rows has looked their person and import up: checking both again row by row took a good part of an import.
CREATE TABLE usage_row_8 (
    id INTEGER PRIMARY KEY,
    import INTEGER NOT NULL,
    at INTEGER NOT NULL,
    event_id TEXT,
    person INTEGER,
    service INTEGER NOT NULL,
    agent INTEGER NOT NULL,
    environment INTEGER NOT NULL,
    feature INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    circumstances INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    harness INTEGER NOT NULL,
    act_branch INTEGER,
    act_seq INTEGER
) STRICT;

INSERT INTO usage_row_8 SELECT * FROM usage_row;
DROP TABLE usage_row;
ALTER TABLE usage_row_8 RENAME TO usage_row;

CREATE INDEX usage_row_by_import ON usage_row (import);

-- Files are searched by their packs, so only what is not in packs needs an index by time. Planned use is import 0, tried
-- use import 1.
CREATE INDEX usage_row_by_time ON usage_row (at) WHERE import < 2;
