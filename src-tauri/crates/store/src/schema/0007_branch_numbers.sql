-- The number of the branch that was made last: a deleted branch's number is never given again.
CREATE TABLE last_branch (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL
) STRICT;

INSERT INTO last_branch (id, number) SELECT 1, max(id) FROM branch;
