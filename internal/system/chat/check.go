package chat

import (
	"fmt"

	"spar/internal/system"
)

// fit lets what clients wait for fit how often they beat and how far away they are.
func fit(p *system.Plan) {
	p.AtLeast("heartbeat_timeout", 2*p.Number("heartbeat"))
	p.AtMost("heartbeat", p.Number("heartbeat_timeout")/2)
	p.AtLeast("retry", 3*p.Number("network"))
	p.AtMost("network", p.Number("retry")/3)
	p.AtLeast("users", 2*p.Number("scale"))
}

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	add := func(parameter, format string, arguments ...any) {
		problems = append(problems, system.Problem{Where: "parameters." + parameter, Message: fmt.Sprintf(format, arguments...)})
	}
	if p.Warmup(10) >= p.End {
		add("warmup", "%q leaves nothing of the duration %q; write less, such as a tenth of it", p.Text("warmup"), p.Text("duration"))
	}
	if p.Number("heartbeat_timeout") < p.Number("heartbeat") {
		add("heartbeat_timeout", "%q is over before the next heartbeat, after %q; write two or three times that", p.Text("heartbeat_timeout"), p.Text("heartbeat"))
	}
	if p.Number("retry") <= 2*p.Number("network") {
		add("retry", "%q is over before an acknowledgement can come, after twice %q; write more", p.Text("retry"), p.Text("network"))
	}
	if p.Has("scale") && float64(2*p.Number("scale")) > p.Number("users") {
		add("scale", "%q leaves fewer than two of %q users; write less", p.Text("scale"), p.Text("users"))
	}
	return problems
}

// warnings says what makes figures of this run less than they seem, and what of it
// will surprise.
func (m *model) warnings(r *system.Result) []string {
	var warnings []string
	warn := func(format string, arguments ...any) {
		warnings = append(warnings, fmt.Sprintf(format, arguments...))
	}
	if m.size.scale > 1 {
		warnings = append(warnings, m.size.warning(m.Plan))
	}
	gateway, store := m.offered()
	for _, tier := range []struct {
		name    string
		offered float64
	}{{"gateways", gateway}, {"the store", store}} {
		if tier.offered >= 1 {
			warn("%s: asked for %s times the work that can be done there, so queues grow for as long as the run lasts, and latencies depend on the duration", tier.name, system.Jobs.Format(tier.offered))
		}
	}
	if c := &m.count; c.lost > 0 {
		warn("%d messages of %d (%s) are lost: %s", c.lost, c.sent, system.Ratio.Format(ratio(float64(c.lost), float64(c.sent))), lossOf[m.mistake])
	}
	if m.count.duplicated > 0 {
		warn("receivers were shown %d messages again: what comes twice is not recognised", m.count.duplicated)
	}
	if m.count.outOfOrder > 0 {
		warn("%d messages were shown after later ones of their conversation: nothing puts them in order", m.count.outOfOrder)
	}
	if counts := m.Rec.Counts(); counts.TimedOut > 0 {
		warn("%d messages of %d (%s) for receivers who are there were still under way at the end; they count with their wait so far",
			counts.TimedOut, counts.All(), system.Ratio.Format(ratio(float64(counts.TimedOut), float64(counts.All()))))
	}
	if n := m.Rec.Counts().All(); n < 1000 {
		warn("only %d messages to receivers who are there were measured; percentiles need thousands", n)
	}
	return warnings
}

// lossOf says how each mistake loses messages.
var lossOf = map[string]string{
	checkThenAct:  "their receivers went between the look and the hand-over, and got neither the message nor a push",
	dropOnFull:    "they did not fit the buffers of their receivers' connections",
	groupToNobody: "groups are stored, but nobody hands them over",
}
