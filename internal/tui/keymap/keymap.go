// Package keymap keeps what the keys of a page do in one table, from which its
// footer, its help and its dispatch all read: when a key works is said once.
package keymap

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// An Entry is a binding with what it does. On and Rest make entries.
type Entry struct {
	binding  key.Binding
	do       func(tea.KeyPressMsg) tea.Cmd
	rest     bool
	refusing bool
}

// An Action is what a key does, with the key and what should happen next where
// they matter.
type Action interface {
	func() | func() tea.Cmd | func(tea.KeyPressMsg) | func(tea.KeyPressMsg) tea.Cmd
}

// On returns an entry that works while works is set.
func On[A Action](binding key.Binding, works bool, do A) Entry {
	binding.SetEnabled(works)
	return Entry{binding: binding, do: action(do)}
}

// Rest returns an entry for every key that no other entry of the table takes,
// such as text. Its binding only names them.
func Rest[A Action](binding key.Binding, works bool, do A) Entry {
	e := On(binding, works, do)
	e.rest = true
	return e
}

// Refusing returns the entry as one whose key is taken also while it does not
// work, because what it does says why.
func (e Entry) Refusing() Entry {
	e.refusing = true
	return e
}

// Letter returns a binding that has a letter too, for where no text is typed.
func Letter(name string, b key.Binding) key.Binding {
	return key.NewBinding(key.WithKeys(append([]string{name}, b.Keys()...)...), key.WithHelp(name, b.Help().Desc))
}

func action[A Action](do A) func(tea.KeyPressMsg) tea.Cmd {
	switch do := any(do).(type) {
	case func():
		return func(tea.KeyPressMsg) tea.Cmd { do(); return nil }
	case func() tea.Cmd:
		return func(tea.KeyPressMsg) tea.Cmd { return do() }
	case func(tea.KeyPressMsg):
		return func(msg tea.KeyPressMsg) tea.Cmd { do(msg); return nil }
	}
	return any(do).(func(tea.KeyPressMsg) tea.Cmd)
}

// A Table holds the keys of a page as it stands, the most useful first. Pages
// make it anew whenever they need it.
type Table []Entry

// Bindings lists the bindings that work, for footer and help.
func (t Table) Bindings() []key.Binding {
	var bindings []key.Binding
	for _, e := range t {
		if e.binding.Enabled() {
			bindings = append(bindings, e.binding)
		}
	}
	return bindings
}

// Takes reports whether the table has a key, other than by a rest.
func (t Table) Takes(msg tea.KeyPressMsg) bool {
	return slices.ContainsFunc(t, func(e Entry) bool { return !e.rest && e.takes(msg) })
}

// Does says what a key does, and whether it works, other than by a rest.
func (t Table) Does(msg tea.KeyPressMsg) (does string, works bool) {
	for _, e := range t {
		if !e.rest && e.takes(msg) {
			return e.binding.Help().Desc, true
		}
	}
	return "", false
}

// Press does what a key does and reports whether the table has it.
func (t Table) Press(msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	for _, e := range t {
		if !e.rest && e.takes(msg) {
			return e.do(msg), true
		}
	}
	for _, e := range t {
		if e.rest && e.binding.Enabled() {
			return e.do(msg), true
		}
	}
	return nil, false
}

func (e Entry) takes(msg tea.KeyPressMsg) bool {
	return (e.binding.Enabled() || e.refusing) && slices.Contains(e.binding.Keys(), msg.String())
}
