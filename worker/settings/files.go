package settings

import (
	"cmp"
	"context"
	"errors"
	"log/slog"

	"yingsu/models/vault"
)

// Open opens where uploaded files are kept: the bucket, or the directory, or else a
// directory beside, and nil where there is none of them. A bucket that cannot be used as
// it is described is Wrong; while its service is away, the program starts all the same,
// so that nobody has to wait for it but those who want files.
func (f *Files) Open(ctx context.Context, beside string) (vault.Vault, error) {
	if f.Bucket == "" {
		dir := cmp.Or(string(f.FilesDir), beside)
		if dir == "" {
			slog.Warn("no files are taken: neither FILES_DIR nor FILES_S3_BUCKET is set")
			return nil, nil
		}
		return vault.Open(dir)
	}
	bucket, err := f.InBucket()
	if err != nil {
		return nil, err
	}
	err = f.Misled(bucket.Try(ctx))
	if told := new(Wrong); errors.As(err, &told) {
		return nil, err
	}
	if err != nil {
		slog.Error("the bucket cannot be used now: until it can, no files are taken or opened", "error", err)
	}
	return bucket, nil
}

// Misled is the Wrong of a bucket that cannot be used as it is described. Any other error
// is as it was: a service may be away.
func (f *Files) Misled(err error) error {
	if why, misled := vault.Misled(err); misled && f.Bucket != "" {
		return wrong("FILES_S3_BUCKET", "所指的存储桶 %q 不能使用（%s），请核对 FILES_S3_ENDPOINT 等各项。", f.Bucket, why)
	}
	return err
}

// InBucket is the bucket, which nobody has asked for yet.
func (f *Files) InBucket() (*vault.Bucket, error) {
	return vault.NewBucket(vault.InBucket{
		Endpoint: f.Endpoint.URL(), Name: string(f.Bucket), Region: string(f.Region), Key: string(f.Key), Secret: string(f.Secret),
	})
}
