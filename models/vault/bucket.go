package vault

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Bucket is a vault in a bucket of a service that speaks S3. A file is one object, put
// there by one request that is signed with the file's own SHA-256: the service refuses
// whatever else arrives, and shows nothing before it has all of it. Content on its way in
// or out lies in files of the temporary directory that have no name, and so are gone when
// the program is.
type Bucket struct {
	name   string
	client *minio.Core
	idle   func() // closes the connections
}

// InBucket is where a bucket is and who comes.
type InBucket struct {
	Endpoint    *url.URL // http(s)://HOST[:PORT]
	Name        string
	Region      string // us-east-1 where it is empty
	Key, Secret string
}

// MostInBucket is how many bytes S3 takes in one request.
const MostInBucket = 5 << 30

const (
	attempts = 3 // of one request, within some seconds
	// answered is how long a service may take to answer once it has a request.
	answered = 30 * time.Second
	// slowest is how many bytes a second are worth waiting for.
	slowest = 128 << 10
)

// NewBucket returns a bucket without asking for it.
func NewBucket(at InBucket) (*Bucket, error) {
	transport, err := minio.DefaultTransport(at.Endpoint.Scheme == "https")
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	transport.DialContext = (&net.Dialer{Timeout: 5 * time.Second}).DialContext
	transport.ResponseHeaderTimeout = answered
	region := at.Region
	if region == "" {
		region = "us-east-1"
	}
	client, err := minio.NewCore(at.Endpoint.Host, &minio.Options{
		Creds: credentials.NewStaticV4(at.Key, at.Secret, ""), Secure: at.Endpoint.Scheme == "https",
		Region: region, Transport: transport, MaxRetries: attempts,
	})
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	return &Bucket{at.Name, client, transport.CloseIdleConnections}, nil
}

// Close lets the connections go.
func (b *Bucket) Close() error {
	b.idle()
	return nil
}

// nothing is the sum of the empty file, which Try leaves in the bucket: nobody hands it in.
var nothing = hex.EncodeToString(sha256.New().Sum(nil))

// Try puts the empty file there and reads it, to see that the bucket can be used.
func (b *Bucket) Try(ctx context.Context) error {
	draft, err := b.Receive(strings.NewReader(""), 0)
	if err != nil {
		return err
	}
	if err := errors.Join(draft.Keep(ctx), draft.Discard()); err != nil {
		return err
	}
	return Check(ctx, b, draft.Sum)
}

// Misled tells whether err means that a bucket cannot be used as it is described, however
// often it is tried, and in Chinese why.
func Misled(err error) (why string, misled bool) {
	var said minio.ErrorResponse
	var name *net.DNSError
	switch {
	case err == nil || Full(err):
	case errors.As(err, &said):
		why = misledCodes[said.Code]
		if refused := said.StatusCode >= 300 && said.StatusCode < 500 && !slices.Contains(passing, said.StatusCode); why == "" && refused {
			why = fmt.Sprintf("服务答复 %d %.80s", said.StatusCode, said.Code)
		}
	case errors.As(err, &name) && name.IsNotFound:
		why = "查不到主机名"
	case errors.As(err, new(x509.UnknownAuthorityError)):
		why = "证书不受信任，自签的机构证书另以 SSL_CERT_FILE 指明"
	case errors.As(err, new(x509.HostnameError)):
		why = "证书上不是这个主机名"
	case strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		why = "该地址只答 http，不答 https"
	}
	return why, why != ""
}

// passing are answers in the four hundreds that may be another one soon.
var passing = []int{http.StatusRequestTimeout, http.StatusTooManyRequests}

var misledCodes = map[string]string{
	"NoSuchBucket":                 "没有这个名称的存储桶",
	"InvalidBucketName":            "存储桶的名称不合规定",
	"InvalidAccessKeyId":           "没有这个密钥标识（FILES_S3_KEY）",
	"XAdminUserNotFound":           "没有这个密钥标识（FILES_S3_KEY）", // as Versity's says it
	"SignatureDoesNotMatch":        "密钥（FILES_S3_SECRET）不对",
	"AccessDenied":                 "该密钥没有读写这个存储桶的权限",
	"AuthorizationHeaderMalformed": "区域（FILES_S3_REGION）不对",
	"InvalidRegion":                "区域（FILES_S3_REGION）不对",
	"PermanentRedirect":            "存储桶在另一个区域（FILES_S3_REGION）或者地址",
	"RequestTimeTooSkewed":         "本机时钟与服务的时钟相差过大",
}

// Receive writes a draft into a file without a name.
func (b *Bucket) Receive(from io.Reader, limit int64) (*Draft, error) {
	file, err := nameless()
	if err != nil {
		return nil, fmt.Errorf("vault: receive: %w", err)
	}
	draft := &Draft{file: file, keep: b.keep}
	return draft.take(from, limit)
}

// nameless makes a file in the temporary directory that goes with its last user.
func nameless() (*os.File, error) {
	file, err := os.CreateTemp("", "yingsu-*")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// keep puts a draft there in one request.
func (b *Bucket) keep(ctx context.Context, draft *Draft) error {
	ctx, stop := context.WithTimeout(ctx, attempts*patience(draft.Size))
	defer stop()
	_, err := b.client.PutObject(ctx, b.name, placeOf(draft.Sum), io.NewSectionReader(draft, 0, draft.Size), draft.Size, "", draft.Sum,
		minio.PutObjectOptions{DisableContentSha256: true}) // of parts, which would take the place of the whole one's
	return roomless(err)
}

// patience is how long so many bytes may take.
func patience(size int64) time.Duration {
	return answered + time.Duration(size/slowest)*time.Second
}

// roomless marks the error of a service that has no room.
func roomless(err error) error {
	var said minio.ErrorResponse
	if errors.As(err, &said) && (said.StatusCode == http.StatusInsufficientStorage || slices.Contains(fullCodes, said.Code)) {
		return errors.Join(errFull, err)
	}
	return err
}

var fullCodes = []string{"QuotaExceeded", "XMinioAdminBucketQuotaExceeded"}

// Get fetches the file, and gives it away once all of it is here and is what it should be.
func (b *Bucket) Get(ctx context.Context, sum string) (*os.File, error) {
	if !sums.MatchString(sum) {
		return nil, ErrMissing
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	object, info, _, err := b.client.GetObject(ctx, b.name, placeOf(sum), minio.GetObjectOptions{})
	var said minio.ErrorResponse
	if errors.As(err, &said) && said.Code == minio.NoSuchKey {
		return nil, fmt.Errorf("%w: %s", ErrMissing, sum)
	}
	if err != nil {
		return nil, fmt.Errorf("vault: get %s: %w", sum, err)
	}
	defer func() { _ = object.Close() }() // only read
	late := time.AfterFunc(patience(info.Size), stop)
	defer late.Stop()
	file, err := nameless()
	if err != nil {
		return nil, fmt.Errorf("vault: get %s: %w", sum, err)
	}
	err = check(sum, io.TeeReader(object, file))
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// All asks for the list of objects, a thousand at a time.
func (b *Bucket) All(ctx context.Context) iter.Seq2[Kept, error] {
	return func(yield func(Kept, error) bool) {
		for object := range b.client.ListObjectsIter(ctx, b.name, minio.ListObjectsOptions{Recursive: true}) {
			if object.Err != nil {
				yield(Kept{}, fmt.Errorf("vault: list: %w", object.Err))
				return
			}
			if sum := sumAt(object.Key); sum != "" && sum != nothing && !yield(Kept{Sum: sum, Size: object.Size, Since: object.LastModified}, nil) {
				return
			}
		}
	}
}

// Remove deletes the object.
func (b *Bucket) Remove(ctx context.Context, sum string) error {
	if !sums.MatchString(sum) {
		return ErrMissing
	}
	ctx, stop := context.WithTimeout(ctx, attempts*answered)
	defer stop()
	if err := b.client.RemoveObject(ctx, b.name, placeOf(sum), minio.RemoveObjectOptions{}); err != nil {
		return fmt.Errorf("vault: remove %s: %w", sum, err)
	}
	return nil
}
