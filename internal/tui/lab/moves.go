package lab

import (
	"slices"
	"strconv"
	"strings"

	"spar/internal/system"
)

// A move is a key that breaks or mends something, and what it strikes now.
type move struct {
	key    string
	about  string
	action string // in the fault language
}

// How hard the keys hit. The prompt takes any other figure.
const (
	slowBy     = "5"
	errorShare = "10%"
	hotShare   = "10%"
)

// loads are the factors of the load that keys lead up and down through.
var loads = []float64{.1, .2, .3, .5, .7, .8, .9, 1, 1.1, 1.2, 1.5, 2, 3, 5, 7, 10, 20, 50, 100}

// byUse lists the keys of moves, those that are wanted most first.
const byUse = "krsa][pexhfd"

// moves returns what the keys do at a place: all that the system can suffer
// there now, and nothing else. Keys that undo what they did do so where it was
// done.
func (s *shot) moves(at place) []move {
	var moves []move
	for _, form := range s.system.Faults {
		if form.Part == at.part || form.Part == "" || form.Verb == system.Set {
			moves = append(moves, s.movesOf(form, at)...)
		}
	}
	slices.SortStableFunc(moves, func(a, b move) int {
		return strings.Index(byUse, a.key) - strings.Index(byUse, b.key)
	})
	return moves
}

// movesOf returns the moves that a form of fault allows now.
func (s *shot) movesOf(form system.FaultForm, at place) []move {
	one := func(key, about, action string) []move { return []move{{key, about, action}} }
	last, _ := s.last(place{form.Part, at.index}, form.Verb)
	target := at.String()
	switch form.Verb {
	case system.Kill:
		if up, _ := s.standing(at); up {
			return one("k", "kill", "kill "+target)
		}
	case system.Restart:
		if _, down := s.standing(at); down {
			return one("r", "restart", "restart "+target)
		}
	case system.Slow:
		if last.Factor > 0 && last.Factor != 1 {
			return one("s", "normal speed", "slow "+target+" by 1")
		}
		return one("s", slowBy+"x slower", "slow "+target+" by "+slowBy)
	case system.Cut, system.Heal:
		return s.movesOfCut(form.Verb, at)
	case system.Errors:
		if last.Share > 0 {
			return one("e", "no errors", "errors "+target+" 0%")
		}
		return one("e", errorShare+" errors", "errors "+target+" "+errorShare)
	case system.Flush:
		return one("f", "flush", "flush "+target)
	case system.Add:
		return one("a", "add one", "add "+form.Part)
	case system.Remove:
		return one("d", "remove", "remove "+target)
	case system.Hot:
		if last.Share > 0 {
			return one("h", "no hot key", "hot 0%")
		}
		return one("h", "hot key "+hotShare, "hot "+hotShare)
	case system.Load:
		return s.movesOfLoad()
	case system.Set:
		if p, ok := s.choice(); ok && p.Name == form.Part {
			next := s.nextChoice(p)
			return one("p", p.Name+" "+next, "set "+p.Name+" "+next)
		}
	}
	return nil
}

// movesOfCut lets one key cut off and heal: of the two forms that stand for it one
// applies.
func (s *shot) movesOfCut(verb system.Verb, at place) []move {
	last, _ := s.last(at, system.Cut, system.Heal)
	isCut := last.Verb == system.Cut
	switch {
	case verb == system.Heal && isCut:
		return []move{{"x", "heal", "heal " + at.String()}}
	case verb == system.Cut && !isCut:
		return []move{{"x", "cut off", "cut " + at.String()}}
	}
	return nil
}

// movesOfLoad leads up and down the list of factors.
func (s *shot) movesOfLoad() []move {
	now := 1.
	if f, ok := s.last(place{}, system.Load); ok {
		now = f.Factor
	}
	var moves []move
	for _, more := range loads {
		if more > now {
			moves = append(moves, move{"]", "load x" + plain(more), "load x" + plain(more)})
			break
		}
	}
	for _, less := range slices.Backward(loads) {
		if less < now {
			moves = append(moves, move{"[", "load x" + plain(less), "load x" + plain(less)})
			break
		}
	}
	return moves
}

// last returns the latest of some faults that befell a place: it alone, or with
// all others of its part.
func (s *shot) last(at place, verbs ...system.Verb) (system.Fault, bool) {
	members := s.members(at.part)
	for _, f := range slices.Backward(s.struck) {
		if !slices.Contains(verbs, f.Verb) || f.Part != at.part {
			continue
		}
		all := f.Index == 0 && f.Fraction == 0
		if all || at.index > 0 && at.index <= members && f.Befalls(at.index-1, members) {
			return f, true
		}
	}
	return system.Fault{}, false
}

// members returns how many members a part has.
func (s *shot) members(name string) int {
	for _, part := range s.view.Parts {
		if part.Name == name {
			return len(part.Members)
		}
	}
	return 0
}

// standing reports whether any of the members at a place are up, and whether any
// are down.
func (s *shot) standing(at place) (up, down bool) {
	for _, part := range s.view.Parts {
		if part.Name != at.part {
			continue
		}
		for i, member := range part.Members {
			if at.index == 0 || at.index == i+1 {
				up = up || !gone(member.State)
				down = down || isDown(member.State) || strings.HasSuffix(member.State, " down") // some of those that it stands for
			}
		}
	}
	return up, down
}

// choice returns the parameter that a system is about: the first with a list of
// choices that can be set while it runs or, if there is none, the first of all if
// it has such a list.
func (s *shot) choice() (system.Parameter, bool) {
	for _, form := range s.system.Faults {
		if parameter, ok := s.system.Parameter(form.Part); ok && form.Verb == system.Set && parameter.Kind == system.Choice {
			return parameter, true
		}
	}
	if all := s.system.Parameters; len(all) > 0 && all[0].Kind == system.Choice {
		return all[0], true
	}
	return system.Parameter{}, false
}

func (s *shot) nextChoice(p system.Parameter) string {
	i := slices.Index(p.Choices, s.value(p.Name))
	return p.Choices[(i+1)%len(p.Choices)]
}

// value returns a parameter as it stands; empty where it has no value.
func (s *shot) value(name string) string {
	if f, ok := s.last(place{part: name}, system.Set); ok {
		return f.Value
	}
	if text, ok := s.scenario.Parameters[name]; ok {
		return text
	}
	parameter, _ := s.system.Parameter(name)
	return parameter.Default
}

// firstTarget returns the first member that something can befall.
func (s *shot) firstTarget() place {
	for _, part := range s.view.Parts {
		if slices.ContainsFunc(s.system.Faults, func(f system.FaultForm) bool { return f.Part == part.Name }) {
			return place{part.Name, 1}
		}
	}
	return place{}
}

// forms lists what the system can suffer, as it is written.
func (s *shot) forms() string {
	var forms []string
	for _, f := range s.system.Faults {
		forms = append(forms, form(f))
	}
	return strings.Join(forms, ", ")
}

func form(f system.FaultForm) string {
	target := f.Part
	if f.Count != "" {
		target += " N"
	}
	switch f.Verb {
	case system.Slow:
		return "slow " + target + " by F"
	case system.Errors:
		return "errors " + target + " S%"
	case system.Hot:
		return "hot S%"
	case system.Load:
		return "load xF"
	case system.Set:
		return "set " + f.Part + " VALUE"
	}
	return string(f.Verb) + " " + target
}

// String names the place as faults do.
func (p place) String() string {
	if p.index == 0 {
		return p.part
	}
	return p.part + " " + strconv.Itoa(p.index)
}

func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
