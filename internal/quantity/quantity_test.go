package quantity

import "testing"

func TestMeasuredFiguresAreSaid(t *testing.T) {
	for _, tt := range []struct {
		q    Quantity
		want string
	}{
		{Seconds(0), "0 s"},
		{Seconds(.0000004), "400 ns"},
		{Seconds(.0469123), "46.9 ms"},
		{Seconds(61.3), "61.3 s"},
		{Seconds(3650 * 86_400), "10 years"},
		{Rate(11_589), "11.6k/s"},
		{Rate(1e9), "1bn/s"},
		{Rate(.001), "86.4/day"},
		{Bytes(0), "0 B"},
		{Bytes(1e6), "1 MB"},
		{Percent(.99998), "99.998%"},
		{Count(12_345), "12,345"},
	} {
		if got := tt.q.String(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
