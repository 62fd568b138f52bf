-- What a workbook was made with, to make it again: the start of simulated time, and the entries that its scenario wrote.
-- A workbook of an earlier format has no row here.
CREATE TABLE origin (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    starts_at INTEGER NOT NULL,
    entries INTEGER NOT NULL
) STRICT;
