package network

import (
	"math"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// This file is clients that play what they are sent: one segment after the other, as far
// ahead as there is room.

// A theatre is all who play; nil where nobody does.
type theatre struct {
	net     *model
	players []*player // by component; nil for those of others
	all     traffic.Slots[session]
	of      []int32 // sessions by the visit of their request; nobody for others
	asking  int32   // the session whose request begins; nobody where it is another's
}

// A player is what all who play at a client have in common.
type player struct {
	client                       *client
	segment                      time.Duration
	segments                     int32
	start, rebuffer, ahead       time.Duration // of media: to begin, to go on, and at the most
	rec                          *sim.Recorder // of times until it begins
	played, stalled              time.Duration // since measuring began
	stalls, ended, broken, begun int64         // likewise
}

// A session is one who plays.
type session struct {
	component int32
	got       int32 // segments
	tries     uint8 // at the next one that failed
	used      bool
	started   bool // to play
	playing   bool
	begun, at time.Duration // when it began; up to when it is known what was played
	buffer    time.Duration // media that are there and not played
}

// mostTries at a segment; whoever does not get it goes away.
const mostTries = 3

// newTheatre makes the players of a topology.
func (m *model) newTheatre() *theatre {
	var t *theatre
	for i := range m.spec.Components {
		c := &m.spec.Components[i]
		if !c.Plays() {
			continue
		}
		if t == nil {
			t = &theatre{net: m, players: make([]*player, len(m.spec.Components)), asking: nobody}
		}
		p := m.Plan
		t.players[i] = &player{
			segment: p.Duration(c.Name + ".segment"), segments: int32(segmentsOf(p, c)), rec: m.newRecorder(),
			start: p.Duration(c.Name + ".start"), rebuffer: p.Duration(c.Name + ".rebuffer"), ahead: p.Duration(c.Name + ".ahead"),
		}
	}
	return t
}

// segmentsOf returns how many segments somebody plays; 1 for clients who do not.
func segmentsOf(p *system.Plan, c *topology.Component) float64 {
	if !c.Plays() {
		return 1
	}
	return max(1, math.Ceil(p.Number(c.Name+".length")/p.Number(c.Name+".segment")-1e-9))
}

// answerBytes returns the size of what a client, or a class of it, is answered.
func answerBytes(p *system.Plan, c *topology.Component, class string) float64 {
	if c.Plays() {
		return p.Number(c.Name+".bitrate") * p.Number(c.Name+".segment")
	}
	return p.Number(sizesOf(c, class) + ".answer")
}

// begin lets somebody begin to play.
func (t *theatre) begin(c *client) {
	now, p := t.net.Sim.Now(), t.players[c.component]
	p.client = c
	p.begun++
	t.fetch(t.all.Put(session{component: c.component, begun: now, at: now, used: true}))
}

// fetch asks for the next segment of a session.
func (t *theatre) fetch(s int32) {
	t.asking = s
	t.net.arrive(t.players[t.all.All[s].component].client)
}

// note notes of whose session a request is.
func (t *theatre) note(i int32) {
	for int(i) >= len(t.of) {
		t.of = append(t.of, nobody)
	}
	t.of[i], t.asking = t.asking, nobody
}

// Handle asks for a segment for which there is room now. It is called by the simulation.
func (t *theatre) Handle(_, s int32) { t.fetch(s) }

// letPlay tells the player of a request, if it is of one, how that has ended.
func (m *model) letPlay(i int32, ok bool) {
	if m.theatre == nil || int(i) >= len(m.theatre.of) || m.theatre.of[i] == nobody {
		return
	}
	s := m.theatre.of[i]
	m.theatre.of[i] = nobody
	m.theatre.took(s, ok)
}

// took takes in a segment, or that it did not come.
func (t *theatre) took(s int32, ok bool) {
	g, now := &t.all.All[s], t.net.Sim.Now()
	p := t.players[g.component]
	p.advance(g, now)
	if !ok {
		if g.tries++; g.tries == mostTries {
			p.broken++
			t.leave(s)
			return
		}
		t.net.Sim.Schedule(now+time.Second, t, 0, s)
		return
	}
	g.tries = 0
	g.got++
	g.buffer += p.segment
	needed := p.start
	if g.started {
		needed = p.rebuffer
	}
	if !g.playing && (g.buffer >= needed || g.got == p.segments) {
		if !g.started {
			p.rec.Served(g.begun, now)
		}
		g.started, g.playing = true, true
	}
	if g.got == p.segments {
		p.played += g.buffer // which nothing can stop any more
		p.ended++
		t.leave(s)
		return
	}
	if room := p.ahead - p.segment; g.buffer > room && g.playing {
		t.net.Sim.Schedule(now+g.buffer-room, t, 0, s)
		return
	}
	t.fetch(s)
}

func (t *theatre) leave(s int32) {
	t.all.All[s].used = false
	t.all.Drop(s)
}

// advance takes into account what a session played, or stalled, up to now.
func (p *player) advance(g *session, now time.Duration) {
	passed := now - g.at
	g.at = now
	if !g.started {
		return
	}
	if !g.playing {
		p.stalled += passed
		return
	}
	plays := min(passed, g.buffer)
	p.played += plays
	if g.buffer -= plays; passed > plays {
		g.playing = false
		p.stalls++
		p.stalled += passed - plays
	}
}

// catchUp takes all sessions up to now into account.
func (t *theatre) catchUp() {
	for s := range t.all.All {
		if g := &t.all.All[s]; g.used {
			t.players[g.component].advance(g, t.net.Sim.Now())
		}
	}
}

func (t *theatre) resetStats() {
	t.catchUp()
	for _, p := range t.players {
		if p != nil {
			p.played, p.stalled, p.stalls, p.ended, p.broken, p.begun = 0, 0, 0, 0, 0, 0
		}
	}
}

// playerMetrics returns those of who plays.
func playerMetrics(spec *topology.Spec) []system.Metric {
	var list []system.Metric
	for i := range spec.Components {
		name := spec.Components[i].Name
		if !spec.Components[i].Plays() {
			continue
		}
		list = append(
			list,
			system.Metric{Name: name + "_startup_mean_seconds", Unit: system.Seconds, Doc: "Mean time at " + name + " until it plays. Who waits in the end counts with the time until then."},
			system.Metric{Name: name + "_rebuffer_fraction", Unit: system.Ratio, Doc: "Part of the time at " + name + ", from when it begins to play, in which it stands still, as the next segment is not there."},
			system.Metric{Name: name + "_stalls_per_session", Unit: system.Jobs, Doc: "How often it stands still at " + name + " in what is played in a whole session, on average."},
			system.Metric{Name: name + "_broken_fraction", Unit: system.Ratio, Doc: "Part of those at " + name + " who go away, as they do not get a segment, of all who come to an end."},
		)
		list = append(list, terms.Percentiles(name+"_startup", "Time at "+name+" until it plays", system.Percentiles...)...)
	}
	return list
}

// measure takes down what was played since measuring began; measureStarts does how long
// that took to begin, once it is known.
func (t *theatre) measure(r *system.Result) {
	t.catchUp()
	for i, p := range t.players {
		if p == nil {
			continue
		}
		name := t.net.components[i].name
		length := (time.Duration(p.segments) * p.segment).Seconds()
		r.SetRatio(name+"_rebuffer_fraction", p.stalled.Seconds(), (p.stalled + p.played).Seconds())
		r.SetRatio(name+"_stalls_per_session", float64(p.stalls), p.played.Seconds()/length)
		r.SetRatio(name+"_broken_fraction", float64(p.broken), float64(p.broken+p.ended))
	}
}

func (t *theatre) measureStarts(r *system.Result) {
	for s := range t.all.All {
		if g := &t.all.All[s]; g.used && !g.started {
			t.players[g.component].rec.TimedOut(g.begun, t.net.Sim.Now()-g.begun)
		}
	}
	for i, p := range t.players {
		if p != nil {
			r.MeasureTimes(t.net.components[i].name+"_startup", p.rec, system.Percentiles...)
		}
	}
}

// fitPlayer lets as much be fetched ahead as a segment is long, where nothing says how much.
func fitPlayer(p *system.Plan, c *topology.Component) {
	if c.Plays() && c.Ahead == "" {
		p.AtLeast(c.Name+".ahead", p.Number(c.Name+".segment"))
	}
}

// unplayable returns what is wrong with a player as it is set.
func unplayable(p *system.Plan, c *topology.Component) system.Problems {
	var problems system.Problems
	if c.Plays() {
		problems.Check(p.Number(c.Name+".ahead") >= p.Number(c.Name+".segment"), c.Name+".ahead", "%s is less than a segment of %s; write that at least", p.Text(c.Name+".ahead"), p.Text(c.Name+".segment"))
	}
	return problems
}

// statedSegments returns how many segments somebody plays by the topology alone.
func statedSegments(c *topology.Component) float64 {
	if !c.Plays() {
		return 1
	}
	stated := map[string]float64{}
	for _, f := range c.Figures() {
		stated[f.Name] = base(f.Value())
	}
	return max(1, stated["length"]/stated["segment"])
}
