package console

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"
	"go.temporal.io/api/sdk/v1"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/protobuf/encoding/protojson"

	"yingsu/server/auth"
)

// refresh puts into what a workflow says of itself the lawsuit at a glance as it is
// today: days left and what is overdue change without the workflow doing anything. Where
// the ledger cannot tell, what the workflow says stands.
func (c *Console) refresh(e echo.Context, a *http.Response) error {
	if a.StatusCode != http.StatusOK {
		return nil
	}
	said, err := io.ReadAll(a.Body)
	if err != nil {
		return err
	}
	if err := a.Body.Close(); err != nil {
		return err
	}
	if now, err := c.refreshed(e, said); err == nil {
		said = now
	} else {
		slog.WarnContext(e.Request().Context(), "a lawsuit's details are shown as its workflow drew them", "error", err)
	}
	a.Body, a.ContentLength = io.NopCloser(bytes.NewReader(said)), int64(len(said))
	a.Header.Set("Content-Length", strconv.Itoa(len(said)))
	return nil
}

func (c *Console) refreshed(e echo.Context, said []byte) ([]byte, error) {
	number, err := url.PathUnescape(e.Param("workflow"))
	if err != nil {
		return nil, err
	}
	var answer workflowservice.QueryWorkflowResponse
	if err := protojson.Unmarshal(said, &answer); err != nil {
		return nil, err
	}
	opened, err := c.keys.Codec().Decode(answer.GetQueryResult().GetPayloads())
	if err != nil || len(opened) == 0 {
		return said, err
	}
	var says sdk.WorkflowMetadata
	if err := protojson.Unmarshal(opened[0].Data, &says); err != nil {
		return nil, err
	}
	who, _, _ := auth.Who(e)
	if says.CurrentDetails, err = c.office.Glance(e.Request().Context(), who, number, says.CurrentDetails); err != nil {
		return nil, err
	}
	if err := c.readers.note(who.Username, map[string]bool{number: true}, func(number string) error {
		return c.office.ReadInConsole(e.Request().Context(), who, number)
	}); err != nil {
		return nil, err
	}
	if opened[0].Data, err = protojson.Marshal(&says); err != nil {
		return nil, err
	}
	answer.QueryResult.Payloads = opened
	return protojson.Marshal(&answer)
}
