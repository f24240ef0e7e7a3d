package aio_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/unnest-go/unnest/runtime/aio"
)

// Of an answer that is cut off there is what has come.
func TestAnswerThatIsCutOffIsKept(t *testing.T) {
	on(t, func(b bench) {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = io.WriteString(w, "half")
		}))
		defer server.Close()
		resp, err := await(b, aio.HTTPGet(b.ctx, server.URL))
		if !errors.Is(err, io.ErrUnexpectedEOF) || resp == nil ||
			resp.StatusCode != http.StatusServiceUnavailable || string(resp.Body) != "half" ||
			resp.Header.Get("Content-Length") != "100" {
			t.Errorf("got %+v, %v", resp, err)
		}
	})
}
