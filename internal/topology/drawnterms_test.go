package topology_test

import (
	"strings"
	"testing"
)

// Designs as candidates draw them at a whiteboard, the systems that they become, and what
// is said of it.
func TestDrawnAsMeant(t *testing.T) {
	for _, test := range []struct{ name, design, want, notes string }{
		{
			"a limiter beside the way", "client -> gateway -> limiter, api\nlimiter -> redis\napi -> db",
			"client client > gateway\ngateway gateway > limiter > api\nlimiter gateway > redis\napi service > db\nredis cache\ndb store",
			"gateway asks limiter first, for every request, and then goes on",
		},
		{
			"a limiter on the way", "client -> limiter -> gateway -> api -> db",
			"client client > limiter\nlimiter gateway > gateway\ngateway gateway > api\napi service > db\ndb store", "",
		},
		{
			"limiters on the way", "client -> lb -> limiter 1, limiter 2 -> api -> db",
			"client client > lb\nlb balancer > limiter-1 50% > limiter-2 50%\nlimiter-1 gateway > api\nlimiter-2 gateway > api\napi service > db\ndb store",
			"lb spreads requests over limiter 1, limiter 2",
		},
		{
			"checks by their names, drawn last", "client -> api gateway -> posts service -> db\napi gateway -> rate limiter service -> counters db\napi gateway -> feature flags service",
			"client client > api-gateway\napi-gateway gateway > rate-limiter-service > feature-flags-service > posts-service\nposts-service service > db\ndb store\n" +
				"rate-limiter-service service > counters-db\ncounters-db store\nfeature-flags-service service",
			"api gateway asks rate limiter service, feature flags service first",
		},
		{
			"what a label says is asked", "client -> gateway\ngateway -> geo: asks, timeout 20 ms, optional\ngateway -> api, reports service -> db\ngeo, api: service",
			"client client > gateway\ngateway gateway > geo timeout 20 ms fallback > api 50% > reports-service 50%\ngeo service\napi service > db\nreports-service service > db\ndb store",
			"gateway asks geo first",
		},
		{
			"limits by key", "client -> limiter -> app service -> db\nlimiter: token bucket, limit 100/s per user, burst 20",
			"client client > limiter\nlimiter gateway limit 100/s token-bucket per key burst 20 > app-service\napp-service service > db\ndb store", "",
		},
		{
			"a limit by address", "client -> rate limiter (sliding log, 5/s per IP, local) -> app service -> db",
			"client client > rate-limiter\nrate-limiter gateway limit 5/s sliding-log per key local > app-service\napp-service service > db\ndb store", "",
		},
		{
			"a saga", "client -> orders service\norders service -> stock service: undo, idempotency key\norders service -> stripe: undone on failure, timeout 2 s\norders service -> shipping service -> db",
			"client client > orders-service\norders-service service > stock-service idempotent yes > stripe timeout 2 s > shipping-service > stripe undoes stripe timeout 2 s > stock-service undoes stock-service idempotent yes\n" +
				"stock-service service\nstripe external\nshipping-service service > db\ndb store", "",
		},
		{
			"a feed with fan-out", "client -> gateway -> post service, feed service\npost service -> posts db\npost service ~> fanout queue -> fanout worker\n" +
				"fanout worker -> feed cache: x200 skewed, writes\nfeed service -> feed cache\nfeed service -> posts db: on miss",
			"client client > gateway\ngateway gateway > post-service writes > feed-service reads\npost-service service > posts-db > fanout-queue async\n" +
				"feed-service service > feed-cache > posts-db reads when feed-cache miss > posts-db writes\nposts-db store\nfanout-queue queue > fanout-worker\n" +
				"fanout-worker worker > feed-cache x200 pareto\nfeed-cache cache",
			`"writes" says what is done there, and every message does it`,
		},
		{
			"scatter and gather", "client -> lb -> search service\nsearch service -> index shards: x20, first 18, timeout 50 ms\nindex shards: search",
			"client client > lb\nlb balancer > search-service\nsearch-service service > index-shards x20 await 18 timeout 50 ms\nindex-shards store", "",
		},
		{
			"every shard", "client -> search service\nsearch service -> index: each shard\nindex: elasticsearch, shards 20",
			"client client > search-service\nsearch-service service > index keys each\nindex store shards 20", "",
		},
		{
			"a quorum", "client -> coordinator\ncoordinator -> replicas: 2 of 3\ncoordinator: service\nreplicas: store",
			"client client > coordinator\ncoordinator service > replicas x3 await 2\nreplicas store", "",
		},
		{
			"a provider that stands in", "client -> pay service -> payments db\npay service -> fraud check service\npay service -> stripe: timeout 2 s, retries 2\npay service -> adyen: when stripe fails",
			"client client > pay-service\npay-service service > fraud-check-service > payments-db > stripe timeout 2 s retries 2 > adyen when stripe failed\n" +
				"payments-db store\nfraud-check-service service\nstripe external\nadyen external",
			"pay service asks fraud check service first",
		},
		{
			"a fallback of its like", "client -> pay service -> db\npay service -> primary provider\npay service -> backup provider: fallback",
			"client client > pay-service\npay-service service > db > primary-provider > backup-provider when primary-provider failed\ndb store\nprimary-provider external\nbackup-provider external", "",
		},
		{
			"caches by their names", "client -> api -> user cache, post cache, users db, posts db",
			"client client > api\napi service > user-cache > post-cache > users-db reads when user-cache miss > users-db writes > posts-db reads when post-cache miss > posts-db writes\n" +
				"user-cache cache\npost-cache cache\nusers-db store\nposts-db store",
			"api reads posts db only on a miss in post cache",
		},
		{
			"a cache by its label", "client -> api -> cache, users db, posts db\ncache: redis, of users db",
			"client client > api\napi service > cache > users-db reads when cache miss > users-db writes > posts-db\ncache cache\nusers-db store\nposts-db store",
			"api reads users db only on a miss in cache",
		},
		{
			"a cache by its arrow", "client -> api\napi -> redis: before posts db\napi -> users db, posts db",
			"client client > api\napi service > redis > users-db > posts-db reads when redis miss > posts-db writes\nredis cache\nusers-db store\nposts-db store",
			"api reads posts db only on a miss in redis",
		},
		{
			"by labels", "client -> app\napp -> primary: writes\napp -> replica: reads\napp -> cache",
			"client client > app\napp service > cache > primary writes > replica reads when cache miss\nprimary store\nreplica store\ncache cache",
			"app reads replica only on a miss in cache",
		},
		{
			"shares", "client -> gateway\ngateway -> canary service: 10%\ngateway -> old service, other service -> db",
			"client client > gateway\ngateway gateway > canary-service 10% > old-service 45% > other-service 45%\ncanary-service service\nold-service service > db\nother-service service > db\ndb store",
			"gateway passes the other 90% of requests to old service, other service",
		},
		{
			"an answer that nobody gives", "client -> app\napp -> db: when the moon fails",
			"client client > app\napp service > db\ndb store", `no moon is asked before it that can answer "failed"`,
		},
		{
			"a class that is none", "client -> app\napp -> db: match requests only",
			"client client > app\napp service > db\ndb store", `requests are of no class "match"`,
		},
		{
			"what no queue does", "client -> app ~> events -> worker -> db\nevents -> worker: x2, first\nevents: kafka",
			"client client > app\napp service > events async\nevents queue > worker\nworker worker > db\ndb store", "a queue delivers each message once",
		},
		{
			"calls that differ around a mean", "client -> app\napp -> db: about x2.5, in turn\napp -> mail: x3, async, first 2\nmail: external",
			"client client > app\napp service > db x2.5 exponential in turn > mail async x3\ndb store\nmail external", "nobody waits for the answers",
		},
	} {
		got, notes := drawn(t, test.design)
		if got != test.want {
			t.Errorf("%s: %q is run as\n%s\nwant\n%s", test.name, test.design, got, test.want)
		}
		if !strings.Contains(notes, test.notes) || test.notes == "" && notes != "" {
			t.Errorf("%s: the notes are\n%s\nwant %q", test.name, notes, test.notes)
		}
	}
}
