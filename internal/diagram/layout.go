package diagram

import "slices"

// A form is a way to draw a part, from roomy to tight.
type form struct {
	down  bool // from top to bottom, else from left to right
	text  int  // cells that a row of text in a box may take
	tight bool // arrows as short as they can be
	room  int  // cells that a layer may take across; 0 for any
}

// A layout is a part with a place for everything.
type layout struct {
	*plan
	drawer        *drawer
	form          form
	faces         []face
	inside        []bool // by node of the part: the tag is a row, as its border is needed for exits
	depths        []int  // cells along of each layer
	layerAt       []int  // first cell along of each layer
	channels      []channel
	folded        []bool // by channel: whether the flow goes on below
	along, across int    // cells that all take
}

// compose places everything, across the flow first. It reports false if a line
// would lead into another band.
func (l *layout) compose() bool {
	s := spacing{gap: l.gap, port: l.port, folded: l.folded, room: unlimited}
	if l.form.down {
		s.room = l.drawer.options.Width
	}
	l.across = l.place(s)
	l.straighten()
	if !l.lay() {
		return false
	}
	if figure := l.drawer.options.EdgeWidth; figure > 0 && l.form.down {
		// The figure beside the last line is part of the drawing.
		for i := range l.items[len(l.faces):] {
			l.across = max(l.across, l.items[len(l.faces)+i].at+1+figure+1)
		}
	}
	return true
}

// size returns the cells that the layout takes on the screen.
func (l *layout) size() (width, height int) {
	if l.form.down {
		return l.across, l.along
	}
	return l.along, l.across
}

// lay places layers and channels along the flow. It reports false if a line
// would lead into another band.
func (l *layout) lay() bool {
	l.channels = make([]channel, len(l.layers))
	l.layerAt = make([]int, len(l.layers))
	l.along = 0
	at := 0
	for k, nets := range l.nets {
		l.layerAt[k] = at
		at += l.depths[k]
		if l.folded[k] {
			at = l.turn(k, at)
			continue
		}
		c := &l.channels[k]
		*c = route(nets, l.pitch(), l.bands[k])
		if c.last() > c.band.last && slices.Contains(l.folded, true) {
			return false
		}
		l.across = max(l.across, c.last()+1)
		lead, tail := l.margins(nets, c.columns == 0)
		c.trunkAt, c.tailAt, c.width = at+lead, at+lead+c.columns, lead+c.columns+tail
		at += c.width
		l.along = max(l.along, at)
	}
	return true
}
