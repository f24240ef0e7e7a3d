package poll

// facilities, best first. For sockets alone epoll is as good as io_uring, which
// more kernels and containers refuse.
var facilities = []facility{
	{"epoll", newEpoll},
	{"io_uring", newRing},
	{"poll", newLevels},
}
