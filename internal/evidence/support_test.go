package evidence

import (
	"testing"

	"spar/internal/interview"
)

// TestReasons checks that a sound reason counts in whatever way it is said, and
// that praise does not.
func TestReasons(t *testing.T) {
	sound := map[string][]string{
		"message_rate": {
			"half a million inserts a second want many shards", "no single database takes that", "append-only wide-column store, scales by adding nodes",
			"we need many message servers", "more than one primary can handle, so partition by conversation", "stateless message services, add machines at the peak",
		},
		"connections": {
			"a separate fleet of gateways that only hold connections", "somebody has to know who is connected where", "gateways are stateful, so a session registry in redis",
			"we need a directory from user to connection server", "memory per connection decides the size of a gateway",
		},
		"gateways": {
			"deploys have to drain slowly", "one of them dies every week, so reconnects must be cheap", "reconnect with jitter or we get a storm",
			"balance by least connections", "too many to ask all of them, so a registry",
		},
		"storage_day": {
			"partition by conversation and month", "text is cheap, forget it", "keep the last days on SSD, older on cheap disks", "cassandra can hold that, partitioned by conversation", "no single disk holds a week of it",
		},
		"storage": {
			"hundreds of nodes", "shard the message store by conversation", "old messages go to cheaper disks", "times three replicas it is 5.5 PB", "does not fit on one machine, so a cluster",
		},
		"media_day": {
			"photos go to an object store and not through the gateways", "S3 with presigned urls", "a CDN in front and messages carry a reference",
			"this is where the money goes, so resize photos on the phone", "media must never touch the message store",
		},
		"bandwidth": {
			"no bottleneck at all", "negligible over 2000 gateways", "the network does not matter here", "fits on a single network card", "text is nothing, egress after fan-out is larger",
		},
		"heartbeats": {
			"they end at the gateway", "presence in memory, never in the database", "only changes are published", "batch them before they reach redis", "heartbeats outnumber messages, so never write them to disk",
		},
		"messages": {
			"a conversation is read as one slice", "it scales by adding nodes", "writes are appends and cheap", "order within a conversation comes from the clustering key",
			"the team runs Cassandra already", "replicas and quorum are built in",
		},
		"order": {
			"clients can see gaps", "clocks of two servers differ by milliseconds", "everybody sees the same order", "the number is the cursor for catching up too",
			"phone clocks cannot be trusted", "an answer could show up before its question with timestamps",
		},
		"groups": {
			"groups are small, 256 at most", "large groups would mean too many writes", "one write instead of 256", "inboxes multiply the storage by the members", "most members never read the copy",
		},
		"presence": {
			"it may be wrong for a minute", "6.7 million heartbeats a second would kill a database", "keys expire by themselves when a gateway crashes",
			"only those with the chat open need it", "losing it is harmless, it is rebuilt in a minute",
		},
		"spreading": {
			"connections live for hours", "evens out after a rolling restart", "a new gateway fills up first", "round robin leaves them uneven after a deploy", "what counts are open connections and not requests",
		},
		"privacy": {
			"servers never need to read the text", "keep the payload opaque from day one", "end to end is wanted later and would mean a redesign", "keys stay on the devices",
			"a breach of our servers would leak nothing", "moderation needs to scan on the server",
		},
		"broadcast": {
			"readers pull the channel when they open it", "store the post once and let gateways subscribe", "a separate path for channels with a tree of relays",
			"no read receipts per reader in channels", "cache the latest posts at a CDN", "push only a digest, throttled",
		},
		"region": {
			"clients keep messages in their outbox and resend with the same id", "another region takes over the conversations", "async replication to a second region, the last second may be late",
			"after it heals devices sync what they missed", "the owner of a conversation needs a lease with an epoch so that two regions do not both number messages",
		},
		"zone": {
			"everybody of that zone reconnects at once, jitter spreads it", "quorum of the two other zones still works", "30% spare gateways take the load", "p99 rises for a minute while they reconnect", "presence is shed first",
		},
		"slow-disk": {
			"slow is worse than dead", "queues in front of the store grow", "senders see the clock icon for longer", "drop presence and receipts first", "batch writes and take the slow node out",
			"we still do not ack before it is on disk", "timeouts and a circuit breaker so that requests do not pile up",
		},
	}
	hollow := []string{
		"because it is fast", "it is the best", "everyone uses it", "I like it", "modern and scalable", "best practice", "good performance",
		"it is simple", "my last company did this", "industry standard", "it is a good technology", "big data", "this is important", "we need this",
	}
	for _, a := range load(t, handedOut) {
		if a.question.ID != "chat" {
			continue
		}
		r := Read(a.question, new(interview.Attempt))
		for id, lines := range sound {
			for _, line := range lines {
				if !r.Supports(id, line) {
					t.Errorf("%s: %q is no reason", id, line)
				}
			}
			for _, line := range hollow {
				if r.Supports(id, line) {
					t.Errorf("%s: %q is a reason", id, line)
				}
			}
		}
		break
	}
}
