// Functions that are known by name: their bodies keep what is to be called.
package libraries

import (
	"context"

	"fyne.io/fyne/v2/dialog"
	"github.com/diamondburned/gotk4/pkg/gio/v2"
	"github.com/diamondburned/gotk4/pkg/gtk/v4"
)

func fyne(win dialog.Window) {
	dialog.ShowConfirm("", "", func(bool) {}, win)       // want `^ShowConfirm func\(bool\) declared later$`
	dialog.ShowForm("", "", "", nil, func(bool) {}, win) // want `^ShowForm func\(bool\) declared later$`
	dialog.ShowFileOpen(func(any, error) {}, win)        // want `^ShowFileOpen func\(reader any, err error\) declared later, error 1$`
	dialog.ShowColorPicker("", "", func(any) {}, win)
	dialog.NewConfirm("", "", func(bool) {}, win).Show()
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
