-- Groups and memberships as acts change them: each branch's own, beside what datasets state for all.

-- 1 for a group that an act made: it exists only where group_life has a row of it.
ALTER TABLE security_group ADD COLUMN by_act INTEGER NOT NULL DEFAULT 0;

-- Groups that acts of a branch or of its ancestors made or deleted. Places in the journal are 0 where no act did it.
CREATE TABLE group_life (
    branch INTEGER NOT NULL REFERENCES branch (id),
    security_group INTEGER NOT NULL REFERENCES security_group (id),
    made_seq INTEGER NOT NULL,
    deleted_seq INTEGER,
    PRIMARY KEY (branch, security_group)
) STRICT, WITHOUT ROWID;

-- For each pair of group and person that acts of a branch or of its ancestors changed: all its intervals there. They stand
-- for the pair's rows in membership. Places in the journal are 0 where no act did it.
CREATE TABLE branch_membership (
    branch INTEGER NOT NULL REFERENCES branch (id),
    security_group INTEGER NOT NULL REFERENCES security_group (id),
    person INTEGER NOT NULL REFERENCES person (id),
    valid_from INTEGER NOT NULL,
    from_seq INTEGER NOT NULL,
    valid_until INTEGER,
    until_seq INTEGER,
    PRIMARY KEY (branch, security_group, person, valid_from, from_seq)
) STRICT, WITHOUT ROWID;
