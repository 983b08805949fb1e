-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Long work. The queue's own tables say when a job is worked and by whom; these
-- say what it is, how far it is and what became of it, for as long as people
-- ask. One text for SQLite and PostgreSQL, see 0001_ledger.sql.

-- +goose Up

CREATE TABLE job (
    id text PRIMARY KEY,          -- UUIDv7
    kind text NOT NULL,
    title_de text NOT NULL,
    title_en text NOT NULL,
    unit_de text NOT NULL,        -- what is counted: rows, plans
    unit_en text NOT NULL,
    args text NOT NULL,           -- JSON
    ordered_by text NOT NULL,     -- role or office
    audience text NOT NULL,       -- for whom it is done
    released bigint NOT NULL,     -- 1 = with released figures only
    state text NOT NULL,
    ticket bigint NOT NULL,       -- the queue's number; only its bearer may write here
    holder text NOT NULL,         -- the process that works it; '' = none
    attempt bigint NOT NULL,      -- times begun
    pulse bigint NOT NULL,        -- grows while its worker lives
    done bigint NOT NULL,
    total bigint NOT NULL,        -- 0 = not known
    created_at bigint NOT NULL,
    started_at bigint NOT NULL,   -- of the last attempt; 0 = not begun
    ended_at bigint NOT NULL,     -- 0 = not ended
    cancelled_by text NOT NULL,   -- who wishes that it ends; '' = nobody
    failure text NOT NULL,        -- JSON with every fault of its input; '' = none
    result text NOT NULL,         -- JSON; '' = none
    checkpoint text NOT NULL      -- JSON of what a further attempt may leave out; '' = nothing
);
CREATE INDEX job_state ON job (state, created_at);
CREATE INDEX job_created ON job (created_at, id);

-- A file that a job has made, in pieces. It is whole once it has a size.
CREATE TABLE job_file (
    job text PRIMARY KEY REFERENCES job (id),
    ticket bigint NOT NULL,
    name text NOT NULL,
    media text NOT NULL,
    size bigint NOT NULL,         -- bytes; -1 = still being written
    digest text NOT NULL          -- SHA-256, hexadecimal
);
CREATE TABLE job_piece (
    job text NOT NULL REFERENCES job (id),
    ticket bigint NOT NULL,
    number bigint NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (job, ticket, number)
);
