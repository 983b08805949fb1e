-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- For whom a job is done where a role is held for some areas or topics only: the
-- parts of the ledger of which its orderer sees more than the audience.

-- +goose Up

ALTER TABLE job ADD COLUMN scope text NOT NULL DEFAULT '';
