package spelling

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	tests := []struct{ word, want string }{
		{"titel", "title"},
		{"tag", "tags"},
		{"title", "title"},
		{"tilte", "title"},
		{"brif", "brief"},
		{"bread", ""},
		{"tax", ""},
		{"zebra", ""},
		{"", ""},
		{strings.Repeat("t", 1000), ""},
	}
	for _, tt := range tests {
		if got := Nearest(tt.word, []string{"title", "tags", "brief", strings.Repeat("t", 1000)}); got != tt.want {
			t.Errorf("Nearest(%.20q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
