package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/tui/theme"
	"spar/internal/wrap"
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
		text := wrap.Rows("spar needs 40x12", m.width)
		return strings.Join(frame.Box(text, m.width, m.height, m.theme), "\n")
	}
	body := m.top().View()
	switch {
	case m.unsaved != nil:
		body = m.unsavedView()
	case m.help:
		body = m.helpView()
	}
	text := body + "\n" + frame.Rule(m.width, m.theme) + "\n" + m.footer()
	if m.theme.ASCII {
		return frame.ASCII(text)
	}
	return text
}

// The smallest screen that spar draws on.
const (
	MinWidth  = 40
	MinHeight = 12
)

// unsavedView asks what to do, as not all could be saved.
func (m *Model) unsavedView() string {
	lines := []string{m.theme.Danger.Render(" not saved"), ""}
	for _, text := range []string{
		sanitize.Line(m.unsaved.Error()), "",
		"Make room and press ctrl+c to try again; y leaves, and what is not saved is written to another place or, without one, printed. Any other key goes back.",
	} {
		for _, line := range wrap.Rows(text, m.width-2) {
			lines = append(lines, " "+line)
		}
	}
	return strings.Join(frame.Box(lines, m.width, m.bodyHeight(), m.theme), "\n")
}

func (m *Model) footer() string {
	if m.unsaved != nil {
		return frame.Footer([]key.Binding{leaveKey}, stayKey, "", m.width, m.theme)
	}
	said := m.theme.Warning.Render(sanitize.Line(m.said))
	if m.help {
		closeKey := key.NewBinding(key.WithKeys("any"), key.WithHelp("any other key", "back"))
		if m.helpScroll.Long() {
			near, _ := m.helpScroll.Keys()
			return frame.Footer(keymap.Table{near}.Bindings(), closeKey, said, m.width, m.theme)
		}
		return frame.Footer(nil, closeKey, said, m.width, m.theme)
	}
	if m.said == "" {
		said = m.top().Status()
	}
	return frame.Footer(m.top().Keys(), m.helpKey(), said, m.width, m.theme)
}

// helpColumn is the least width of a column of the help.
const helpColumn = 38

// helpView lists every key that works on the page now, in as many columns as
// it takes and as there is room for.
func (m *Model) helpView() string {
	keys := m.top().Keys()
	for _, k := range m.rootKeys() {
		if k.Enabled() {
			keys = append(keys, k)
		}
	}
	height := m.bodyHeight()
	room := max(1, height-2)
	columns := max(1, min((len(keys)+room-1)/room, m.width/helpColumn))
	rows := make([]string, (len(keys)+columns-1)/columns)
	for column := range slices.Chunk(keys, len(rows)) {
		for i, item := range helpItems(column, m.width/columns, m.theme) {
			rows[i] += item
		}
	}
	lines := append([]string{m.theme.Title.Render(" keys"), ""}, m.helpScroll.View(rows, room)...)
	return strings.Join(frame.Box(lines, m.width, height, m.theme), "\n")
}

// helpItems writes all keys of each binding, and what they do.
func helpItems(keys []key.Binding, width int, t theme.Theme) []string {
	widest := 0
	for _, k := range keys {
		widest = max(widest, ansi.StringWidth(keyNames(k)))
	}
	widest = min(widest, width/2)
	items := make([]string, len(keys))
	for i, k := range keys {
		names := frame.Fit(t.Accent.Render(keyNames(k)), widest, t)
		items[i] = frame.Fit(" "+names+"  "+t.Muted.Render(k.Help().Desc), width, t)
	}
	return items
}

func keyNames(k key.Binding) string { return strings.Join(k.Keys(), " ") }
