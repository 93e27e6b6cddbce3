package system

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Cause is a fault as those count it whom it befell: a member of a part, and who
// asked it meanwhile. [Result.Because] takes it down. Faults of which no member counts
// anything are told by what the plan says of them.
type Cause struct {
	Fault  Fault
	Member string // such as "db 1"
	// Met is how many attempts at the member were refused, failed or left without an
	// answer because of the fault, and Late how many of them after it was noticed.
	Met, Late int
	// Senders are who asks the part and by what policy, as [Plan.Policy] says it;
	// empty for what the system's own parameters say.
	Senders []string
	// Unwatched says that those never learn how the member is: they go on asking,
	// whatever the parameter detection says of others.
	Unwatched bool

	// What says of whom Met is the number and what they met, such as "reads found it
	// gone", where those are not attempts that failed as the verb says.
	What string

	several bool // members, of which Member is a list
}

// Because takes a cause down for the reasons of the result.
func (r *Result) Because(c Cause) { r.causes = append(r.causes, c) }

// explain sets the reasons: what each fault did, the policy that met it, and, where an
// objective is missed, whose queues grew.
func (r *Result) explain(s *System, p *Plan) {
	for i := range p.Faults {
		if reason := r.reason(s, p, i); reason != "" {
			r.Reasons = append(r.Reasons, reason)
		}
	}
	if !r.misses() {
		return
	}
	switch grew := r.grown(); {
	case len(grew) > 0:
		r.Reasons = append(r.Reasons, "queues grew in this order: "+strings.Join(grew, ", "))
	case len(r.Reasons) == 0:
		r.Reasons = []string{"nothing struck and no queue grew: the time goes into the steps themselves"}
	}
}

// misses reports whether an objective is missed by what was measured.
func (r *Result) misses() bool {
	return slices.ContainsFunc(r.Objectives, func(o ObjectiveResult) bool { return !o.Met && !o.Unmeasured })
}

// grown names the parts whose queues grew, in that order. Queues that stayed below a
// tenth of the longest are not the reason.
func (r *Result) grown() []string {
	longest := 0
	var list []Component
	for _, c := range r.Components {
		longest = max(longest, c.QueueMax)
		if c.BackloggedSeconds >= 0 {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b Component) int { return cmp.Compare(a.BackloggedSeconds, b.BackloggedSeconds) })
	var grew []string
	for _, c := range list {
		if c.QueueMax >= longest/10 {
			grew = append(grew, fmt.Sprintf("%s at %s (up to %s waiting, %.0f%% busy)", c.Name, Seconds.Format(c.BackloggedSeconds), Jobs.Format(float64(c.QueueMax)), c.Hottest*100))
		}
	}
	return grew
}

// reason says what a fault of the plan did; empty for one that repairs or adds.
func (r *Result) reason(s *System, p *Plan, i int) string {
	f := p.Faults[i]
	whole := Cause{Fault: f, Met: -1}
	var members []string
	for _, c := range r.causes {
		if c.Fault.Text == f.Text && c.Fault.At == f.At {
			members = append(members, c.Member)
			whole.Met = max(0, whole.Met) + c.Met
			whole.Late += c.Late
			whole.Senders, whole.Unwatched, whole.What = c.Senders, c.Unwatched, c.What
		}
	}
	until := p.repaired(i)
	if whole.Met < 0 {
		whole.Member = f.subject(s)
		return whole.planned(s, p, until, r.Bottleneck)
	}
	whole.Member, whole.several = f.named(members), len(members) > 1
	if whole.What != "" {
		return whole.planned(s, p, until, r.Bottleneck)
	}
	if len(whole.Senders) == 0 {
		whole.Senders = []string{sender("clients", append(p.ruledBy(s, f.At), p.tries("")...))}
	}
	return whole.counted(p, until)
}

// subject names what a fault befalls, for a fault of which no member counts anything.
func (f Fault) subject(s *System) string {
	several := slices.ContainsFunc(s.Faults, func(form FaultForm) bool { return form.Verb == f.Verb && form.Part == f.Part && form.Count != "" })
	switch {
	case f.Index > 0:
		return fmt.Sprintf("%s %d", f.Part, f.Index)
	case f.Fraction > 0:
		return fmt.Sprintf("%s of %s", Ratio.Format(f.Fraction), f.Part)
	case several && f.Verb != Remove:
		return "all of " + f.Part
	}
	return cmp.Or(f.Part, "a member")
}

// named lists the members that a fault befell, of many the first two.
func (f Fault) named(members []string) string {
	switch n := len(members); {
	case n == 1:
		return members[0]
	case f.Index == 0 && f.Fraction == 0 && f.Verb != Remove:
		return fmt.Sprintf("all %d of %s", n, f.Part)
	case n > 3:
		return fmt.Sprintf("%s, %s and %d more", members[0], members[1], n-2)
	default:
		return strings.Join(members[:n-1], ", ") + " and " + members[n-1]
	}
}

// deed says what befell whom and when, until it was repaired or, if that is negative,
// for good; empty for what does no harm.
func (c *Cause) deed(until time.Duration) string {
	f, who, at := c.Fault, c.Member, Seconds.Format(c.Fault.At.Seconds())
	once, while := "at "+at, "from "+at+" on"
	if until >= 0 {
		end := Seconds.Format(until.Seconds())
		once, while = once+" and back at "+end, "from "+at+" to "+end
	}
	was, it, its := "was", "it", "its"
	if c.several {
		was, it, its = "were", "they", "their"
	}
	switch {
	case f.Verb == Kill:
		return fmt.Sprintf("%s %s killed %s", who, was, once)
	case f.Verb == Hang:
		return fmt.Sprintf("%s hung %s", who, while)
	case f.Verb == Cut:
		return fmt.Sprintf("%s %s cut off %s", who, was, while)
	case f.Verb == Flush:
		return fmt.Sprintf("%s lost what %s had in memory at %s", who, it, at)
	case f.Verb == Remove:
		return fmt.Sprintf("%s was removed at %s", who, at)
	case f.Verb == Set:
		return fmt.Sprintf("%s became %s at %s", f.Part, f.Value, at)
	case f.Verb == Errors && f.Share > 0:
		return fmt.Sprintf("%s failed %s of what %s %s asked %s", who, Ratio.Format(f.Share), it, was, while)
	case f.Verb == Slow && f.Factor != 1:
		return fmt.Sprintf("%s took %s times as long for %s work %s", who, Jobs.Format(f.Factor), its, while)
	case f.Verb == Load && f.Factor != 1:
		return fmt.Sprintf("%s times the usual load arrived %s", Jobs.Format(f.Factor), while)
	case f.Verb == Hot && f.Share > 0:
		return fmt.Sprintf("the most popular key got %s of the requests %s", Ratio.Format(f.Share), while)
	}
	return ""
}

// planned says what is known of a fault of which no member counts anything: its policy,
// and what the system says comes of it.
func (c *Cause) planned(s *System, p *Plan, until time.Duration, bottleneck string) string {
	f, said := c.Fault, c.deed(until)
	switch {
	case said == "":
		return ""
	case c.What != "" && c.Met == 0:
		said += fmt.Sprintf(" (no %s)", c.What)
	case c.What != "":
		said += fmt.Sprintf(" (%s %s)", Jobs.Format(float64(c.Met)), c.What)
	}
	if f.Verb == Set {
		return fmt.Sprintf("%s, after %s", said, p.valueAt(f.Part, f.At))
	}
	policy := p.ruledBy(s, f.At)
	if tries := p.tries(""); len(tries) > 0 {
		policy = append(policy, sender("clients", tries))
	}
	if len(policy) > 0 {
		said += ", with " + strings.Join(policy, ", ")
	}
	if f.Part == "" {
		return fmt.Sprintf("%s; the bottleneck is %s", said, cmp.Or(bottleneck, "not known"))
	}
	for _, form := range s.Faults {
		if comes, ok := strings.CutPrefix(form.Doc, f.Verb.Meaning()+" "); ok && form.Verb == f.Verb && form.Part == f.Part {
			said += ". " + strings.TrimSuffix(comes, ".")
		}
	}
	return said
}

// met says what those had of a fault who asked whom it befell.
var met = map[Verb]string{Kill: "refused at once", Hang: "left without an answer", Cut: "left without an answer", Errors: "failed"}

// counted says what came of a fault that members count, for those who asked them.
func (c *Cause) counted(p *Plan, until time.Duration) string {
	said, senders := c.deed(until), strings.Join(c.Senders, " and ")
	what, counts := met[c.Fault.Verb]
	switch {
	case said == "":
		return ""
	case !counts:
		return said + ", with " + senders
	case c.Met == 0:
		return said + ", but no attempt of " + senders + " met that"
	}
	attempts := "attempts"
	if c.Met == 1 {
		attempts = "attempt"
	}
	if c.Fault.Verb != Errors {
		said += "; " + senders + " went on asking" + c.noticed(p, until)
	} else {
		said += ", with " + senders
	}
	said += fmt.Sprintf(": %s %s %s", Jobs.Format(float64(c.Met)), attempts, what)
	switch everybody := c.several && c.Fault.Index == 0 && c.Fault.Fraction == 0; {
	case c.Late > 0:
		said += fmt.Sprintf(", %s of them after that", Jobs.Format(float64(c.Late)))
	case everybody && p.Has("detection") && c.Fault.Verb != Errors:
		said += "; then there was nobody to ask"
	}
	return said
}

// noticed says when those who send learn of a fault, in a system that has a detection.
func (c *Cause) noticed(p *Plan, until time.Duration) string {
	if !p.Has("detection") || c.Unwatched {
		return ""
	}
	took := p.Duration("detection")
	switch end := c.Fault.At + took; {
	case until >= 0 && until < end:
		return " until it was back, for noticing takes " + Seconds.Format(took.Seconds())
	case end > p.End:
		return " until the end, for noticing takes " + Seconds.Format(took.Seconds())
	case took == 0:
		return " until that was noticed, at once"
	}
	return " for " + Seconds.Format(took.Seconds()) + ", until that was noticed"
}

// repaired returns when a fault of the plan ended, negative if it lasts.
func (p *Plan) repaired(i int) time.Duration {
	f := p.Faults[i]
	for _, later := range p.Faults[i+1:] {
		same := later.Part == f.Part && (later.Index == f.Index && later.Fraction == f.Fraction || later.Index == 0 && later.Fraction == 0)
		if same && f.endedBy(later) {
			return later.At
		}
	}
	return -1
}

// endedBy reports whether a later fault about the same ends this one.
func (f Fault) endedBy(later Fault) bool {
	switch f.Verb {
	case Kill, Hang:
		return later.Verb == Restart
	case Cut:
		return later.Verb == Heal
	case Errors, Slow, Load, Hot, Set:
		return later.Verb == f.Verb
	}
	return false
}
