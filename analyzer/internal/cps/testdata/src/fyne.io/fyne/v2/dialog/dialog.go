// Package dialog stands for that of Fyne: what is shown is kept until a button is
// pressed.
package dialog

type Window interface{}

type FormItem struct{}

type ConfirmDialog struct{ callback func(bool) }

func NewConfirm(title, message string, callback func(bool), parent Window) *ConfirmDialog {
	return &ConfirmDialog{callback}
}

func (d *ConfirmDialog) Show() { shown = append(shown, d) }

var shown []any

func ShowConfirm(title, message string, callback func(bool), parent Window) {
	NewConfirm(title, message, callback, parent).Show()
}

func ShowForm(title, confirm, dismiss string, items []*FormItem, callback func(bool), parent Window) {
	shown = append(shown, callback)
}

func ShowFileOpen(callback func(reader any, err error), parent Window) {
	shown = append(shown, callback)
}

func ShowColorPicker(title, message string, callback func(c any), parent Window) {
	shown = append(shown, callback)
}

type FileDialog struct{ callback any }

func (d *FileDialog) Show() { shown = append(shown, d) }

func (d *FileDialog) Hide() {}

func (d *FileDialog) SetFileName(name string) {}

func (d *FileDialog) SetOnClosed(closed func()) {}

func (d *FileDialog) Resize(size int) {}

func NewFileSave(callback func(writer any, err error), parent Window) *FileDialog {
	return &FileDialog{callback}
}

func NewCustom(title string, content any, parent Window) *ConfirmDialog { return nil }
