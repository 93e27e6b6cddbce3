package claim

import (
	"slices"
	"strings"
	"testing"
)

// TestStance holds lines against what they assert and what they only mention: the
// ideas behind + have a place that is asserted, those behind - have none.
func TestStance(t *testing.T) {
	tests := []struct{ line, want string }{
		// A plain statement, also in fragments and with conditions that name failures.
		{"We put a cache in front of the database.", "+cache +database"},
		{"cache-aside, ttl 1 day", "+cache"},
		{"if the leader dies, promote a follower", "+promote +replica +fail"},
		{"When a replica fails the others take over", "+replica +takeover"},
		{"once the cache is gone, limit concurrency on the database", "+cache +database"},
		{"in case the queue is down we drop clicks before redirects", "+queue +click"},
		{"If Redis does not answer within 10 ms, ask the database", "+redis +database"},
		{"as long as two of three replicas answer, writes go on", "+replica +write"},
		{"unless the shard is hot, one replica suffices", "+shard +replica"},
		{"should the leader die, a replica is promoted", "+promote +replica"},
		{"even if Kafka is down, redirects work", "+kafka +redirect +work"},
		{"a cache, because reads outnumber writes", "+cache +read"},
		{"Could lose a few clicks, never a link", "+click"},
		{"the cache must not be the only copy", "+cache"},
		{"I think a queue is right here", "+queue"},
		{"Maybe later a CDN; for now a cache in each server", "+cache"},
		{"Not only a cache but also a CDN", "+cache +cdn"},
		{"not just replicas: a quorum of two", "+replica +quorum"},
		{"no later than a minute after creation the link is in every cache", "+cache"},
		{"no matter which server dies, another one takes over", "+takeover"},
		{"The cache does not only help reads", "+cache"},
		{"why a queue: nobody has to wait for analytics", "+queue"},
		{"so that a dead cache cannot kill the database we shed load", "+shed"},
		{"without a cache the database would melt, so we cache", "+cache"},
		{"cache miss -> database, then fill", "+miss +database"},
		{"404 for unknown codes, cached for a minute", "+cache"},
		{"not found is cached too", "+cache"},
		{"no doubt the queue absorbs the burst", "+queue"},
		{"Sharding by hash of the code, never by date", "+shard +code"},
		{"we prefer Postgres and keep Redis as a cache", "+postgres +redis"},
		{"spread over 16 shards", "+shard"},
		{"hand over to another gateway", "+gateway"},
		{"fan out over all gateways of the members", "+gateway"},
		{"messages flow over the websocket", "+websocket"},
		{"rather than wait we queue the click", "+queue"},
		{"anyone who opens a link is sent to the cache", "+link +cache"},
		{"some people will try bad links, so we cache", "+cache"},
		{"a second write is rejected by the database", "+write +database"},
		{"each server has a block and does not need to ask the database", "+server"},
		{"a click, which nobody needs at once, goes to a queue", "+queue"},

		{"contrary to messages, a replica may lag", "+replica"},
		{"a session ticket to skip the handshake, and a cache", "+cache"},
		{"clients that ask \"anything new?\" all day kill the cache", "+cache"},
		{"no route? the queue keeps it", "+queue"},
		{"insert ok? then the cache", "+cache"},

		// Denied.
		{"No cache.", "-cache"},
		{"We do not use a queue.", "-queue"},
		{"there is never a replica", "-replica"},
		{"without replicas", "-replica"},
		{"a design without a cache or a queue", "-cache -queue"},
		{"neither cache nor queue", "-cache -queue"},
		{"We never shard", "-shard"},
		{"cannot promote a replica", "-promote -replica"},
		{"We avoid Kafka", "-kafka"},
		{"Do not cache, ask the database", "-cache"},
		{"we will not shard", "-shard"},
		{"a cache was rejected", "-cache"},
		{"no CDN, but a cache in each server", "-cdn +cache"},
		{"no cache: replicas take the reads", "-cache"},
		{"never lose a message", "-lose"},
		{"we don't need sharding yet", "-shard"},
		{"didn't add a cdn", "-cdn"},
		{"nobody shards this", "-shard"},
		{"No queue, no cache, no replicas", "-queue -cache -replica"},
		{"Out: accounts, analytics, previews", "-authenticate"},
		{"Not now: CDN, sharding", "-cdn -shard"},
		{"none of the replicas is promoted", "-promote"},

		{"never without a replica", "+replica"},
		{"nothing is acknowledged before the quorum has it", "+quorum -acknowledge"},
		{"we do not acknowledge until two replicas have stored it", "+replica +store -acknowledge"},
		{"there's no way around sharding", "+shard"},
		{"no wonder the cache is hot", "+cache"},
		{"hardly a queue", "-queue"},
		{"Let's not shard", "-shard"},

		// Left out on purpose.
		{"Got rid of the queue", "-queue"},
		{"dropped Kafka from the design", "-kafka"},
		{"Kafka is too much for this", "-kafka"},
		{"we considered Kafka and decided against it", "-kafka"},
		{"considered DynamoDB, but Postgres is at home here", "-dynamodb +postgres"},
		{"caching is the wrong tool", "-cache"},
		{"caching solves nothing", "-cache"},
		{"No need for accounts, it only adds friction", "-authenticate"},
		{"A CDN is overkill.", "-cdn"},
		{"a CDN would be overkill here", "-cdn"},
		{"sharding is premature", "-shard"},
		{"a queue is not worth it", "-queue"},
		{"Kafka isn't needed at this size", "-kafka"},
		{"Skipping the CDN", "-cdn"},
		{"replicas are unnecessary", "-replica"},
		{"a cache, replicas and a CDN are overkill", "-cache -replica -cdn"},
		{"Caching and sharding would be a waste of money", "-cache -shard"},
		{"there is no point in a CDN", "-cdn"},
		{"we rejected Cassandra", "-cassandra"},
		{"Cassandra was ruled out", "-cassandra"},
		{"no use for a queue here", "-queue"},
		{"CDN is overkill because the cache takes 95% of the reads", "-cdn +cache"},
		{"a cache is useless", "-cache"},
		{"A bad idea: a cache in front of the database", "-cache"},
		{"Kafka would be over-engineering", "-kafka"},

		// Turned round as a whole.
		{"It is not true that we put a cache in front of the database", "-cache -database"},
		{"It's not true that a replica is promoted when the leader dies", "-promote -replica"},
		{"I would never do this: cache the hot links in every server", "-cache"},
		{"I would never do this: a queue for the clicks; a cache for the links", "-queue -cache"},
		{"It is a mistake to think that replicas are needed", "-replica"},
		{"It's a mistake to shard by code", "-shard"},
		{"It is wrong that a quorum of two survives a zone", "-quorum"},
		{"I doubt that a cache helps", "-cache"},
		{"We doubt a queue would help", "-queue"},
		{"Nobody needs a cache", "-cache"},
		{"Nobody needs replicas in three zones, a quorum or a CDN", "-replica -quorum -cdn"},
		{"I don't believe in sharding", "-shard"},
		{"I do not think that a replica is needed", "-replica"},
		{"By no means a cache", "-cache"},
		{"No way: a cache in front of the database", "-cache"},
		{"No way we shard by code", "-shard"},
		{"Under no circumstances do we promote a replica", "-promote"},
		{"It is a myth that a cache saves the database", "-cache"},
		{"I refuse to add a queue", "-queue"},
		{"I disagree that replicas help", "-replica"},
		{"I disagree with caching here", "-cache"},
		{"There is no reason to shard", "-shard"},
		{"We would not shard by hash of the code", "-shard"},
		{"I wouldn't use Redis", "-redis"},
		{"Contrary to belief, we do not cache", "-cache"},
		{"It is false that each shard has two replicas", "-shard -replica"},
		{"The opposite of sharding by code", "-shard"},
		{"I am against caching", "-cache"},
		{"We are not going to shard", "-shard"},
		{"It would be a mistake to put Redis in front", "-redis"},
		{"The claim that a cache helps is wrong", "-cache"},
		{"Replicas in three zones? Nonsense", "-replica"},
		{"Whoever says that a queue decouples is lying", "-queue"},
		{"Far from sharding by code, we keep one table", "-shard"},
		{"A cache in front of the database is a terrible idea", "-cache"},
		{"A cache in front of the database would be wrong", "-cache"},
		{"Please do not put a cache in front of the database", "-cache"},
		{"Anything but a queue", "-queue"},
		{"I fail to see why we would shard", "-shard"},
		{"It makes no sense to shard by code", "-shard"},
		{"Sharding makes no sense", "-shard"},

		{"An answer above its question is nonsense, so a sequence", "+sequence"},
		{"nobody should be able to guess a code", "-guess"},

		// None of it.
		{"0 collisions, ever", "-collide"},
		{"zero collisions", "-collide"},
		{"Lost messages: 0 per year", "-lose"},
		{"duplicates: zero", "-duplicate"},
		{"version 0 of the cache", "+cache"},

		// Asked.
		{"Should we cache the hot links?", "-cache"},
		{"Do we need replicas in three zones?", "-replica"},
		{"a queue?", "-queue"},
		{"Cache? Yes: Redis, cache-aside.", "+redis +cache"},
		{"Do we need a cache? Yes.", "+cache"},
		{"Do we need a CDN? No.", "-cdn"},
		{"Why a queue? So that nobody waits.", "+queue"},
		{"What if the leader dies? A replica is promoted.", "+promote +replica"},
		{"Sharding? Not needed.", "-shard"},

		// Said of others.
		{"Some people say that a cache helps", "-cache"},
		{"Some would shard by code", "-shard"},
		{"People often say replicas are needed", "-replica"},
		{"Textbooks say: put a queue in between", "-queue"},
		{"One could argue for a CDN", "-cdn"},
		{"Others would use Kafka", "-kafka"},
		{"Supposedly a cache helps", "-cache"},
		{"Many candidates would draw a queue here", "-queue"},
		{"Everyone else would shard; I would not", "-shard"},
		{"In theory we could shard", "-shard"},
		{"It is tempting to cache here, but stale links hurt", "-cache"},
		{"Some say cache, but I use replicas", "-cache +replica"},
		{"They say sharding is the answer", "-shard"},
		{"It is often said that a cache helps", "-cache"},

		// Preferred over, and instead of.
		{"Cassandra over MySQL", "+cassandra -mysql"},
		{"I prefer Cassandra over MySQL because appends are cheap", "+cassandra -mysql"},
		{"We choose Postgres over Cassandra", "+postgres -cassandra"},
		{"Redis rather than Memcached", "+redis -memcached"},
		{"Redis instead of Memcached", "+redis -memcached"},
		{"not MySQL but Cassandra", "-mysql +cassandra"},
		{"not a queue, but a cache", "-queue +cache"},
		{"Pub/Sub over consistent hashing", "-consistent-hash"},
		{"rather Cassandra than MySQL", "+cassandra -mysql"},
		{"Instead of a queue we use batches", "-queue +batch"},
		{"Instead of MySQL: Cassandra", "-mysql +cassandra"},
		{"302 instead of 301 so that clicks are counted", "+click"},
		{"Cassandra beats MySQL here", "+cassandra"},
		{"Kafka as opposed to SQS", "+kafka -sqs"},
		{"a cache in place of replicas", "+cache -replica"},
		{"Rather than a queue, a batch", "-queue +batch"},
		{"Not MySQL: Cassandra", "-mysql +cassandra"},
		{"Cassandra, not MySQL", "+cassandra -mysql"},
		{"unlike MySQL, Cassandra takes appends well", "+cassandra -mysql"},
		{"Redis (not Memcached) in front", "+redis -memcached"},

		// Taken back.
		{"a queue; no wait, a batch", "-queue +batch"},
		{"Redis. Scratch that, Memcached.", "-redis +memcached"},
		{"Shard by user - actually no, by conversation", "+conversation"},
		{"MySQL, on second thought Cassandra", "-mysql +cassandra"},
		{"~~a queue~~ a batch", "+batch"},
		{"first I wanted a queue, now a batch", "-queue +batch"},
		{"no longer a queue: a batch", "-queue +batch"},
		{"Memcached -> changed to Redis", "-memcached +redis"},
	}
	for _, tt := range tests {
		l := Read(Vocabulary(), tt.line, "notes")
		for _, want := range strings.Fields(tt.want) {
			idea := want[1:]
			if Vocabulary().Idea(idea) == nil {
				t.Fatalf("the lexicon has no idea %q", idea)
			}
			asserted := slices.ContainsFunc(l.places[idea], func(p place) bool { return p.stance == Asserted })
			if !l.Says(idea) {
				t.Errorf("%q: %s is not said at all", tt.line, idea)
			} else if asserted != (want[0] == '+') {
				t.Errorf("%q: %s asserted: %v (%v)", tt.line, idea, asserted, l.places[idea])
			}
		}
	}
}
