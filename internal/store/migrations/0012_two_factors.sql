-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Two factors at sign-in: of whom they are demanded, and how many each session
-- was opened with. Devices in which somebody signed in before are told from
-- those of strangers who guess at passwords.

-- +goose Up
ALTER TABLE account_session ADD COLUMN factors bigint NOT NULL DEFAULT 1;
UPDATE account_session SET factors = 2 WHERE means = 'passkey'; -- they always have verified their user

-- What administrators have decided about all sign-ins; the record of what was
-- done has who decided it when.
CREATE TABLE account_setting (
    only_row bigint PRIMARY KEY CHECK (only_row = 1),
    body text NOT NULL, -- JSON
    version bigint NOT NULL
);
INSERT INTO account_setting (only_row, body, version) VALUES (1, '{}', 1);

-- A browser holds a secret of which the digest is kept.
CREATE TABLE account_device (
    digest text PRIMARY KEY,
    account bigint NOT NULL REFERENCES account (number),
    used_at bigint NOT NULL
);
CREATE INDEX account_device_account ON account_device (account);
