package phrase

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestMatch holds phrases, as authors write them, against lines, as candidates
// do.
func TestMatch(t *testing.T) {
	tests := []struct {
		phrase, line string
		want         string // "yes", "no" or "denied"
	}{
		// Inflection, order, filler.
		{"read heavy", "The workload is very read-heavy", "yes"},
		{"read heavy", "heavy on reads", "yes"},
		{"more redirects than writes", "there will be far more redirects than there are writes", "yes"},
		{"more redirects than writes", "redirects outnumber writes", "no"},
		{"shard by hash of the code", "I'd hash the short code and shard the table by it", "yes"},
		{"shard by code", "partitioning on the code", "yes"},
		{"cache popular links", "the most popular links get cached in memory", "yes"},
		{"cache popular links", "caching of popular URLs", "yes"},
		{"rate limit per user", "a rate limiter for each user", "yes"},
		{"rate limit per user", "throttling users", "yes"},
		{"monitor the hit ratio", "we'd be monitoring cache hit ratios and p99", "yes"},
		{"fail over to a replica", "replicas with automatic failover", "yes"},
		{"eventual consistency is fine", "the read replicas are only eventually consistent, and that's fine", "yes"},
		{"use a cache", "I would add a cache in front", "yes"},
		{"more than one machine", "it needs several servers", "yes"},
		{"more than one machine", "it fits on one machine", "no"},
		{"single point of failure", "the LB would be a SPOF", "yes"},
		{"optimise the index", "optimizing indexes", "yes"},
		// Numbers.
		{"10:1 reads", "reads are 10x the writes", "yes"},
		{"10:1 reads", "ten to one in favour of reads", "yes"},
		{"10:1 reads", "100:1 reads", "no"},
		{"99.9% available", "availability of three nines", "yes"},
		{"99.9% available", "99.99% availability", "no"},
		{"100M a day", "one hundred million new links per day", "yes"},
		{"100M a day", "100,000,000/day", "yes"},
		{"p99 under 50 ms", "99th percentile below 50 milliseconds", "yes"},
		{"keep links ten years", "links are retained for 10 years", "yes"},
		{"500 bytes a record", "each record has 500 B", "yes"},
		{"new links daily", "new links in a single day", "yes"},
		{"nosql", "a no-SQL database", "yes"},
		{"six characters", "the codes are 6 characters long", "yes"},
		// Slips.
		{"cache popular links", "cahce the populer links", "yes"},
		{"database", "databse", "yes"},
		{"sharding", "file sharing", "no"},
		{"server", "serves", "no"},
		{"base62", "base64", "no"},
		// Denial.
		{"cache", "no cache needed", "denied"},
		{"cache", "we don't need any kind of cache here", "denied"},
		{"cache", "without a distributed cache", "denied"},
		{"cache", "a cache is not needed", "denied"},
		{"cache", "a cache would be overkill", "denied"},
		{"cache", "not only a cache but a CDN", "yes"},
		{"cache", "the cache does not hold everything", "yes"},
		{"cache reads", "cache reads so that the database does not fall over", "yes"},
		{"cache", "I don't want the database to be hit, so I cache", "yes"},
		{"cache", "no cache at first. Later a cache for hot links", "yes"},
		{"sharding", "does not fit one machine and needs sharding", "yes"},
		{"one machine cannot hold it", "a single machine can't hold that", "yes"},
		{"one machine cannot hold it", "one machine can hold it", "denied"},
		{"never lose a message", "messages must never be lost", "yes"},
		{"never lose a message", "we may lose messages", "denied"},
		{"reads block writes", "reads never block writes", "denied"},
		// What is missing, what is far apart, what is nothing.
		{"shard by hash of the code", "shard by code", "no"},
		{"cache popular links", "popular links", "no"},
		{"cache the database", "A CDN caches images near users worldwide. Metrics go to a time series database", "no"},
		{"read heavy", "read the brief twice, it has three heavy parts", "no"},
		{"load", "the load balancer", "no"},
		{"shard", "tolerate a network partition", "no"},
		{"the and of", "the and of", "no"},
		{"", "anything", "no"},
		{"cache", "", "no"},
		{"cache popular links", "lksdjf cach lk popu xx lin", "no"},
	}
	for _, tt := range tests {
		got := "no"
		if m, ok := Compile([]string{tt.phrase}).Match(tt.line); ok {
			got = "yes"
			if m.Negated {
				got = "denied"
			}
			if m.Strength <= 0 || m.Strength > 1 || m.Weight <= 0 || m.Phrase != tt.phrase {
				t.Errorf("Match(%q, %q) = %+v", tt.phrase, tt.line, m)
			}
		}
		if got != tt.want {
			t.Errorf("Match(%q, %q) = %s, want %s", tt.phrase, tt.line, got, tt.want)
		}
	}
}

// TestStrength orders lines from the clearest to the vaguest.
func TestStrength(t *testing.T) {
	tests := []struct {
		phrase string
		lines  []string
	}{
		{"cache popular links", []string{
			"cache popular links",
			"cache the most popular links",
			"popular links live in memory, in a cache",
		}},
		{"cache popular links", []string{"popular links are cached", "populer links are cached", "populer lniks are cached"}},
		{"one machine cannot hold it", []string{"one machine cannot hold it", "a machine cannot hold it"}},
	}
	for _, tt := range tests {
		m := Compile([]string{tt.phrase})
		before := 2.
		for _, line := range tt.lines {
			found, ok := m.Match(line)
			if !ok || found.Strength >= before {
				t.Errorf("Match(%q, %q).Strength = %g, want less than %g", tt.phrase, line, found.Strength, before)
			}
			before = found.Strength
		}
	}
}

// TestBest holds which of several phrases a line means.
func TestBest(t *testing.T) {
	m := Compile([]string{"cache", "cache popular links", "no cache", "shard"})
	tests := []struct {
		line   string
		phrase string
		index  int
	}{
		{"a cache", "cache", 0},
		{"cache the popular links", "cache popular links", 1},
		{"without a cache", "no cache", 2},
		{"no popular links in the cache, but shard it", "no cache", 2},
		{"use shards", "shard", 3},
	}
	for _, tt := range tests {
		if got, ok := m.Match(tt.line); !ok || got.Phrase != tt.phrase || got.Index != tt.index || got.Negated {
			t.Errorf("Match(%q) = %+v, want %q", tt.line, got, tt.phrase)
		}
	}
}

func TestResemble(t *testing.T) {
	m := Compile([]string{"How many URLs are created each day?", "How long are URLs kept?", "Can users choose the alias of a link?"})
	tests := []struct{ line, want string }{
		{"how many links are created?", "How many URLs are created each day?"},
		{"how many urls per day", "How many URLs are created each day?"},
		{"daily number of new links created", "How many URLs are created each day?"},
		{"can a user pick the alias of his url", "Can users choose the alias of a link?"},
		{"how many urls are deleted", ""},
		{"how many servers do we have", ""},
		{"urls", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got, _ := m.Resemble(tt.line); got.Phrase != tt.want {
			t.Errorf("Resemble(%q) = %+v, want %q", tt.line, got, tt.want)
		}
	}
}

func TestSaysEnough(t *testing.T) {
	for phrase, want := range map[string]bool{
		"cache": true, "10:1": true, "who uses it": true, "not": false, "use it": false, "how many": false, "": false, "a, the": false, "work": false,
	} {
		if got := SaysEnough(phrase); got != want {
			t.Errorf("SaysEnough(%q) = %v, want %v", phrase, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	got := Words("We would use a cache for the 100 million cached links, links most of all")
	if want := []string{"cach", "1e+08", "url", "most"}; !slices.Equal(got, want) {
		t.Errorf("Words = %q, want %q", got, want)
	}
}

// TestAnyOrder holds that a phrase is found in its own words, in any order, in
// other cases, and among words that say nothing.
func TestAnyOrder(t *testing.T) {
	nouns := []string{"cache", "shard", "replica", "region", "message", "hash", "queue", "99.9%", "50 ms", "index"}
	filler := []string{"the", "a", "so", "we", "would", "of course", "please", "to", "is"}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfNDistinct(rapid.SampledFrom(nouns), 1, 5, rapid.ID[string]).Draw(t, "words")
		m := Compile([]string{strings.Join(words, " ")})
		var line []string
		for _, w := range rapid.Permutation(words).Draw(t, "order") {
			line = append(line, rapid.SampledFrom(filler).Draw(t, "filler"), strings.ToUpper(w))
		}
		got, ok := m.Match(strings.Join(line, " "))
		if !ok || got.Negated || got.Weight != float64(len(words)) {
			t.Errorf("Match(%q, %q) = %+v, %v", words, line, got, ok)
		}
		// A word less, and it is another phrase.
		if got, ok := m.Match(strings.Join(line[2:], " ")); ok {
			t.Errorf("Match(%q, %q) = %+v", words, line[2:], got)
		}
	})
}

// FuzzMatch holds that any two texts can be compared, and that a phrase that
// says enough is found in itself.
func FuzzMatch(f *testing.F) {
	f.Add("more than one machine", "it needs several servers, 10:1, 99.9% of 100M/day")
	f.Add("one hundred million", "x10 10x ten to one a million 1e9 1,000,000")
	f.Add("İ ß ﬁ ½ µ ’ é\u0301", "\xff\x00 don’t — never")
	f.Fuzz(func(t *testing.T, text, line string) {
		m := Compile([]string{text})
		found, ok := m.Match(line)
		if ok != (found.Weight > 0) || found.Strength < 0 || found.Strength > 1 {
			t.Errorf("Match(%q, %q) = %+v, %v", text, line, found, ok)
		}
		if alike, _ := m.Resemble(line); alike.Strength < 0 || alike.Strength > 1.0001 {
			t.Errorf("Resemble(%q, %q) = %+v", text, line, alike)
		}
		if shape := Describe(line); shape.Distinct > shape.Words || shape.Joining+shape.Numbers > shape.Words || shape.Terms > shape.Words {
			t.Errorf("Describe(%q) = %+v", line, shape)
		}
		if copied := NewSource(text).Copied(line); copied < 0 || copied > 1 {
			t.Errorf("Copied(%q, %q) = %g", text, line, copied)
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	phrases := make([]string, 60)
	for i := range phrases {
		phrases[i] = []string{"How many URLs are created each day?", "read heavy", "more redirects than writes", "99.9% available"}[i%4]
	}
	m := Compile(phrases)
	for b.Loop() {
		m.Match("I would say that redirects outnumber writes by far, so reads dominate and a cache for popular links pays off")
	}
}
