package evidence

import (
	"slices"
	"testing"

	"spar/internal/interview"
)

// TestReasons checks that a sound reason counts in whatever way it is said, and
// that praise does not.
func TestReasons(t *testing.T) {
	chat := map[string][]string{
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
	shortener := map[string][]string{
		"writes": {
			"one postgres primary takes 1.2k a second", "no bottleneck, one box does 10k inserts", "no need to shard for that", "hand out ids in blocks so that nobody waits for the counter",
			"1.2k/s is boring for one leader", "batch the inserts of the API customers",
		},
		"reads": {
			"redis in front", "most redirects come from memory", "too many for one database, so replicas", "a handful of stateless servers", "CDN for the hot ones", "split the redirect service from create",
		},
		"records": {
			"six characters are not enough", "we need seven", "365bn > 57bn, so longer codes", "62^7 gives room", "shard by code",
		},
		"storage": {
			"no single machine holds this", "16 shards by hash of the code", "more than one disk can hold", "cold links on cheap disks", "times three with replicas, half a petabyte", "partition the table",
		},
		"bandwidth": {
			"next to nothing", "irrelevant here", "does not matter", "any gigabit card is enough", "not a bottleneck", "network is no problem", "5% of one NIC",
		},
		"cache_memory": {
			"two redis nodes", "fits in RAM", "a small cluster", "one big box, plus a spare", "hot set fits in memory", "no need to cache all links", "cheap enough in memory",
		},
		"exhaustion": {
			"seven characters", "six run out in 19 months", "tell marketing that six will not do", "go for longer codes", "alert on codes left",
		},
		"ids": {
			"no collisions and no coordination", "each box owns a range", "nobody can guess the next one", "62^7 is enough for 96 years", "no check before the insert", "the counter is asked once per thousand links",
			"losing a block is fine, we have plenty",
		},
		"sharding": {
			"adding a node moves only a few keys", "even load", "each redirect asks exactly one shard", "lookups are always by code", "182 TB does not fit one box", "by date today's shard would take every write",
		},
		"caching": {
			"reads dominate", "links never change", "a few links get most of the clicks", "zipf, so a small cache goes far", "most links are never opened again", "if the cache dies we lose latency and no data", "keeps load off the shards", "mappings are immutable",
		},
		"balancing": {
			"slow servers get less", "requests are all alike and short", "several balancers with stale views", "adapts when a box is slow", "does not pile up on one node",
		},
		"abuse": {
			"spammers will come", "phishing links ruin the reputation of our domain", "limits per API key stop floods", "protects the create endpoint", "nobody can walk through the links", "captchas would hurt API customers",
		},
		"three-times": {
			"add redirect servers and cache nodes", "only the read path grows", "storage does not change", "put a CDN in front", "the autoscaler takes care, cache needs more memory", "35k becomes 105k at peak, so 24 boxes",
		},
		"takedown": {
			"set the disabled flag and delete the cache entry", "cache TTL is 60 s, so yes", "we use 302, browsers always come back", "purge the CDN", "publish to all servers so that they drop it from their local cache", "answer 451",
		},
		"cache-down": {
			"the database gets five times the load", "cap concurrent queries and coalesce", "local caches keep the hot ones", "shed creates first", "warm it slowly", "redirects get slower but work", "replica of redis takes over",
		},
		"zone": {
			"replicas in two other zones, one is promoted", "the other two zones carry the peak", "health checks take them out in 2 s", "a third of the cache is cold, misses rise for some minutes", "creates pause until a leader is elected", "errors for a few seconds",
		},
		"ten-times": {
			"shed creates, keep redirects", "the edge answers the one link", "bounded queues, 503 for the rest", "autoscaling is too slow for that", "local cache absorbs a single link", "rate limit at the balancer",
		},
		"hot-link": {
			"each server keeps it in its own memory for a second", "CDN absorbs it", "single flight on the miss", "copy the key to all redis nodes", "one cache node gets a fifth of everything",
		},
		"slow-disk": {
			"slow is worse than dead", "timeouts on queries", "cached links are still fast, misses wait", "circuit breaker to the shard", "thread pools fill up", "creates suffer first", "read from a healthy replica",
		},
	}
	wrong := map[string]map[string][]string{"url-shortener": {
		"writes": {"1157 writes a second force us to shard", "writes are the bottleneck"}, "reads": {"one database is plenty", "no cache needed"},
		"records": {"six characters are plenty", "fits easily"}, "storage": {"one disk is enough", "fits on a laptop"},
		"bandwidth": {"bandwidth is the bottleneck", "we need ten network cards"}, "cache_memory": {"we keep everything in memory", "cache all links"},
		"exhaustion": {"six characters last forever", "never runs out"}, "ids": {"hash of the url is unique", "collisions do not matter"},
		"sharding": {"all keys move", "joins are easy"}, "caching": {"writes dominate", "redis is popular"}, "balancing": {"round robin is fair", "it is the default"},
		"abuse": {"nobody will abuse it", "https is secure"}, "takedown": {"not possible", "browsers cache it forever"}, "cache-down": {"the cache never dies", "we restart it"},
		"zone": {"zones never fail", "restore the backup"}, "ten-times": {"the cloud scales", "nothing happens"}, "hot-link": {"sharding spreads it", "no problem"},
		"slow-disk": {"buy faster disks", "nobody notices"}, "three-times": {"nothing changes", "more storage"},
	}}
	hollow := []string{
		"because it is fast", "it is the best", "everyone uses it", "I like it", "modern and scalable", "best practice", "good performance",
		"it is simple", "my last company did this", "industry standard", "it is a good technology", "big data", "this is important", "we need this",
	}
	read := make(map[string]bool)
	for _, a := range load(t, handedOut) {
		sound, ok := map[string]map[string][]string{"chat": chat, "url-shortener": shortener}[a.question.ID]
		if !ok || read[a.question.ID] {
			continue
		}
		read[a.question.ID] = true
		r := Read(a.question, new(interview.Attempt))
		for id, lines := range sound {
			for _, line := range lines {
				if !r.Supports(id, line) {
					t.Errorf("%s: %q is no reason", id, line)
				}
			}
			for _, line := range slices.Concat(hollow, wrong[a.question.ID][id]) {
				if r.Supports(id, line) {
					t.Errorf("%s: %q is a reason", id, line)
				}
			}
		}
	}
}
