-- Use that goes on as a scenario plans it, and what the directory keeps of people and groups besides their names.

-- Planned use belongs to this import, which is never listed, can't be reverted and is older than any file. Its rows follow
-- from the scenario and the seed alone, so all branches share them; a row counts where the clock has passed it.
INSERT INTO import (id, kind, file_name, state, published_seq) VALUES (0, 'plannedUse', '', 'published', 0);

INSERT INTO branch_import (branch, import, seq) SELECT id, 0, 0 FROM branch;

-- Two-letter country of use, without which no licence can be assigned; empty where none is set.
ALTER TABLE person ADD COLUMN usage_location TEXT NOT NULL DEFAULT '';

-- A dynamic group's members are the people of this department; NULL for a group whose members are assigned.
ALTER TABLE security_group ADD COLUMN dynamic_department TEXT;

-- Groups that are members of groups. Whether their people count is a matter of the rules.
CREATE TABLE nested_group (
    security_group INTEGER NOT NULL REFERENCES security_group (id),
    member INTEGER NOT NULL REFERENCES security_group (id),
    valid_from INTEGER NOT NULL,
    valid_until INTEGER,
    PRIMARY KEY (security_group, member, valid_from)
) STRICT, WITHOUT ROWID;
