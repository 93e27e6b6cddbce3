package topology

import (
	"strings"
	"testing"
)

// What cannot be undone is told with the reason, and nothing is proposed that was written.
func TestNothingToUndo(t *testing.T) {
	for _, tt := range []struct {
		calls []Call
		says  string
	}{
		{[]Call{{To: "cache"}, {To: "db", Undoes: "cache"}, {To: "db", Undoes: "cache"}}, "the call to cache is undone already, by call 2 of app, to db"},
		{[]Call{{To: "cache"}, {To: "cache"}, {To: "db", Undoes: "cache"}, {To: "db", Undoes: "Cache"}, {To: "db", Undoes: "cache"}}, "is undone already, by call 4 of app"},
		{[]Call{{To: "cache"}, {To: "db", Undoes: "cahce"}}, `no call above to "cahce"; did you mean "cache"?`},
		{[]Call{{To: "cache"}, {To: "cache", Undoes: "db"}, {To: "db"}}, "the call to db stands below; write it before"},
		{[]Call{{To: "db", Undoes: "nobody"}}, "asks for nothing above"},
		{[]Call{{To: "cache"}, {To: "cache"}, {To: "db", Undoes: "somebody"}}, "write one of cache"},
	} {
		s := small()
		s.Components[1].Calls = tt.calls
		problems := Check(s)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, tt.says) {
			t.Errorf("%+v: %v, want %q", tt.calls, problems, tt.says)
		}
	}
}
