package chat

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// attemptsIn returns how many attempts a reason counts, and what it says of them.
func attemptsIn(t *testing.T, reason string) (float64, string) {
	t.Helper()
	found := regexp.MustCompile(`: ([\d,]+) attempts? (.*)$`).FindStringSubmatch(reason)
	if found == nil {
		t.Fatalf("%q counts no attempts", reason)
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(found[1], ",", ""), 64)
	if err != nil {
		t.Fatal(err)
	}
	return n, found[2]
}

// A reason counts the attempts that met a fault: all that a shard or gateway was asked
// for after it struck, where messages go to nobody and are not sent again in the run.
func TestReasonsCountWhatMetTheFault(t *testing.T) {
	parameters := map[string]string{
		"users": "1k", "scale": "1", "messages": "100/s", "mistake": groupToNobody, "group_fraction": "1", "group_size": "3", "gateways": "1", "store_shards": "1",
		"media_fraction": "0", "session_mean": "1000000 s", "retry": "1 min", "heartbeat": "60 s", "heartbeat_timeout": "200 s", "duration": "20 s", "watchers": "0",
	}
	for _, tt := range []struct{ fault, who, what string }{
		{"errors store 100%", "gateways", "failed"},
		{"kill store 1", "gateways", "refused at once"},
		{"hang store 1", "gateways", "left without an answer"},
		{"cut store 1", "gateways", "left without an answer"},
		{"errors gateway 1 100%", "clients", "failed"},
	} {
		r := simulate(t, parameters, "at 50% "+tt.fault)
		n, what := attemptsIn(t, r.Reasons[0])
		if want := r.Metrics["sent"] / 4; what != tt.what || math.Abs(n-want) > 4*math.Sqrt(want) {
			t.Errorf("%s: %v attempts %s, want %v %s", tt.fault, n, what, want, tt.what)
		}
		if !strings.Contains(r.Reasons[0], tt.who+" (") {
			t.Errorf("%s: %q does not say that %s asked", tt.fault, r.Reasons[0], tt.who)
		}
	}
	// What a gateway was at work on when it fell has met that too.
	slow := map[string]string{"users": "10k", "messages": "100/s", "gateways": "1", "gateway_service_mean": "2 s", "network": "1 ms", "duration": "5 s"}
	r := simulate(t, slow, "at 80% kill gateway 1")
	if n, _ := attemptsIn(t, r.Reasons[0]); n < 100 {
		t.Errorf("%v attempts were at work or waited, want hundreds", n)
	}
}

// Who is asked for more than they can do is told by how much, and what is not through in
// the end is told with all that there is.
func TestWarningsSayFigures(t *testing.T) {
	r := simulate(t, map[string]string{"users": "10k", "messages": "200/s", "store_shards": "1", "store_workers": "1", "store_service_mean": "10 ms", "duration": "10 s"})
	warnings := strings.Join(r.Warnings, "\n")
	for _, want := range []string{`the store: asked for 2 times the work`, `[1-9]\d* messages of [1-9]\d* \([\d.]+%\) for receivers who are there`} {
		if !regexp.MustCompile(want).MatchString(warnings) {
			t.Errorf("no warning says %q:\n%s", want, warnings)
		}
	}
}
