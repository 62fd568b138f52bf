-- Keys of event ids are random: an index of all of them is changed everywhere by each file. Those of a file are kept in packs
-- of keys that begin alike, and only the few ids that more than one import states are rows that statements join.

CREATE TABLE usage_key_pack (
    -- The first 11 bits of its keys.
    bucket INTEGER NOT NULL,
    import INTEGER NOT NULL REFERENCES import (id),
    -- What was written for one import at different times.
    run INTEGER NOT NULL,
    -- 16 bytes of key, 8 bytes of row, and again.
    keys BLOB NOT NULL,
    PRIMARY KEY (bucket, import, run)
) STRICT;

CREATE TABLE usage_key_shared (
    key BLOB NOT NULL,
    import INTEGER NOT NULL,
    row INTEGER NOT NULL,
    PRIMARY KEY (key, import)
) STRICT, WITHOUT ROWID;

CREATE INDEX usage_key_shared_by_import ON usage_key_shared (import);

INSERT INTO usage_key_shared SELECT key, import, row FROM usage_key k
    WHERE EXISTS (SELECT 1 FROM usage_key o WHERE o.key = k.key AND o.import <> k.import);
