package libraries

import "fyne.io/fyne/v2/dialog"

// A dialog that is shown once, where it is made, is an operation like one of the functions that
// do both.
func shownOnce(win dialog.Window, name string, wide bool) {
	dialog.NewConfirm("", "", func(bool) {}, win).Show()   // want `^NewConfirm func\(bool\) declared later$`
	(dialog.NewConfirm("", "", func(bool) {}, win)).Show() // want `declared later$`

	d := dialog.NewFileSave(func(any, error) {}, win) // want `^NewFileSave func\(writer any, err error\) declared later, error 1$`
	d.SetFileName(name)
	if wide {
		d.Resize(1)
	}
	size := len(name)
	d.SetOnClosed(func() { d.Resize(size) })
	d.Show()
	d.Resize(2)

	for range 2 {
		d := dialog.NewConfirm("", "", func(bool) {}, win) // want `declared later$`
		d.Show()
		continue
	}
}

// One that may be shown again, or closed by something else than its buttons, may call back
// again. So may one that goes out of sight.
func shownAgain(win dialog.Window, name string, then func(show func())) (kept *dialog.FileDialog) {
	twice := dialog.NewFileSave(func(any, error) {}, win)
	twice.Show()
	twice.Show()

	looped := dialog.NewFileSave(func(any, error) {}, win)
	for range 2 {
		looped.Show()
	}

	jumped := dialog.NewFileSave(func(any, error) {}, win)
again:
	jumped.Show()
	if name == "" {
		goto again
	}

	left := dialog.NewFileSave(func(any, error) {}, win)
	if name == "" {
		return nil
	}
	left.Show()

	hidden := dialog.NewFileSave(func(any, error) {}, win)
	hidden.Show()
	hidden.Hide()

	later := dialog.NewFileSave(func(any, error) {}, win)
	then(func() { later.Show() })
	then(later.Show)

	value := dialog.NewFileSave(func(any, error) {}, win)
	value.Show()
	then(value.Show)

	given := dialog.NewFileSave(func(any, error) {}, win)
	given.Show()
	keep(given)

	var assigned *dialog.FileDialog
	assigned = dialog.NewFileSave(func(any, error) {}, win)
	assigned.Show()

	pointed := dialog.NewFileSave(func(any, error) {}, win)
	keep(&pointed)
	pointed.Show()

	replaced := dialog.NewFileSave(func(any, error) {}, win)
	replaced = twice
	replaced.Show()

	if d := dialog.NewFileSave(func(any, error) {}, win); name == "" {
		d.Show()
	}
	dialog.NewConfirm("", "", func(bool) {}, win)
	show := dialog.NewConfirm("", "", func(bool) {}, win).Show
	show()
	return dialog.NewFileSave(func(any, error) {}, win)
}

func keep(any) {}

// What shows it for others calls back once.
func confirm(text string, win dialog.Window, k func(bool)) {
	d := dialog.NewConfirm(text, "", k, win) // want `declared later, named$`
	d.Show()
}

// What makes it does not.
func makes(text string, win dialog.Window, k func(bool)) *dialog.ConfirmDialog {
	return dialog.NewConfirm(text, "", k, win)
}

func confirms(win dialog.Window) {
	confirm("", win, func(bool) {}) // want `^confirm func\(bool\) proven later$`
	makes("", win, func(bool) {}).Show()
}
