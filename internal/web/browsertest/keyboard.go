// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package browsertest

import (
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Focus is the element that has the keyboard.
type Focus struct {
	Tag     string `json:"tag"`     // in lower case; "body" when nothing has the focus
	ID      string `json:"id"`      // its id, or ""
	Name    string `json:"name"`    // aria-label, else label, else the text
	Visible bool   `json:"visible"` // an outline or a shadow shows where the focus is
}

const focused = `(() => {
  // While a page is being left there is neither.
  const e = document.activeElement || document.body;
  if (!e) return {tag: "", id: "", name: "", visible: false};
  const s = getComputedStyle(e);
  const name = e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent || '';
  return {tag: e.localName, id: e.id, name: name.trim().replace(/\s+/g, ' ').slice(0, 80),
    visible: (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'};
})()`

// Focused returns the element that has the keyboard.
func (p *Page) Focused() Focus {
	p.t.Helper()
	return Eval[Focus](p, focused)
}

// Tab presses the tabulator key and returns what has the focus then.
func (p *Page) Tab() Focus {
	p.t.Helper()
	return p.Press(kb.Tab)
}

// Press presses a key, one of package kb's or a character, and returns what has
// the focus then.
func (p *Page) Press(key string) Focus {
	p.t.Helper()
	p.do("press a key", chromedp.KeyEvent(key))
	return p.Focused()
}

// TabOrder presses the tabulator key until the focus leaves the page or comes
// back to where it began, at most limit times, and returns the stations.
func (p *Page) TabOrder(limit int) []Focus {
	p.t.Helper()
	var stations []Focus
	for range limit {
		f := p.Tab()
		if f.Tag == "body" || (len(stations) > 0 && f == stations[0]) {
			break
		}
		stations = append(stations, f)
	}
	return stations
}
