-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Files on their way in, and why a batch was brought in. bytea is PostgreSQL's
-- word; SQLite keeps bytes as bytes in a column of any type.

-- +goose Up

-- Files that were brought in through the browser and are not imported yet. They
-- are kept here, so that any machine can go on with them, and only for a day.
CREATE TABLE upload (
    id text PRIMARY KEY,         -- UUIDv7
    name text NOT NULL,          -- of the file, without its folder
    size bigint NOT NULL,        -- bytes
    digest text NOT NULL,        -- SHA-256, hexadecimal; '' until all has arrived
    uploaded_by text NOT NULL,   -- role or office
    uploaded_at bigint NOT NULL,
    state text NOT NULL          -- arriving, ready
);
CREATE INDEX upload_age ON upload (uploaded_at);

CREATE TABLE upload_chunk (
    upload text NOT NULL REFERENCES upload (id),
    number bigint NOT NULL,      -- from 0; all but the last have 1 MiB
    bytes bytea NOT NULL,
    PRIMARY KEY (upload, number)
);

-- Why a batch was brought in; corrections of released months need a reason.
CREATE TABLE batch_reason (
    batch bigint PRIMARY KEY REFERENCES batch (number),
    reason text NOT NULL
);
