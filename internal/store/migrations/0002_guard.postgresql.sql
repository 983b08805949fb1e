-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What is recorded is never changed. Of its own for PostgreSQL, because triggers
-- are written differently on the two databases.

-- +goose Up

-- Running numbers outlive 2^31 on SQLite already.
ALTER TABLE batch ALTER COLUMN number TYPE bigint;
ALTER TABLE batch_rows ALTER COLUMN batch TYPE bigint;
ALTER TABLE figure_source ALTER COLUMN batch TYPE bigint;
ALTER TABLE figure_choice ALTER COLUMN batch TYPE bigint;
ALTER TABLE register ALTER COLUMN batch TYPE bigint;
ALTER TABLE figure ALTER COLUMN id TYPE bigint;
ALTER TABLE figure_choice ALTER COLUMN id TYPE bigint;
ALTER TABLE register ALTER COLUMN id TYPE bigint;

-- Days compare by bytes, whatever the collation of the database; SQLite does so.
ALTER TABLE figure
    ALTER COLUMN period_from TYPE text COLLATE "C",
    ALTER COLUMN period_to TYPE text COLLATE "C",
    ALTER COLUMN known_from TYPE text COLLATE "C";
ALTER TABLE figure_choice
    ALTER COLUMN period_from TYPE text COLLATE "C",
    ALTER COLUMN period_to TYPE text COLLATE "C",
    ALTER COLUMN known_from TYPE text COLLATE "C";
ALTER TABLE register
    ALTER COLUMN entry TYPE text COLLATE "C",
    ALTER COLUMN known_from TYPE text COLLATE "C";
ALTER TABLE area_edition
    ALTER COLUMN id TYPE text COLLATE "C",
    ALTER COLUMN valid_from TYPE text COLLATE "C";
ALTER TABLE area ALTER COLUMN edition TYPE text COLLATE "C";
ALTER TABLE run ALTER COLUMN id TYPE text COLLATE "C";

-- +goose StatementBegin
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER batch_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON batch
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TRIGGER series_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON series
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TRIGGER figure_source_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON figure_source
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TRIGGER figure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON figure
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TRIGGER figure_choice_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON figure_choice
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TRIGGER register_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TRIGGER run_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON run
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
