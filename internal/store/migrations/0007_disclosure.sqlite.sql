-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What is kept from whom, and what left the house for whom. Both only grow: a
-- later table must know what an earlier one showed. The tables are the same text
-- for both databases; the triggers are not.

-- +goose Up
CREATE TABLE protection (
    id text PRIMARY KEY, -- UUIDv7
    audience text NOT NULL,
    policy text NOT NULL,     -- version and digest of the policy
    position bigint NOT NULL, -- of the ledger for which it was made
    rounded boolean NOT NULL,
    hidden text NOT NULL,     -- JSON: running numbers of the figures kept from the audience
    made_at bigint NOT NULL
);
CREATE INDEX protection_newest ON protection (audience, position, id);

CREATE TABLE departure (
    id text PRIMARY KEY, -- UUIDv7
    made_at bigint NOT NULL,
    audience text NOT NULL,
    recipient text NOT NULL, -- role or office, never a person
    content text NOT NULL,
    format text NOT NULL,
    policy text NOT NULL,
    position bigint NOT NULL,
    purpose text NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER protection_no_update BEFORE UPDATE ON protection
BEGIN
    SELECT RAISE(ABORT, 'append-only: protection');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER protection_no_delete BEFORE DELETE ON protection
BEGIN
    SELECT RAISE(ABORT, 'append-only: protection');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER departure_no_update BEFORE UPDATE ON departure
BEGIN
    SELECT RAISE(ABORT, 'append-only: departure');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER departure_no_delete BEFORE DELETE ON departure
BEGIN
    SELECT RAISE(ABORT, 'append-only: departure');
END;
-- +goose StatementEnd

