package diagram

import "slices"

// ladders lists the ways to draw in a width: from left to right, and from top to
// bottom, each from roomy to tight.
func ladders(width int) [2][]form {
	return [2][]form{
		{
			{text: 32},
			{text: 20},
			{text: 14},
			{text: 14, tight: true},
			{text: 11, tight: true},
		},
		{
			{text: 32, down: true},
			{text: 20, down: true},
			{text: 14, down: true},
			{text: 14, down: true, room: width},
			{text: 20, down: true, room: width},
			{text: 14, down: true, room: width * 3 / 4},
			{text: 11, down: true, room: width * 3 / 4},
			{text: 11, down: true, room: width / 2},
			{text: 11, down: true, room: width / 3},
		},
	}
}

// fit lays out a part in the form that reads best of those that the width
// allows, or returns nil.
func (d *drawer) fit(p *part) *layout {
	s := sketch{drawer: d, part: p, layers: layers(p), faces: make(map[int][]face)}
	var best form
	least := -1
	for _, ladder := range ladders(d.options.Width) {
		for _, f := range ladder {
			l := s.layOut(f)
			if l == nil {
				continue
			}
			if cost := l.cost(); least < 0 || cost < least {
				best, least = f, cost
			}
			if l.final() {
				break
			}
		}
	}
	if least < 0 {
		return nil
	}
	return s.layOut(best)
}

// A sketch is what the layouts of a part have in common.
type sketch struct {
	drawer *drawer
	part   *part
	layers layering
	plan   *plan          // of the forms without a limit to the layers, once it is made
	faces  map[int][]face // by the width of text
}

// facesFor returns what the boxes show in rows of at most width cells.
func (s *sketch) facesFor(width int) []face {
	if s.faces[width] == nil {
		for _, node := range s.part.nodes {
			s.faces[width] = append(s.faces[width], s.drawer.face(node, width))
		}
	}
	return s.faces[width]
}

// layOut gives a part a place for everything in one form, or returns nil if
// that does not fit the width. The layout holds until the next one is made.
func (s *sketch) layOut(f form) *layout {
	l := &layout{drawer: s.drawer, form: f, faces: s.facesFor(f.text)}
	if l.plan = s.planFor(l); l.plan == nil {
		return nil
	}
	l.measure()
	width := s.drawer.options.Width
	if f.down && l.widestLayer() > width {
		return nil
	}
	l.folded = make([]bool, len(l.layers))
	l.compose() // unfolded, there is no other band to lead into
	if l.along > width && !f.down && (!l.fold(width) || !l.compose()) {
		return nil
	}
	if w, _ := l.size(); w > width {
		return nil
	}
	return l
}

// planFor returns the plan for a layout, or nil if the part is too entangled.
func (s *sketch) planFor(l *layout) *plan {
	apart := s.drawer.options.EdgeWidth > 0
	if l.form.room > 0 {
		return newPlan(s.part, s.drawer.graph, s.layers.spread(s.part, l.breadths(), l.form.room), apart)
	}
	if s.plan == nil {
		s.plan = newPlan(s.part, s.drawer.graph, s.layers, apart)
	}
	return s.plan
}

// final reports whether no tighter form of the ladder would read better: names
// are whole, and the layers stand as they are, or had to be spread.
func (l *layout) final() bool {
	return l.cuts() == 0 && (l.form.room > 0 || !slices.Contains(l.folded, true))
}

// cuts returns the number of names of which something is missing.
func (l *layout) cuts() int {
	cuts := 0
	for _, f := range l.faces {
		if f.cut {
			cuts++
		}
	}
	return cuts
}

// cost measures how hard a layout is to read: by its rows, more if they lead
// the eye to and fro, and most by names that are cut.
func (l *layout) cost() int {
	_, height := l.size()
	weight := 100
	switch {
	case l.form.room > 0:
		weight = 130
	case l.form.down:
		weight = 105
	}
	for k := range l.channels {
		if turns := len(l.channels[k].turns); turns > 0 {
			weight += 5 + 5*turns
		}
	}
	if l.form.tight {
		weight += 5
	}
	return height*weight + 100_000*l.cuts()
}
