package claim

import (
	"spar/internal/lexicon"
	"spar/internal/wordset"
)

// preferences marks what loses: "A rather than B", "A instead of B", "A over B".
func (r *reader) preferences() {
	next := func(i int) string {
		if i+1 < len(r.tokens) {
			return r.tokens[i+1].Text
		}
		return ""
	}
	for i, t := range r.tokens {
		switch {
		case t.Text == "rather":
			for j := i + 1; j < min(len(r.tokens), i+7) && r.tokens[j].Clause == t.Clause; j++ {
				if r.tokens[j].Text == "than" {
					r.outdone(j, 4)
				}
			}
		case t.Text == "unlike", t.Text == "contrast" && next(i) == "to",
			t.Text == "opposed", t.Text == "instead" && next(i) == "of", t.Text == "place" && next(i) == "of" && i > 0 && r.tokens[i-1].Text == "in":
			r.outdone(i, 4)
		case t.Text == "over" && r.prefers(i):
			r.outdone(i, 4)
		}
	}
}

// prefers reports whether the "over" at token i prefers what stands before it:
// its clause says so, or a figure stands on either side, or a line begins with it
// ("Redis over memcached").
func (r *reader) prefers(i int) bool {
	if i == 0 || i+1 == len(r.tokens) {
		return false
	}
	t := r.tokens[i]
	first, end := i, i
	for first > 0 && r.tokens[first-1].Clause == t.Clause {
		first--
	}
	for end < len(r.tokens) && r.tokens[end].Clause == t.Clause {
		end++
	}
	before, after := r.tokens[i-1], r.tokens[i+1]
	return speech()["preferring"].match(r.tokens[first:end]) ||
		before.Kind == after.Kind && (before.Kind == lexicon.Status || before.Kind == lexicon.Number) ||
		i <= 3 && t.Clause == r.tokens[0].Clause && before.Kind == lexicon.Word && !spreading[before.Text] && after.Kind == lexicon.Word && !spread[after.Text]
}

// outdone marks some words behind a token, up to a new thought.
func (r *reader) outdone(token, words int) {
	from := r.wordOf[token]
	for from < len(r.words) && r.words[from].Text == r.tokens[token].Text || r.text(from) == "of" {
		from++
	}
	for j := from; j < min(len(r.words), from+words); j++ {
		if r.words[j].Clause != r.tokens[token].Clause || turns[r.words[j].Text] || j > from && r.begins(j) {
			return
		}
		if !r.stances[j].reachesAll() {
			r.stances[j] = Outdone
		}
	}
}

var (
	// spreading stand before an "over" that is a place: "spread over shards".
	spreading = wordset.Of("spread fail take hand shard shards sharded go goes walk distribute distributed fall falls handed hands roll rolls carry carries all out flow flows sent send travel travels iterate loop connect talk stream streams run runs average averaged hash evenly balance balanced evenly served delivered")
	// spread stand behind such an "over": "over the websocket", "over TLS".
	spread = wordset.Of("mqtt xmpp quic http2 amqp the all each every many several both our its time tls ssl https http tcp udp websocket websockets ws wss sockets grpc wire network years months days hours")
)
