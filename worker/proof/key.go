package proof

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Key signs seals and checks them. It lies in a file outside of the database:
// whoever can change the ledger and does not have it cannot make a seal. The
// file is PEM: one private Ed25519 key, to sign with, and any number of public
// ones, of keys that were used before. To check seals, public keys are enough.
type Key struct {
	private ed25519.PrivateKey  // nil: can only check
	public  []ed25519.PublicKey // the private key's own first
}

// ErrNoKey means that the file of the key is not there.
var ErrNoKey = errors.New("the key of the seals is missing")

// ReadKey reads a key file.
func ReadKey(path string) (*Key, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrNoKey, path)
	}
	if err != nil {
		return nil, err
	}
	k := &Key{}
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if err := k.add(block); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	if len(k.public) == 0 {
		return nil, fmt.Errorf("%s: holds no Ed25519 key in PEM", path)
	}
	return k, nil
}

func (k *Key) add(block *pem.Block) error {
	switch block.Type {
	case "PRIVATE KEY":
		parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if err != nil {
			return err
		}
		private, ok := parsed.(ed25519.PrivateKey)
		if !ok || k.private != nil {
			return errors.New("want one private key, Ed25519")
		}
		k.private = private
		k.public = append([]ed25519.PublicKey{private.Public().(ed25519.PublicKey)}, k.public...)
	case "PUBLIC KEY":
		parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
		if err != nil {
			return err
		}
		public, ok := parsed.(ed25519.PublicKey)
		if !ok {
			return errors.New("want public keys that are Ed25519")
		}
		k.public = append(k.public, public)
	}
	return nil
}

// MakeKey writes a new key into a file that is not there yet, for its owner
// alone.
func MakeKey(path string) error {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(pem.Encode(f, &pem.Block{Type: "PRIVATE KEY", Bytes: der}), f.Sync(), f.Close())
}

// Public returns the PEM of the public half, with which others check seals.
func (k *Key) Public() ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(k.public[0])
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = pem.Encode(&out, &pem.Block{Type: "PUBLIC KEY", Bytes: der})
	return out.Bytes(), err
}

// Name is short for the key: the beginning of the hash of its public half.
func (k *Key) Name() string {
	sum := sha256.Sum256(k.public[0])
	return hex.EncodeToString(sum[:8])
}

// sign returns the signature of a text.
func (k *Key) sign(text string) string {
	return base64.StdEncoding.EncodeToString(ed25519.Sign(k.private, []byte(text)))
}

// signed tells whether a signature of a text is by one of the keys.
func (k *Key) signed(text, signature string) bool {
	raw, err := base64.StdEncoding.DecodeString(signature)
	if err != nil {
		return false
	}
	for _, public := range k.public {
		if ed25519.Verify(public, []byte(text), raw) {
			return true
		}
	}
	return false
}
