package quantity

import (
	"errors"
	"testing"
)

// TestSaid evaluates lines as candidates say them.
func TestSaid(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		// Chat.
		{"1B users * 50 messages/user/day", "579k/s (50bn/day)"},
		{"50 billion messages a day * 100 bytes", "57.9 MB/s (463 Mbps, 5 TB/day)"},
		{"50bn msgs/day * 100 B * 1 year in PB", "1.825 PB"},
		{"600k/s * 3x peak", "1.8M/s (156bn/day)"},
		{"1B users * 20% online", "200 million"},
		{"500M concurrent connections * 10 KB", "5 TB"},
		{"500M connections / 100k per server", "5,000"},
		{"500M connections in servers of 100k connections", "5,000 servers of 100k connections"},
		{"5 TB a day for a year", "1.825 PB"},
		{"5 TB a day times 3 replicas for a year in PB", "5.475 PB"},
		{"10k rps for an hour", "36 million"},
		{"a year in days", "365 days"},
		{"100 KB photo * 10% of 50B messages/day", "5.79 GB/s (46.3 Gbps, 500 TB/day)"},
		{"50B messages/day * 5% with media * 200 KB", "5.79 GB/s (46.3 Gbps, 500 TB/day)"},
		{"1M group messages/s * 200 members", "200M/s (17.28T/day)"},
		// Video.
		{"10M viewers x 5 Mbps", "6.25 TB/s (50 Tbps)"},
		{"5 Mbps * 10M concurrent viewers in Tbps", "50 Tbps (6.25 TB/s)"},
		{"500 hours of video per minute * 1 GB/hour", "8.33 GB/s (66.7 Gbps)"},
		{"500 hours/minute * 1 GB/hour in TB/day", "720 TB/day (8.33 GB/s, 66.7 Gbps)"},
		{"8 Mbps * 2 hours in GB", "7.2 GB"},
		{"300k videos/day * 50 MB * 5 renditions", "868 MB/s (6.94 Gbps, 75 TB/day)"},
		{"10k titles * 5 renditions * 4 GB in TB", "200 TB"},
		{"4 MB/s * 90 min", "21.6 GB"},
		{"2 GB * 100M movies", "200 PB"},
		// Ride hailing.
		{"5M drivers * 1 location update per 5 seconds * 100 bytes", "100 MB/s (800 Mbps)"},
		{"1M drivers every 4 seconds", "250k/s (21.6bn/day)"},
		{"1M drivers/4s", "250k/s (21.6bn/day)"},
		{"20M rides/day * 1 KB", "231 KB/s (1.85 Mbps, 20 GB/day)"},
		{"250k/s * 64 bytes in MB/s", "16 MB/s (128 Mbps)"},
		// Payments.
		{"1M transactions/day * 1 KB * 7 years", "2.555 TB"},
		{"10k TPS * 2 KB in MB/s", "20 MB/s (160 Mbps)"},
		{"2.9% of $50 + $0.30", "$1.75"},
		{"100M txns/month * $0.05", "$5M/month ($60M/year)"},
		{"$1bn/day / 20M transactions/day", "$50"},
		// Feeds.
		{"200M DAU * 5 timeline reads/day in qps", "11.6k qps (1bn/day)"},
		{"500M tweets/day * 280 bytes", "1.62 MB/s (13 Mbps, 140 GB/day)"},
		{"500M tweets per day x 200 followers x 8 bytes", "9.26 MB/s (74.1 Mbps, 800 GB/day)"},
		{"300 bytes * 500M per day in GB per day", "150 GB per day (1.74 MB/s, 13.9 Mbps)"},
		{"100k qps peak 3x", "300k/s (25.92bn/day)"},
		{"100k qps * peak 3x", "300k/s (25.92bn/day)"},
		{"avg 10k rps", "10k/s (864M/day)"},
		{"1000 writes/s * 10:1", "10k/s (864M/day)"},
		{"10k rps at peak * 2 KB", "20 MB/s (160 Mbps)"},
		// Ads.
		{"10B impressions/day * 0.1% CTR", "116/s (10M/day)"},
		{"10bn impressions/day * 0.1% ctr * $0.50", "$5M/day ($150M/month)"},
		{"$2 CPM * 10bn impressions/day", "$20M/day ($600M/month)"},
		{"$0.50 per click * 10M clicks/day", "$5M/day ($150M/month)"},
		{"$0.40 per million requests * 10bn requests/month", "$4,000/month ($48,000/year)"},
		// Crawlers.
		{"1B pages per month * 100 KB in TB/month", "100 TB/month (38.6 MB/s, 309 Mbps)"},
		{"1B pages / 30 days", "386/s (33.3M/day)"},
		{"400 pages/s * 500 KB in Gbps", "1.6 Gbps (200 MB/s)"},
		{"5B pages * 20 KB * 20%", "20 TB"},
		// Ranges.
		{"1.5k..2k rps * 2..4 KB", "3..8 MB/s (24..64 Mbps), likely 3.37..7.13 MB/s"},
		{"10..20% of 1 TB", "100..200 GB"},
		{"500 B..2 KB", "500..2,000 B"},
		{"1..2M users", "1..2 million"},
		{"between 1 and 2 TB", "1..2 TB"},
		{"1.5..2x * 100 GB", "150..200 GB"},
		{"$5 to $10", "$5..10"},
		// Money.
		{"40 TB * $0.023/GB/month", "$920/month ($11,040/year)"},
		{"100 servers * $0.10/hour", "$10/hour ($7,200/month)"},
		{"$5M/year", "$5M/year ($416,667/month)"},
		{"$0.09/GB * 10 TB/day", "$900/day ($27,000/month)"},
		{"20 cents * 1M", "$200,000"},
		// Bandwidth.
		{"1 TB / 10 Gbps", "800 s (13.3 min)"},
		{"1 PB / 100 Gbps in hours", "22.2 hours"},
		{"1 Gbps in TB/day", "10.8 TB/day (125 MB/s, 1 Gbps)"},
		{"10 Gb/s in MB/s", "1,250 MB/s (10 Gbps)"},
		{"25 GbE", "3.125 GB/s (25 Gbps)"},
		{"10 MBps", "10 MB/s (80 Mbps)"},
		{"10 MBPS", "1.25 MB/s (10 Mbps)"},
		// Boxes.
		{"10M * 10 KB in servers of 64 GB", "2 servers of 64 GB (1.56)"},
		{"100 GB in 64 GB boxes", "2 boxes of 64 GB (1.56)"},
		{"128 GB in boxes of 64 GB", "2 boxes of 64 GB"},
		{"182.5 TB in disks of 4 TB", "46 disks of 4 TB (45.6)"},
		{"34.7k rps in servers of 5k rps", "7 servers of 5k rps (6.94)"},
		// Availability.
		{"5 nines", "99.999%"},
		{"(1 - 3 nines) * 1 year", "8.76 hours (31,536 s)"},
		{"99.9%^3", "99.7%"},
		{"99.95% * 99.99% * 99.9%", "99.84%"},
		{"1 - (1 - 99.9%)^2", "99.9999%"},
		{"1 - (1 - 99.9%)^6", "99.9999999999999999%"},
		{"(1 - 99.99%) * 1 year in minutes", "52.56 minutes"},
		// Numbers.
		{"62^7 / (100M/day) in years", "96.5 years"},
		{"log2(4 billion)", "31.9"},
		{"24 * 60 * 60", "86,400"},
		{"2^64", "18,446,744,073,709,551,616 (18.4 quintillion)"},
		{"62^10", "839,299,365,868,340,224 (839 quadrillion)"},
		{"0.1 + 0.2 - 0.3", "0"},
		{"ceil(1.1 * 10)", "11"},
		{"half a million users * 5 KB", "2.5 GB"},
		{"2 x 10 TB disks", "20 TB"},
		{"3 x 10^8", "300 million"},
		{"1920x1080 * 3 bytes", "6.22 MB"},
		{"128-bit * 1M", "16 MB"},
		{"1 h 30 min", "1.5 hours (5,400 s)"},
		{"1 million seconds in days", "11.6 days"},
		{"1000 rps * 200 ms", "200"},
		{"3 posts a week", "12.9/month (0.00000496/s, 0.429/day)"},
		{"2 requests/user/min * 3M users", "100k/s (8.64bn/day)"},
		{"rough(100M/day * 500 B * 10 y)", "200 TB"},
		{"rough(1B/day) in /s", "10k/s"},
		// Idioms.
		{"40 TB * $0.023 per GB-month", "$920/month ($11,040/year)"},
		{"400,000 GB-seconds * $0.0000166667/GB-second", "$6.67"},
		{"100 server-hours * $0.10/server-hour", "$10"},
		{"5 gigs of RAM", "5 GB"},
		{"5 mill users * 1 KB", "5 GB"},
		{"once a day * 10M users", "116/s (10M/day)"},
		{"10M users * twice a day", "231/s (20M/day)"},
		{"1 server per 10k users * 5M users", "500"},
		{"80% * 1 ms + 20% * 10 ms", "2.8 ms"},
		{"95% hit rate * 1 ms + 5% * 50 ms", "3.45 ms"},
		{"10 Gbps / 100 KB", "12.5k/s (1.08bn/day)"},
		{"300M DAU * 50% * 2/day * 10% * 1 MB in TB/day", "30 TB/day (347 MB/s, 2.78 Gbps)"},
		{"10 years * 365 days/year", "10 years"},
		{"1B * 20", "20 B"},
		{"1B / 365", "2.74 million"},
		{"100M * (500B + 1 KB)", "150 GB"},
		{"100M * (200B + 300B)", "50 GB"},
		{"100 bytes * 1B", "100 GB"},
		// More ranges.
		{"from 50 to 200 bytes", "50..200 B"},
	} {
		r, err := Eval(c.in, nil)
		if err != nil || r.Display != c.want {
			t.Errorf("Eval(%q) = %q, %v, want %q", c.in, r.Display, err, c.want)
		}
	}
}

// TestRefused checks what a refusal points at and what it offers.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ in, blamed, message, fix string }{
		// A rate is asked of a count, or per day twice.
		{"10M DAU * 20 req in rps", "in rps", "a count cannot become rps, a rate per second", "10M DAU * 20 req/day in rps → 2.31k rps"},
		{"50B msgs/day * 100 bytes / day in Gbps", "in Gbps", "a size per day per day cannot become Gbps, a size per second", "50B msgs/day * 100 bytes in Gbps → 0.463 Gbps, without /day"},
		{"100 GB/day in TB", "in TB", "a size per day cannot become TB, a size", "100 GB/day in TB/day → 0.1 TB/day"},
		{"100M * 500 B in MB/s", "in MB/s", "a size cannot become MB/s, a size per second", "100M/day * 500 B in MB/s → 0.579 MB/s"},
		{"62^6 in GB", "in GB", "a count cannot become GB, a size: multiply by the size of one first", ""},
		{"1 GB/s/s", "1 GB/s/s", "a size per second per second is nothing to ask for", "1 GB/s → 1 GB/s, without /s"},
		{"7 days * 24 hours", "7 days * 24 hours", "a time times a time is nothing to ask for", "7 * 24 hours → 7 days, without days"},
		// Sums of different kinds.
		{"16 GB + 4", "4", "a size and a count cannot be added: 4 what?", "16 GB + 4 GB → 20 GB"},
		{"4 + 16 GB", "4", "a count and a size cannot be added: 4 what?", "4 GB + 16 GB → 20 GB"},
		{"5 TB + 100 GB/day", "5 TB + 100 GB/day", "a size and a size per day cannot be added", "5 TB + 100 GB → 5.1 TB, without /day"},
		{"50-200 bytes", "50-200 bytes", "a difference below zero; is it a range?", "50..200 bytes → 50..200 B"},
		{"3-5x", "3-5x", "a difference below zero; is it a range?", "3..5x → 3..5"},
		{"10-20%", "10-20%", "a range, or a percentage taken off?", "10..20% → 10..20%"},
		{"1 GB..500", "500", "a size and a count are not the ends of one range: 500 what?", "1 GB..500 GB → 1..500 GB"},
		// Ambiguous suffixes.
		{"500B", "500B", "500B may be 500 billion or 500 bytes", "500bn → 500 billion, or 500 B → 500 B"},
		{"500B / 3", "500B", "500B may be 500 billion or 500 bytes", "500bn / 3 → 167 billion, or 500 B / 3 → 167 B"},
		{"365B * 100B", "365B", "more than one B could be bytes: 365B may be 365 billion or 365 bytes", "365bn * 100 B → 36.5 TB, or 365bn * 100bn → 3.65e22"},
		{"5m", "5m", "5m may be 5 million, 5 minutes or 5 milliseconds", "5M → 5 million, or 5min → 5 min, or 5ms → 5 ms"},
		// Slips of the keyboard.
		{"5 GBB", "GBB", `did you mean GB or GiB? "GBB" is neither a unit nor a known label`, "5 GB → 5 GB"},
		{"10 milion users", "milion", `did you mean million? "milion" is neither a unit nor a known label`, "10 million users → 10 million"},
		{"1 KB-2 KB", "1 KB-2 KB", "a difference below zero; is it a range?", "1 KB..2 KB → 1..2 KB"},
		{"16g", "g", `did you mean GB? "g" is neither a unit nor a known label`, "16GB → 16 GB"},
		{"5 TB in MBB", "MBB", `did you mean MB or MiB? "MBB" is neither a unit nor a known label`, "5 TB in MB → 5,000,000 MB"},
		{"1 000 000 * 2 KB", "000", "two figures without an operator between them", "1,000,000 * 2 KB → 2 GB"},
		{"1,23", "1,23", "commas stand between groups of three digits, and a point before decimals", "1.23 → 1.23"},
		{"max(100,200)", "100,200", "one number or two? put a space after a comma that separates, and leave it out of a number", ""},
		{"10M users, 500 bytes", ",", `an operator such as * or / is missing before ","`, ""},
		{"10M users at 5 KB", "at", `an operator such as * or / is missing before "at"`, "10M users * 5 KB → 50 GB"},
		{"1 TB over 200 MB/s", "over", `an operator such as * or / is missing before "over"`, "1 TB / 200 MB/s → 5,000 s"},
		{"100 GB 3 replicas", "3", "two figures without an operator between them", "100 GB * 3 replicas → 300 GB"},
		{"100M daily", "daily", "daily: a count of them or so many every time? for the latter type /day", "100M/day → 1.16k/s"},
		{"1 in 5", "5", "a unit is wanted, not a figure", "1 out of 5 → 0.2"},
		{"5 TB in GB * 2", "*", "nothing can follow the unit, which ends the line", "5 TB * 2 in GB → 10,000 GB"},
		{"10 users GB", "GB", "GB cannot stand here: a number has one unit, right after it", ""},
		{"(1 + 2", "(", "the parenthesis does not close", ""},
		{"1 + 2)", ")", "no parenthesis is open here", ""},
		{"5 GB *", "", "a figure is missing at the end", ""},
		{"in in", "in", `a figure is missing before "in"`, ""},
		{"5 TB in in", "in", `a unit such as TB, /s or boxes of 64 GB is missing before "in"`, ""},
		{"€5", "€", "money is in dollars here", ""},
		{"5\x00", "\x00", "a control character", ""},
		// Functions and limits.
		{"ceil(1.5 TB)", "1.5 TB", "ceil takes a plain number, not a size", "ceil(1.5 TB / 1 GB) → 1,500"},
		{"log(0)", "0", "log takes a number above zero", ""},
		{"max(1)", "max(1)", "max takes 2 figures or more, not 1", ""},
		{"((1 day)^9)^9", "((1 day)^9)^9", "too many units on top of one another", ""},
		{"1/0 TB", "0 TB", "division by zero", ""},
		{"5 / (3 - 3)", "(3 - 3)", "division by zero", ""},
		{"1 / (0..5)", "1 / (0..5)", "the ends of the range are beyond all measure, as when a range that reaches zero divides", ""},
		{"9^9^9^9", "9^9^9", "beyond all measure: the result has no room in a number", ""},
		{"1e309", "1e309", "a number beyond all measure", ""},
		{"1e200 * 1e200", "1e200 * 1e200", "beyond all measure: the result has no room in a number", ""},
		{"1e300/s", "1e300", "a number beyond all measure", ""},
		{"1e280 * 1e20 TB", "1e280 * 1e20 TB", "beyond all measure: the result has no room in a number", ""},
		{"2^(3 GB)", "(3 GB)", "an exponent is a plain number, not a size", ""},
		{"(-8)^0.5", "(-8)^0.5", "a root of a negative number", ""},
		{"x * 2", "x", "nothing is named x", ""},
		{"y * 2", "y", "a figure is missing before y, which is a unit (year)", "1 y * 2 → 2 years"},
		{"-1..2 GB", "-1..2 GB", "a range that begins below zero needs parentheses", "(-1)..2 GB → -1..2 GB"},
		{"", "", "nothing to evaluate", ""},
		{"# only a comment", "", "nothing to evaluate", ""},
		{"x = 5 GB", "x", "an expression is wanted here, without a name of its own", "5 GB → 5 GB"},
	} {
		r, err := Eval(c.in, nil)
		refused, ok := errors.AsType[*Error](err)
		if !ok {
			t.Errorf("Eval(%q) = %q, want a refusal", c.in, r.Display)
			continue
		}
		if blamed := c.in[refused.Offset : refused.Offset+refused.Length]; blamed != c.blamed {
			t.Errorf("Eval(%q) blames %q, want %q", c.in, blamed, c.blamed)
		}
		if refused.Message != c.message || refused.Fix != c.fix {
			t.Errorf("Eval(%q) refuses with\n%q, fix %q, want\n%q, fix %q", c.in, refused.Message, refused.Fix, c.message, c.fix)
		}
	}
}
