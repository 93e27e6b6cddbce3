package list

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/tui/editor"
	"spar/internal/tui/keymap"
	"spar/internal/tui/nav"
)

// The keys of lists in general.
var (
	OpenKey = key.NewBinding(key.WithKeys("enter", "right", "l"), key.WithHelp("enter", "open"))
	BackKey = key.NewBinding(key.WithKeys("esc", "q", "left", "h"), key.WithHelp("esc", "back"))

	filterKey     = key.NewBinding(key.WithKeys("/"), key.WithHelp("/", "filter"))
	typeKey       = key.NewBinding(key.WithKeys("a-z"), key.WithHelp("type", "to filter"))
	allKey        = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "show all"))
	openTypingKey = key.NewBinding(key.WithKeys("enter"))
	backTypingKey = key.NewBinding(key.WithKeys("esc"))
)

// keys is the table of keys as the list stands.
func (p *Page) keys() keymap.Table {
	some, room, letters := len(p.shown) > 0, p.layout().room, p.letters()
	if p.filter != nil {
		return p.filterKeys(some, room)
	}
	near, far := p.list.Keys(room, len(p.shown))
	return append(append(keymap.Table{
		keymap.On(p.cfg.Open, some, p.open),
		near,
		keymap.On(p.cfg.Back, true, nav.Back),
		keymap.On(filterKey, len(p.items) > 1 && len(letters) == 0, p.beginFilter),
	}, far...), keymap.On(letterKey(letters), len(letters) > 0, p.openByLetter))
}

// filterKeys work while the filter is typed.
func (p *Page) filterKeys(some bool, room int) keymap.Table {
	open, back := openTypingKey, backTypingKey
	open.SetHelp("enter", p.cfg.Open.Help().Desc)
	back.SetHelp("esc", p.cfg.Back.Help().Desc)
	filtered := p.filterText() != "" || !p.cfg.Typing
	near, far := p.list.TypingKeys(room, len(p.shown))
	return append(keymap.Table{
		keymap.On(open, some, p.open),
		keymap.Rest(typeKey, true, p.typed),
		near,
		keymap.On(allKey, filtered, p.showAll),
		keymap.On(back, !filtered, nav.Back),
	}, far...)
}

// letters are the keys of items.
func (p *Page) letters() []string {
	var letters []string
	for _, item := range p.items {
		if item.Key != "" {
			letters = append(letters, item.Key)
		}
	}
	return letters
}

func letterKey(letters []string) key.Binding {
	return key.NewBinding(key.WithKeys(letters...), key.WithHelp("letter", "open at once"))
}

func (p *Page) openByLetter(msg tea.KeyPressMsg) tea.Cmd {
	i := slices.IndexFunc(p.items, func(item Item) bool { return item.Key == msg.String() })
	return nav.Open(p.items[i].Route)
}

func (p *Page) beginFilter() { p.filter = editor.NewLine("") }

// showAll ends filtering, or begins it anew where it never ends.
func (p *Page) showAll() {
	p.filter = nil
	if p.cfg.Typing {
		p.beginFilter()
	}
	p.refilter()
}

// Lost says what the filter had no room for.
func (p *Page) Lost() string {
	if p.filter == nil {
		return ""
	}
	return p.filter.Lost()
}

// typed gives a key to the filter.
func (p *Page) typed(msg tea.KeyPressMsg) {
	if p.filter.Press(msg) {
		p.refilter()
	}
}
