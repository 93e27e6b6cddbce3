package spelling

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	tests := []struct{ word, want string }{
		{"titel", "title"},
		{"tag", "tags"},
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

// A word is not proposed in its own place.
func TestNearestIsAnother(t *testing.T) {
	if near := Nearest("stock", []string{"stock"}); near != "" {
		t.Errorf("Nearest(stock) = %q", near)
	}
	if near := Nearest("stock", []string{"stock", "stocks"}); near != "stocks" {
		t.Errorf("Nearest(stock) = %q, want stocks", near)
	}
}
