// Package words keeps words from being read as commands where letters are those: a
// letter that is a command waits until enter confirms it or another letter makes it the
// beginning of a word, however long that takes.
package words

import (
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// A Word holds the keys that led to a question and may begin a word. Begin makes one.
type Word struct{ keys []tea.KeyPressMsg }

// Begin returns what a key, be it a letter or not, may begin.
func Begin(by tea.KeyPressMsg) *Word { return &Word{[]tea.KeyPressMsg{by}} }

// Typed reports whether a letter led to the question.
func (w *Word) Typed() bool { return IsText(w.keys[0]) }

// Press takes the key after it. The same key again answers nothing, so that the word
// stays open. Text goes on with the word: all its keys are returned. Any other key ends it.
func (w *Word) Press(msg tea.KeyPressMsg) (word []tea.KeyPressMsg, open bool) {
	switch {
	case msg.String() == w.keys[0].String():
		w.keys = append(w.keys, msg)
		return nil, true
	case w.Typed() && msg.Text != "":
		return append(w.keys, msg), false
	case IsText(msg):
		return []tea.KeyPressMsg{msg}, false
	}
	return nil, false
}

// IsText reports whether a key types something that a word can begin with.
func IsText(msg tea.KeyPressMsg) bool {
	r, _ := utf8.DecodeRuneInString(msg.Text)
	return msg.Text != "" && !unicode.IsSpace(r)
}

// Question is what is asked about a letter that would do something.
func Question(does string) string { return "enter: " + does + ", other keys stay" }

// Yes is the key that answers a question: none of those that ask one, and it begins no
// word.
func Yes(does string) key.Binding {
	return key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", does))
}

// No is every other key.
var No = key.NewBinding(key.WithKeys("any"), key.WithHelp("any other key", "stay"))
