package capacity

import (
	"strings"

	"spar/internal/quantity"
)

// A Fact is a figure worth knowing in an estimate. Figures that age have the
// year for which they hold.
type Fact struct {
	Topic  Topic
	Name   string
	Value  string // in the language of package quantity
	Year   int    // 0 for what does not age
	Source string // empty for arithmetic
}

// A Topic groups facts.
type Topic string

// The topics in the order of the table.
const (
	PowersOfTwo Topic = "powers of two"
	Durations   Topic = "time"
	Latencies   Topic = "latency"
	Hardware    Topic = "one machine"
	DataCentres Topic = "data centres"
	Downtimes   Topic = "availability: downtime a year"
	Prices      Topic = "prices"
	People      Topic = "people"
)

// Sources that several facts share.
const (
	scott    = "C. Scott, Latency Numbers Every Programmer Should Know, after J. Dean"
	hamilton = "J. Hamilton, AWS re:Invent"
	samsung  = "Samsung 990 PRO data sheet"
	seagate  = "Seagate Exos X24 data sheet"
	ec2      = "Amazon EC2 instance types"
)

// Facts returns the table of facts, topic by topic.
func Facts() []Fact {
	return []Fact{
		{PowersOfTwo, "2^10, a thousand", "2^10", 0, ""},
		{PowersOfTwo, "2^16, ports", "2^16", 0, ""},
		{PowersOfTwo, "2^20, a million", "2^20", 0, ""},
		{PowersOfTwo, "2^30, a billion", "2^30", 0, ""},
		{PowersOfTwo, "2^32, IPv4 addresses", "2^32", 0, ""},
		{PowersOfTwo, "2^40, a trillion", "2^40", 0, ""},
		{PowersOfTwo, "2^53, integers exact in a double", "2^53", 0, ""},
		{PowersOfTwo, "2^64", "2^64", 0, ""},
		{PowersOfTwo, "62^6, codes of six base-62 characters", "62^6", 0, ""},
		{PowersOfTwo, "62^7, codes of seven", "62^7", 0, ""},

		{Durations, "a day", "1 day in s", 0, ""},
		{Durations, "a month of 30 days", "1 month in s", 0, ""},
		{Durations, "a year of 365 days", "1 year in s", 0, ""},
		{Durations, "a million a day", "1M/day in /s", 0, ""},

		{Latencies, "L1 cache reference", "1 ns", 2020, scott},
		{Latencies, "branch mispredict", "3 ns", 2020, scott},
		{Latencies, "L2 cache reference", "4 ns", 2020, scott},
		{Latencies, "mutex lock or unlock", "17 ns", 2020, scott},
		{Latencies, "main memory reference", "100 ns", 2020, scott},
		{Latencies, "compress 1 KB", "2 us", 2020, scott},
		{Latencies, "read 1 MB from memory", "3 us", 2020, scott},
		{Latencies, "random read from an SSD", "16 us", 2020, scott},
		{Latencies, "read 1 MB from an SSD", "49 us", 2020, scott},
		{Latencies, "round trip in a data centre", "500 us", 2020, scott},
		{Latencies, "read 1 MB from a disk", "825 us", 2020, scott},
		{Latencies, "disk seek", "2 ms", 2020, scott},
		{Latencies, "round trip California to the Netherlands", "150 ms", 2020, scott},

		{Hardware, "memory of an ordinary server", "64 GiB", 2023, ec2 + ", m7i.4xlarge"},
		{Hardware, "memory of a large server", "1536 GiB", 2023, ec2 + ", r7i.48xlarge"},
		{Hardware, "memory of the largest servers", "24 TiB", 2019, ec2 + ", u-24tb1"},
		{Hardware, "capacity of a large disk", "24 TB", 2023, seagate},
		{Hardware, "sequential read from a disk", "285 MB/s", 2023, seagate},
		{Hardware, "sequential read from an NVMe SSD", "7450 MB/s", 2022, samsung},
		{Hardware, "random reads of an NVMe SSD", "1.4M/s", 2022, samsung},
		{Hardware, "network card, 10 gigabit", "10 Gbps", 2002, "IEEE 802.3ae"},
		{Hardware, "network card, 100 gigabit", "100 Gbps", 2010, "IEEE 802.3ba"},
		{Hardware, "network card, 400 gigabit", "400 Gbps", 2017, "IEEE 802.3bs"},
		{Hardware, "Redis on one core, GET without pipelining", "81k/s", 2011, "Redis 2.2 documentation, Benchmarks"},

		{DataCentres, "servers of one large data centre, from", "50,000 servers", 2016, hamilton},
		{DataCentres, "servers of one large data centre, to", "80,000 servers", 2016, hamilton},
		{DataCentres, "servers from which it is called hyperscale", "5,000 servers", 2024, "IDC, quoted by IBM, What is hyperscale?"},

		{Downtimes, "99%", "(1 - 99%) * 1 year in days", 0, ""},
		{Downtimes, "99.9%", "(1 - 99.9%) * 1 year in hours", 0, ""},
		{Downtimes, "99.99%", "(1 - 99.99%) * 1 year in minutes", 0, ""},
		{Downtimes, "99.999%", "(1 - 99.999%) * 1 year in minutes", 0, ""},

		{Prices, "object storage", "$0.023/GB/month", 2024, "Amazon S3 Standard, us-east-1, first 50 TB"},
		{Prices, "traffic out to the internet", "$0.09/GB", 2024, "Amazon S3, us-east-1, first 10 TB a month"},

		{People, "a blink of an eye, from", "100 ms", 0, "BioNumbers, Harvard"},
		{People, "a blink of an eye, to", "400 ms", 0, "BioNumbers, Harvard"},
		{People, "people on earth", "8 billion", 2022, "United Nations, 15 November 2022"},
	}
}

// Result returns the fact evaluated.
func (f Fact) Result() (quantity.Result, error) { return quantity.Eval(f.Value, nil) }

// Term returns the fact as it can stand in another expression: without the unit
// that it is shown in, and in parentheses if it is more than one figure.
func (f Fact) Term() string {
	term, _, _ := strings.Cut(f.Value, " in ")
	if strings.Contains(term, " * ") {
		return "(" + term + ")"
	}
	return term
}
