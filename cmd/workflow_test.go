package cmd

import (
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// A workflow is what a public home runs, as far as the test looks.
type workflow struct {
	Jobs map[string]struct {
		Needs string `yaml:"needs"`
		Uses  string `yaml:"uses"`
		Steps []struct {
			Run  string            `yaml:"run"`
			Uses string            `yaml:"uses"`
			With map[string]string `yaml:"with"`
		} `yaml:"steps"`
	} `yaml:"jobs"`
}

func readWorkflow(t *testing.T, name string) (w workflow) {
	t.Helper()
	if err := yaml.Unmarshal(readFileT(t, "../.github/workflows/"+name), &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// A public home guards main by .ci/run alone, and releases nothing that it refuses.
func TestWorkflows(t *testing.T) {
	var runs []string
	for _, step := range readWorkflow(t, "ci.yml").Jobs["run"].Steps {
		runs = append(runs, step.Run)
	}
	if runs = slices.DeleteFunc(runs, func(s string) bool { return s == "" }); !slices.Equal(runs, []string{".ci/run"}) {
		t.Errorf("ci.yml runs %q, want .ci/run", runs)
	}
	jobs := readWorkflow(t, "release.yml").Jobs
	if job := jobs["release"]; job.Needs != "ci" || jobs["ci"].Uses != "./.github/workflows/ci.yml" {
		t.Errorf("release.yml releases after %q, which uses %q", job.Needs, jobs["ci"].Uses)
	}
	steps := jobs["release"].Steps
	if last := steps[len(steps)-1]; last.With["args"] != "release --clean" {
		t.Errorf("release.yml ends with %v", last)
	}
}
