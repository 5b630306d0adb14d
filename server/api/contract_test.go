package api_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/labstack/echo/v4"

	"yingsu/server/api"
	"yingsu/server/auth"
	"yingsu/server/office"
)

// The document is valid OpenAPI, and says of every act what its declaration says.
func TestDocumentIsValid(t *testing.T) {
	w := newWorld(t)
	answer := w.do("", "GET", "/openapi.json", "")
	document, err := openapi3.NewLoader().LoadFromData(answer.Body.Bytes())
	must(t, err)
	must(t, document.Validate(t.Context()))
	if !bytes.Equal(answer.Body.Bytes(), w.do("", "GET", "/api/v1/openapi.json", "").Body.Bytes()) {
		t.Error("the two addresses of the document differ")
	}
	seen := map[string]bool{}
	for path, item := range document.Paths.Map() {
		for method, operation := range item.Operations() {
			if seen[operation.OperationID] || operation.Summary == "" {
				t.Errorf("%s %s: operation %q, summary %q", method, path, operation.OperationID, operation.Summary)
			}
			seen[operation.OperationID] = true
		}
	}
}

// contract returns the routes of the document, with every answer closed: what it
// does not name may not be there.
var contract = sync.OnceValues(func() (routers.Router, error) {
	e := echo.New()
	api.New(&office.Office{}, &auth.Gate{}).Mount(e)
	answer := httptest.NewRecorder()
	e.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/openapi.json", nil))
	document, err := openapi3.NewLoader().LoadFromData(answer.Body.Bytes())
	if err != nil {
		return nil, err
	}
	closed := false
	for _, s := range document.Components.Schemas {
		s.Value.AdditionalProperties = openapi3.AdditionalProperties{Has: &closed}
	}
	return legacy.NewRouter(document)
})

// keeps checks an answer, and a request that was accepted, against the document.
// What the document does not describe was refused.
func keeps(t *testing.T, r *http.Request, body []byte, answer *httptest.ResponseRecorder) {
	t.Helper()
	router, err := contract()
	must(t, err)
	route, params, err := router.FindRoute(r)
	if err != nil {
		if answer.Code < 400 {
			t.Errorf("%s %s is answered with %d but not described: %v", r.Method, r.URL, answer.Code, err)
		}
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	asked := &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true},
	}
	if answer.Code < 400 {
		if err := openapi3filter.ValidateRequest(t.Context(), asked); err != nil {
			t.Errorf("accepted, but not described: %v", err)
		}
	}
	given := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: asked, Status: answer.Code, Header: answer.Header(),
		Body: io.NopCloser(bytes.NewReader(answer.Body.Bytes())), Options: asked.Options,
	}
	if err := openapi3filter.ValidateResponse(t.Context(), given); err != nil {
		t.Errorf("%s %s: the answer is not as described: %v\n%s", r.Method, r.URL, err, answer.Body)
	}
}
