package topology

// This file is clients that play what they are sent, piece by piece.

// Plays reports whether the users of a client play what they are sent: its requests are
// for segments, and its rate is that of those who begin.
func (c *Component) Plays() bool { return c.Kind == Client && c.Bitrate != "" }

// ofPlayers are the figures of such a client alone.
var ofPlayers = []string{"bitrate", "segment", "length", "start", "rebuffer", "ahead"}

// player checks what is said of players.
func (c *checker) player(at string, component *Component) {
	if component.Kind != Client {
		return // owners say so
	}
	if component.Bitrate == "" {
		c.useless(at, component, ofPlayers, "nothing is played at %s; write bitrate, such as 5 Mb/s, or remove %s")
		return
	}
	for _, other := range c.spec.Components {
		if other.Kind == Client && other.Name != component.Name && len(other.Classes) == 0 {
			c.add(at+".bitrate", "requests of %s cannot be told from the segments of %s; give %s classes, such as [{name: page}]", other.Name, component.Name, other.Name)
		}
	}
	switch {
	case len(component.Classes) > 0:
		c.add(at+".bitrate", "all requests of %s are for segments; write another client for its classes, or remove bitrate", component.Name)
	case component.IsClosed():
		c.add(at+".users", "who plays at %s asks for the next segment when there is room for it; write the rate at which they begin in place of users", component.Name)
	case component.Answer != "":
		c.add(at+".answer", "segments of %s are as large as bitrate and segment say; remove answer", component.Name)
	case component.Writes != "":
		c.add(at+".writes", "who plays writes nothing; remove writes, or write another client")
	}
}
