// Package quantity is the calculator's language: an estimate with units, typed
// as one would say it, evaluated exactly, with the reading that was taken and
// whatever was decided on the way. Where nothing decides between two readings,
// the line is refused and the fix is offered with its value.
//
//	100M/day * 500B * 10y               182.5 TB
//	1 TB / 200 MB/s                     5,000 s (1.39 hours)
//	1B items * 50..200 bytes            50..200 GB
//	40 TB * $0.023/GB/month             $920/month ($11,040/year)
//	10M * 10 KB in boxes of 64 GB       2 boxes of 64 GB (1.56)
//
// [Eval] evaluates an expression and [Parse] one without names. A sheet of lines
// that refer to one another parses each with [ParseLine] and evaluates it in an
// [Env]. [ParseUnit] parses what a result is to be shown in.
//
// # Grammar
//
// White space separates; what follows # is a comment. Figures of other scripts
// and of full width, powers such as 10³, fractions such as 1½, and apostrophes or
// thin spaces between thousands count as their plain forms. A slash is tight if a
// word follows it without a space.
//
//	line     = [ mark ] [ heading ":" ] [ name ( "=" | "?" | "~" ) ] sum
//	           [ ( "in" | "to" | "as" | "->" ) unit ] [ result ]
//	mark     = "-" | "*" | "•" | 1 "." | 1 ")" before a heading or a name
//	heading  = words, numbers and signs, at least one word
//	name     = word { [ "-" ] ( word | 1234 ) } [ remark ]
//	result   = ( "=" | "~" | "->" before a figure ) [ line | ( "how many" | "?" ) [ unit ] ]
//	remark   = "(" word { [ "," | "-" ] word } ")"
//	sum      = term { ( "+" | "-" | "plus" | "minus" ) term | growth }
//	growth   = ( "increased" | "reduced" | ... ) [ "by" ] percentage
//	         | "with" ( percentage ( headroom | discount | ... ) | multiplier | 3 replicas )
//	term     = factor { times factor | over factor | multiplier | remark | "doubled" | ...
//	           | [ "times" ] "as" ( "many" | "much" | ... ) { label } "as" factor }
//	times    = "*" | "×" | "·" | "x" | "times" | "of" | "for"
//	over     = "/" | "÷" | "divided by"
//	factor   = { "+" | "-" | "~" } operand
//	operand  = modifier operand
//	         | [ "between" | "from" ] [ "$" ] base [ to [ "$" ] base ] measure [ to operand ] [ power ]
//	           [ "out of" [ "every" ] operand | ( "more" | "less" | ... ) "than" operand ]
//	base     = primary [ power ]
//	power    = "^" [ "-" ] base
//	to       = ".." | ( "to" | "–" before a number ) | ( "and" after "between" )
//	primary  = "every" before a time | "daily" | ... | number | "(" sum ")" | function "(" sum { "," sum } ")" | count | unitword | name
//	number   = digits [ count ] [ ":" digits [ ":" digits ] ] [ fraction ] | digits "/" digits before a word | written
//	written  = [ "a" ] numberword { [ "and" ] numberword | count } [ fraction ]
//	fraction = [ "-" ] ( thirds | tenths | quarters before "of" | ... ) | "and" [ "a" ] ( half | third | ... )
//	digits   = 1234 | 1,234,567 | 12,34,567 | 1.234.567 | 1_000 | 1.5 | .5 | 1e9 | 1E-3 | 0xFF | 0b11 | 0o17
//	measure  = { count } [ "B" | "b" | "m" ] [ [ "-" ] unitword | "9s" ] { time } { label } [ "-" unitword of time ]
//	           [ contents ] { per } [ contents ] { label }
//	contents = "of" [ "the" | "a" ] label
//	per      = ( tight slash | "per" | "every" ) denominator
//	         | ( "a" | "an" | "each" ) unitword of time
//	         | ( "per" | "every" ) operand that begins with a number
//	         | ( "daily" | ... ) after how often | "CPM"
//	denominator = [ count ] ( unitword | label { label } | name ) [ "-" unitword of time ]
//	unit     = [ count ] [ "$" | unitword | label { label } ] { ( "/" | "per" | "a" ) denominator }
//	         | label { label } "of" operand
//	         | operand label { label }
//	function = ceil | floor | round | min | max | log | log10 | log2 | ln | sqrt | rough
//	count    = k K M G T bn mn mil | dozen hundred thousand million billion trillion ... lakh crore | Mio Mrd 万 ...
//	modifier = peak | burst | avg | average | about | ...
//	numberword = zero | one | ... | ninety | half | third | once | twice | thrice | double | triple | ...
//
// A multiplier is an operand in x, such as 3x, or one behind "twice", and x3 is
// the operator x before a 3. A time is a number with a shorter unit than the time
// before it, of which a lone m is minutes or, after years, months: 1 h 30 min,
// 1h30m. After a colon, two digits before hours or minutes are their sixtieths:
// 1:30 h. A unit of one letter needs a number
// before it or a slash, and a name consists of words that are no units,
// unless the environment knows it as a phrase: what stands before the sign is a
// name whatever its words are, if none is an operator. "=" may be written ":=",
// "==", "=>", "~=" or "≅", "~" also "≈". The words of a remark have no meaning to
// the language, or it is none.
//
// # Rules
//
//  1. A number, its count, its unit and its tight slashes are one: 1 TB / 200
//     MB/s is 5,000 s. A slash with spaces, or before a number or a parenthesis,
//     divides. "per" binds like a tight slash. 1/2 day is half a day, 1 / 2 day
//     once in two days.
//     A warning tells where a point may be meant to separate thousands: 10.000
//     is ten, 1.000.000 a million.
//  2. A count is glued to its number or to what is counted, or a word of its
//     own: 10k, 5 Kreq, 10 million. A warning tells of counts in other languages.
//  3. Labels explain what a number counts (users, msgs, req). They cancel where
//     they meet and are never an error; a warning tells where they do not, and of
//     a label that is no noun of the field. A label within one edit of a unit is a
//     question, and so is what is no thing at all: other money, times of the day,
//     bases, numbers without a value (a few), spans without a length (per night),
//     words with a digit. After 3x, and after a tight slash, a word that names a
//     line is that line.
//  4. KB, kB and kb are 1,000 bytes, or 1,024 in a sheet of that base; KiB is
//     1,024 bytes; Kb is 1,000 bits, b is a bit. bps in any letter case is bits a
//     second, but Bps and MBps are bytes. A warning tells where letter case
//     decided.
//  5. A B glued to its number is a billion if a label, a unit or a time follows.
//     Otherwise both readings are tried: kinds must agree, a size has at least
//     one byte, and a B that multiplies counts where nothing else is a size is
//     bytes. If that leaves two, the line is refused. So it is with b for bits,
//     which is what undecided ones are, and with m, which is never minutes.
//  6. A year has 365 days, a month 30. Months and years are one family, twelve
//     to one; days come in only where the other side is in days or less.
//  7. X + 20% adds a fifth of X, whatever X is, 1 and 5% of 10 included; only
//     percentages themselves add up: 20% + 5% is 25%. 20% of X, 3x, peak 3x, x3
//     and 3 replicas multiply. What is said to grow or to shrink by a percentage,
//     or to have that much headroom or discount, does; what says neither is a
//     question, and so is a multiple that makes less, such as 3x compression, and
//     a part in words that is added or taken off: 10M minus a fifth.
//  8. a..b is a range, and so is "a to b unit". Corners bound the result;
//     what is likely combines the inputs in quadrature, as if each were
//     log-normal around the middle of its orders of magnitude. One input moves
//     everything that depends on it together, so x - x is 0.
//     A bound (10M+, over 10M, at least 3) and a tolerance (10M ± 5%) are no figures.
//  9. ~ or "about" before a figure says that it is approximate, and changes
//     nothing. rough(...) around a line rounds every literal, name and constant
//     to a friendly figure (86,400 to 10^5) and tells the drift; around a part it
//     rounds that.
//  10. "in" comes last and converts. Boxes are rounded up.
//  11. Results have three or four significant figures, or as many as show what
//     99.9% leaves away. Whole numbers stay exact; so does all arithmetic but
//     roots and logarithms.
//  12. Constants that the units take care of get a warning: a rate times 60 * 60 *
//     24 is a rate still, and 86,400 s/day is 1. A result that stands behind the
//     line does not change it; where they differ, a warning says by how much. So it
//     is with each of several. A warning also tells where a heading that begins with
//     a figure is of the same kind as the line: 10k/s : 500/s divides nothing.
//
// Lines of more than [MaxLength] characters and nesting of more than [MaxDepth]
// are refused, and so are powers that no float64 holds, before they are computed.
package quantity
