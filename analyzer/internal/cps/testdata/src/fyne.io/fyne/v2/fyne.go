// Package fyne stands for that of Fyne: functions run on its main thread.
package fyne

var queue []func()

func Do(fn func()) { queue = append(queue, fn) }

func DoAndWait(fn func()) { queue = append(queue, fn) }

type Driver interface {
	DoFromGoroutine(fn func(), wait bool)
}
