-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Where a value may have been corrected: figures that were not the first ones
-- of their series whose period ends on that day. They are noted as figures come
-- in, because to find them afterwards means to visit every figure.

-- +goose Up

CREATE TABLE figure_repeat (
    figure bigint NOT NULL,  -- running number
    first bigint NOT NULL    -- of the first figure of the series and day
);

INSERT INTO figure_repeat (figure, first)
    SELECT f.id, g.first
    FROM (SELECT series, period_to, min(id) AS first FROM figure GROUP BY series, period_to HAVING count(*) > 1) g
    JOIN figure f ON f.series = g.series AND f.period_to = g.period_to WHERE f.id > g.first ORDER BY f.id;

CREATE UNIQUE INDEX figure_repeat_figure ON figure_repeat (figure, first);
