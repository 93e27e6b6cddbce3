package evidence

import "slices"

// A pair is a line that could earn an item, and what that would be worth.
type pair struct{ item, line, worth int }

// assign returns for each item the line that earns it, or -1: the assignment of
// greatest worth in which no line earns more items than it has room for. Each
// item in turn takes the line of greatest gain along an augmenting path, which
// keeps the assignment of the items so far the best (the successive shortest
// paths of a minimum-cost flow; Bellman and Ford find them).
func assign(pairs []pair, items int, rooms []int) []int {
	of := make([][]pair, items)
	for _, p := range pairs {
		of[p.item] = append(of[p.item], p)
	}
	a := assignment{of: of, rooms: rooms, line: make([]int, items), load: make([]int, len(rooms))}
	for i := range a.line {
		a.line[i] = -1
	}
	for i := range items {
		a.augment(i)
	}
	return a.line
}

type assignment struct {
	of    [][]pair // by item
	rooms []int
	line  []int // by item
	load  []int // by line
}

// augment takes up an item where that adds worth.
func (a *assignment) augment(item int) {
	const unreached = -1 << 60
	gain := make([]int, len(a.rooms)) // by line: of the best path that ends there
	from := make([]int, len(a.rooms)) // by line: the item that takes it
	for j := range gain {
		gain[j] = unreached
	}
	for _, p := range a.of[item] {
		gain[p.line], from[p.line] = p.worth, item
	}
	for changed := true; changed; {
		changed = false
		for other, held := range a.line {
			if held < 0 || gain[held] == unreached {
				continue
			}
			now := a.worth(other, held)
			for _, p := range a.of[other] {
				if g := gain[held] - now + p.worth; p.line != held && g > gain[p.line] {
					gain[p.line], from[p.line] = g, other
					changed = true
				}
			}
		}
	}
	best := -1
	for j, g := range gain {
		if g > 0 && a.load[j] < a.rooms[j] && (best < 0 || g > gain[best]) {
			best = j
		}
	}
	// Or an item is given up for this one, where that is worth more.
	gives, most := -1, 0
	for other, held := range a.line {
		if held >= 0 && gain[held] != unreached && gain[held]-a.worth(other, held) > most {
			gives, most = other, gain[held]-a.worth(other, held)
		}
	}
	switch {
	case best >= 0 && gain[best] >= most:
		a.load[best]++
		a.take(best, item, from)
	case gives >= 0:
		held := a.line[gives]
		a.line[gives] = -1
		a.take(held, item, from)
	}
}

// take moves lines along the path that ends at a line.
func (a *assignment) take(line, item int, from []int) {
	for {
		mover := from[line]
		held := a.line[mover]
		a.line[mover] = line
		if mover == item {
			return
		}
		line = held
	}
}

func (a *assignment) worth(item, line int) int {
	i := slices.IndexFunc(a.of[item], func(p pair) bool { return p.line == line })
	return a.of[item][i].worth
}
