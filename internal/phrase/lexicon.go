package phrase

import (
	"strings"
	"sync"
)

// synonyms lists, behind the word that stands for them, what means the same in
// talk about systems, as far as nobody could want to tell it apart. Every form
// of a word is covered by one. Longer expressions become one word, so that
// their parts are not taken for words of their own.
const synonyms = `
	database: db, dbs, datastore, data base, data store
	loadbalancer: lb, lbs, load balancer
	application: app
	server: machine, box, host, node, srv
	message: msg
	request: req
	response: resp
	service: svc
	config: configuration
	authentication: auth, authn
	identifier: id
	user: customer, people, person
	url: link, uri
	kubernetes: k8s
	asynchronous: async
	synchronous: sync
	average: avg, mean
	maximum: max
	performance: perf
	infrastructure: infra
	connection: conn
	transaction: txn
	character: char
	primary key: pk
	slow: slower
	fast: faster
	partition key: shard key
	shard: partition
	netpartition: network partition, partition tolerance, partition tolerant
	replicate: replication, replica
	fail: failure, crash, outage
	keep: kept, retain, retention
	store: save, saved, persist, stored
	create: creation, created, generate, generation, mint
	delete: deletion, remove, removal
	expire: expiry, expiration
	write: written, wrote
	choose: pick, select, chosen, chose
	send: sent
	lose: lost, loss
	hold: held
	grow: growth, grew, grown
	index: indices
	day: daily
	hour: hourly
	month: monthly
	year: yearly, annual, annually
	one: single
	multiple: several, more than one, more than 1, many
	alert: alarm
	ttl: time to live
	cdn: content delivery network
	spof: single point of failure, one point of failure
	slo: service level objective
	sla: service level agreement
	p99: 99th percentile, p 99
	latency: response time
	qps: rps, tps, requests per second, requests a second, requests second, queries per second, queries a second, queries second
	ratelimit: rate limit, rate limiter, rate limiting, throttle, throttling
	usecase: use case
	howmany: how many, how much, what number of, number of, what amount of, amount of
	howlong: how long
	frequency: how often
	speed: how fast, how quickly, how quick
	size: how big, how large
	scaleout: scale out, scale horizontally, horizontal scaling
	scaleup: scale up, scale vertically, vertical scaling
	autoscale: auto scale
	failover: fail over
	timeout: time out, timed out
	lookup: look up
	backup: back up
	rollback: roll back
	websocket: web socket
	datacenter: data center, data centre
	hotkey: hot key
	hotspot: hot spot
	keyvalue: key value, kv
	nosql: no sql
	pubsub: pub sub, publish subscribe
	99.9%: three nines
	99.99%: four nines
	99.999%: five nines
	insteadof: instead of, rather than
	: for instance, for example, not only, not just, no doubt, no problem
`

// A dictionary is the lists of words, ready to be looked up.
type dictionary struct {
	standsFor map[string]string // by the stems of an expression, with spaces between
	longest   int               // words of an expression
	least     map[string]bool   // by stem
	plain     map[string]bool   // by stem
}

// lexicon returns the dictionary.
var lexicon = sync.OnceValue(func() dictionary {
	d := dictionary{standsFor: make(map[string]string), least: stems(least), plain: stems(plain)}
	for line := range strings.Lines(strings.TrimSpace(synonyms)) {
		word, expressions, _ := strings.Cut(strings.TrimSpace(line), ":")
		for expression := range strings.SplitSeq(expressions, ",") {
			var stems []string
			for _, part := range strings.Fields(expression) {
				stems = append(stems, stem(part))
			}
			d.standsFor[strings.Join(stems, " ")] = word
			d.longest = max(d.longest, len(stems))
		}
	}
	return d
})

// replace returns the words with every expression that the dictionary knows
// replaced by the word that stands for it, the longest expressions first.
func (d dictionary) replace(words []word) []word {
	var replaced []word
	for i := 0; i < len(words); {
		text, used := d.find(words[i:])
		if text != "" {
			replaced = append(replaced, words[i].replaced(text))
		}
		i += used
	}
	return replaced
}

// find returns what stands for the longest known expression that words begin
// with, and how many words that is; else the first word.
func (d dictionary) find(words []word) (text string, used int) {
	text, used = words[0].text, 1
	var stems []string
	for i, w := range words[:min(d.longest, len(words))] {
		if i > 0 && w.gap > blank {
			break
		}
		stems = append(stems, w.stem)
		if known, ok := d.standsFor[strings.Join(stems, " ")]; ok {
			text, used = known, i+1
		}
	}
	return text, used
}

// What words weigh. All others weigh 1.
const (
	lesserWeight = 0.5 // says what kind of thing a sentence asks for
	leastWeight  = 0.2 // says little beside another word
)

var (
	// joining are the words that only join others: they weigh nothing.
	joining = set(`a an the this that these those there here it its itself he she they them their theirs we us our ours i me my mine
		you your yours who whom whose which what how
		am is are was were be been being do does did doing done have has had having can could will would shall should may might must
		ill id im ive youre youll were theyre theyll its thats whats lets weve wed
		to of in on at by for with from into onto as than then so and or but nor if because since while until though although
		about around between through during per via over under within against toward towards across upon off out up down
		each every some any all both such other another own until too also very much many just quite rather really
		please basically actually maybe perhaps probably roughly approximately approx simply exactly ok okay well yes hi hello thanks
		think guess suppose know going let us eg ie etc vs`)
	// lesser ask for something.
	lesser = set(`howmany howlong who where when why one`)
)

// least are verbs and nouns of every sentence, in any form.
const least = `use need want like support handle allow expect give get got take work thing kind type sort system total overall
	whole provide able possible current typical usual estimate average make happen add say tell see look go time`

// weight returns how much a word with a stem says.
func (d dictionary) weight(word, stem string) float64 {
	switch {
	case lesser[word]:
		return lesserWeight
	case joining[word] || negations[word]:
		return 0
	case d.least[stem]:
		return leastWeight
	}
	return 1
}

func stems(words string) map[string]bool {
	s := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		s[stem(w)] = true
	}
	return s
}

func set(words string) map[string]bool {
	s := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		s[w] = true
	}
	return s
}
