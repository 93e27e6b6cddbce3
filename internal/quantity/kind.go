package quantity

import "strings"

// kind says in words what sort of quantity it is: "a size per day".
func (q Quantity) kind() string {
	if q.style.share {
		return "a percentage"
	}
	return q.powers.kind()
}

func (p powers) kind() string {
	var of, per []string
	repeat := func(n int8, noun, unit string) {
		for range max(n, 0) {
			of = append(of, noun)
		}
		for range max(-n, 0) {
			per = append(per, unit)
		}
	}
	repeat(p.byte, "a size", "byte")
	repeat(p.dollar, "money", "dollar")
	repeat(p.second, "a time", "second")
	repeat(p.day, "a time", "day")
	repeat(p.month, "a time", "month")
	repeat(p.year, "a time", "year")
	head := strings.Join(of, " times ")
	switch {
	case len(of) == 0 && len(per) == 1 && p.time() == -1:
		head = "a rate"
	case len(of) == 0:
		head = "a count"
	}
	for _, unit := range per {
		head += " per " + unit
	}
	return head
}

// usual reports whether anybody wants a result of this kind.
func (p powers) usual() bool {
	d := p.dim()
	if d.Dollar > 0 && (d.Byte > 0 || d.Second > 0) {
		return false
	}
	return max(abs(d.Byte), abs(d.Second), abs(d.Dollar)) <= 1
}

// Kind says in words what sort of quantity it is: "a size per second".
func (q Quantity) Kind() string { return q.kind() }
