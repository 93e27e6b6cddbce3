package question

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"spar/internal/interview"
	"spar/internal/yamldoc"
)

// ReadAttempt reads an attempt on paper, as samples and candidates' files have
// it, and returns it with its question, which find returns by its id. Problems
// name the file as it is given here; with any, the attempt is not to be used.
func ReadAttempt(file string, data []byte, find func(id string) (*Question, error)) (*interview.Attempt, *Question, Problems) {
	a, q, problems, _ := readAttempt(file, data, find)
	return a, q, problems
}

// readAttempt is [ReadAttempt], and returns the document too.
func readAttempt(file string, data []byte, find func(id string) (*Question, error)) (*interview.Attempt, *Question, Problems, yamldoc.Node) {
	a := new(interview.Attempt)
	root, found := yamldoc.Decode(data, a)
	r := newReport(file, found)
	r.attempt(root, a)
	q, err := find(a.Question)
	switch {
	case err == nil && q != nil:
		r.attemptOf(root, a, q)
	case err != nil && root.Field("question").Exists():
		r.add(root.Field("question").Place(), "", "%v", err)
	}
	r.problems.sort()
	return a, q, r.problems, root
}

// attempt checks what can be checked without the question.
func (r *report) attempt(root yamldoc.Node, a *interview.Attempt) {
	r.oneOf(root.Field("level"), "level", string(a.Level), plain(interview.Levels()))
	for i, d := range a.Detail.Decisions {
		n := root.Field("detail").Field("decisions").Item(i)
		r.oneOf(n.Field("topic"), "topic", string(d.Topic), plain(interview.Topics()))
	}
	r.minutes(root.Field("minutes"), a.Minutes)
	r.minutes(root.Field("planned"), a.Planned)
}

// minutes checks the minutes of phases.
func (r *report) minutes(n yamldoc.Node, minutes map[interview.Phase]float64) {
	for _, p := range slices.Sorted(maps.Keys(minutes)) {
		at := n.Field(string(p))
		if p.Index() < 0 {
			r.add(at.KeyPlace(), choice(string(p), plain(interview.Phases())), "unknown phase %s", quote(string(p)))
		} else if minutes[p] < 0 {
			r.add(at.Place(), "write 0 or more", "%g minutes", minutes[p])
		}
	}
}

// attemptOf checks that what an attempt refers to is in its question.
func (r *report) attemptOf(root yamldoc.Node, a *interview.Attempt, q *Question) {
	var decisions, curveballs []string
	for _, d := range q.Phases.Detail.Decisions {
		decisions = append(decisions, d.ID)
	}
	for _, c := range q.Phases.Scale.Curveballs {
		curveballs = append(curveballs, c.ID)
	}
	capacity := root.Field("capacity")
	r.estimates(capacity.Field("estimates"), a.Capacity.Estimates, q)
	r.estimates(capacity.Field("decides"), a.Capacity.Decides, q)
	for i, d := range a.Detail.Decisions {
		r.oneOf(root.Field("detail").Field("decisions").Item(i).Field("id"), "decision", d.ID, decisions)
	}
	for i, id := range a.Curveballs {
		r.oneOf(root.Field("curveballs").Item(i), "curveball", id, curveballs)
	}
}

// estimates checks that the keys of a mapping are names of estimates that q asks
// for, as the sheet takes them.
func (r *report) estimates(n yamldoc.Node, m map[string]string, q *Question) {
	asked := q.Phases.Capacity.Estimates
	var ids []string
	for _, e := range asked {
		ids = append(ids, e.ID)
	}
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if !slices.ContainsFunc(asked, func(e Estimate) bool { return e.Called(key) }) {
			r.add(n.Field(key).KeyPlace(), choice(key, ids), "unknown estimate %s", quote(key))
		}
	}
}

// attempt reads a sample of a question, and holds it against the question if that is
// sound. The error is what keeps the file from being read.
func (r *reader) attempt(file string, q *Question, sound bool) (*interview.Attempt, Problems, error) {
	if !fs.ValidPath(file) {
		return nil, nil, errors.New("no path within the pack")
	}
	data, err := r.read(file)
	if err != nil {
		return nil, nil, err
	}
	if !r.within(file, "bytes", int(r.bytes), MaxPackBytes) {
		return nil, nil, errTooLarge
	}
	own := func(of string) (*Question, error) {
		switch {
		case of != q.ID && isID(q.ID):
			return nil, fmt.Errorf("the sample is an attempt at %s, not at %s", quote(of), quote(q.ID))
		case !sound:
			return nil, nil
		}
		return q, nil
	}
	attempt, _, problems, root := readAttempt(r.name(file), data, own)
	if r.forAuthor {
		r.warnOfCuts(file, root)
	}
	return attempt, problems, nil
}

// attempt checks the file of a sample. Its mistakes are those of the question.
func (l *lint) attempt(n yamldoc.Node, s *Sample) {
	// What the attempt refers to may be missing because of a mistake of the question.
	sound := !l.unsure("phases", "capacity", "estimates") && !l.unsure("phases", "detail", "decisions") && !l.unsure("phases", "scale", "curveballs")
	attempt, problems, err := l.reader.attempt(s.File, l.question, sound)
	if err != nil {
		l.add(n.Field("file").Place(), "name a file of the pack, such as samples/strong.yaml", "%s: %v", quote(s.File), cause(err))
		return
	}
	if l.elsewhere = append(l.elsewhere, problems...); len(l.elsewhere) > 0 || len(l.problems) > 0 || l.linter.Sample == nil {
		return
	}
	for _, p := range interview.Phases() {
		for _, f := range interview.Fields(p) {
			l.reader.judged += len(attempt.Lines(f)) * len(l.scored)
		}
	}
	if !l.reader.within(l.question.File, "lines of samples times items", l.reader.judged, MaxPackJudged) {
		return
	}
	if err := l.linter.Sample(l.question, *s, attempt); err != nil {
		l.add(n.Field("overall").Place(), "", "%v", err)
	}
}
