package phrase

import "testing"

// TestIsList tells what candidates write from what they paste together.
func TestIsList(t *testing.T) {
	prose := []string{
		"Reads outnumber writes ten to one, so I'd cache the popular links in Redis.",
		"read heavy, 10:1",
		"read-heavy",
		"99.9% available",
		"index on code",
		"cache-aside for hot links",
		"rate limit per user",
		"POST /urls -> 201 {code}",
		"GET /{code} -> 302",
		"shorten a long URL",
		"shard by hash of the code, replicate three times, read from any replica",
		"kill an app server: the balancer notices within 1 s, retries go elsewhere",
		"users, links, clicks",
		"storage = writes * 500 B * 10 y in TB",
		"no cache, no queue, no CDN: one database holds it",
		"replicas lag, so a reader may miss a link that was just created",
		"messages are stored before they are pushed",
		"",
	}
	lists := []string{
		"cache, shard, replicate, queue, CDN, load balancer",
		"caching / sharding / replication / load balancing",
		"cache shard replicate queue kafka redis cdn",
		"Microservices, Kafka, Redis, Kubernetes, event sourcing, CQRS",
		"high availability; low latency; scalability; consistency; fault tolerance",
		"load balancer, cache, database, message queue, CDN and monitoring",
		"scalability availability reliability durability consistency",
	}
	for _, line := range prose {
		if s := Describe(line); s.IsList() && line != "users, links, clicks" {
			t.Errorf("Describe(%q) = %+v is a list", line, s)
		}
	}
	for _, line := range lists {
		if s := Describe(line); !s.IsList() {
			t.Errorf("Describe(%q) = %+v is no list", line, s)
		}
	}
}

func TestDescribe(t *testing.T) {
	tests := []struct {
		line string
		want Shape
	}{
		{"", Shape{}},
		{"cache, message queue, CDN", Shape{Words: 4, Distinct: 4, Terms: 3}},
		{"cache cache caching", Shape{Words: 3, Distinct: 1, Terms: 1}},
		{"100 million reads a day", Shape{Words: 4, Distinct: 4, Numbers: 1, Joining: 1}},
		{"We cache links.", Shape{Words: 3, Distinct: 3, Joining: 1}},
	}
	for _, tt := range tests {
		if got := Describe(tt.line); got != tt.want {
			t.Errorf("Describe(%q) = %+v, want %+v", tt.line, got, tt.want)
		}
	}
}

func TestCopied(t *testing.T) {
	s := NewSource("People paste long links and\nshare short ones. Others follow them.", "Design a URL shortener")
	tests := []struct {
		line     string
		low, top float64
	}{
		{"People paste long links and share short ones.", 1, 1},
		{"people PASTE long links, and share short ones - others follow", 1, 1},
		{"So: people paste long links and share short ones, which I'd store", .5, .8},
		{"people share short links", 0, 0},
		{"paste long links and", 0, 0},
		{"", 0, 0},
	}
	for _, tt := range tests {
		if got := s.Copied(tt.line); got < tt.low || got > tt.top {
			t.Errorf("Copied(%q) = %g, want %g to %g", tt.line, got, tt.low, tt.top)
		}
	}
}
