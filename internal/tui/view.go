package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/tui/frame"
	"spar/internal/tui/theme"
)

// footerHeight is the rule and the line of keys below every page.
const footerHeight = 2

func (m *Model) bodyHeight() int { return max(0, m.height-footerHeight) }

// View draws the page on top and the footer.
func (m *Model) View() tea.View {
	v := tea.NewView(m.frame())
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = "spar"
	return v
}

// frame returns the whole screen: height lines, none wider than it.
func (m *Model) frame() string {
	if m.leaving || m.width < 1 || m.height < 1 {
		return ""
	}
	if m.width < MinWidth || m.height < MinHeight {
		text := frame.Wrap("spar needs 40x12", m.width)
		return strings.Join(frame.Box(text, m.width, m.height, m.theme), "\n")
	}
	body := m.top().View()
	if m.help {
		body = m.helpView()
	}
	return body + "\n" + frame.Rule(m.width, m.theme) + "\n" + m.footer()
}

// The smallest screen that spar draws on.
const (
	MinWidth  = 40
	MinHeight = 12
)

func (m *Model) footer() string {
	if m.help {
		close := key.NewBinding(key.WithKeys("any"), key.WithHelp("any key", "back"))
		return frame.Footer([]key.Binding{close}, "", m.width, m.theme)
	}
	keys := append(m.top().Keys(), m.helpKey())
	return frame.Footer(keys, m.top().Status(), m.width, m.theme)
}

// helpView lists every key that works on the page now, in as many columns as
// fit.
func (m *Model) helpView() string {
	keys := append(m.top().Keys(), m.helpKey(), quitKey)
	var items []string
	widest := 0
	for _, k := range keys {
		if k.Enabled() {
			items = append(items, helpItem(k, m.theme))
			widest = max(widest, len(k.Help().Key))
		}
	}
	height := m.bodyHeight()
	room := max(1, height-2)
	columns := (len(items) + room - 1) / room
	lines := []string{m.theme.Title.Render(" keys"), ""}
	rows := (len(items) + columns - 1) / columns
	for i := range rows {
		line := ""
		for c := range columns {
			if j := c*rows + i; j < len(items) {
				line += frame.Fit(items[j], m.width/columns, m.theme)
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(frame.Box(lines, m.width, height, m.theme), "\n")
}

func helpItem(k key.Binding, t theme.Theme) string {
	return " " + frame.Fit(t.Accent.Render(k.Help().Key), 14, t) + t.Muted.Render(k.Help().Desc)
}
