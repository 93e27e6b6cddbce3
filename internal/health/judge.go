package health

// A Judge decides from a row of probes whether somebody is up: down after Fall
// failures in a row, up again after Rise successes in a row, as HAProxy does. The
// zero Judge finds them up and follows every probe.
type Judge struct {
	Rise, Fall int // below 1 counts as 1

	down bool
	run  int // probes in a row that speak against the present verdict
}

// Up reports the present verdict.
func (j *Judge) Up() bool { return !j.down }

// Observe takes in the result of a probe and reports whether the verdict changed.
func (j *Judge) Observe(passed bool) (changed bool) {
	if passed != j.down {
		j.run = 0
		return false
	}
	j.run++
	needed := j.Fall
	if j.down {
		needed = j.Rise
	}
	if j.run < max(1, needed) {
		return false
	}
	j.down, j.run = !j.down, 0
	return true
}
