package network

import (
	"math"
	"strings"
	"testing"
	"time"
)

// daily is a day of a small shop.
const daily = `
system: topology
parameters: {network: 0 s, duration: 2 d, warmup: 1 d}
topology:
  components:
    - {name: client, kind: client, rate: 1/s, profile: "0 h 30%, 9 h 100%, 21 h 180%", calls: [{to: app}]}
    - {name: app, kind: service, instances: 1, time: 10 ms}
`

// In each hour as many requests arrive as the profile says, and a load on top multiplies
// them.
func TestLoadOverADay(t *testing.T) {
	factor := func(h float64) float64 {
		switch h = math.Mod(h, 24); {
		case h < 9:
			return .3 + .7*h/9
		case h < 21:
			return 1 + .8*(h-9)/12
		}
		return 1.8 - 1.5*(h-21)/3
	}
	m := modelOf(t, read(t, daily))
	before := int64(0)
	for hour := range 48 {
		times := 1.
		if hour == 30 {
			m.RampLoad(3, time.Hour)
		}
		if err := m.RunUntil(t.Context(), time.Duration(hour+1)*time.Hour); err != nil {
			t.Fatal(err)
		}
		if hour >= 30 {
			times = 3
		}
		if hour == 30 {
			times = 2.02 // the load rises along with the hour
		}
		got := float64(m.Counts.Arrived - before)
		before = m.Counts.Arrived
		if want := 3600 * factor(float64(hour)+.5) * times; math.Abs(got-want) > 4.5*math.Sqrt(want) {
			t.Errorf("%v arrive in hour %d, want %.0f", got, hour, want)
		}
	}
}

// A run says of which part of the day its figures are.
func TestPartsOfADayAreDoubted(t *testing.T) {
	whole := run(t, read(t, daily))
	if warned := strings.Contains(strings.Join(whole.Warnings, "\n"), "of that part"); warned {
		t.Errorf("warnings of a whole day are %v", whole.Warnings)
	}
	within(t, whole, "throughput_per_second", (9*.65+12*1.4+3*1.05)/24, .02)
	part := run(t, with(read(t, daily), "duration", "10 h", "warmup", "8 h"))
	if warned := strings.Contains(strings.Join(part.Warnings, "\n"), "the load of client goes from 30% to 180% of its rate in 1 day, and what is measured is from 8 hours to 10 hours, at 99.722% on average"); !warned {
		t.Errorf("warnings are %v", part.Warnings)
	}
	short := run(t, with(read(t, strings.Replace(daily, "0 h 30%, 9 h 100%, 21 h 180%", "0 s 30%, 30 s 170%", 1)), "client.cycle", "60 s", "duration", "1000 s", "warmup", "100 s"))
	within(t, short, "throughput_per_second", 1, .05)
}

func TestMistakesInProfiles(t *testing.T) {
	for _, tt := range []struct{ profile, says string }{
		{`profile: "30%"`, "is no part of a profile"},
		{`profile: "9 h"`, "is no part of a profile"},
		{`profile: "9 h 1.5"`, "is no part of a profile"},
		{`profile: "9 30%"`, "is no part of a profile"},
		{`profile: "9 h 30%,"`, "is no part of a profile"},
		{`profile: "9 h -30%"`, "out of range"},
		{`profile: "9 h 30%, 9 h 40%"`, "write times in their order"},
		{`profile: "9 h 0%"`, "lets no request arrive"},
		{`profile: "9 h 30%, 25 h 40%"`, "write a longer cycle, or earlier times"},
		{`profile: "9 h 30%", cycle: 1 h`, "write a longer cycle, or earlier times"},
		{`cycle: 1 h`, "no profile that could begin anew"},
		{`profile: "0 h 30%", cycle: 0 s`, "out of range"},
	} {
		problems := problemsOf(t, strings.Replace(daily, `profile: "0 h 30%, 9 h 100%, 21 h 180%"`, tt.profile, 1))
		if len(problems) != 1 || !strings.Contains(problems[0].Message, tt.says) || problems[0].Line != 6 && !strings.HasPrefix(problems[0].Where, "parameters.client.") {
			t.Errorf("%s: %+v, want %q", tt.profile, problems, tt.says)
		}
	}
	if problems := problemsOf(t, strings.Replace(daily, "time: 10 ms", `profile: "0 h 30%"`, 1)); len(problems) != 1 || !contains(problems, "move it to a client") {
		t.Errorf("%v", problems)
	}
}
