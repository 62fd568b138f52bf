-- One tenant in one file. Times are seconds since 1970-01-01T00:00:00Z, quantities and credits are millionths.

CREATE TABLE branch (
    id INTEGER PRIMARY KEY,
    parent INTEGER REFERENCES branch (id),
    fork_seq INTEGER,
    name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO branch (id, parent, fork_seq, name) VALUES (1, NULL, NULL, 'main');

-- Acts only, never edited.
CREATE TABLE journal (
    branch INTEGER NOT NULL REFERENCES branch (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    command_id TEXT,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (branch, seq)
) STRICT, WITHOUT ROWID;

-- The first answer to a client's command id, for retries.
CREATE TABLE answer (
    branch INTEGER NOT NULL REFERENCES branch (id),
    command_id TEXT NOT NULL,
    command TEXT NOT NULL,
    request TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (branch, command_id)
) STRICT, WITHOUT ROWID;

-- Directory: rows with validity, loaded as datasets.
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    object TEXT NOT NULL UNIQUE,
    user_principal_name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    display_name TEXT NOT NULL,
    department TEXT NOT NULL
) STRICT;

CREATE INDEX person_by_name ON person (display_name COLLATE NOCASE, id);

CREATE TABLE security_group (
    id INTEGER PRIMARY KEY,
    object TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    mail TEXT
) STRICT;

CREATE INDEX security_group_by_name ON security_group (name COLLATE NOCASE, id);

CREATE TABLE membership (
    security_group INTEGER NOT NULL REFERENCES security_group (id),
    person INTEGER NOT NULL REFERENCES person (id),
    valid_from INTEGER NOT NULL,
    valid_until INTEGER,
    PRIMARY KEY (security_group, person, valid_from)
) STRICT, WITHOUT ROWID;

CREATE TABLE licence (
    product TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    valid_from INTEGER NOT NULL,
    valid_until INTEGER,
    PRIMARY KEY (product, person, valid_from)
) STRICT, WITHOUT ROWID;

CREATE TABLE admin_role (
    person INTEGER NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER,
    PRIMARY KEY (person, role, valid_from)
) STRICT, WITHOUT ROWID;

-- Names that usage rows carry, interned. Kinds: agent, environment, feature, channel, harness.
CREATE TABLE word (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (kind, text)
) STRICT;

CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    object TEXT UNIQUE,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    has_event_ids INTEGER NOT NULL DEFAULT 1,
    replaces_range INTEGER NOT NULL DEFAULT 0,
    published_seq INTEGER,
    published_at INTEGER,
    published_by TEXT,
    rows INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    superseded INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    ahead_of_clock INTEGER NOT NULL DEFAULT 0,
    before_workbook INTEGER NOT NULL DEFAULT 0,
    first_at INTEGER,
    last_at INTEGER,
    sums TEXT NOT NULL DEFAULT '[]',
    notes TEXT NOT NULL DEFAULT '[]',
    control_total INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Uses that somebody tried are rows of this one, which is never listed, can't be reverted and is older than any file.
INSERT INTO import (id, kind, file_name, state, published_seq) VALUES (1, 'triedUse', '', 'published', 0);

CREATE TABLE import_rejection (
    import INTEGER NOT NULL REFERENCES import (id),
    row INTEGER NOT NULL,
    byte INTEGER NOT NULL,
    column_name TEXT,
    found TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (import, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_row (
    id INTEGER PRIMARY KEY,
    import INTEGER NOT NULL REFERENCES import (id),
    at INTEGER NOT NULL,
    event_id TEXT,
    person INTEGER REFERENCES person (id),
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

CREATE INDEX usage_row_by_time ON usage_row (at);
CREATE INDEX usage_row_by_import ON usage_row (import);

-- Which rows state an event id, by a hash of it.
CREATE TABLE usage_key (
    key BLOB NOT NULL,
    import INTEGER NOT NULL,
    row INTEGER NOT NULL,
    PRIMARY KEY (key, import)
) STRICT, WITHOUT ROWID;

CREATE INDEX usage_key_by_import ON usage_key (import);

-- Rows of published imports that a newer import stands for.
CREATE TABLE usage_superseded (
    row INTEGER PRIMARY KEY
) STRICT;

-- What Microsoft's environment report states, per environment and day. Reported: never rated, never settled.
CREATE TABLE environment_day (
    import INTEGER NOT NULL REFERENCES import (id),
    row INTEGER NOT NULL,
    day INTEGER NOT NULL,
    environment INTEGER NOT NULL,
    environment_name TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    plan_name TEXT NOT NULL,
    capacity_type TEXT NOT NULL,
    entitled INTEGER NOT NULL,
    prepaid INTEGER NOT NULL,
    pay_as_you_go INTEGER NOT NULL,
    PRIMARY KEY (import, row),
    UNIQUE (import, environment, day, capacity_type, plan_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX environment_day_by_day ON environment_day (day, environment);

-- The published import that states an environment's day.
CREATE TABLE partition_owner (
    kind TEXT NOT NULL,
    scope INTEGER NOT NULL,
    day INTEGER NOT NULL,
    import INTEGER NOT NULL REFERENCES import (id),
    PRIMARY KEY (kind, scope, day)
) STRICT, WITHOUT ROWID;

-- Counts the changes to a month's usage, so that a run knows whether it is still of the present rows.
CREATE TABLE month_usage (
    month INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL
) STRICT;

-- The published run of a month under a timeline.
CREATE TABLE run (
    -- Never given twice, so that a new run is told from the one before.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    branch INTEGER NOT NULL REFERENCES branch (id),
    month INTEGER NOT NULL,
    timeline TEXT NOT NULL,
    input TEXT NOT NULL,
    catalogue TEXT NOT NULL,
    state TEXT NOT NULL,
    UNIQUE (branch, timeline, month)
) STRICT;

CREATE TABLE run_rollup (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    service INTEGER NOT NULL,
    environment INTEGER NOT NULL,
    feature INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    credits INTEGER NOT NULL,
    PRIMARY KEY (run, day, outcome, detail, service, environment, feature)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_happening (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (run, at, body)
) STRICT, WITHOUT ROWID;

-- At most one import or settlement at a time. Wall-clock seconds; not part of the tenant.
CREATE TABLE lease (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    holder TEXT NOT NULL,
    purpose TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
