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

CREATE TRIGGER protection_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON protection
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TRIGGER departure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON departure
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
