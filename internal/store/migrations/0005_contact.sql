-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Where reminders go. An address may belong to a person, so it stands in no
-- append-only table: it can be changed and is gone once it is dropped.

-- +goose Up
CREATE TABLE contact (
    reporter text PRIMARY KEY,
    address text NOT NULL
);
