package poll

// facilities, best first.
var facilities = []facility{
	{"iocp", newPort},
}
