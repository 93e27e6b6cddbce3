package question

// ClarifyingTopics lists what every candidate should ask about.
func ClarifyingTopics() []string {
	return []string{
		"use-case", "users", "features", "scale", "performance",
		"availability", "security", "budget", "timeline", "technology",
	}
}

// A StandardTopic is something that candidates ask about any system. How they ask
// is data of package interviewer.
type StandardTopic struct {
	// ID of the topic, by which a clarification says that it settles it.
	ID string
	// Name in a sentence: "peak traffic".
	Name string
	// Covers is one of ClarifyingTopics, empty if it is about none of them.
	Covers string
}

// StandardTopics lists the topics, each of which a question's clarifications settle
// or leave open.
func StandardTopics() []StandardTopic {
	return []StandardTopic{
		{"use-case", "the use case", "use-case"},
		{"users-who", "who the users are", "users"},
		{"users-count", "the number of users", "users"},
		{"features", "the features in scope", "features"},
		{"write-rate", "the rate of writes", "scale"},
		{"read-rate", "the rate of reads", "scale"},
		{"scale", "the scale", "scale"},
		{"total-volume", "the volume that piles up", "scale"},
		{"object-size", "sizes", "scale"},
		{"retention", "how long data is kept", "scale"},
		{"latency", "latency", "performance"},
		{"availability", "availability", "availability"},
		{"consistency", "consistency", "availability"},
		{"availability-vs-consistency", "what goes first, availability or consistency", "availability"},
		{"non-functional", "qualities in general", "performance"},
		{"ordering-general", "order, losses and duplicates", "availability"},
		{"security", "security", "security"},
		{"privacy", "privacy", "security"},
		{"sign-in", "how users sign in", "security"},
		{"compliance", "laws and regulations", "security"},
		{"blocking", "blocking and moderation", "security"},
		{"budget", "the budget", "budget"},
		{"monetisation", "how it earns money", "budget"},
		{"team", "the team", "budget"},
		{"timeline", "the timeline", "timeline"},
		{"technology", "the technology in house", "technology"},
		{"hosting", "where it is hosted", "technology"},
		{"hardware", "the hardware", "technology"},
		{"legacy", "a system that exists already", "technology"},
		{"regions", "regions", "users"},
		{"devices", "devices", "users"},
		{"i18n", "languages", "users"},
		{"network", "the network of the users", "performance"},
		{"peak", "peak traffic", "scale"},
		{"growth", "growth", "scale"},
		{"skew", "how unevenly the load is spread", "scale"},
		{"things-per-user", "figures for one user", "scale"},
		{"user-behaviour", "how users behave", "scale"},
		{"limits-per-user", "limits for one user", "features"},
		{"analytics", "analytics", "features"},
		{"edit", "changes after the fact", "features"},
		{"delete", "deletion", "features"},
		{"search", "search", "features"},
		{"notifications", "notifications", "features"},
		{"history-of-changes", "older versions", "features"},
		{"integration", "other systems that connect to it", "features"},
		{"api", "the form of the API", "features"},
		{"bulk", "work in bulk", "features"},
		{"ui", "the user interface", "features"},
		{"support", "support and moderation by staff", "features"},
		{"other-product", "features beyond what was said", "features"},
		{"monitoring", "monitoring and measures of success", ""},
		{"backup", "backups and disasters", "availability"},
		{"testing", "tests and deployments", ""},
		{"competition", "competitors", ""},
		{"organisation", "the company", ""},
		{"environment", "the world around it", ""},
		{"interview", "the interview itself", ""},
	}
}
