-- Licences and usage locations as acts change them: each branch's own, beside what datasets state for all.

-- For each product, person and path that acts of a branch or of its ancestors changed: all its intervals there. Path 0 is
-- direct, and stands for the person's rows in licence; any other is the security group that gives the product. Places in
-- the journal are 0 where no act did it. An interval that ends before it begins never held.
CREATE TABLE branch_licence (
    branch INTEGER NOT NULL REFERENCES branch (id),
    product TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    path INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    from_seq INTEGER NOT NULL,
    valid_until INTEGER,
    until_seq INTEGER,
    PRIMARY KEY (branch, product, person, path, valid_from, from_seq)
) STRICT, WITHOUT ROWID;

-- That a group could not give a person its products: which of them failed, and why. shown_from is when that is known.
CREATE TABLE branch_licence_failure (
    branch INTEGER NOT NULL REFERENCES branch (id),
    security_group INTEGER NOT NULL REFERENCES security_group (id),
    person INTEGER NOT NULL REFERENCES person (id),
    product TEXT NOT NULL,
    reason TEXT NOT NULL,
    shown_from INTEGER NOT NULL,
    from_seq INTEGER NOT NULL,
    until_seq INTEGER,
    PRIMARY KEY (branch, security_group, person, from_seq)
) STRICT, WITHOUT ROWID;

-- Usage locations that acts set; the latest place in the journal counts.
CREATE TABLE branch_location (
    branch INTEGER NOT NULL REFERENCES branch (id),
    person INTEGER NOT NULL REFERENCES person (id),
    seq INTEGER NOT NULL,
    location TEXT NOT NULL,
    PRIMARY KEY (branch, person, seq)
) STRICT, WITHOUT ROWID;
