package network

import (
	"spar/internal/system"
	"spar/internal/topology"
)

// This file is what writes of one row do to each other.

// How writes of one row at the same time keep out of each other's way.
const (
	unguarded  = "none"       // not at all: what each has read may be old when it writes
	locked     = "lock"       // one after the other; who waits keeps its worker
	optimistic = "optimistic" // who is not first has a conflict, which is a failure
)

// rows are those of one instance of a store. A key is a row.
type rows struct {
	guard  string
	stock  int64 // writes that a row is good for; 0 for any number
	by     map[uint64]*row
	counts rowCounts
}

// rowCounts are since measuring began, but for the first two, which are of the whole run.
type rowCounts struct{ sold, oversold, writes, conflicts int64 }

// A row is one that was written.
type row struct {
	taken   bool    // by who has the lock
	waiting []int32 // visits, for the lock
	commits uint32  // so far
	sold    int64
}

// contends reports whether rows of a store matter.
func contends(c *topology.Component) bool {
	return c.Kind == topology.Store && (c.Contention != "" || c.Stock != "")
}

// newRows returns the rows of an instance; nil where writes do not meet.
func newRows(p *system.Plan, c *topology.Component) *rows {
	if !contends(c) {
		return nil
	}
	r := &rows{guard: unguarded, by: map[uint64]*row{}}
	if p.Has(c.Name + ".contention") {
		r.guard = p.Text(c.Name + ".contention")
	}
	if p.Has(c.Name + ".stock") {
		r.stock = int64(p.Int(c.Name + ".stock"))
	}
	return r
}

func (r *rows) of(key uint64) *row {
	at := r.by[key]
	if at == nil {
		at = &row{}
		r.by[key] = at
	}
	return at
}

// enter lets a write have its row. It reports false if that has to wait.
func (r *rows) enter(i int32, v *visit) bool {
	at := r.of(v.key)
	if r.guard == locked && at.taken {
		at.waiting = append(at.waiting, i)
		return false
	}
	r.read(at, v)
	return true
}

// read notes what a write finds in its row.
func (r *rows) read(at *row, v *visit) {
	at.taken = true
	v.version, v.seen = at.commits, 0
	if r.stock > 0 && at.sold >= r.stock {
		v.seen = 1 // nothing is left
	}
}

// leave ends the work of a write, which commits, has a conflict, or finds nothing left.
// It returns the next that has the row, nobody if none does.
func (r *rows) leave(v *visit, visits []visit) (next int32) {
	at := r.of(v.key)
	r.counts.writes++
	switch {
	case r.guard == optimistic && v.version != at.commits:
		r.counts.conflicts++
		v.failed = true
	case v.seen == 1:
		v.refused = true
	default:
		at.commits++
		if at.sold++; r.stock > 0 {
			r.counts.sold++
			if at.sold > r.stock {
				r.counts.oversold++
			}
		}
	}
	at.taken = false
	if len(at.waiting) == 0 {
		return nobody
	}
	next = at.waiting[0]
	at.waiting = at.waiting[1:]
	r.read(at, &visits[next])
	return next
}

// halt forgets who works and waits; what was sold is sold.
func (r *rows) halt() {
	for _, at := range r.by {
		at.taken, at.waiting = false, nil
	}
}

// rowMetrics returns those of a store whose writes meet.
func rowMetrics(c *topology.Component) []system.Metric {
	if !contends(c) {
		return nil
	}
	list := []system.Metric{{Name: c.Name + "_conflict_fraction", Unit: system.Ratio, Doc: "Part of the writes of " + c.Name + " that another write of the row overtook, so that they failed."}}
	if c.Stock != "" {
		list = append(
			list,
			system.Metric{Name: c.Name + "_sold", Unit: system.Jobs, Doc: "Writes that found something left in " + c.Name + ", since the start of the run."},
			system.Metric{Name: c.Name + "_oversold", Unit: system.Jobs, Doc: "Writes beyond the stock of their row in " + c.Name + ", since the start of the run: what was sold twice."},
		)
	}
	return list
}

// measureRows sets them.
func (c *component) measureRows(r *system.Result, spec *topology.Component) {
	if !contends(spec) {
		return
	}
	var all rowCounts
	for _, s := range c.instances {
		all.sold += s.rows.counts.sold
		all.oversold += s.rows.counts.oversold
		all.writes += s.rows.counts.writes
		all.conflicts += s.rows.counts.conflicts
	}
	r.SetRatio(c.name+"_conflict_fraction", float64(all.conflicts), float64(all.writes))
	if spec.Stock != "" {
		r.Set(c.name+"_sold", float64(all.sold))
		r.Set(c.name+"_oversold", float64(all.oversold))
	}
	if all.oversold > 0 {
		r.Warn("%d writes of %s took what was no longer there: each had read its row before another wrote it", all.oversold, c.name)
	}
}
