-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What is recorded is never changed. Of its own for SQLite, because triggers are
-- written differently on the two databases.

-- +goose Up

-- +goose StatementBegin
CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch
BEGIN
    SELECT RAISE(ABORT, 'append-only: batch');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch
BEGIN
    SELECT RAISE(ABORT, 'append-only: batch');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER series_no_update BEFORE UPDATE ON series
BEGIN
    SELECT RAISE(ABORT, 'append-only: series');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER series_no_delete BEFORE DELETE ON series
BEGIN
    SELECT RAISE(ABORT, 'append-only: series');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER figure_source_no_update BEFORE UPDATE ON figure_source
BEGIN
    SELECT RAISE(ABORT, 'append-only: figure_source');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER figure_source_no_delete BEFORE DELETE ON figure_source
BEGIN
    SELECT RAISE(ABORT, 'append-only: figure_source');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER figure_no_update BEFORE UPDATE ON figure
BEGIN
    SELECT RAISE(ABORT, 'append-only: figure');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER figure_no_delete BEFORE DELETE ON figure
BEGIN
    SELECT RAISE(ABORT, 'append-only: figure');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER figure_choice_no_update BEFORE UPDATE ON figure_choice
BEGIN
    SELECT RAISE(ABORT, 'append-only: figure_choice');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER figure_choice_no_delete BEFORE DELETE ON figure_choice
BEGIN
    SELECT RAISE(ABORT, 'append-only: figure_choice');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER register_no_update BEFORE UPDATE ON register
BEGIN
    SELECT RAISE(ABORT, 'append-only: register');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER register_no_delete BEFORE DELETE ON register
BEGIN
    SELECT RAISE(ABORT, 'append-only: register');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER run_no_update BEFORE UPDATE ON run
BEGIN
    SELECT RAISE(ABORT, 'append-only: run');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER run_no_delete BEFORE DELETE ON run
BEGIN
    SELECT RAISE(ABORT, 'append-only: run');
END;
-- +goose StatementEnd
