package tui

import "charm.land/bubbles/v2/key"

// Keys lists the keys of the page on top that work now.
func (m *Model) Keys() []key.Binding { return m.top().Keys() }

// RootKeys lists the keys of the root.
func (m *Model) RootKeys() []key.Binding { return m.rootKeys() }
