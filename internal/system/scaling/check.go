package scaling

import (
	"fmt"
	"math"
	"slices"

	"spar/internal/system"
)

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	check := problems.Check
	check(p.Int("min") <= p.Int("max"), "min", "%d instances at least and %d at most do not fit", p.Int("min"), p.Int("max"))
	check(p.Int("min") > 0 || p.Text("policy") == naive, "min", "without instances %s has nothing to go by; write 1 or more", p.Text("policy"))
	check(p.Int("min") > 0 || p.Text("scaling") == horizontal, "min", "a machine cannot have the size 0; write 1 or more")
	check(p.Number("low") < p.Number("high"), "low", "%v is not below high, %v", p.Number("low"), p.Number("high"))
	problems.CheckWarmup(p, system.Tenth)
	check(p.Duration("interval") < p.End || !p.Given("interval"), "interval", "%q leaves no time for a decision in a run of %v", p.Text("interval"), p.End)
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

// fit lets what decides by default fit what was set.
func fit(p *system.Plan) {
	if p.Number("min") == 0 {
		p.Instead("policy", float64(slices.Index(policies, naive)))
	}
	p.AtLeast("max", p.Number("min"))
	p.AtMost("min", p.Number("max"))
	if p.Number("low") >= p.Number("high") {
		p.Instead("low", p.Number("high")/2)
		p.Instead("high", (p.Number("low")+1)/2)
	}
	p.AtLeast("duration", 2*p.Number("interval"))
	p.AtMost("interval", p.Number("duration")/2)
}

// warn says what makes figures of this run less than they seem.
func (m *model) warn(r *system.Result) {
	p := m.Plan
	if h := &m.history; m.paid.Value() == 0 && h.direction != 0 {
		r.Warn("there are no instances left, so no utilization by which to order one: this never ends")
	}
	highest := m.in.Rate * p.Number("service_mean")
	if m.shape != nil {
		highest *= p.Number("peak")
	}
	if most := p.Number("max") * p.Number("workers"); highest > most {
		r.Warn("at its highest the load keeps %s workers busy, more than the %s of all instances that there may be: requests are refused whatever the policy does", system.Jobs.Format(highest), system.Jobs.Format(most))
	}
	if p.Text("policy") == hpa && p.Duration("window") < p.Duration("metric_lag")+p.Duration("boot_time") {
		r.Warn("the window is shorter than metrics and boots take, so hpa may take back what it is about to need")
	}
	r.WarnOfFew(m.Rec)
	if r.Metrics["flaps"] >= 5 {
		r.Warn("the autoscaler flaps: %s decisions undid the one before within ten minutes", system.Jobs.Format(r.Metrics["flaps"]))
	}
}
