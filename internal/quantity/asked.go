package quantity

import (
	"strings"

	"spar/internal/wordset"
)

// A question is why a word beside a number is asked about instead of taken for
// what is counted.
type question struct {
	why     string
	instead string // what to type in place of the word, if that is known
}

// asked are the words that name no thing: each would change the figure, if it
// were read, and nobody knows how.
var asked = func() map[string]question {
	t := make(map[string]question)
	for _, group := range []struct {
		words string
		question
	}{
		{
			`eur gbp jpy cny rmb inr aud cad chf sek nok dkk nzd sgd hkd krw brl mxn zar rub uah pln czk huf ron bgn ils aed sar qar kwd egp ngn kes ghs
			thb idr myr php vnd pkr bdt lkr npr twd ars clp cop uyu isk hrk kzt btc eth usdt usdc
			euro euros eurocent eurocents pound pounds sterling quid pence penny yen yuan renminbi rupee rupees paise won reais franc francs krona kronor krone kroner
			peso pesos lira liras zloty zlotys złoty rouble roubles ruble rubles rand rands dirham dirhams riyal riyals rial rials dinar dinars shekel shekels baht
			ringgit rupiah dong forint koruna leu lei hryvnia naira cedi taka bitcoin bitcoins ether satoshi satoshis rs kr zł`,
			question{why: "is other money: money is in dollars here"},
		},
		{"am pm noon midnight oclock gmt utc", question{why: "is a time of the day, which is no amount"}},
		{"st nd rd th", question{why: "makes it an order: a fifth is 1/5"}},
		{"hex hexadecimal binary octal decimal hexa", question{why: "names a base: type 0xFF, 0b1010 or 0o17 for another one than ten"}},
		{"few several couple couples many lots plenty tons loads handful handfuls some various tens hundreds dozens zillion zillions gazillion bazillion umpteen", question{why: "is no number"}},
		{
			"billionen billione billón billones billion_ biljoen biljon biljoner billioner biljoona biljoonaa bilião biliões bilione bilioni bilion biliony bilionów",
			question{why: "is a million million, not an English billion", instead: "trillion"},
		},
		{"trillionen trillón trillones triljoen triljoner trylion trylionów", question{why: "is a million million million, not an English trillion", instead: "quintillion"}},
		{
			"nightly biweekly bimonthly biannual biannually semiannual semiannually semimonthly triweekly weekdays",
			question{why: "is no certain time: say so many per day, or every 2 weeks"},
		},
		{"doubling tripling quadrupling halving doubles triples halves", question{why: "is an operation: write * and the factor"}},
		{"ko Ko", question{why: "is French for a size in octets", instead: "KB"}},
		{"Mo", question{why: "is French for a size in octets, and months are mo", instead: "MB"}},
		{"Go", question{why: "is French for a size in octets", instead: "GB"}},
		{"To", question{why: "is French for a size in octets", instead: "TB"}},
		{"squared", question{why: "is an operation", instead: "^2"}},
		{"cubed", question{why: "is an operation", instead: "^3"}},
		{"factorial mod modulo choose root sqrt log", question{why: "is an operation, and none that stands behind a figure"}},
	} {
		for word := range strings.FieldsSeq(group.words) {
			t[word] = group.question
		}
	}
	return t
}()

// vague are spans of time without a length: what is per one of them has to be
// put per day.
var vague = wordset.Of(`night evening morning afternoon weekend weekday workday businessday lunch lunchtime shift sprint semester trimester season
	term holiday vacation session lifetime generation era age moment while decennium nights weekends weekdays workdays shifts sprints semesters`)

// ask returns why a label is no label, if it is none.
func ask(word string) (question, bool) {
	if q, ok := asked[word]; ok {
		return q, true
	}
	q, ok := asked[strings.ToLower(word)]
	return q, ok && !isNoun(word)
}
