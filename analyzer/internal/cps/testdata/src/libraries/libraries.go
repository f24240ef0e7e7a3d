// Functions that are known by name: their bodies keep what is to be called.
package libraries

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"github.com/apache/pulsar-client-go/pulsar"
	"github.com/apache/rocketmq-client-go/v2"
	"github.com/asynkron/protoactor-go/actor"
	"github.com/dgraph-io/badger/v4"
	"github.com/diamondburned/gotk4/pkg/gio/v2"
	"github.com/diamondburned/gotk4/pkg/gtk/v4"
	"github.com/dop251/goja_nodejs/eventloop"
	"github.com/lesismal/nbio/nbhttp"
	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

func fyneThread(d fyne.Driver) {
	fyne.Do(func() {})                 // want `^Do func\(\) declared`
	fyne.DoAndWait(func() {})          // want `^DoAndWait func\(\) declared`
	d.DoFromGoroutine(func() {}, true) // want `^DoFromGoroutine func\(\) declared`
}

func fyneDialogs(win dialog.Window) {
	dialog.ShowConfirm("", "", func(bool) {}, win)       // want `^ShowConfirm func\(bool\) declared later$`
	dialog.ShowForm("", "", "", nil, func(bool) {}, win) // want `^ShowForm func\(bool\) declared later$`
	dialog.ShowFileOpen(func(any, error) {}, win)        // want `^ShowFileOpen func\(reader any, err error\) declared later, error 1$`
	dialog.ShowColorPicker("", "", func(any) {}, win)
}

func gtk4(ctx context.Context, win *gtk.Window, d *gtk.FileDialog) {
	d.Open(ctx, win, func(res gio.AsyncResulter) { // want `later$`
		file, err := d.OpenFinish(res)
		if err != nil {
			return
		}
		file.LoadContentsAsync(ctx, func(gio.AsyncResulter) {}) // want `later$`
		file.ConnectChanged(func(gio.AsyncResulter) {})
	})
	own(func(gio.AsyncResulter) {})
}

// own is no part of the library, so its body counts.
func own(f gio.AsyncReadyCallback) {
	f(nil)
	f(nil)
}

func actors(ctx actor.Context, f *actor.Future) {
	ctx.ReenterAfter(f, func(any, error) {}) // want `^ReenterAfter func\(res any, err error\) declared later, error 1$`
}

func commit(txn *badger.Txn) {
	txn.CommitWith(func(error) {}) // want `^CommitWith func\(error\) declared sometimes at once, error 0$`
	txn.OnDiscard(func(error) {})
}

func loops(ctx app.Context, loop *eventloop.EventLoop) {
	ctx.Dispatch(func(app.Context) {}) // want `later$`
	ctx.Defer(func(app.Context) {})    // want `later$`
	ctx.After(1, func(app.Context) {}) // want `later$`
	ctx.Handle("save", func(app.Context) {})
	loop.RunOnLoop(func(*eventloop.Runtime) {})     // want `later$`
	loop.SetTimeout(func(*eventloop.Runtime) {}, 1) // want `later$`
	loop.SetInterval(func(*eventloop.Runtime) {}, 1)
}

func brokers(ctx context.Context, p pulsar.Producer, c pulsar.Consumer, r rocketmq.Producer) {
	p.SendAsync(ctx, nil, func(pulsar.MessageID, *pulsar.ProducerMessage, error) {}) // want `declared sometimes at once, error 2$`
	c.Each(ctx, func(pulsar.Message, error) {})
	r.SendAsync(ctx, func(context.Context, *rocketmq.SendResult, error) {}) // want `declared later, error 2$`
}

func clients(c *nbhttp.Client, conn *nbhttp.ClientConn) {
	c.Do(nil, func(res, conn any, err error) {})    // want `^Do func\(res any, conn any, err error\) declared later, error 2$`
	conn.Do(nil, func(res, conn any, err error) {}) // want `declared sometimes at once, error 2$`
}
