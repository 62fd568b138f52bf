-- Logs of conversations with bots. They are counted as sessions, messages or credits when they are asked for, and settle nothing.

CREATE TABLE conversation (
    import INTEGER NOT NULL REFERENCES import (id),
    -- Row of its first message in the file.
    row INTEGER NOT NULL,
    -- What identifies it: of several imports that state it, the newest stands.
    name TEXT NOT NULL,
    bot TEXT NOT NULL,
    channel TEXT NOT NULL,
    -- Second of its first message.
    first_at INTEGER NOT NULL,
    -- How many messages it has.
    messages INTEGER NOT NULL,
    -- They, as a JSON list.
    turns TEXT NOT NULL,
    PRIMARY KEY (import, row)
) STRICT;

CREATE INDEX conversation_by_name ON conversation (name);
