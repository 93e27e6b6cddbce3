package coach

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"spar/internal/interview"
	"spar/internal/quantity"
	"spar/internal/system"
)

// Verdict holds the prediction against a result, in sentences.
func (c *Coach) Verdict(result *system.Result) []string {
	prediction := c.Session().Prediction
	measured := result.P99()
	p99 := fmt.Sprintf("p99: you said %s, the run says %s.", prediction.P99, result.P99Text())
	if q, err := quantity.Parse(prediction.P99); err == nil && q.Base() > 0 && measured > 0 {
		if factor := max(q.Base()/measured, measured/q.Base()); factor > 2 {
			p99 = fmt.Sprintf("p99: you said %s, the run says %s: %.1f times off.", prediction.P99, system.Seconds.Format(measured), factor)
		}
	}
	sentences := []string{p99, fmt.Sprintf("bottleneck: you said %s, the run says %s. %s",
		prediction.Bottleneck, result.Bottleneck, result.BottleneckReason)}
	if survives := survival(prediction.Survives, result.Objectives); survives != "" {
		sentences = append(sentences, survives)
	}
	return sentences
}

// survival says whether a run met all its objectives, against what was said.
func survival(said string, objectives []system.ObjectiveResult) string {
	if len(objectives) == 0 {
		return ""
	}
	missed, unmeasured := 0, 0
	for _, o := range objectives {
		switch {
		case o.Unmeasured:
			unmeasured++
		case !o.Met:
			missed++
		}
	}
	verdict := "it does"
	switch {
	case missed == 0 && unmeasured > 0:
		verdict = fmt.Sprintf("nothing was measured of %d of %d objectives", unmeasured, len(objectives))
	case missed > 0:
		verdict = fmt.Sprintf("%d of %d objectives are missed", missed, len(objectives))
	}
	if said == "" {
		return fmt.Sprintf("survives: %s.", verdict)
	}
	return fmt.Sprintf("survives: you said %s; %s.", said, verdict)
}

// A Change is one figure of two runs.
type Change struct{ What, Before, After string }

// Compared says how a run differs from the one before it in the session: what was
// changed, then what came of it. It is empty if that one ran something else. Call it
// before the run is recorded.
func (c *Coach) Compared(s *Scenario, result *system.Result) []Change {
	runs := c.Session().Runs
	if len(runs) == 0 {
		return nil
	}
	before := runs[len(runs)-1]
	if before.Scenario != s.ID {
		return nil
	}
	changes := settingChanges(&before, s)
	changes = append(changes,
		Change{"p99", system.Seconds.Format(before.P99Seconds), result.P99Text()},
		Change{"bottleneck", before.Bottleneck, result.Bottleneck},
		Change{"objectives met", met(before.Objectives), met(outcomes(result.Objectives))})
	for _, name := range slices.Sorted(maps.Keys(result.Metrics)) {
		if !telling(name) {
			continue
		}
		unit := result.Description.Unit(name)
		was, now := unit.Format(before.Metrics[name]), unit.Format(result.Metrics[name])
		if _, ok := before.Metrics[name]; ok && was != now {
			changes = append(changes, Change{strings.ReplaceAll(name, "_", " "), was, now})
		}
	}
	return changes
}

// telling reports whether a metric is worth comparing in a few lines.
func telling(metric string) bool {
	return metric == "availability" || metric == "cache_hit_ratio" || strings.HasSuffix(metric, "_utilization")
}

// settingChanges returns the parameters and faults that are not as they were.
func settingChanges(before *interview.Ran, s *Scenario) []Change {
	now := s.settings()
	names := slices.Collect(maps.Keys(now))
	for name := range before.Parameters {
		if _, ok := now[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var changes []Change
	for _, name := range names {
		if before.Parameters[name] != now[name] {
			changes = append(changes, Change{name, orNone(readable(before.Parameters[name])), orNone(readable(now[name]))})
		}
	}
	if was, is := strings.Join(before.Faults, ", "), strings.Join(s.Faults, ", "); was != is {
		changes = append(changes, Change{"faults", orNone(was), orNone(is)})
	}
	return changes
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

func met(objectives []interview.ObjectiveResult) string {
	n := 0
	for _, o := range objectives {
		if o.Met {
			n++
		}
	}
	return fmt.Sprintf("%d of %d", n, len(objectives))
}
