package system

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestReadScenario(t *testing.T) {
	sc, problems := Registry{lamp()}.ReadScenario("lamps.yaml", []byte(`
system: lamp
seed: 18446744073709551615
parameters:
  lamps: 4
  flashes: 2 * 10/s
faults: [at 50% kill lamp 4]
objectives: [availability >= 99%]
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := Scenario{
		System: "lamp", Parameters: map[string]string{"lamps": "4", "flashes": "2 * 10/s"},
		Faults: []string{"at 50% kill lamp 4"}, Objectives: []string{"availability >= 99%"}, Seed: 1<<64 - 1,
	}
	if !maps.Equal(sc.Parameters, want.Parameters) || !slices.Equal(sc.Faults, want.Faults) || !slices.Equal(sc.Objectives, want.Objectives) || sc.Seed != want.Seed {
		t.Errorf("read %+v, want %+v", sc, want)
	}
	again, problems := Registry{lamp()}.ReadScenario("", []byte(sc.YAML()))
	if len(problems) > 0 || again.YAML() != sc.YAML() {
		t.Errorf("written and read again it is %+v (%v)", again, problems)
	}
}

func TestReadScenarioNamesMistakesAtTheirPlaces(t *testing.T) {
	for text, want := range map[string][]string{
		"system: lmap\n":               {`a.yaml:1:9: no system "lmap"; did you mean "lamp"?`},
		"parameters: {}\n":             {`a.yaml:1:1: `},
		"system: lamp\nseed: -1\n":     {`a.yaml:2:7: "-1" is no seed`},
		"system: lamp\nlamps: 4\n":     {`a.yaml:2:1: unknown key "lamps"`},
		"system: lamp\nfaults: dance":  {`a.yaml:2:9: faults: want a list of text, found "dance"`},
		"system: [lamp\n":              {`a.yaml:`},
		"system: lamp\nobjectives: []": nil,
		"system: lamp\nparameters:\n  lmaps: 4\n  colour: gren\nfaults:\n  - dance\n  - at 90s kill lamp 1\nobjectives: [shine > 1]\n": {
			`a.yaml:3:3: lamp has no such parameter; did you mean "lamps"?`,
			`a.yaml:4:11: no choice "gren"; did you mean "green"?`,
			`a.yaml:6:5: "dance": no action "dance"`,
			`a.yaml:8:14: "shine > 1": no metric "shine"`,
		},
		"system: lamp\nparameters: {lamps: 13}\n": {`a.yaml:2:21: 13 lamps bring bad luck`},
	} {
		_, problems := Registry{lamp()}.ReadScenario("a.yaml", []byte(text))
		if len(problems) != len(want) {
			t.Errorf("%q has the problems %v, want %d", text, problems, len(want))
			continue
		}
		for i, p := range problems {
			if !strings.HasPrefix(p.String(), want[i]) {
				t.Errorf("%q: problem %q does not begin with %q", text, p, want[i])
			}
		}
	}
}

func FuzzReadScenario(f *testing.F) {
	f.Add([]byte("system: lamp\nparameters: {lamps: 4}\nfaults: [load x2]\nseed: 1\n"))
	f.Add([]byte("system: lamp\nobjectives: [availability > 1]\n"))
	f.Add([]byte("seed: [1]\nfaults: {}"))
	f.Add([]byte("?"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sc, problems := Registry{lamp()}.ReadScenario("f", data)
		for _, p := range problems {
			if p.Line < 1 || p.Column < 1 || p.Line > strings.Count(string(data), "\n")+1 || p.Message == "" {
				t.Errorf("%q: problem %+v", data, p)
			}
		}
		if len(problems) > 0 {
			return
		}
		if again, problems := (Registry{lamp()}).ReadScenario("f", []byte(sc.YAML())); len(problems) > 0 || again.YAML() != sc.YAML() {
			t.Errorf("%q: written as %q and read again it is %q (%v)", data, sc.YAML(), again.YAML(), problems)
		}
	})
}

// A parameter takes the place of those that it stands in for, and the other way
// round.
func TestSet(t *testing.T) {
	s := lamp()
	s.Parameters = append(s.Parameters, Parameter{Name: "brightness", Kind: Number, Max: 9, Replaces: []string{"colour", "skew"}})
	systems := Registry{s}
	sc := Scenario{System: "lamp", Parameters: map[string]string{"colour": "red", "lamps": "2"}}
	bright := systems.Set(sc, "brightness", "3")
	if want := map[string]string{"brightness": "3", "lamps": "2"}; !maps.Equal(bright.Parameters, want) {
		t.Errorf("set brightness: %v, want %v", bright.Parameters, want)
	}
	red := systems.Set(bright, "colour", "green")
	if want := map[string]string{"colour": "green", "lamps": "2"}; !maps.Equal(red.Parameters, want) {
		t.Errorf("set colour: %v, want %v", red.Parameters, want)
	}
	if len(sc.Parameters) != 2 || sc.Parameters["colour"] != "red" {
		t.Errorf("the scenario itself changed: %v", sc.Parameters)
	}
	plan, problems := newPlan(s, bright)
	if len(problems) > 0 || plan.Has("colour") || plan.Has("skew") || !plan.Has("brightness") {
		t.Errorf("the plan has colour %q and skew %q (%v), want neither", plan.Text("colour"), plan.Text("skew"), problems)
	}
	problems = systems.Check(Scenario{System: "lamp", Parameters: map[string]string{"brightness": "1", "skew": "1"}})
	if want := "parameters.skew: brightness stands in for skew; give one of them"; len(problems) != 1 || problems[0].String() != want {
		t.Errorf("both given: problems %v, want %q", problems, want)
	}
}
