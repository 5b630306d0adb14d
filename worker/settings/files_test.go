package settings_test

import (
	"path/filepath"
	"strings"
	"testing"

	"yingsu/models/vault"
	"yingsu/models/vault/vaulttest"
	"yingsu/worker/settings"
)

// Files are kept where one is told: nowhere, in a directory, in a bucket; and a program
// starts while a bucket's service is away.
func TestWhereFilesAreKept(t *testing.T) {
	var told settings.Files
	if v, err := told.Open(t.Context(), ""); v != nil || err != nil {
		t.Errorf("nowhere: %v, %v", v, err)
	}
	beside := filepath.Join(t.TempDir(), "files")
	if v, err := told.Open(t.Context(), beside); !keeps(t, v, err) {
		t.Error("not beside")
	}
	service := vaulttest.Start(t)
	told = settings.Files{
		Endpoint: settings.Site(service.In.Endpoint.String()), Bucket: settings.Word(service.In.Name),
		Key: settings.Word(service.In.Key), Secret: settings.Secret(service.In.Secret),
	}
	if v, err := told.Open(t.Context(), beside); !keeps(t, v, err) {
		t.Error("not in the bucket")
	}
	service.Kill()
	v, err := told.Open(t.Context(), "")
	if err != nil {
		t.Fatalf("it does not start while the service is away: %v", err)
	}
	service.Begin()
	if !keeps(t, v, err) {
		t.Error("not once the service is back")
	}
}

// keeps tries a vault.
func keeps(t *testing.T, v vault.Vault, err error) bool {
	t.Helper()
	if err != nil {
		t.Error(err)
		return false
	}
	t.Cleanup(func() { v.Close() })
	d, err := v.Receive(strings.NewReader("起诉状"), 99)
	if err == nil {
		err = d.Keep(t.Context())
	}
	if err == nil {
		err = vault.Check(t.Context(), v, d.Sum)
	}
	if err != nil {
		t.Error(err)
	}
	return err == nil
}
