package frame_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"spar/internal/tui/frame"
)

// Ten rows are seen through a window of four.
func TestScroll(t *testing.T) {
	rows := strings.Split("0123456789", "")
	var s frame.Scroll
	for _, c := range []struct {
		name string
		do   func()
		want string
	}{
		{"nothing", func() {}, "0123"},
		{"up", func() { s.By(-1) }, "0123"},
		{"down", func() { press(&s, tea.KeyPressMsg{Code: tea.KeyDown}) }, "1234"},
		{"page", func() { press(&s, tea.KeyPressMsg{Code: tea.KeyPgDown}) }, "4567"},
		{"wheel", func() { s.Wheel(tea.MouseWheelMsg{Button: tea.MouseWheelUp}) }, "1234"},
		{"far", func() { s.By(100) }, "6789"},
		{"a row above", func() { s.To(5) }, "5678"},
		{"a row in view", func() { s.To(7) }, "5678"},
		{"a row below", func() { s.To(9) }, "6789"},
		{"top", func() { press(&s, tea.KeyPressMsg{Code: 'g', Text: "g"}) }, "0123"},
		{"end", s.End, "6789"},
		{"up from the end", func() { press(&s, tea.KeyPressMsg{Code: 'k', Text: "k"}) }, "5678"},
	} {
		c.do()
		if got := strings.Join(s.View(rows, 4), ""); got != c.want {
			t.Errorf("after %s %s is in view, want %s", c.name, got, c.want)
		}
	}
	if got := strings.Join(s.View(rows[:2], 4), ""); got != "01" || s.Long() {
		t.Errorf("of two rows %s is in view", got)
	}
	if got := s.View(nil, 4); len(got) != 0 {
		t.Errorf("of no rows %s is in view", got)
	}
}

func press(s *frame.Scroll, msg tea.KeyPressMsg) {
	near, far := s.Keys()
	append(far, near).Press(msg)
}
