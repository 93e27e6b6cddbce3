package interviewer

import (
	"regexp"
	"slices"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

// parts are the ideas of which designs are made. Who names one and asks for a
// judgement asks for the design: nearly nothing of that kind is given to a candidate.
var parts = wordset.Of("database postgres mysql cassandra dynamodb shard partition partition-key cache redis memcached local-cache cdn cloudfront queue kafka sqs object-store balancer registry worker websocket persistent-connection poll bidirectional replica read-replica leader replicate sync-replica async index secondary-index primary-key key-service id-block counter snowflake pre-generated hash permute bloom fan-out cache-aside lru circuit-breaker consistent-hash modulo zookeeper dedupe coalesce throttle limit-concurrency presigned client-id heartbeat")

// judging is how people ask for a judgement of what they would do.
var judging = regexp.MustCompile(`(?i)\b(?:(?:fine|ok(?:ay)?|good|cool|happy|comfortable|at ease|agree) (?:by|with|for|to) (?:you|that|this|it)|` +
	`(?:any|no|some) (?:objections?|preferences?|concerns)|overkill|too (?:much|many|complicated|simple)|(?:is|was|be|would) (?:it|that) (?:be )?(?:ok(?:ay)?|fine|wrong|bad|silly|wise|sensible|reasonable|acceptable) (?:if|to|for)|` +
	`(?:seems?|sounds?|looks?) (?:like )?(?:a )?(?:reasonable|sensible|good|fine|natural|right|ok(?:ay)?|wise|sane)|(?:be|are|is) (?:you )?(?:comfortable|happy|ok(?:ay)?|fine|good)|(?:smarter|wiser|better|saner)|` +
	`(?:in my place|if (?:it|you) were (?:you|me|in)|where would|would you (?:rather|go|take|put|use|pick|choose|prefer)))\b`)

// leastProposed is what is left of the likelihood that a clarification answers a text
// that asks for a judgement of a design.
const leastProposed = .25

// leastCertain is how likely a fact is that is asked for whatever is judged: "may I use
// Cassandra, or would you rather stay with what you have?"
const leastCertain = .995

// proposes reports whether a text asks what to think of a part of a design.
func proposes(text string, r reading) bool {
	return judging.MatchString(text) && slices.ContainsFunc(r.concepts, func(o lexicon.Occurrence) bool { return parts[o.Idea] })
}

// proposed moves likelihood from clarifications to the design, where it is judged.
func (in *Interviewer) proposed(g *guess) {
	design, moved := -1, 0.
	for c, k := range in.classes {
		switch k.kind {
		case Answered:
			moved += float64(g.classes[c] * (1 - leastProposed))
			g.classes[c] *= leastProposed
		case Design:
			design = c
		}
	}
	g.classes[design] += moved
}
