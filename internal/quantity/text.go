package quantity

import "strings"

// Exact writes the quantity in base units with all its digits, so that [Parse]
// reads the same value back: "11574.074074074075/s", "500 B", "99.9%",
// "50..200 B".
func (q Quantity) Exact() string {
	q, _ = q.inSeconds(&civil)
	text, suffix := q.value.text(), q.baseUnit()
	if q.isShare() {
		text, suffix = q.value.mul(whole(100)).text(), "%"
	}
	if q.spread != nil {
		low, high := q.spread.bounds()
		if suffix == "%" {
			low, high = 100*low, 100*high
		}
		text = number{float: low}.text() + ".." + number{float: high}.text()
	}
	return text + suffix
}

// baseUnit returns the unit of the quantity in seconds, bytes and dollars.
func (q Quantity) baseUnit() string {
	var of []string
	per := ""
	for _, u := range []struct {
		power int8
		name  string
	}{{q.powers.byte, "B"}, {q.powers.second, "s"}, {q.powers.dollar, "dollars"}} {
		for range max(u.power, 0) {
			of = append(of, u.name)
		}
		per += strings.Repeat("/"+u.name, int(max(-u.power, 0)))
	}
	if len(of) > 0 {
		return " " + strings.Join(of, "·") + per
	}
	return per
}

// article puts a or an before a noun.
func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
