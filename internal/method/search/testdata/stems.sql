-- SPDX-FileCopyrightText: 2026 Planraum contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Made stems.csv with PostgreSQL 15: one German word a line in words.txt; words that its
-- dictionary takes for stop words are left out.
CREATE TABLE w (x text);
\copy w FROM 'words.txt'
\copy (SELECT x, (ts_lexize('german_stem', x))[1] FROM w WHERE ts_lexize('german_stem', x) <> '{}' ORDER BY x COLLATE "C") TO 'stems.csv' CSV
