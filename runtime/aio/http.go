package aio

import (
	"context"
	"io"
	"net/http"

	"github.com/unnest-go/unnest/runtime/promise"
)

// A Response is the answer to an HTTP request, with its whole body, or what has come of
// that beside an error.
type Response struct {
	StatusCode int
	Header     http.Header
	Body       []byte
}

// HTTPGet gets a URL.
func HTTPGet(ctx context.Context, url string) *promise.Promise[*Response] {
	return promised(loopOf(ctx), func(k func(*Response, error)) { HTTPGetThen(ctx, url, k) })
}

// HTTPGetThen is [HTTPGet] with a continuation.
//
//unnest:once k
func HTTPGetThen(ctx context.Context, url string, k func(*Response, error)) {
	work(ctx, &freePool, exchange(ctx, http.MethodGet, url, "", nil), nil, k)
}

// HTTPPost posts a body of a content type to a URL.
func HTTPPost(ctx context.Context, url, contentType string, body io.Reader) *promise.Promise[*Response] {
	return promised(loopOf(ctx), func(k func(*Response, error)) {
		HTTPPostThen(ctx, url, contentType, body, k)
	})
}

// HTTPPostThen is [HTTPPost] with a continuation.
//
//unnest:once k
func HTTPPostThen(ctx context.Context, url, contentType string, body io.Reader, k func(*Response, error)) {
	work(ctx, &freePool, exchange(ctx, http.MethodPost, url, contentType, body), nil, k)
}

// exchange makes a request, to be sent and waited for by the function that is
// returned. Every request under way has a stack, and it takes little to make that
// 8 KB instead of 4: what is not done while the answer is waited for stands in
// functions of its own.
func exchange(
	ctx context.Context, method, url, contentType string, body io.Reader,
) func() (*Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return func() (*Response, error) { return nil, err }
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	return func() (*Response, error) { return whole(http.DefaultClient.Do(req)) }
}

// whole is resp with its body, which it closes, even if only a part has come.
func whole(resp *http.Response, err error) (*Response, error) {
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close() //nolint:errcheck // it has been read, or reading it has failed
	content, err := io.ReadAll(resp.Body)
	return &Response{StatusCode: resp.StatusCode, Header: resp.Header, Body: content}, err
}

// HTTPDo sends a request with a client, nil for the default one, and is
// fulfilled when the head of the answer has come. The body is to be read with
// [ReadAll] or [Chunks] and to be closed; the end of the context ends it, too. The
// context takes the place of that of the request, and is what is to limit the wait: an
// answer that comes when a Timeout has given it up stays open.
func HTTPDo(ctx context.Context, client *http.Client, req *http.Request) *promise.Promise[*http.Response] {
	return promised(loopOf(ctx), func(k func(*http.Response, error)) { HTTPDoThen(ctx, client, req, k) })
}

// HTTPDoThen is [HTTPDo] with a continuation.
//
//unnest:once k
func HTTPDoThen(ctx context.Context, client *http.Client, req *http.Request, k func(*http.Response, error)) {
	if req == nil {
		panic("aio: nil request")
	}
	if client == nil {
		client = http.DefaultClient
	}
	do := func() (*http.Response, error) { return client.Do(req.WithContext(ctx)) }
	late := func(resp *http.Response) { resp.Body.Close() } //nolint:errcheck // nobody reads it
	work(ctx, &freePool, do, late, k)
}
