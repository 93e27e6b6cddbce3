package topology

import (
	"fmt"
	"strings"

	"spar/internal/quantity"
	"spar/internal/sim"
)

// MostProfilePoints of a client.
const MostProfilePoints = 200

// ParseProfile reads how a rate varies, such as "0 h 30%, 9 h 100%, 21 h 180%". The times
// rise from zero.
func ParseProfile(text string) ([]sim.ProfilePoint, error) {
	var list []sim.ProfilePoint
	some := false
	for item := range strings.SplitSeq(text, ",") {
		item = strings.TrimSpace(item)
		space := strings.LastIndexByte(item, ' ')
		if space < 0 {
			return nil, notPoint(item)
		}
		at, timeErr := quantity.Parse(item[:space])
		factor, err := quantity.Parse(item[space+1:])
		switch {
		case timeErr != nil || at.IsRange() || at.Dim() != (quantity.Dim{Second: 1}) || !(at.Base() >= 0 && at.Base() <= 366*86400),
			err != nil || factor.IsRange() || factor.Dim() != (quantity.Dim{}) || !strings.HasSuffix(item, "%"):
			return nil, notPoint(item)
		case !(factor.Base() >= 0 && factor.Base() <= 1000):
			return nil, fmt.Errorf("%q is out of range; write 0%% to 100,000%% of the rate", item)
		}
		p := sim.ProfilePoint{At: sim.Seconds(at.Base()), Factor: factor.Base()}
		if n := len(list); n > 0 && p.At <= list[n-1].At {
			return nil, fmt.Errorf("%q is not after what stands before it; write times in their order", item)
		}
		some = some || p.Factor > 0
		if list = append(list, p); len(list) > MostProfilePoints {
			return nil, fmt.Errorf("more than %d times; write fewer", MostProfilePoints)
		}
	}
	if !some {
		return nil, fmt.Errorf("%q lets no request arrive; write more than 0%% at some time", text)
	}
	return list, nil
}

func notPoint(item string) error {
	return fmt.Errorf("%q is no part of a profile; write a time and a percentage of the rate, such as \"9 h 100%%\"", item)
}

// profile checks how the rate of a client varies.
func (c *checker) profile(at string, component *Component) {
	switch {
	case component.Profile == "":
		if component.Cycle != "" && component.Kind == Client && !component.IsClosed() {
			c.add(at+".cycle", "%s has no profile that could begin anew; write one, such as \"0 h 30%%, 21 h 180%%\", or remove cycle", component.Name)
		}
		return
	case component.Kind != Client:
		c.add(at+".profile", "requests begin at clients, and a %s has no profile; move it to a client", component.Kind)
		return
	}
	if _, err := ParseProfile(component.Profile); err != nil {
		c.add(at+".profile", "%v", err)
	}
}
