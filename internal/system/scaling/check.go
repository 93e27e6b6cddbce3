package scaling

import (
	"fmt"
	"math"

	"spar/internal/system"
)

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	check := func(right bool, parameter, format string, arguments ...any) {
		if !right {
			problems = append(problems, system.Problem{Where: "parameters." + parameter, Message: fmt.Sprintf(format, arguments...)})
		}
	}
	check(p.Int("min") <= p.Int("max"), "min", "%d instances at least and %d at most do not fit", p.Int("min"), p.Int("max"))
	check(p.Int("min") > 0 || p.Text("policy") == naive, "min", "without instances %s has nothing to go by; write 1 or more", p.Text("policy"))
	check(p.Int("min") > 0 || p.Text("scaling") == horizontal, "min", "a machine cannot have the size 0; write 1 or more")
	check(p.Number("low") < p.Number("high"), "low", "%v is not below high, %v", p.Number("low"), p.Number("high"))
	check(warmup(p) < p.End, "warmup", "%q leaves nothing of a run of %v; write less, such as a tenth of it", p.Text("warmup"), p.End)
	check(p.Duration("interval") < p.End, "interval", "%q leaves no time for a decision in a run of %v", p.Text("interval"), p.End)
	for _, n := range p.List("schedule") {
		check(n == math.Trunc(n), "schedule", "%v is not a whole number of instances", n)
	}
	for i, f := range p.Faults {
		if f.Verb == system.Set && f.Value != naive && p.Int("min") == 0 {
			problems = append(problems, system.Problem{Where: fmt.Sprintf("faults[%d]", i), Message: "with a min of 0 only naive can decide; write 1 or more"})
		}
	}
	return problems
}

// warnings says what makes figures of this run less than they seem.
func (m *model) warnings(r *system.Result) []string {
	p := m.plan
	var warnings []string
	warn := func(format string, arguments ...any) { warnings = append(warnings, fmt.Sprintf(format, arguments...)) }
	if h := &m.history; m.paid.Value() == 0 && h.direction != 0 {
		warn("there are no instances left, so no utilization by which to order one: this never ends")
	}
	highest := m.in.Rate * p.Number("service_mean")
	if m.shape != nil {
		highest *= p.Number("peak")
	}
	if most := p.Number("max") * p.Number("concurrency"); highest > most {
		warn("at its highest the load keeps %s workers busy, more than the %s of all instances that there may be: requests are refused whatever the policy does", system.Jobs.Format(highest), system.Jobs.Format(most))
	}
	if p.Text("policy") == hpa && p.Duration("window") < p.Duration("metric_lag")+p.Duration("boot_time") {
		warn("the window is shorter than metrics and boots take, so hpa may take back what it is about to need")
	}
	if n := m.rec.Counts().All(); n < 10_000 {
		warn("only %d requests were measured; the higher percentiles need tens of thousands", n)
	}
	if r.Metrics["flaps"] >= 5 {
		warn("the autoscaler flaps: %s decisions undid the one before within ten minutes", system.Jobs.Format(r.Metrics["flaps"]))
	}
	return warnings
}
