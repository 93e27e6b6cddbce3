package evidence

import (
	"testing"

	"spar/internal/claim"
	"spar/internal/interview"
)

// TestContrary judges single wrong lines, alone in an attempt, so that no doubt
// about the rest helps: none earns the item that it is about.
func TestContrary(t *testing.T) {
	tests := []struct {
		question string
		field    interview.Field
		item     string
		lines    []string
	}{
		{"url-shortener", interview.Notes, "key-space", []string{
			"6 characters sufficient", "Six characters are enough for ten years", "56 billion codes, so we never run out", "62^6 is plenty",
			"With six characters we have more codes than we need", "62^6 = 56.8bn lasts forever",
		}},
		{"url-shortener", interview.Notes, "status", []string{
			"301 is better than 302, the browser caches it and we see every click", "Permanent redirects, so the browser always comes back",
			"301 so that clicks are counted",
		}},
		{"url-shortener", interview.Flow, "ids-apart", []string{"Pub/Sub over consistent hashing", "MD5 of the URL, it never collides"}},
		{"url-shortener", interview.NonFunctional, "unguessable", []string{
			"Codes are sequential so that support finds them", "Guessing codes is fine, links are public", "Auto increment, base62 makes it unguessable",
		}},
		{"url-shortener", interview.NonFunctional, "durable", []string{
			"Losing a link now and then is acceptable", "Links are kept in memory, Redis never loses data", "durability is not needed",
		}},
		{"url-shortener", interview.NonFunctional, "unique", []string{
			"Two links may share a code", "A hash is unique so nothing to check", "Uniqueness is not required",
		}},
		{"url-shortener", interview.NonFunctional, "available", []string{
			"100% availability", "99.9% because the cloud never fails", "Availability does not matter",
		}},
		{"url-shortener", interview.Assumptions, "read-heavy", []string{
			"writes outnumber reads ten to one", "Reads and writes are about the same", "Write heavy, 10:1", "More creations than redirects",
		}},
		{"url-shortener", interview.Failures, "cache-dies", []string{"The cache never dies", "The cache cannot fail as it is only memory"}},
		{"url-shortener", interview.Failures, "store-dies", []string{
			"The database never fails", "If the database dies an admin restores the backup by hand", "no replica needed, disks are reliable",
		}},
		{"url-shortener", interview.Notes, "replication", []string{
			"RAID replaces replicas", "No replicas, a backup is enough", "Replicas double the write throughput", "One replica is a waste",
		}},
		{"url-shortener", interview.Notes, "index", []string{"No index because it slows writes", "Index on every column to speed up inserts"}},
		{"url-shortener", interview.Notes, "negative", []string{"A Bloom filter tells for sure that the code exists"}},
		{"url-shortener", interview.Flow, "off-path", []string{
			"Each redirect counts the click in the same transaction", "The click is written synchronously before we redirect", "We wait for the click count, then redirect",
		}},
		{"url-shortener", interview.Monitoring, "signals", []string{"Average latency is enough", "Users will call us", "no alerts needed"}},
		{"chat", interview.NonFunctional, "never-lost", []string{
			"TCP guarantees that no message is lost", "Losing a message now and then is fine", "Kafka never loses a message", "Messages may be lost",
		}},
		{"chat", interview.NonFunctional, "one-order", []string{
			"Order by the timestamp of the phone", "One global total order over all messages", "Order does not matter", "No ordering needed",
		}},
		{"chat", interview.NonFunctional, "once", []string{
			"Duplicates are harmless", "Exactly once is free with Kafka", "TCP makes sure nothing arrives twice", "a message may show up twice",
		}},
		{"chat", interview.Flow, "store-first", []string{
			"We acknowledge immediately and store it later in the background", "Ack from memory, the database write follows at night",
			"First the tick, then the insert", "Deliver, then ack, then store", "The sender gets its tick before anything is on disk",
		}},
		{"chat", interview.Notes, "dedupe", []string{
			"Two messages with the same text are duplicates", "No client ids needed, TCP never delivers twice", "Dedupe by text and timestamp",
		}},
		{"chat", interview.Notes, "buffer", []string{
			"The send buffer is unlimited", "The buffer grows as long as memory lasts", "buffers can never be full",
		}},
		{"chat", interview.Notes, "race", []string{"There is no race because the check is fast", "The race cannot happen"}},
		{"chat", interview.Notes, "cheap-receipts", []string{"One receipt row per message and reader", "We insert a row for each message and each member that read it"}},
		{"chat", interview.Functional, "offline", []string{
			"If the receiver is offline the message is dropped", "Offline users are rare, we ignore them", "Nobody is offline nowadays",
		}},
		{"chat", interview.Functional, "online-status", []string{"Presence must be exact to the millisecond for everybody"}},
		{"chat", interview.Functional, "multi-device", []string{"Everybody has one phone, other devices do not matter", "One device only"}},
		{"chat", interview.Flow, "registry", []string{"We ask every gateway whether the user is there", "Broadcast each message to all gateways, the right one keeps it"}},
		{"chat", interview.Flow, "media-apart", []string{"Photos go base64 into the message row", "The picture is stored in the messages table"}},
		{"chat", interview.Failures, "gateway-dies", []string{"A gateway never dies", "If a gateway dies users wait until someone restarts it"}},
		{"chat", interview.Bottlenecks, "reconnect-storm", []string{"All clients reconnecting at once is no problem", "Reconnect storms are harmless"}},
	}
	all := load(t, handedOut)
	for _, tt := range tests {
		for _, a := range all {
			if a.question.ID != tt.question {
				continue
			}
			for _, line := range tt.lines {
				alone := new(interview.Attempt)
				*fieldOf(alone, tt.field) = []string{line}
				r := Read(a.question, alone)
				if f := r.Of(tt.item); f.State == claim.Seen {
					t.Errorf("%s %s: %q earns it by %s", tt.question, tt.item, line, f.Claim)
				}
			}
			break
		}
	}
}

// fieldOf returns the lines of a field of prose.
func fieldOf(a *interview.Attempt, f interview.Field) *[]string {
	return map[interview.Field]*[]string{
		interview.Functional: &a.Requirements.Functional, interview.NonFunctional: &a.Requirements.NonFunctional,
		interview.Assumptions: &a.Requirements.Assumptions, interview.Flow: &a.Design.Flow, interview.Notes: &a.Detail.Notes,
		interview.Bottlenecks: &a.Scale.Bottlenecks, interview.Monitoring: &a.Scale.Monitoring, interview.Failures: &a.Scale.Failures,
	}[f]
}

// TestContradictionsCost adds to a strong attempt lines that say the contrary of
// what it says: those items are no longer earned, and the attempt is read strictly.
func TestContradictionsCost(t *testing.T) {
	contrary := map[string]string{
		"websocket":     "Clients poll every second, which is simpler.",
		"media-apart":   "Photos are base64 encoded in the message.",
		"online-status": "Presence must be exact to the millisecond.",
		"offline":       "A message to someone offline is refused.",
		"once":          "Seeing a message as a duplicate is fine.",
	}
	for _, a := range load(t, handedOut) {
		if a.question.ID != "chat" || a.quality < 3 {
			continue
		}
		before := Read(a.question, a.attempt)
		for id, line := range contrary {
			if id == "once" || id == "offline" || id == "online-status" {
				a.attempt.Requirements.NonFunctional = append(a.attempt.Requirements.NonFunctional, line)
			} else {
				a.attempt.Design.Flow = append(a.attempt.Design.Flow, line)
			}
		}
		after := Read(a.question, a.attempt)
		if before.Doubt.Strictly() || !after.Doubt.Strictly() {
			t.Errorf("%s: doubt %.2f before, %.2f after", a.id, before.Doubt.Value, after.Doubt.Value)
		}
		for id := range contrary {
			if after.Of(id).State == claim.Seen {
				t.Errorf("%s: %s is earned and contradicted: %q", a.id, id, after.Of(id).Line.Text)
			}
		}
	}
}
