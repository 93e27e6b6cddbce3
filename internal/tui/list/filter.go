package list

import (
	"strings"

	"github.com/sahilm/fuzzy"
)

func (p *Page) filterText() string {
	if p.filter == nil {
		return ""
	}
	return strings.TrimSpace(strings.ToLower(p.filter.Text()))
}

// refilter shows what matches the filter, the best match chosen.
func (p *Page) refilter() {
	p.list.Cursor = 0
	p.match()
}

// match shows the items that have all words of the filter. Where none has, a slip
// or a short form is likely, and the nearest are shown first.
func (p *Page) match() {
	text := p.filterText()
	p.shown = nil
	for _, item := range p.items {
		if item.hasAll(strings.Fields(text)) {
			p.shown = append(p.shown, item)
		}
	}
	if len(p.shown) > 0 {
		return
	}
	for _, match := range fuzzy.FindFrom(text, source(p.items)) {
		p.shown = append(p.shown, p.items[match.Index])
	}
}

func (i Item) hasAll(words []string) bool {
	text := i.text()
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// text is what the filter looks at.
func (i Item) text() string {
	parts := append([]string{i.Title, i.Summary}, i.Remark...)
	return strings.ToLower(strings.Join(append(parts, i.About...), " "))
}

// source lets the fuzzy search read items.
type source []Item

func (s source) Len() int            { return len(s) }
func (s source) String(i int) string { return s[i].text() }
