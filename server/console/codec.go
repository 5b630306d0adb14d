package console

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"go.temporal.io/api/common/v1"
	"google.golang.org/protobuf/encoding/protojson"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/doors"
	"yingsu/server/problem"
	"yingsu/workflows/dial/envelope"
)

// CodecPath is what Temporal's console is told as the endpoint of its codec: there its
// page has envelopes opened.
const CodecPath = Path + "/codec"

// open opens envelopes for the console's page, once it is on record who reads whose.
func (c *Console) open(e echo.Context) error {
	var asked common.Payloads
	body, err := io.ReadAll(http.MaxBytesReader(e.Response(), e.Request().Body, doors.MaxUpload))
	if err != nil {
		return err
	}
	if err := protojson.Unmarshal(body, &asked); err != nil {
		return &models.Error{Code: problem.BadRequest, Detail: "请求无法识别：须为流程引擎的 payloads。"}
	}
	opened, err := c.keys.Codec().Decode(asked.Payloads)
	if err != nil {
		slog.ErrorContext(e.Request().Context(), "an envelope was not opened for the console", "error", err)
		return &models.Error{Code: models.Invalid, Detail: "部分内容无法解密：密钥文件中没有所用的密钥，或者内容已被改动。请联系系统管理员。"}
	}
	who, _, _ := auth.Who(e)
	if err := c.readers.note(who.Username, workflowsOf(asked.Payloads), func(number string) error {
		return c.office.ReadInConsole(e.Request().Context(), who, number)
	}); err != nil {
		return err
	}
	answer, err := protojson.Marshal(&common.Payloads{Payloads: opened})
	if err != nil {
		return err
	}
	return e.Blob(http.StatusOK, echo.MIMEApplicationJSON, answer)
}

// workflowsOf returns to which workflows envelopes belong.
func workflowsOf(payloads []*common.Payload) map[string]bool {
	found := map[string]bool{}
	for _, p := range payloads {
		if envelope.Is(p) {
			found[envelope.WorkflowOf(p)] = true
		}
	}
	return found
}

// readers remembers who was put on record for which workflow lately. The page asks for
// a few envelopes at a time: of its many questions one in an hour is kept, on each
// server.
type readers struct {
	mu    sync.Mutex
	since map[reader]time.Time
}

type reader struct{ username, workflow string }

const (
	lately   = time.Hour
	mostRead = 10_000
)

func (r *readers) note(username string, workflows map[string]bool, keep func(workflow string) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.since) > mostRead || r.since == nil {
		r.since = map[reader]time.Time{}
	}
	var failed error
	for w := range workflows {
		at := reader{username, w}
		if time.Since(r.since[at]) < lately {
			continue
		}
		if err := keep(w); err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		r.since[at] = time.Now()
	}
	return failed
}
