-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- One text for SQLite and PostgreSQL. Days are text YYYY-MM-DD ('' = no date),
-- moments bigint microseconds UTC. INTEGER PRIMARY KEY is SQLite's row number;
-- where it has to outlive 2^31, 0002_guard.postgresql.sql widens it.

-- +goose Up

-- The last running number given to a recorded thing. Every writer begins by
-- updating this row, so that writers follow one another and numbers are given
-- in the order of commits, without gaps, alike on both databases.
CREATE TABLE ledger (
    id integer PRIMARY KEY CHECK (id = 1),
    position bigint NOT NULL
);
INSERT INTO ledger (id, position) VALUES (1, 0);

CREATE TABLE batch (
    number INTEGER PRIMARY KEY, -- running number
    id text NOT NULL UNIQUE,    -- UUIDv7
    file text NOT NULL,
    kind text NOT NULL,
    digest text NOT NULL,       -- SHA-256, hexadecimal; '' where typed by hand
    row_count bigint NOT NULL,
    recorded_by text NOT NULL,  -- role or office
    recorded_at bigint NOT NULL
);
-- The rows of a batch whose number was known only when they were read.
CREATE TABLE batch_rows (
    batch integer PRIMARY KEY REFERENCES batch (number),
    row_count bigint NOT NULL
);
CREATE UNIQUE INDEX batch_digest ON batch (kind, digest) WHERE digest <> '';

CREATE TABLE indicator (
    id INTEGER PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name_de text NOT NULL,
    name_en text NOT NULL,
    unit_de text NOT NULL,
    unit_en text NOT NULL,
    places bigint NOT NULL, -- decimals of its values
    kind text NOT NULL
);

CREATE TABLE population_group (
    id INTEGER PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name_de text NOT NULL,
    name_en text NOT NULL
);

-- The group of everybody is always there.
INSERT INTO population_group (id, code, name_de, name_en) VALUES (1, 'all', 'alle', 'all');

CREATE TABLE area_edition (
    id text PRIMARY KEY,
    name text NOT NULL,
    valid_from text NOT NULL,
    source text NOT NULL
);

-- The keys of areas over all editions.
CREATE TABLE area_key (
    id INTEGER PRIMARY KEY,
    code text NOT NULL UNIQUE
);

CREATE TABLE area (
    edition text NOT NULL REFERENCES area_edition (id),
    area integer NOT NULL REFERENCES area_key (id),
    level bigint NOT NULL,
    number text NOT NULL,
    name text NOT NULL,
    parent integer REFERENCES area_key (id), -- null: the city
    lon double precision NOT NULL,
    lat double precision NOT NULL,
    hectare bigint NOT NULL,
    boundary text NOT NULL, -- GeoJSON coordinates of a MultiPolygon; '' = none
    source text NOT NULL,
    PRIMARY KEY (edition, area)
);
CREATE INDEX area_level ON area (level, area);

-- A series is what figures over time have in common.
CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    indicator integer NOT NULL REFERENCES indicator (id),
    area integer NOT NULL REFERENCES area_key (id),
    population_group integer NOT NULL REFERENCES population_group (id),
    UNIQUE (indicator, area, population_group)
);

-- What the figures of one batch have in common: file, source, note.
CREATE TABLE figure_source (
    id INTEGER PRIMARY KEY,
    batch integer NOT NULL REFERENCES batch (number),
    file text NOT NULL,
    source text NOT NULL,
    note text NOT NULL,
    known_basis text NOT NULL
);

CREATE TABLE figure (
    id INTEGER PRIMARY KEY, -- running number
    series integer NOT NULL REFERENCES series (id),
    period_from text NOT NULL,
    period_to text NOT NULL,
    known_from text NOT NULL,
    amount bigint NOT NULL, -- at the indicator's decimals
    basis bigint NOT NULL,
    figure_source integer NOT NULL REFERENCES figure_source (id),
    line bigint NOT NULL
);
-- Holds the whole row: a series is read without touching the table.
CREATE INDEX figure_series ON figure
    (series, period_to, period_from, known_from, id, amount, basis, figure_source, line);

CREATE TABLE figure_choice (
    id INTEGER PRIMARY KEY, -- running number
    batch integer NOT NULL REFERENCES batch (number),
    series integer NOT NULL REFERENCES series (id),
    period_from text NOT NULL,
    period_to text NOT NULL,
    figure bigint NOT NULL REFERENCES figure (id),
    reason text NOT NULL,
    chosen_by text NOT NULL,
    known_from text NOT NULL
);
CREATE INDEX figure_choice_series ON figure_choice (series, period_to, period_from, known_from);

CREATE TABLE register (
    id INTEGER PRIMARY KEY, -- running number
    batch integer NOT NULL REFERENCES batch (number),
    kind text NOT NULL,
    entry text NOT NULL, -- the key within the kind
    known_from text NOT NULL,
    body text NOT NULL, -- JSON
    file text NOT NULL,
    line bigint NOT NULL
);
CREATE INDEX register_entry ON register (kind, entry, known_from, id);

CREATE TABLE run (
    id text PRIMARY KEY, -- beginning of the digest: the same run has the same id
    plan_id text NOT NULL,
    plan_version bigint NOT NULL,
    position bigint NOT NULL, -- of the ledger when it ran
    inputs text NOT NULL, -- JSON
    result text NOT NULL, -- JSON
    digest text NOT NULL,
    ran_on text NOT NULL
);
CREATE INDEX run_plan ON run (plan_id, position, id);
