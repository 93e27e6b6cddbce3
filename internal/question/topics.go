package question

import (
	"sync"

	"spar/internal/phrase"
)

// ClarifyingTopics lists what every candidate should ask about.
func ClarifyingTopics() []string {
	return []string{
		"use-case", "users", "features", "scale", "performance",
		"availability", "security", "budget", "timeline", "technology",
	}
}

// topicMatchers returns what finds the topics, in the order of ClarifyingTopics.
var topicMatchers = sync.OnceValue(func() []*phrase.Matcher {
	var matchers []*phrase.Matcher
	for _, topic := range ClarifyingTopics() {
		matchers = append(matchers, phrase.Compile(topicPhrases[topic]))
	}
	return matchers
})

// topicPhrases holds, for each of the topics, the phrases by which a question
// about any system touches it.
var topicPhrases = map[string][]string{
	"use-case": {
		"use case", "main purpose", "primary purpose", "main goal", "primary goal", "business goal", "what problem does it solve",
		"problem we are solving", "why do we build it", "main workflow", "typical workflow",
		"user journey",
	},
	"users": {
		"who are the users", "who uses it", "who will be using it", "target users", "target audience", "user base",
		"who is the audience", "internal or external users", "consumers or businesses", "b2b", "b2c", "end users",
		"which countries are users in", "where are the users", "which regions", "worldwide users", "global users", "mobile or web",
		"which devices", "which clients", "personas", "number of users", "how many users", "anonymous users", "registered users",
	},
	"features": {
		"which features", "key features", "core features", "main features", "features in scope", "in scope", "out of scope", "scope",
		"functional requirements", "nice to have", "core functionality", "which functionality", "which operations",
		"minimum viable product", "mvp", "which endpoints", "is it required", "which capabilities",
	},
	"scale": {
		"how many users", "number of users", "active users", "dau", "mau", "concurrent users", "how many per day", "how many per second",
		"how many per month", "how many a year", "expected scale", "at what scale", "how big is the system", "requests per second",
		"traffic", "volume", "peak load", "expected load", "what load", "how much data", "data size", "growth", "read write ratio",
		"ratio of reads to writes", "read heavy or write heavy", "throughput", "per day", "daily", "how large", "how long is data kept",
		"retention",
	},
	"performance": {
		"latency", "how fast", "performance", "p99", "percentile", "milliseconds", "real time", "how quickly",
		"delay", "time to respond", "throughput", "slow", "speed", "how long may it take", "how fresh", "staleness",
	},
	"availability": {
		"availability", "uptime", "downtime", "sla", "slo", "nines", "99.9%", "99.99%", "99.999%", "fault tolerance", "tolerate failures",
		"reliability", "outage", "data loss", "durability", "lose data", "disaster recovery", "failover", "high availability",
		"how consistent", "consistency", "eventual consistency", "strong consistency", "always be up",
	},
	"security": {
		"security", "secure", "authentication", "authorization", "log in", "login", "sign in", "sign up", "accounts", "privacy", "private",
		"encryption", "encrypted", "abuse", "spam", "malicious", "phishing", "attack", "permissions", "access control", "who can see",
		"who can access", "who may access", "gdpr", "compliance", "sensitive data", "personal data", "audit", "fraud",
	},
	"budget": {
		"budget", "cost", "money", "spend", "expensive", "cheap", "price", "how much may it cost", "dollars", "pay for", "afford",
		"how many engineers", "team size", "how big is the team", "headcount",
	},
	"timeline": {
		"timeline", "deadline", "time to market", "launch date", "when do we launch", "when is the launch", "when must it be ready",
		"when should it go live", "how soon", "release date", "delivery date", "schedule", "roadmap", "how long do we have to build it",
		"when is it due", "milestones",
	},
	"technology": {
		"technology", "technologies", "tech stack", "technical stack", "cloud", "aws", "gcp", "azure", "on premise", "data center",
		"programming language", "preferred language", "which database", "preferred database", "existing systems", "existing infrastructure",
		"legacy", "vendor", "open source", "frameworks", "already have", "third party", "managed services",
	},
}
