package diagram

// genericNames lists the words for each kind. Asking for a component by one of
// them asks for any component of the kind.
func genericNames() map[Kind]string {
	return map[Kind]string{
		Client:    "client, clients, client app, user agent, end user",
		DNS:       "dns, dns server, name server, domain name system",
		CDN:       "cdn, content delivery network, edge cache, edge network",
		Balancer:  "balancer, load balancer, lb, l4 lb, l7 lb, network load balancer, application load balancer, vip",
		Gateway:   "gateway, api gateway, gw, proxy, reverse proxy, ingress, websocket gateway, websocket server, ws server, ws gateway, connection manager, connection server, websocket manager, chat gateway",
		Limiter:   "limiter, rate limiter, rate limit, throttle, throttler",
		Service:   "service, svc, microservice, server, app server, application server, api server, web server, backend, back end, server farm",
		Worker:    "worker, consumer, processor, job, batch job, background job, job runner, stream processor, stream processing, batch processor, batch, executor",
		Scheduler: "scheduler, cron, cron job, timer, job scheduler, task scheduler",
		Cache:     "cache, local cache, in-memory cache, memory cache, distributed cache",
		Store:     "store, storage, db, dbms, database, data store, rdbms, sql, sql db, nosql, nosql db, key-value store, kv store, kv, document store, column store, wide-column store, graph store, table, replica, read replica, shard, primary, warehouse, data warehouse, time series db, tsdb, ledger, persistence",
		Objects:   "objects, object store, object storage, blob, blob store, blob storage, bucket, file store, file storage, file system, distributed file system, image store, image storage, media store, media storage, video store, video storage, photo store, photo storage, attachment store, data lake, origin storage",
		Search:    "search, search index, search engine, search cluster, inverted index, index, full-text search, full-text index",
		Queue:     "queue, message queue, job queue, task queue, mq, broker, message broker, event bus, message bus, bus, stream, event stream, log stream, topic, event log, pub/sub, pubsub, dead letter queue, dlq, outbox, inbox",
		Monitor:   "monitor, monitoring, metrics, metrics server, logs, logging, tracing, alerting, alerts, alert manager, telemetry, observability, dashboard",
		External:  "external, external service, external api, external system, third party, third party service, third party api, 3rd party, 3rd party service, 3rd party api, partner, partner api, provider",
	}
}

// productNames lists products of each kind, by the name that people use.
func productNames() map[Kind]string {
	return map[Kind]string{
		DNS:       "route 53, bind, coredns",
		CDN:       "cloudfront, cloudflare, akamai, fastly",
		Balancer:  "nginx, haproxy, envoy, elb, alb, nlb, gslb, lvs, ipvs, f5, maglev",
		Gateway:   "kong, apigee, zuul, traefik, istio, socket.io",
		Service:   "lambda, tomcat, spring boot, rails, django, node.js, nodejs",
		Worker:    "flink, spark, storm, hadoop, mapreduce, beam, dataflow, celery, sidekiq, ffmpeg, kafka streams, kafka consumer, logstash",
		Scheduler: "airflow, quartz, temporal, eventbridge scheduler",
		Cache:     "redis, memcached, memcache, valkey, hazelcast, caffeine, elasticache, varnish, ehcache, ignite, dax",
		Store:     "postgres, postgresql, pg, mysql, mariadb, sql server, mssql, oracle, sqlite, aurora, rds, cassandra, scylla, scylladb, dynamo, dynamodb, mongo, mongodb, cockroach, cockroachdb, spanner, bigtable, hbase, couchbase, couchdb, neo4j, neptune, vitess, tidb, yugabyte, foundationdb, rocksdb, leveldb, clickhouse, druid, pinot, timescale, timescaledb, influx, influxdb, opentsdb, bigquery, redshift, hive, firestore, documentdb, cosmos db, riak, voldemort",
		Objects:   "s3, gcs, cloud storage, azure blob, minio, ceph, hdfs, gfs, colossus, haystack, glusterfs, glacier, nfs, efs",
		Search:    "elasticsearch, elastic, elastic search, opensearch, solr, lucene, algolia, vespa, meilisearch, typesense, sphinx",
		Queue:     "kafka, rabbitmq, rabbit, sqs, sns, pulsar, nats, kinesis, activemq, redpanda, google pub/sub, eventbridge, event hub, zeromq, jetstream, redis streams, mqtt",
		Monitor:   "prometheus, grafana, datadog, jaeger, zipkin, loki, kibana, splunk, pagerduty, sentry, statsd, opentelemetry, otel, cloudwatch, new relic, nagios, elk, graphite",
		External:  "apns, apple push notification service, apple push, fcm, firebase, firebase cloud messaging, gcm, twilio, sendgrid, mailgun, mailchimp, ses, stripe, paypal, adyen, visa, google maps, auth0, okta",
	}
}

// roleNames lists typical components that are not words for their kind: an
// analytics service is a service, but no other service will do in its place.
func roleNames() map[Kind]string {
	return map[Kind]string{
		Search:    "leaf, leaves, fresh leaf, fresh index, geo index, quadtree, geohash index, spatial index",
		Cache:     "gutter, gutter pool, block cache",
		Scheduler: "cron box, popularity scheduler, ticker",
		Balancer:  "anycast, edge balancer",
		CDN:       "edge, cdn edge, edge server, edge node, pop, point of presence, shield, origin shield",
		Client:    "user, people, browser, web browser, mobile, mobile app, web, web app, website, desktop, desktop app, phone, smartphone, ios, ios app, android, android app, tablet, app user, customer, frontend, front end, ui, spa, sender, receiver, recipient, viewer, rider, driver, buyer, seller, player, admin, device, sensor, iot device, crawler bot, sdk, search box, search bar, box, console, admin console, operator console, portal, kiosk, point of sale, operator, merchant, producer, publisher, subscriber, visitor, courier, passenger, game, game client, smart tv, watch, cli, browser extension, widget",
		Limiter:   "waf, firewall, waiting room, virtual waiting room, admission control, admission controller, load shedder",
		Service:   "api, apis, app, application, backend api, rest api, graphql, auth, authentication, authorization, sso, identity, login, session manager, shorten, shortener, url shortener, redirect, redirector, resolver, analytics, statistics, counter, click counter, presence, chat, messaging, message, messages, group, groups, user management, notification, notifications, notifier, payment, payments, order, orders, checkout, cart, inventory, catalog, product, billing, pricing, booking, reservation, matching, matcher, dispatch, dispatcher, location, geo, geocoder, routing, maps, eta, feed, news feed, newsfeed, timeline, home timeline, fan-out, fanout, follow, followers, social graph, like, likes, comment, comments, profile, profiles, media, upload, uploader, download, streaming, transcoding, recommendation, recommendations, recommender, ranking, ranker, model, inference, ads, suggestion, suggestions, autocomplete, typeahead, trie, id generator, id generation, ticket server, key generator, key generation, kgs, snowflake, sequencer, config, configuration, feature flags, service discovery, discovery, registry, service registry, coordinator, coordination, zookeeper, etcd, consul, eureka, lock manager, metadata, sync, encryption, moderation, spam filter, fraud detection, risk engine, leaderboard, sfu, replicator, router, position router, mixer, root, membership, gossip, controller, library, safety, safety filter, query, query engine, engine, rule engine, rules engine, adapter, provider adapter, agent, origin, planner, scorer, embedder, tokenizer, sampler, suggester",
		Worker:    "transcoder, encoder, crawler, fetcher, parser, indexer, aggregator, cleaner, cleanup, garbage collector, compactor, thumbnailer, thumbnail generator, image resizer, etl, ingester, ingestion, importer, exporter, expirer, reaper, retrier, push sender, mail sender, email sender, sms sender, urgent sender, notification sender, builder, index builder, snapshotter, invalidator, resizer, validator, watcher, outside watcher, collector, keeper, lease keeper, relay, outbox relay, poller, splitter, merger, sweeper, packager, deduplicator, reconciler, reconciliation, settlement, repairer, prefetcher, warmer",
		Store:     "users table, message history, history, storage engine, counters, board, offsets, directory, hints, leases, members, seats, bookings, tokens, edge store, inverted lists",
		Objects:   "files, images, videos, photos, attachments, media files, static files, static assets, assets, archive, blocks, hot blocks, cold blocks, chunks, segments, snapshots, backups, pages, media objects",
		Queue:     "events, event queue, click stream, clickstream, change data capture, cdc, log, query log, decision log, click log, op log, operation log, track log, commit log, write-ahead log, wal, change log, binlog, log pipe, pipe, frontier, url frontier, mailbox",
		Monitor:   "health checker, health checks, health check, audit log, log aggregator, error tracking",
		External:  "push, push notification, push service, push provider, push gateway, email, e-mail, mail, email provider, mail server, smtp, sms, sms provider, sms gateway, payment gateway, payment provider, payment processor, bank, card network, maps api, map provider, identity provider, idp, isp, carrier, telco, ad network, pager, on-call, target, targets, webhook target, webhook endpoint, clearing house, issuer, acquirer",
	}
}
