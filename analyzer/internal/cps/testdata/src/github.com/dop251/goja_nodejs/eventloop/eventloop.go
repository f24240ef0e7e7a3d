// Package eventloop stands for that of JavaScript in Go.
package eventloop

type Runtime struct{}

type EventLoop struct{ jobs []func(*Runtime) }

func (l *EventLoop) RunOnLoop(fn func(*Runtime)) bool { return l.add(fn) }

func (l *EventLoop) SetTimeout(fn func(*Runtime), seconds int) bool { return l.add(fn) }

func (l *EventLoop) SetInterval(fn func(*Runtime), seconds int) bool { return l.add(fn) }

func (l *EventLoop) add(fn func(*Runtime)) bool {
	l.jobs = append(l.jobs, fn)
	return true
}
