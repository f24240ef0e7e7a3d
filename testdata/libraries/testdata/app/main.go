// A program that waits for operations of four libraries, by generated adapters.
// None of them needs a server that is not this program's own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/Arceliar/phony"
	api "github.com/apache/rocketmq-client-go/v2"
	"github.com/apache/rocketmq-client-go/v2/primitive"
	"github.com/couchbase/gocbcore/v10"
	"github.com/lesismal/nbio/logging"
	"github.com/lesismal/nbio/nbhttp"
	"github.com/unnest-go/unnest/runtime/promise"

	"example.com/libraries/actors"
	"example.com/libraries/couchbase"
	"example.com/libraries/nbio"
	"example.com/libraries/rocketmq"
)

func main() {
	for _, run := range []func(context.Context) error{actor, produce, get, document} {
		if err := run(context.Background()); err != nil {
			log.Fatal(err)
		}
	}
}

// actor runs two steps one after the other in an actor.
func actor(ctx context.Context) error {
	inbox := new(phony.Inbox)
	steps := 0
	_, err := actors.InboxActPromise(inbox, nil).
		Then(func(_ promise.Unit) *promise.Promise[promise.Unit] {
			steps++
			return actors.InboxActPromise(inbox, nil)
		}).
		Do(func(_ promise.Unit) { steps++ }).
		Await(ctx)
	fmt.Println("actor:", steps, err)
	return err
}

// A producer takes the place of one that has a broker.
type producer struct{ api.Producer }

var errFull = errors.New("full")

func (producer) SendAsync(
	ctx context.Context, done func(context.Context, *primitive.SendResult, error), list ...*primitive.Message,
) error {
	if len(list) == 0 {
		return errFull
	}
	go done(ctx, &primitive.SendResult{MsgID: string(list[0].Body)}, nil)
	return nil
}

// produce sends messages one after the other until there is no room.
func produce(ctx context.Context) error {
	_, err := rocketmq.SendAsyncPromise(producer{}, ctx, primitive.NewMessage("orders", []byte("order"))).
		Then(func(r rocketmq.SendAsyncResult) *promise.Promise[rocketmq.SendAsyncResult] {
			fmt.Println("sent:", r.Result.MsgID)
			return rocketmq.SendAsyncPromise(producer{}, r.Ctx)
		}).
		Await(ctx)
	if !errors.Is(err, errFull) {
		return fmt.Errorf("produce: %w", err)
	}
	fmt.Println("not sent:", err)
	return nil
}

// get asks a server of this process.
func get(ctx context.Context) error {
	logging.SetLevel(logging.LevelNone)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "hello")
	}))
	defer server.Close()
	engine := nbhttp.NewEngine(nbhttp.Config{})
	if err := engine.Start(); err != nil {
		return err
	}
	defer engine.Stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	if err != nil {
		return err
	}
	client := &nbhttp.Client{Engine: engine, Timeout: time.Minute}
	text, err := nbio.ClientDoPromise(client, request).
		Map(func(r nbio.ClientDoResult) (string, error) {
			text, err := io.ReadAll(r.Res.Body)
			return string(text), err
		}).
		Await(ctx)
	fmt.Println("response:", text, err)
	return err
}

// document asks for a document of a cluster that is not there.
func document(ctx context.Context) error {
	agent, err := gocbcore.CreateAgent(&gocbcore.AgentConfig{
		BucketName: "orders",
		SeedConfig: gocbcore.SeedConfig{MemdAddrs: []string{"127.0.0.1:1"}},
	})
	if err != nil {
		return err
	}
	defer agent.Close()
	_, found := couchbase.GetPromise(agent, gocbcore.GetOptions{
		Key: []byte("order"), Deadline: time.Now().Add(time.Millisecond),
	})
	_, err = found.Await(ctx)
	if !errors.Is(err, gocbcore.ErrTimeout) {
		return fmt.Errorf("get: %w", err)
	}
	fmt.Println("document: not in time")
	return nil
}
