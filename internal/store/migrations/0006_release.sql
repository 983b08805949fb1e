-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Figures are released by source and month. The tally counts them as they come
-- in, so that what waits for its release is known without visiting millions of
-- figures. A batch is recorded whole and its numbers follow each other: no
-- release lies between low and high.

-- +goose Up

CREATE TABLE figure_tally (
    figure_source integer NOT NULL REFERENCES figure_source (id),
    indicator integer NOT NULL REFERENCES indicator (id),
    month text NOT NULL,      -- YYYY-MM in which the periods end
    known_from text NOT NULL,
    period_from text NOT NULL, -- the first day of which they speak
    period_to text NOT NULL,   -- the last one
    figures bigint NOT NULL,
    low bigint NOT NULL,       -- their running numbers
    high bigint NOT NULL
);

INSERT INTO figure_tally (figure_source, indicator, month, known_from, period_from, period_to, figures, low, high)
    SELECT f.figure_source, s.indicator, substr(f.period_to, 1, 7), f.known_from, min(f.period_from), max(f.period_to), count(*), min(f.id), max(f.id)
    FROM figure f JOIN series s ON s.id = f.series
    GROUP BY f.figure_source, s.indicator, substr(f.period_to, 1, 7), f.known_from;

CREATE INDEX figure_tally_high ON figure_tally (high);
