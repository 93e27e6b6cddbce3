package evidence

import "testing"

func TestMissing(t *testing.T) {
	for _, tt := range []struct {
		lacks        []string
		reason, want string
	}{
		{nil, "a heading", "a heading"},
		{[]string{"quantity-noun", "expires-col or primary-key"}, "not all of it is said", "not found: what quantity; words such as expires or primary key"},
		{[]string{"guess"}, "you deny it", "you deny it: guess"},
		{[]string{"a or b or c or d or e or f"}, "", "not found: words such as a, b or c"},
		{[]string{"vs or versus or against"}, "", "not found: words such as compared with or against"},
		{[]string{"keep or keeps or keeping or stay"}, "", "not found: words such as keep or stay"},
	} {
		if got := Missing(tt.lacks, tt.reason); got != tt.want {
			t.Errorf("Missing(%q, %q) = %q, want %q", tt.lacks, tt.reason, got, tt.want)
		}
	}
}
