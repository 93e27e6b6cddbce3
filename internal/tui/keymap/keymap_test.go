package keymap_test

import (
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/tui/keymap"
)

type doneMsg string

func binding(keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(keys[0], keys[0]))
}

func TestTable(t *testing.T) {
	var did string
	table := keymap.Table{
		keymap.On(binding("a"), true, func() { did = "a" }),
		keymap.Rest(binding("text"), true, func(msg tea.KeyPressMsg) { did = "typed " + msg.String() }),
		keymap.On(binding("b"), false, func() { did = "off" }),
		keymap.On(binding("c", "d"), true, func(msg tea.KeyPressMsg) tea.Cmd {
			return func() tea.Msg { return doneMsg(msg.String()) }
		}),
		keymap.On(binding("r"), false, func() { did = "refused" }).Refusing(),
		keymap.On(keymap.Letter("l", binding("L")), true, func() { did = "letter" }),
		keymap.On(binding("e"), true, func() tea.Cmd { return func() tea.Msg { return doneMsg("e") } }),
	}
	for _, c := range []struct {
		key  rune
		want string
	}{
		{'a', "a"},
		{'b', "typed b"},
		{'c', "c"},
		{'d', "d"},
		{'e', "e"},
		{'t', "typed t"},
		{'r', "refused"},
		{'l', "letter"},
		{'L', "letter"},
	} {
		did = ""
		cmd, taken := table.Press(tea.KeyPressMsg{Code: c.key, Text: string(c.key)})
		if cmd != nil {
			did = string(cmd().(doneMsg))
		}
		if did != c.want || !taken {
			t.Errorf("%c does %q, taken %v; want %q", c.key, did, taken, c.want)
		}
	}
	if _, taken := table[2:].Press(tea.KeyPressMsg{Code: 'b', Text: "b"}); taken {
		t.Error("a key that does not work now is taken")
	}
	var listed string
	for _, b := range table.Bindings() {
		listed += b.Help().Key + " "
	}
	if listed != "a text c l e " {
		t.Errorf("the footer lists %q", listed)
	}
}
