-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- The record of what was done. Entries form a chain of digests and are never
-- changed; the oldest may go once a checkpoint keeps the digest of the last of
-- them. What may have to be wiped earlier (addresses, what a person gave as a
-- reason) stands beside the chain, which holds only commitments to it. The
-- tables are the same text for both databases; the triggers are not.

-- +goose Up
CREATE TABLE audit_entry (
    seq INTEGER PRIMARY KEY,
    at bigint NOT NULL,
    kind text NOT NULL,
    account bigint NOT NULL,   -- number; 0 = none
    role text NOT NULL,
    acted_by text NOT NULL,    -- role and number of the account in words
    means text NOT NULL,
    request text NOT NULL,
    object_kind text NOT NULL,
    object_key text NOT NULL,
    outcome text NOT NULL,
    before_state text NOT NULL, -- JSON; '' = nothing
    after_state text NOT NULL,  -- JSON; '' = nothing
    origin_mark text NOT NULL,  -- commitment, hexadecimal; '' = nothing
    reason_mark text NOT NULL,
    previous text NOT NULL,     -- digest of the entry before; '' = none
    digest text NOT NULL        -- SHA-256, hexadecimal
);
CREATE INDEX audit_entry_account ON audit_entry (account, seq);
CREATE INDEX audit_entry_kind ON audit_entry (kind, seq);
CREATE INDEX audit_entry_role ON audit_entry (role, kind, seq);
CREATE INDEX audit_entry_object ON audit_entry (object_kind, object_key, seq);
CREATE INDEX audit_entry_at ON audit_entry (at, seq);

-- What the commitments stand for. Rows may be deleted, never changed.
CREATE TABLE audit_sealed (
    entry bigint NOT NULL,
    field text NOT NULL,       -- origin, reason
    salt text NOT NULL,        -- hexadecimal
    content text NOT NULL,
    PRIMARY KEY (entry, field)
);

-- The end of the chain. Whoever appends updates this row last, so that entries
-- follow one another.
CREATE TABLE audit_head (
    id integer PRIMARY KEY CHECK (id = 1),
    seq bigint NOT NULL,
    digest text NOT NULL
);
INSERT INTO audit_head (id, seq, digest) VALUES (1, 0, '');

-- The last of the oldest entries that were removed, each time.
CREATE TABLE audit_checkpoint (
    seq INTEGER PRIMARY KEY,
    digest text NOT NULL,
    made_at bigint NOT NULL
);

-- Up to which entry sealed values of a field were wiped because their time was
-- over.
CREATE TABLE audit_wipe (
    seq bigint NOT NULL,
    field text NOT NULL,
    made_at bigint NOT NULL,
    PRIMARY KEY (field, seq)
);

-- For whom what a job does is recorded.
ALTER TABLE job ADD COLUMN acting text NOT NULL DEFAULT ''; -- JSON: number of the account, role, means; '' = unknown

-- +goose StatementBegin
CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'append-only: audit_entry');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
WHEN OLD.seq > (SELECT coalesce(max(seq), 0) FROM audit_checkpoint)
BEGIN
    SELECT RAISE(ABORT, 'append-only: audit_entry');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_sealed_no_update BEFORE UPDATE ON audit_sealed
BEGIN
    SELECT RAISE(ABORT, 'append-only: audit_sealed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
WHEN NEW.seq < OLD.seq OR NEW.id <> OLD.id
BEGIN
    SELECT RAISE(ABORT, 'append-only: audit_head');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
BEGIN
    SELECT RAISE(ABORT, 'append-only: audit_head');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint
BEGIN
    SELECT RAISE(ABORT, 'append-only: audit_checkpoint');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN
    SELECT RAISE(ABORT, 'append-only: audit_checkpoint');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_wipe_no_update BEFORE UPDATE ON audit_wipe
BEGIN
    SELECT RAISE(ABORT, 'append-only: audit_wipe');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_wipe_no_delete BEFORE DELETE ON audit_wipe
BEGIN
    SELECT RAISE(ABORT, 'append-only: audit_wipe');
END;
-- +goose StatementEnd
