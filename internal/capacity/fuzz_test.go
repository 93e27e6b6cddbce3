package capacity

import (
	"strings"
	"testing"

	"spar/internal/quantity"
)

func FuzzSheet(f *testing.F) {
	for _, s := range []string{
		"", "a = 5\nb2 = a * 2", "a = b2\nb2 = a", "a = a", "base 1024\n2 KB", "base 7", "a = 1\na = 2", "# x\n\n", "storage ? 5 TB",
		"x = 1..2\nx - x", "a = 5/shard\nshard = a", "= 5", "a =", "reads peak 3x\nreads = 5/s", "Peak Reads = 3\npeak-reads = 4", "a = \x00",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 500 {
			return
		}
		lines := strings.Split(text, "\n")
		s := New(Given{"given", "5 KB"}, Given{"broken", text})
		s.SetLines(lines)
		for i, l := range s.Lines() {
			if l.Text != lines[i] || l.Number != i+1 || l.Kind == "" {
				t.Fatalf("line %d of %q is %+v", i, text, l)
			}
			if refused, ok := l.Err.(*quantity.Error); ok {
				if refused.Input != l.Text || refused.Offset < 0 || refused.Length < 0 || refused.Offset+refused.Length > len(l.Text) {
					t.Fatalf("refusal %+v points outside of %q", refused, l.Text)
				}
			} else if l.Err != nil {
				t.Fatalf("%q: error of type %T", l.Text, l.Err)
			}
			l.Say()
			l.Checks()
			Explain(l.Err)
		}
		before := shown(s, lines...)
		s.SetLines([]string{"given = 7"})
		for i, after := range shown(s, lines...) {
			if after != before[i] {
				t.Fatalf("line %d of %q shows %q, and %q after an edit and back", i, text, before[i], after)
			}
		}
	})
}
