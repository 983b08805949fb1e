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

ALTER TABLE audit_entry ALTER COLUMN seq TYPE bigint;
ALTER TABLE audit_checkpoint ALTER COLUMN seq TYPE bigint;

-- Keys compare by bytes, whatever the collation of the database; SQLite does so.
ALTER TABLE audit_entry
    ALTER COLUMN object_kind TYPE text COLLATE "C",
    ALTER COLUMN object_key TYPE text COLLATE "C";

-- +goose StatementBegin
CREATE FUNCTION audit_entry_old() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.seq > (SELECT coalesce(max(seq), 0) FROM audit_checkpoint) THEN
        RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION audit_head_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq < OLD.seq OR NEW.id <> OLD.id THEN
        RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_entry_old BEFORE DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_old();

CREATE TRIGGER audit_sealed_no_update BEFORE UPDATE OR TRUNCATE ON audit_sealed
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_head_forward();
CREATE TRIGGER audit_head_no_delete BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TRIGGER audit_wipe_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_wipe
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
