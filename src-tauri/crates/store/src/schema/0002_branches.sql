-- Branches share directory and usage of the file. Which imports count, and which rows stand back, is each branch's own.

-- Identities are made from the path; unlike the name it never changes.
ALTER TABLE branch ADD COLUMN path TEXT NOT NULL DEFAULT 'main';

CREATE UNIQUE INDEX branch_by_path ON branch (path);
CREATE UNIQUE INDEX branch_by_name ON branch (name COLLATE NOCASE);

-- What a branch's journal is made of: its own entries, and each ancestor's up to where the line to the branch forks off.
CREATE VIEW lineage (branch, source, until_seq) AS
WITH RECURSIVE line (branch, source, until_seq) AS (
    SELECT id, id, 9223372036854775807 FROM branch
    UNION ALL
    SELECT line.branch, b.parent, min(line.until_seq, b.fork_seq)
    FROM line JOIN branch b ON b.id = line.source
    WHERE b.parent IS NOT NULL
)
SELECT branch, source, until_seq FROM line;

-- Imports that a branch's journal names, and where. An import whose state is 'published' is named by at least one branch.
CREATE TABLE branch_import (
    branch INTEGER NOT NULL REFERENCES branch (id),
    import INTEGER NOT NULL REFERENCES import (id),
    seq INTEGER NOT NULL,
    reverted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (branch, import)
) STRICT, WITHOUT ROWID;

INSERT INTO branch_import (branch, import, seq, reverted)
SELECT 1, id, coalesce(published_seq, 0), state = 'reverted' FROM import WHERE state IN ('published', 'reverted');

UPDATE import SET state = 'published' WHERE state = 'reverted';

ALTER TABLE usage_superseded RENAME TO usage_superseded_1;

CREATE TABLE usage_superseded (
    branch INTEGER NOT NULL REFERENCES branch (id),
    row INTEGER NOT NULL,
    PRIMARY KEY (branch, row)
) STRICT, WITHOUT ROWID;

INSERT INTO usage_superseded (branch, row) SELECT 1, row FROM usage_superseded_1;

DROP TABLE usage_superseded_1;

ALTER TABLE partition_owner RENAME TO partition_owner_1;

CREATE TABLE partition_owner (
    branch INTEGER NOT NULL REFERENCES branch (id),
    kind TEXT NOT NULL,
    scope INTEGER NOT NULL,
    day INTEGER NOT NULL,
    import INTEGER NOT NULL REFERENCES import (id),
    PRIMARY KEY (branch, kind, scope, day)
) STRICT, WITHOUT ROWID;

INSERT INTO partition_owner (branch, kind, scope, day, import) SELECT 1, kind, scope, day, import FROM partition_owner_1;

DROP TABLE partition_owner_1;

ALTER TABLE month_usage RENAME TO month_usage_1;

CREATE TABLE month_usage (
    branch INTEGER NOT NULL REFERENCES branch (id),
    month INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    PRIMARY KEY (branch, month)
) STRICT, WITHOUT ROWID;

INSERT INTO month_usage (branch, month, generation) SELECT 1, month, generation FROM month_usage_1;

DROP TABLE month_usage_1;
