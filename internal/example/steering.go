// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package example

import "path"

// Meetings returns the meetings of the example city's bodies as JSON. They are invented
// and say so: no minutes of the real bodies are published.
func Meetings() []byte { return named(path.Join(folder, "steering"), ".json")[0].Content }
