package capacity

import (
	"strconv"
	"strings"
	"testing"
)

// A variation is a line of a kind that calculators misread, in other words than
// those of misread.json, and what it gives in base units: "5400 s", "10..20 B",
// "0.5 share", "5 count note" with a note and "5 count -note" without one,
// "refused", "refused, offers 5400", "refused, not 30". Lines before the last are
// separated by bars.
type variation struct{ line, want string }

// expects reads what a variation gives.
func expects(want string) expectation {
	var x expectation
	if rest, ok := strings.CutPrefix(want, "refused"); ok {
		x.Refuse = true
		for part := range strings.SplitSeq(rest, ", ") {
			if value, ok := strings.CutPrefix(part, "offers "); ok {
				if low, high, ok := strings.Cut(value, ".."); ok {
					value = "[" + low + "," + high + "]"
				}
				x.Right = []byte(value)
			}
			if value, ok := strings.CutPrefix(part, "not "); ok {
				x.Wrong = append(x.Wrong, []byte(value))
			}
		}
		return x
	}
	yes, no := true, false
	for i, field := range strings.Fields(want) {
		low, high, ends := strings.Cut(field, "..")
		value, err := strconv.ParseFloat(low, 64)
		switch {
		case i == 0 && err != nil:
			panic("a variation wants " + want)
		case i == 0 && ends:
			end, _ := strconv.ParseFloat(high, 64)
			x.Low, x.High = &value, &end
		case i == 0:
			x.Value = &value
		case field == "note":
			x.Note = &yes
		case field == "-note":
			x.Note = &no
		default:
			x.Hint = field
		}
	}
	return x
}

// check evaluates the variations of one kind.
func check(t *testing.T, variations []variation) {
	t.Helper()
	for _, v := range variations {
		lines := strings.Split(v.line, " | ")
		if reason := expects(v.want).judge(lines); reason != "" {
			t.Errorf("%q: %s, want %s", v.line, reason, v.want)
		}
	}
}

func TestPercentChain(t *testing.T) {
	check(t, []variation{
		{"1 + 10% + 10%", "1.21 count"},
		{"1 - 50% - 50%", "0.25 any"},
		{"one + 20% + 5%", "1.26 count"},
		{"(3 - 2) + 15% + 25%", "1.4375 count"},
		{"5% of 10 + 20%", "0.6 any"},
		{"boxes = 1 | boxes + 100% + 100%", "4 count"},
		{"rate = 20% | rate + 5%", "0.25 share"},
		{"1 TB + 15% + 25%", "1.4375e12 B"},
	})
}

func TestApproximateSign(t *testing.T) {
	check(t, []variation{
		{"~17k rps", "17000 /s"},
		{"≈ 11.6k qps", "11600 /s"},
		{"~4.6 TB/day * 3 days", "13.8e12 B"},
		{"5 GB * ~37", "185e9 B"},
		{"~86,400 * 2", "172800 count"},
		{"about 35k rps", "35000 /s"},
		{"users = ~ 123M | users * 1 KB", "123e9 B"},
		{"~1.7..2.3 GB", "1.7e9..2.3e9 B"},
	})
}

func TestGluedWord(t *testing.T) {
	check(t, []variation{
		{"3 Mreq/day", "34.7222222 /s"},
		{"8 kreq/s", "8000 /s"},
		{"20 KQPS", "20000 /s"},
		{"2 Gmsgs/day", "23148.148 /s"},
		{"5 Bmsgs/day", "57870.37 /s"},
		{"7 Mrows * 1 KB", "7e9 B"},
		{"10 Kops/s", "10000 /s"},
		{"300 MUsers", "3e8 count"},
		{"40 Kconnections * 2 KB", "8e7 B"},
		{"6 mtweets/day", "69.4444444 /s note"},
		{"3 GBytes", "3e9 B"},
		{"512 KBytes", "512000 B"},
		{"2 TiBytes", "2199023255552 B"},
		{"10 MBits", "1250000 B"},
		{"1 GBit/s", "125e6 B/s"},
		{"4 megabytes", "4e6 B"},
		{"2.4 GHz * 2 s", "4.8e9 count"},
		{"60 Hz * 1 min", "3600 count"},
		{"100 kHz", "1e5 /s"},
		{"30 prct of 50", "15 count"},
		{"5 per cent of 2000", "100 count"},
		{"3 msecs", "0.003 s"},
		{"20 usec", "2e-5 s"},
		{"5 x86 servers * 8 GB", "40e9 B"},
		{"5 m5 of them", "refused, not 5"},
		{"7 qwz", "7 count note"},
		{"3 frobs per user", "3 count note"},
		{"12 GB per zork", "12e9 B note"},
		{"5 cores", "5 count -note"},
		{"200 concurrent connections", "200 count -note"},
		{"30 kids", "30 count -note"},
		{"5 million daily active users", "5e6 count -note"},
	})
}

func TestSpanAfterSlash(t *testing.T) {
	check(t, []variation{
		{"12M per fortnight", "9.92063492 /s"},
		{"$9M/qtr", "1.157407407 $/s"},
		{"3 GB / fortnight * 28 days", "6e9 B"},
		{"5 PB per century", "1.5854896e6 B/s"},
		{"1 fortnight in days", "1209600 s"},
		{"5M / quarter * 2 quarters", "1e7 count"},
		{"4 posts every quarter", "5.14403292e-7 /s"},
		{"10k per sprint", "refused, not 10000"},
		{"3 TB/weekend", "refused, not 3e12"},
		{"7 jobs per shift", "refused, not 7"},
		{"2 TB per working day", "refused, not 2e12"},
		{"5 TB / night", "refused, not 5e12"},
		{"1M per semester", "refused"},
		{"2 nights * 8 hours", "57600 s"},
	})
}

func TestNumberWord(t *testing.T) {
	check(t, []variation{
		{"7 mln users", "7e6 count note"},
		{"3 Mrd rows", "3e9 count note"},
		{"12 tsd", "12000 count note"},
		{"5 Mio users * 2 KB", "1e10 B"},
		{"8 milhões", "8e6 count"},
		{"2 milliards", "2e9 count"},
		{"4 miljoner", "4e6 count"},
		{"300万 users", "3e6 count"},
		{"3億", "3e8 count"},
		{"5 Millionen", "5e6 count"},
		{"2 млн", "2e6 count"},
		{"6 cr", "6e7 count note"},
		{"5 trn", "5e12 count"},
		{"5 Billionen", "refused, not 5e9, offers 5e12"},
		{"3 billones users", "refused, not 3e9, offers 3e12"},
		{"5 mil millones", "refused, not 5e12"},
		{"sixty percent of 50", "30 count"},
		{"ninety-nine", "99 count"},
		{"twenty five thousand qps", "25000 /s"},
		{"two hundred and fifty thousand users", "250000 count"},
		{"three million four hundred thousand", "3.4e6 count"},
		{"a hundred and twenty GB", "120e9 B"},
		{"one and a half million users", "1.5e6 count"},
		{"2 and a half hours", "9000 s"},
		{"fifteen minutes", "900 s"},
		{"zero", "0 count"},
		{"half an hour", "1800 s"},
		{"half a GB", "5e8 B"},
		{"twice 10 GB", "20e9 B"},
		{"5 zillion", "refused, not 5"},
	})
}

func TestCurrency(t *testing.T) {
	check(t, []variation{
		{"5 gbp", "refused"},
		{"100 yen per user", "refused"},
		{"2k rupees/month", "refused"},
		{"3 pounds", "refused"},
		{"0.5 BTC", "refused"},
		{"20 CHF * 12", "refused"},
		{"EUR 5 * 3", "refused"},
		{"€0.02/GB * 1 TB", "refused"},
		{"₹500", "refused"},
		{"5 USD * 3", "15 $"},
		{"7 dollars/month * 12 months", "84 $"},
	})
}

func TestFractionWord(t *testing.T) {
	check(t, []variation{
		{"two thirds of 9M", "6e6 count"},
		{"two-thirds of 9M", "6e6 count"},
		{"three quarters of 8 GB", "6e9 B"},
		{"a quarter of 100k rps", "25000 /s"},
		{"a half of 10 TB", "5e12 B"},
		{"one twentieth of 1M", "50000 count"},
		{"nine tenths of 50 users", "45 count"},
		{"a hundredth of a second", "0.01 s"},
		{"3 fifths of 10M", "6e6 count"},
		{"quarter of 2M", "500000 count"},
		{"a quarter of a million", "250000 count"},
		{"a third", "0.33333333 count"},
		{"2/3rds of 9M", "6e6 count"},
		{"1/5th of 10M", "2e6 count"},
		{"5th of 10M", "refused, not 5e7"},
		{"10 third party services", "10 count"},
		{"half of a half", "0.25 count"},
	})
}

func TestDuration(t *testing.T) {
	check(t, []variation{
		{"2h15m", "8100 s"},
		{"1d12h", "129600 s"},
		{"5m30s", "330 s"},
		{"5m 30s", "330 s"},
		{"10y2m", "320544000 s"},
		{"1y6mo * 100M/month", "1.8e9 count"},
		{"2w3d", "1468800 s"},
		{"1hr30min * 10k rps", "54e6 count"},
		{"3d 4h 5min in s", "273900 s"},
		{"5s200ms", "5.2 s"},
		{"2 hours and 30 minutes", "9000 s"},
		{"1 h 30 min / 2", "2700 s"},
		{"10 GB / 1h40m", "1666666.67 B/s"},
		{"1 h 30 min - 10 min", "4800 s"},
		{"3 h 20", "refused, not 216000, offers 12000"},
		{"2d 6", "refused, not 1036800, offers 194400"},
		{"3h20", "refused, offers 12000"},
		{"30 min 1 h", "refused, not 108000"},
		{"2 h 30 users", "refused, not 216000"},
		{"90m", "refused, offers 90000000"},
		{"5m users", "5e6 count"},
	})
}

func TestClockTime(t *testing.T) {
	check(t, []variation{
		{"2:45 h", "9900 s"},
		{"0:20 hours", "1200 s"},
		{"1:15:30 h", "4530 s"},
		{"4:05 min", "245 s"},
		{"10 MB/s * 0:30 h", "18e9 B"},
		{"1:30", "0.033333 count note"},
		{"09:30", "refused"},
		{"14:00", "refused"},
		{"1:05", "refused"},
		{"1:30:00", "refused"},
		{"11pm", "refused, not 11"},
		{"7 am", "refused, not 7"},
		{"9:30pm", "refused"},
		{"2:75 h", "refused"},
		{"1:30 GB", "refused"},
		{"100:1 * 50 writes/s", "5000 /s -note"},
		{"10:1 reads", "10 count"},
	})
}

func TestBase(t *testing.T) {
	check(t, []variation{
		{"0xff", "255 count"},
		{"0XdeadBEEF", "3735928559 count"},
		{"0b101 * 3", "15 count"},
		{"0o755", "493 count"},
		{"0x10 KB", "16000 B"},
		{"0x1F_FF", "refused"},
		{"0b102", "refused"},
		{"0o8", "refused"},
		{"0xFG", "refused, not 0"},
		{"1010 binary", "refused, not 1010"},
		{"FF hex", "refused"},
		{"1920x1080", "2073600 count"},
		{"32 hex digits", "32 count"},
		{"0 B", "0 B"},
	})
}

func TestRatioPhrase(t *testing.T) {
	check(t, []variation{
		{"9 out of 10", "0.9 count"},
		{"two out of five of 10M", "4e6 count"},
		{"1M users * 3 out of 4", "750000 count"},
		{"1 out of every 1000 requests * 5M requests", "5000 count"},
		{"3 of 10", "refused, not 30, offers 0.3"},
		{"1 in 5 of 10M", "refused, offers 2000000"},
		{"25 basis points of 4M", "10000 count"},
		{"5‰ of 1M", "5000 count"},
		{"5 per mille of 2000", "10 count"},
		{"200 ppm of 1bn", "200000 count"},
		{"four nines of downtime", "refused, not 0.9999, offers 0.0001"},
		{"99.9% downtime", "refused, not 0.999, offers 0.001"},
		{"2% downtime", "0.02 share"},
		{"99.95% availability per month", "refused, offers 1296"},
		{"5 nines per year", "refused, offers 315.36"},
		{"three 9s", "0.999 share"},
		{"5 9s * 1 year", "31535684.64 s"},
		{"10 copies of 3 GB", "30e9 B"},
		{"half of 30", "15 count"},
	})
}

func TestHarmfulFix(t *testing.T) {
	check(t, []variation{
		{"1M users, 20 posts", "refused, not 20e6"},
		{"16 GB RAM 4 cores", "refused, not 64e9"},
		{"10k rps 2 KB", "refused, not 20e6"},
		{"5-8 TB * 3", "refused, not -9e12, offers 15e12..24e12"},
		{"100 * 10-20 KB", "refused, offers 1000000..2000000"},
		{"20-30% of 1M", "refused, offers 200000..300000"},
		{"8 - 3 GB", "refused, not 5"},
		{"2 hours 30", "refused, not 216000, offers 9000"},
		{"3 9s", "0.999 share"},
		{"5 tln", "5e12 count"},
		{"4 cores", "4 count -note"},
		{"3 tours", "3 count"},
		{"2 weaks", "refused, offers 1209600"},
		{"10 users are 5 GB", "refused, not 50e9"},
		{"100 MB/s * 2h 15min", "810e9 B"},
		{"100 GB 3 copies", "refused, offers 3e11"},
		{"10M users at 5 KB", "refused, offers 50e9"},
	})
}

func TestTrailingResult(t *testing.T) {
	check(t, []variation{
		{"20M / (24*60*60) = 230 TPS", "231.48148 any -note"},
		{"100M * 500 B = 50 GB", "50e9 B -note"},
		{"100M * 500 B = 5 GB", "50e9 B note"},
		{"100M * 500 B ≈ 48 GB", "50e9 B note"},
		{"40M / 100,000 ≈ 400/s", "400 any -note"},
		{"10M users x 20 = 200M posts/day", "200e6 any -note"},
		{"2^10 ~= 1000", "1024 count"},
		{"5 TB = ? GB", "5e12 B"},
		{"5 TB = how many GB?", "5e12 B"},
		{"12 * 30 =", "360 count"},
		{"1 week = 7 days", "604800 s -note"},
		{"1 GB = 1024 MB", "1e9 B note"},
		{"daily = 20M / 10 = 2M", "2e6 count -note"},
		{"500 GB / 2 => 250 GB", "250e9 B -note"},
		{"20M / 86400 -> 231", "231.48148 count -note"},
		{"a = 4 | a * 2 = 8", "8 count -note"},
		{"2 * 3 = 6 GB", "6 count"},
		{"2 TB * 3 = 6/s", "6e12 B note"},
		{"3 GB = 3 gigs", "3e9 B -note"},
		{"60 = five", "60 count note"},
	})
}

func TestNameWithColon(t *testing.T) {
	check(t, []variation{
		{"Storage: 5 TB * 3", "15e12 B"},
		{"peak QPS: 12k rps * 3", "36000 /s"},
		{"- writes: 100M/day", "1157.4074 /s"},
		{"1. reads: 5k/s", "5000 /s"},
		{"p99 latency: 200 ms", "0.2 s"},
		{"4K stream: 25 Mbps | 4K stream * 10", "31.25e6 B/s"},
		{"read/write ratio: 10:1", "10 count"},
		{"cache (hot set): 20% of 1 TB", "2e11 B"},
		{"qps:100k", "100000 count"},
		{"Step 2: writes = 5k/s | writes * 2", "10000 /s"},
		{"peak QPS: 30k rps | peak QPS * 2 KB", "60e6 B/s"},
		{"Total: 5 TB = 5000 GB", "5e12 B -note"},
		{"1000 writes/s * 10:1", "10000 /s"},
		{"R&D cost: $5/day * 2 days", "10 $"},
	})
}

func TestUppercaseName(t *testing.T) {
	check(t, []variation{
		{"TPS = 5M * 10 / 86400", "578.7037 count"},
		{"reads per second = 5k", "5000 count"},
		{"reads per second = 5k | reads per second * 2", "10000 count"},
		{"MB per day = 500 GB / 10", "50e9 B"},
		{"RPS = 4k | RPS * 3", "12000 count"},
		{"IOPS = 6k | 4 KB * iops", "24e6 any"},
		{"QPS (peak) = 3 * 5k", "15000 count"},
		{"days = 30 | 2M/day * days", "694.44444 /s"},
		{"Mbps = 8 * 5 | Mbps / 2", "20 count"},
		{"storage in cache = 20 GB | storage in cache * 2", "40e9 B"},
		{"top 10 = 5 GB | top 10 * 2", "10e9 B"},
		{"QPS = 12k | 5k QPS * 2", "10000 /s"},
		{"max = 5 | max * 2", "10 count"},
		{"in = 5", "refused"},
		{"avg ≈ 12k qps | avg * 2", "24000 /s"},
	})
}

func TestRemark(t *testing.T) {
	check(t, []variation{
		{"5 TB * 3 (replication)", "15e12 B"},
		{"10k rps (peak, all regions)", "10000 /s"},
		{"300M users (DAU) * 2 KB", "600e9 B"},
		{"replicas = 3 | 5 TB * 2 (replicas)", "10e12 B note"},
		{"5 TB * 3 (3 replicas)", "refused, not 45e12"},
		{"20M * 500 (bytes)", "refused"},
		{"5 TB (per day)", "refused"},
		{"2 * (3 + 4)", "14 count"},
	})
}

func TestGrowthWords(t *testing.T) {
	check(t, []variation{
		{"8k qps with 25% headroom", "10000 /s"},
		{"2 TB with 20% overhead", "2.4e12 B"},
		{"100 servers tripled", "300 count"},
		{"6 TB halved", "3e12 B"},
		{"5k rps doubled * 2 KB", "20e6 B/s"},
		{"40% more than 5k rps", "7000 /s"},
		{"10% fewer than 200 servers", "180 count"},
		{"25% higher than $40", "50 $"},
		{"50 more than 100", "150 count"},
		{"10 TB reduced by 30%", "7e12 B"},
		{"10 TB growing by 50%", "15e12 B"},
		{"1M users grown 20%", "1.2e6 count"},
		{"$80 with 25% discount", "60 $"},
		{"5 TB with 3 replicas", "15e12 B"},
		{"10k rps with 3x peak", "30000 /s"},
		{"twice as many as 5k", "10000 count"},
		{"3 times as much as 2 TB", "6e12 B"},
		{"half as many users as 10M", "5e6 count"},
		{"3x more than 5k", "refused, not 5000"},
		{"5 TB increased by 3x", "refused"},
		{"5 TB with 30% compression", "refused, not 1.5e12"},
		{"10 TB 3x compressed", "refused, not 30e12"},
		{"10 TB compression 3x", "refused, not 30e12"},
		{"10k rps at 70% utilization", "refused, not 7000"},
		{"50B messages/day * 5% with media", "28935.185 /s"},
		{"5 TB (doubled)", "refused"},
		{"5 TB plus 30%", "6.5e12 B"},
	})
}

func TestFrequencyWord(t *testing.T) {
	check(t, []variation{
		{"4 times an hour * 9k devices", "10 /s"},
		{"three times per minute * 200", "10 /s"},
		{"10 times every day * 8.64M", "1000 /s"},
		{"3x a day * 86.4M", "3000 /s"},
		{"twice daily * 43.2M users", "1000 /s"},
		{"once weekly * 604800", "1 /s"},
		{"5 times daily", "5.787037e-5 /s"},
		{"once every 5 minutes * 300k", "1000 /s"},
		{"every 2 hours * 7200 hosts", "1 /s"},
		{"every minute * 60k", "1000 /s"},
		{"each day * 86400 users", "1 /s"},
		{"daily * 86.4M", "1000 /s"},
		{"weekly * 7 TB", "11574074 B/s"},
		{"quarterly * 90 reports", "1.1574e-5 /s"},
		{"daily = 5 | daily * 2", "10 count"},
		{"10M daily active users", "10e6 count"},
		{"5 TB nightly", "refused, not 5e12"},
		{"3 times 40 GB", "120e9 B"},
		{"5 times", "refused"},
		{"100M daily", "refused, offers 1157.4074"},
	})
}

func TestUnicodeNumber(t *testing.T) {
	check(t, []variation{
		{"2¹⁰ * 1 KB", "1024000 B"},
		{"10⁻³ * 5 s", "0.005 s"},
		{"5×10⁸ users", "5e8 count"},
		{"½ TB", "5e11 B"},
		{"1½ hours", "5400 s"},
		{"2 ½ hours", "9000 s"},
		{"⅓ of 9M", "3e6 count"},
		{"1⅔ * 3", "5 count"},
		{"10 / ½", "20 count"},
		{"１００ ＭＢ／ｓ", "100e6 B/s"},
		{"१०० users", "100 count"},
		{"٥ GB", "5e9 B"},
		{"3 ✕ 4", "12 count"},
		{"6∗7", "42 count"},
		{"100 GB ∕ 4", "25e9 B"},
		{"1⁄4 of 8 GB", "2e9 B"},
		{"10—20 KB", "10e3..20e3 B"},
		{"1\u00a0000\u202f000 users", "1e6 count"},
		{"12\u2009500 req/s", "12500 /s"},
		{"1'000'000 * 2", "2e6 count"},
		{"1’000 GB", "1e12 B"},
		{"5\u00a0TB", "5e12 B"},
		{"＝ 5", "refused"},
	})
}

func TestGrouping(t *testing.T) {
	check(t, []variation{
		{"25.000 users", "25 count note"},
		{"1.250 TB", "1.25e12 B note"},
		{"2.000.000 rows", "2e6 count note"},
		{"1.234.567,5", "1234567.5 count note"},
		{"10.000,5 GB", "10000.5e9 B note"},
		{"2,5 hours", "refused, not 90000, offers 9000"},
		{"1,25 MB", "refused, offers 1250000"},
		{"12,34,567 users", "1234567 count"},
		{"1,50,00,000", "15e6 count"},
		{"1,0000,0000", "refused, offers 1e8"},
		{"1,2,3", "refused"},
		{"1,000", "1000 count -note"},
		{"12,345.678", "12345.678 count -note"},
		{"0.125 GB", "125e6 B -note"},
		{"99.999%", "0.99999 share -note"},
		{"1.25 GB", "1.25e9 B -note"},
		{"max(1, 2)", "2 count"},
	})
}

func TestMissingNote(t *testing.T) {
	check(t, []variation{
		{"2k req/s * 60 * 60", "7.2e6 /s note"},
		{"50/s * (24 * 3600)", "4.32e6 /s note"},
		{"100M/day / 24 / 60 / 60", "0.013395919 /s note"},
		{"$2/hour * 730", "0.40555556 $/s note"},
		{"30/min * 1440", "720 /s note"},
		{"10 GB/week * 52", "859788.36 B/s note"},
		{"100 rps * 3600 * 3", "1.08e6 /s note"},
		{"5 TB/month * 12", "23148148 B/s note"},
		{"100 rps * 3", "300 /s -note"},
		{"100M/day * 7 days", "7e8 count -note"},
		{"24 * 60 * 60", "86400 count -note"},
		{"10M * 365 days/year", "1e7 count note"},
		{"5k / 60 s/min", "5000 count note"},
		{"2 GB/day * 24 h/day", "23148.148 B/s note"},
		{"1M posts * 140 characters", "140e6 count note"},
		{"280 chars", "280 count -note"},
		{"10 bytes per char * 280 chars", "2800 B -note"},
	})
}

// What is close to all of something is not shown as all of it, and one is no
// plural.
func TestShownWell(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"99.9% * 1 year", "364.635 days"},
		{"99.99% of 1 year in days", "364.9635 days"},
		{"99.95% * 10 TB", "9.995 TB"},
		{"3 nines * 1 month", "29.97 days (2,589,408 s)"},
		{"99.999% of 30 days", "29.9997 days (2,591,974.08 s)"},
		{"95% of 10/3", "3.17"},
		{"12 months in years", "1 year"},
		{"36 months in year", "3 years"},
		{"24 h in days", "1 day"},
		{"1 KB in bytes", "1,000 bytes"},
		{"1 B in bytes", "1 byte"},
	} {
		if l := answer([]string{c.line}); l.Err != nil || l.Result.Display != c.want {
			t.Errorf("%s shows %q, %v, want %q", c.line, l.Result.Display, l.Err, c.want)
		}
	}
}

// Lines off a whiteboard, of all kinds together.
func TestWhiteboard(t *testing.T) {
	check(t, []variation{
		{"about 3-4 servers", "refused, not -1, offers 3..4"},
		{"~10-20 KB * 5", "refused, offers 50000..100000"},
		{"1 photo = 2MB", "refused, not 1, offers 2e6"},
		{"storage 5 TB * 3", "refused, offers 15e12"},
		{"QPS 12k", "refused, offers 12000"},
		{"read:write = 100:1", "100 count"},
		{"2 hrs of video @ 5 Mbps", "refused, offers 45e8"},
		{"100 r/s", "100 /s note"},
		{"86.4k seconds per day", "1 count note"},
		{"1 in 1000 requests", "refused, not 1, offers 0.001"},
		{"100M * 500 = 50 GB", "50e9 count note"},
		{"users: 5M; posts: 10/day", "refused"},
		{"5M users, posts: 10/day", "refused"},
		{"50M DAU x 20 req/day / 86400", "0.13395919 /s note"},
		{"500 hours of 4K video per min * 7 GB/hour", "58333333333 B/s"},
		{"30 fps * 1080p frame of 2 MB", "refused, not 64.8e9"},
		{"8K video * 2 MB", "16e9 B note"},
		{"8K videos * 2 MB", "16e9 B -note"},
		{"five 9's", "0.99999 share"},
		{"500 ms p99", "0.5 s"},
		{">10k rps", "refused, not 10000"},
		{"[100M + 50M] * 2", "refused"},
		{"100 GB in 64 GB boxes", "2 count"},
		{"1 user = 5", "1 count note"},
		{"20M/day -> QPS", "231.48148 /s"},
	})
}
