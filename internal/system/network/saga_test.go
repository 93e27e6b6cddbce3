package network

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"spar/internal/system/systemtest"
)

// payment is an order: goods are reserved, money is charged, a parcel is sent, and what
// was done for an order that then fails is undone.
func payment(rest string) string {
	return `
system: topology
topology:
  components:
    - {name: client, kind: client, rate: 200/s, writes: 100%, calls: [{to: orders}]}
    - name: orders
      kind: service
      instances: 3
      workers: 100
      calls:
        - {to: stock, timeout: 100 ms, retries: 1, idempotent: KNOWN}
        - {to: bank, timeout: 100 ms, retries: 2, idempotent: KNOWN}
        - {to: shipping, timeout: 100 ms, retries: 1, idempotent: KNOWN}
        - {to: shipping, undoes: shipping, timeout: 200 ms, idempotent: KNOWN}
        - {to: bank, undoes: bank, timeout: 200 ms, idempotent: KNOWN}
        - {to: stock, undoes: stock, timeout: 200 ms, idempotent: KNOWN}
    - {name: stock, kind: service, time: 5 ms, refuses: 5%}
    - {name: bank, kind: external, instances: 2, time: 30 ms}
    - {name: shipping, kind: service, time: 10 ms, refuses: 10%}
`[1:] + rest[1:]
}

// kills befall every member, also while others are down.
const kills = `
faults:
  - at 10 s kill bank 1
  - at 12 s kill orders 2
  - at 13 s hang shipping 1
  - at 15 s restart orders 2
  - at 16 s restart bank 1
  - at 17 s kill orders
  - at 18 s restart shipping 1
  - at 19 s restart orders
  - at 20 s cut bank
  - at 24 s heal bank
  - at 25 s kill stock 1
  - at 26 s slow bank by 10
  - at 28 s hang orders 3
  - at 33 s kill shipping
  - at 34 s slow bank by 1
  - at 36 s restart shipping
  - at 37 s restart stock 1
  - at 38 s errors bank 50%
  - at 42 s errors bank 0%
  - at 43 s restart orders 3
`

// Whatever dies, and when, each order is paid, reserved and sent, or none of these, once
// callers have done what they owe.
func TestMoneyIsConserved(t *testing.T) {
	for seed := range uint64(3) {
		sc := with(read(t, strings.ReplaceAll(payment(kills), "KNOWN", "yes")), "duration", "60 s", "detection", "500 ms")
		sc.Seed = seed
		var m *model
		r := systemtest.Run(t, systemtest.Watched(System(), &m), sc)
		net := map[string]float64{}
		for _, step := range []string{"stock", "bank", "shipping"} {
			of := func(what string) float64 { return r.Metrics["orders_"+step+"_"+what] }
			net[step] = of("done") - of("undone") - of("in_flight")
			if of("undone") == 0 {
				t.Errorf("nothing of %s was undone", step)
			}
			for _, wrong := range []string{"done_twice", "undone_twice", "orphaned"} {
				if of(wrong) != 0 {
					t.Errorf("%s of %s is %v", wrong, step, of(wrong))
				}
			}
		}
		if net["stock"] != net["shipping"] || net["bank"] != net["shipping"] {
			t.Errorf("in the end there remain %v", net)
		}
		if served := float64(m.Counts.Served); net["shipping"] < served {
			t.Errorf("%v orders are sent, and %v were told so", net["shipping"], served)
		}
		if r.Metrics["orders_sagas_undone"] == 0 || r.Metrics["orders_sagas_stuck"] != 0 {
			t.Errorf("%v undone, %v stuck", r.Metrics["orders_sagas_undone"], r.Metrics["orders_sagas_stuck"])
		}
	}
}

// Where who is called does not know a call again, money is lost.
func TestMoneyIsLost(t *testing.T) {
	r := run(t, with(read(t, strings.ReplaceAll(payment(kills), "KNOWN", "no")), "duration", "60 s", "detection", "500 ms"))
	for _, metric := range []string{"orders_bank_done_twice", "orders_bank_undone_twice", "orders_bank_orphaned"} {
		if r.Metrics[metric] == 0 {
			t.Errorf("%s is 0", metric)
		}
	}
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "was done twice") {
		t.Errorf("warnings are %q", r.Warnings)
	}
}

// A charge that takes an exponential time, of mean m, is not there after T with
// probability p = e^(-T/m), and is tried again up to R times: it is done 1 + p + ... +
// p^R times, as what its caller has given up is done all the same.
func TestDoubleCharges(t *testing.T) {
	const text = `
system: topology
topology:
  components:
    - {name: client, kind: client, rate: 500/s, calls: [{to: orders}]}
    - name: orders
      kind: service
      time: 0 s
      workers: 1000
      calls:
        - {to: bank, timeout: %d ms, retries: 2, idempotent: %s}
        - {to: bank, undoes: bank}
    - {name: bank, kind: external, time: 20 ms}
`
	for _, timeout := range []int{20, 40} {
		r := run(t, with(read(t, fmt.Sprintf(text[1:], timeout, "no")), "network", "0 s", "duration", "200 s"))
		p := math.Exp(-float64(timeout) / 20)
		within(t, r, "orders_bank_done_twice", 500*200*(p+p*p), .03)
		within(t, r, "orders_sagas_undone", 500*200*p*p*p, .06)
		r = run(t, with(read(t, fmt.Sprintf(text[1:], timeout, "yes")), "network", "0 s", "duration", "200 s"))
		if r.Metrics["orders_bank_done_twice"] != 0 || r.Metrics["orders_bank_orphaned"] != 0 {
			t.Errorf("with keys %v were charged twice, %v for nothing", r.Metrics["orders_bank_done_twice"], r.Metrics["orders_bank_orphaned"])
		}
	}
}

// What is undone is so one after the other; what cannot be is given up in the end.
func TestUndoing(t *testing.T) {
	const text = `
system: topology
topology:
  components:
    - {name: client, kind: client, rate: 200/s, calls: [{to: orders}]}
    - name: orders
      kind: service
      calls:
        - {to: stock}
        - {to: bank}
        - {to: shipping}
        - {to: refunds, undoes: bank, retries: 2, backoff: 10 ms}
        - {to: stock, undoes: stock}
    - {name: stock, kind: external, time: 20 ms}
    - {name: bank, kind: external, time: 10 ms}
    - {name: refunds, kind: external, time: 30 ms}
    - {name: shipping, kind: external, refuses: 100%}
`
	r := run(t, with(read(t, text[1:]), "network", "0 s", "duration", "100 s"))
	within(t, r, "orders_undo_mean_seconds", .05, .02)
	charged, flying, refunded := r.Metrics["orders_bank_done"], r.Metrics["orders_bank_in_flight"], r.Metrics["orders_bank_undone"]
	if charged == 0 || refunded+flying != charged || r.Metrics["orders_bank_orphaned"] != 0 {
		t.Errorf("%v charged, %v refunded, %v in flight", charged, refunded, flying)
	}
	r = run(t, with(read(t, text[1:]+"faults: [at 0 s kill refunds]\n"), "duration", "100 s", "timeout", "10 s"))
	lost := r.Metrics["orders_bank_orphaned"]
	if lost == 0 || lost+r.Metrics["orders_bank_in_flight"] != r.Metrics["orders_bank_done"] || r.Metrics["orders_stock_orphaned"] != 0 {
		t.Errorf("%v charged, %v not refunded, %v still reserved", r.Metrics["orders_bank_done"], lost, r.Metrics["orders_stock_orphaned"])
	}
	if r.Metrics["done_fraction"] != 0 {
		t.Errorf("%v of all is done", r.Metrics["done_fraction"])
	}
}

func TestMistakesInUndoing(t *testing.T) {
	for calls, want := range map[string]string{
		"{to: a}, {to: a, undoes: b}":                                      "no call above",
		"{to: a, undoes: a}":                                               "write the call to a before",
		"{to: a}, {to: a, undoes: a}, {to: a, undoes: a}":                  "undone already, by call 2 of s",
		"{to: a, async: true}, {to: a, undoes: a}":                         "nobody knows what it has done",
		"{to: a}, {to: a, undoes: a, when: a failed}":                      "remove when",
		"{to: a}, {to: a, undoes: a, async: true}":                         "remove async",
		"{to: a, idempotent: maybe}":                                       "write no, yes",
		"{to: a}, {to: a, undoes: a, hedge: 1 ms}":                         "remove hedge",
		"{to: a, fallback: true, coalesce: true}, {to: b, undoes: a}":      "coalesce",
		"{to: a}, {to: a, only: reads}, {to: b, undoes: b}, {to: b}":       "stands below",
		"{to: a}, {to: b, when: a refused}, {to: b, undoes: a, share: 5%}": "remove share",
	} {
		text := "system: topology\ntopology:\n  components:\n    - {name: client, kind: client, calls: [{to: s}]}\n    - {name: s, kind: service, calls: [" + calls + "]}\n    - {name: a, kind: service}\n    - {name: b, kind: service}\n"
		if problems := problemsOf(t, text); !contains(problems, want) {
			t.Errorf("%s: problems are %v", calls, problems)
		}
	}
	const atClient = "system: topology\ntopology:\n  components:\n    - {name: client, kind: client, calls: [{to: a}, {to: a, undoes: a}]}\n    - {name: a, kind: service}\n"
	if problems := problemsOf(t, atClient); !contains(problems, "a client undoes nothing") {
		t.Errorf("problems are %v", problems)
	}
}
