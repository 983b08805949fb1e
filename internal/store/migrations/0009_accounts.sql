-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Who may use the installation. These are the tables with personal data; they
-- are changed and emptied, and nothing that only grows refers to them but by an
-- account's number. Secrets of links, sessions and tokens are kept as digests.

-- +goose Up
-- The last number given to an account. Numbers are never given again.
CREATE TABLE account_number (
    only_row bigint PRIMARY KEY CHECK (only_row = 1),
    last bigint NOT NULL
);
INSERT INTO account_number (only_row, last) VALUES (1, 0);

CREATE TABLE account (
    number bigint PRIMARY KEY,
    login text NOT NULL UNIQUE, -- the address, folded
    email text NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    grants text NOT NULL,       -- JSON
    second_factor boolean NOT NULL,
    provider text NOT NULL,     -- whose groups decide the grants; empty: administrators do
    created_at bigint NOT NULL,
    version bigint NOT NULL
);

CREATE TABLE account_credential (
    id text PRIMARY KEY, -- UUIDv7
    account bigint NOT NULL REFERENCES account (number),
    kind text NOT NULL,
    handle text NOT NULL,
    secret text NOT NULL, -- hash of a password, public key of a passkey
    label text NOT NULL,
    created_at bigint NOT NULL,
    used_on text NOT NULL, -- empty: never
    UNIQUE (kind, handle)
);
CREATE INDEX account_credential_account ON account_credential (account);

CREATE TABLE account_session (
    id text PRIMARY KEY, -- digest
    account bigint NOT NULL REFERENCES account (number),
    browser text NOT NULL,
    means text NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    proven_at bigint NOT NULL,
    ends_at bigint NOT NULL
);
CREATE INDEX account_session_account ON account_session (account);

CREATE TABLE account_token (
    id text PRIMARY KEY, -- UUIDv7
    digest text NOT NULL UNIQUE,
    account bigint NOT NULL REFERENCES account (number),
    name text NOT NULL,
    writes boolean NOT NULL,
    grants text NOT NULL, -- JSON
    created_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    used_on text NOT NULL -- empty: never
);
CREATE INDEX account_token_account ON account_token (account);

-- One-time links. That of the first start belongs to no account (0).
CREATE TABLE account_link (
    digest text PRIMARY KEY,
    account bigint NOT NULL,
    purpose text NOT NULL,
    created_at bigint NOT NULL,
    ends_at bigint NOT NULL
);

-- Sign-ins that failed or are under way, for the limit on guessing. Whose they
-- are is kept as a digest, for as long as the limit looks back.
CREATE TABLE account_attempt (
    id text PRIMARY KEY, -- UUIDv7
    of_whom text NOT NULL,
    made_at bigint NOT NULL
);
CREATE INDEX account_attempt_of_whom ON account_attempt (of_whom, made_at);

-- What a sign-in in two steps has to remember between them. Each is taken once.
CREATE TABLE account_ceremony (
    digest text PRIMARY KEY,
    kind text NOT NULL,
    account bigint NOT NULL, -- 0: not known yet
    body text NOT NULL,      -- JSON
    ends_at bigint NOT NULL
);
