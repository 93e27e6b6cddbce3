package chat

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"spar/internal/system/systemtest"
	"spar/internal/truth"
)

// formula holds what a formula says against the row.
func formula(t *testing.T, row truth.Row, got ...float64) {
	t.Helper()
	want := row.Figures()
	for i, x := range got {
		if math.Abs(x-want[i]) > 1e-9*math.Abs(want[i]) {
			t.Errorf("the formula gives %v, want %v", x, want[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("the formula gives %d figures, want %d", len(got), len(want))
	}
}

func TestTruth(t *testing.T) {
	tests := map[string]func(*testing.T, truth.Row){
		"fanout.max_exp.n1000": testSlowest, "fanout.max_exp.n10": testSlowest,
		"chat.heartbeat": testHeartbeats, "chat.detect": testDetection,
		"chat.rolling.n10": testRolling, "chat.rolling.n4": testRolling,
		"chat.reorder.0.5": testReorder, "chat.reorder.1": testReorder,
		"chat.snowflake": testSnowflake, "chat.atleastonce": testAtLeastOnce, "chat.reconnect.peak": testReconnect,
	}
	for _, row := range truth.Exactly(t, len(tests), "*") {
		test := tests[row.ID]
		if test == nil {
			t.Errorf("nothing tests %s", row.ID)
			continue
		}
		t.Run(row.ID, func(t *testing.T) { test(t, row) })
	}
}

// ideal is a service that takes no time and never breaks, with everybody online.
var ideal = map[string]string{
	"online_fraction": "1", "session_mean": "100000000 s", "vanish_fraction": "0", "watchers": "0",
	"network": "0 s", "network_jitter": "0 s", "link": "0 s", "slow_clients": "0", "ack_loss": "0", "media_fraction": "0",
	"gateway_workers": "4096", "gateway_service_mean": "1 ns", "connect_service_mean": "1 ns", "store_workers": "4096",
	"store_service_mean": "1 ns", "receipts": sent, "group_fraction": "0", "buffer": "1M", "retry": "1 h", "warmup": "0 s",
}

// The slowest of a group has a message H_n times as late as one of them.
func testSlowest(t *testing.T, row truth.Row) {
	n := int(row.Number("n"))
	formula(t, row, SlowestOf(n))
	copies := 300_000
	if slow {
		copies = 5_000_000
	}
	messages := copies / n
	r := simulate(t, systemtest.With(ideal, "users", strconv.Itoa(5*n), "group_fraction", "1", "group_size", strconv.Itoa(n+1), "network_jitter", "1 s",
		"messages", fmt.Sprintf("%g/s", float64(messages)/600), "duration", "600 s", "conversation_gap", "1 s", "mistake", withoutNumbers))
	// Those still waiting at the end are left out; ten minutes make that count for
	// little. The variance of the slowest is the sum of the inverse squares, below π²/6.
	row.Check(t, "the slowest", r.Metrics["fanout_latency_mean_seconds"], row.Figure(), 4*math.Pi/math.Sqrt(6*float64(messages)))
}

func testHeartbeats(t *testing.T, row truth.Row) {
	formula(t, row, HeartbeatRate(row.Number("clients"), row.Number("interval_s")))
	clients := row.Number("clients")
	const part = 10
	r := simulate(t, systemtest.With(ideal, "users", row.Text("clients"), "scale", strconv.Itoa(part), "messages", "10/s", "heartbeat", row.Text("interval_s")+" s", "heartbeat_timeout", "90 s", "duration", "60 s"))
	// Each client sends whole heartbeats, in phases that chance has chosen.
	row.Check(t, "the rate", r.Metrics["heartbeats_per_second"]*part, row.Figure(), 4*part*math.Sqrt(clients/part)/60)
}

func testDetection(t *testing.T, row truth.Row) {
	mean, least, most := DetectionDelay(row.Number("heartbeat_s"), row.Number("timeout_s"))
	formula(t, row, mean, least, most)
	// Sessions are many heartbeats long, and absences longer still.
	r := simulate(t, systemtest.With(ideal, "users", "20k", "online_fraction", "0.05", "session_mean", "1000 s", "vanish_fraction", "1", "messages", "1/s",
		"heartbeat", row.Text("heartbeat_s")+" s", "heartbeat_timeout", row.Text("timeout_s")+" s", "duration", "20000 s"))
	for i, metric := range []string{"detection_mean_seconds", "detection_min_seconds", "detection_max_seconds"} {
		row.Check(t, metric, r.Metrics[metric], row.Figures()[i], 0)
	}
}

func testRolling(t *testing.T, row truth.Row) {
	n := int(row.Number("gateways"))
	formula(t, row, RollingRestart(n)...)
	const each = 20_000
	var faults []string
	for i := range n {
		faults = append(faults, fmt.Sprintf("at %d s kill gateway %d", 10*i+1, i+1), fmt.Sprintf("at %d s restart gateway %d", 10*i+9, i+1))
	}
	r := simulate(t, systemtest.With(ideal, "users", strconv.Itoa(n*each), "gateways", strconv.Itoa(n), "policy", "random", "messages", "1/s",
		"backoff", "1 s", "duration", strconv.Itoa(10*n+10)+" s"), faults...)
	for i, want := range row.Figures() {
		row.Check(t, fmt.Sprintf("gateway %d", i+1), r.Arrays["gateway_connections"][i]/each, want, 4/math.Sqrt(each))
	}
}

// Two messages of a conversation, so far apart, overtake each other where each takes an
// exponential time and nothing puts them in order.
func testReorder(t *testing.T, row truth.Row) {
	gap := row.Number("gap_times_mu")
	formula(t, row, Overtakes(gap))
	pairs := 20_000
	if slow {
		pairs = 500_000
	}
	for mistake, want := range map[string]float64{withoutNumbers: row.Figure(), none: 0} {
		m, err := newModel(planOf(t, systemtest.With(ideal, "users", "1k", "network_jitter", "1 s", "duration", "1 s", "mistake", mistake)))
		if err != nil {
			t.Fatal(err)
		}
		for range pairs {
			c := m.talks.open(0)
			m.write(c)
			if err := m.Sim.RunUntil(t.Context(), m.Sim.Now()+time.Duration(gap*1e9)); err != nil {
				t.Fatal(err)
			}
			m.write(c)
			m.talks.all[c].underWay = false
			if err := m.Sim.RunUntil(t.Context(), m.Sim.Now()+100*time.Second); err != nil {
				t.Fatal(err)
			}
		}
		if m.count.delivered != int64(2*pairs) {
			t.Fatalf("%d messages were delivered, want %d", m.count.delivered, 2*pairs)
		}
		row.Check(t, mistake+": the share", float64(m.count.outOfOrder)/float64(pairs), want, 4*math.Sqrt(want*(1-want)/float64(pairs)))
	}
}

// write lets the first member of a conversation send a message.
func (m *model) write(c int32) { m.outbox.say(c, m.talks.address(c, 0)) }

func testSnowflake(t *testing.T, row truth.Row) {
	years, nodes, ids := SnowflakeCapacity(41, 10, 12)
	formula(t, row, years, float64(nodes), float64(ids))
}

// A message reaches a client until an acknowledgement gets through. Without a window
// each of those is shown.
func testAtLeastOnce(t *testing.T, row truth.Row) {
	loss := row.Number("ack_loss")
	formula(t, row, Deliveries(loss))
	messages := 100_000
	if slow {
		messages = 3_000_000
	}
	for _, mistake := range []string{none, withoutDedupe} {
		r := simulate(t, systemtest.With(ideal, "users", "1k", "messages", strconv.Itoa(messages/100)+"/s", "duration", "101 s", "retry", "100 ms", "ack_loss", row.Text("ack_loss"), "mistake", mistake))
		chance := 4 * math.Sqrt(loss/float64(messages)) / (1 - loss)
		row.Check(t, mistake+": the deliveries", r.Metrics["deliveries_mean"], row.Figure(), chance)
		shown := 1 + r.Metrics["duplicated"]/r.Metrics["delivered"]
		if mistake == none {
			if shown != 1 {
				t.Errorf("with a window a message is shown %v times", shown)
			}
			continue
		}
		row.Check(t, "the times that it is shown", shown, row.Figure(), chance)
	}
}

// With full jitter those who lost a gateway come back evenly; the busiest of 60
// seconds has by chance about 2.3 standard deviations more. Without they come at once.
func testReconnect(t *testing.T, row truth.Row) {
	clients, window := row.Number("clients"), row.Number("jitter_window_s")
	want := ReconnectRate(clients, window)
	formula(t, row, want)
	storm := systemtest.With(ideal, "users", strconv.Itoa(int(2*clients)), "gateways", "2", "messages", "1/s", "backoff", row.Text("jitter_window_s")+" s",
		"backoff_max", "100 s", "duration", "100 s", "heartbeat_timeout", "200 s")
	const fault = "at 10 s kill gateway 1"
	r := simulate(t, storm, fault)
	if got := r.Metrics["reconnects"]; got != clients {
		t.Errorf("%v clients reconnect, want %v", got, clients)
	}
	row.Check(t, "the busiest second", r.Metrics["reconnect_peak_per_second"], want+2.3*math.Sqrt(want), 0)
	r = simulate(t, systemtest.With(storm, "backoff_jitter", none), fault)
	if got := r.Metrics["reconnect_peak_per_second"]; got != clients {
		t.Errorf("without jitter %v clients reconnect in a second, want %v", got, clients)
	}
}

// What a thousand users do is what theory says of the whole path.
func TestLatencyIsTheSumOfItsParts(t *testing.T) {
	r := simulate(t, systemtest.With(ideal, "users", "10k", "messages", "2k/s", "network", "20 ms", "network_jitter", "2 ms", "link", "5 ms",
		"gateway_workers", "1", "gateways", "2", "gateway_service_mean", "300 us", "store_shards", "2", "store_workers", "2", "store_service_mean", "1 ms",
		"conversation_gap", "100 s", "duration", "100 s", "warmup", "5 s"))
	for _, metric := range []string{"delivery_latency_mean_seconds", "send_latency_mean_seconds", "gateway_utilization", "store_utilization", "fanout_mean"} {
		if got, want := r.Metrics[metric], r.Theory[metric]; math.Abs(got-want) > .02*want {
			t.Errorf("%s is %.5g, want %.5g", metric, got, want)
		}
	}
}

func TestRollingRestartKeepsEverybody(t *testing.T) {
	for n := 2; n < 50; n++ {
		sum := 0.
		for _, c := range slices.Backward(RollingRestart(n)) {
			sum += c
		}
		if math.Abs(sum-float64(n)) > 1e-9 {
			t.Errorf("%d gateways hold %v connections", n, sum)
		}
	}
}
