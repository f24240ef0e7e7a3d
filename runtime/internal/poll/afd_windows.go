package poll

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// AFD is the driver behind Windows sockets. Its poll request waits for the
// readiness of a socket and ends as a completion on a port: that makes of a port
// a demultiplexer for readiness, of which the documented interface offers none.
// The constants are those of the driver's request, which is stable since Windows
// Vista.
const (
	ioctlPoll = 0x00012024

	afdReceive       = 1 << 0
	afdSend          = 1 << 2
	afdDisconnect    = 1 << 3
	afdAbort         = 1 << 4
	afdLocalClose    = 1 << 5
	afdAccept        = 1 << 7
	afdConnectFailed = 1 << 8

	statusPending   = 0x103
	statusCancelled = 0xC0000120
	statusNotFound  = 0xC0000225

	sioBaseHandle = 0x48000022
)

// An afdPoll is the argument and the result of a poll request for one socket.
type afdPoll struct {
	timeout   int64
	handles   uint32
	exclusive uint32
	handle    windows.Handle
	events    uint32
	status    int32
}

// A request is a poll request under way. The driver writes to it, so it is kept
// in port.requests until its completion has been taken.
type request struct {
	iosb windows.IO_STATUS_BLOCK
	poll afdPoll
	desc *Desc
}

var (
	ntdll                     = windows.NewLazySystemDLL("ntdll.dll")
	procNtDeviceIoControlFile = ntdll.NewProc("NtDeviceIoControlFile")
	procNtCancelIoFileEx      = ntdll.NewProc("NtCancelIoFileEx")
)

// openAFD opens the driver and lets it complete on port.
func openAFD(port windows.Handle) (windows.Handle, error) {
	name, err := windows.NewNTUnicodeString(`\Device\Afd\unnest`)
	if err != nil {
		return 0, err
	}
	attrs := windows.OBJECT_ATTRIBUTES{ObjectName: name}
	attrs.Length = uint32(unsafe.Sizeof(attrs))
	var afd windows.Handle
	var iosb windows.IO_STATUS_BLOCK
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE
	err = windows.NtCreateFile(&afd, windows.SYNCHRONIZE, &attrs, &iosb, nil, 0, share, windows.FILE_OPEN, 0, 0, 0)
	if err != nil {
		return 0, err
	}
	if _, err := windows.CreateIoCompletionPort(afd, port, 0, 0); err != nil {
		windows.CloseHandle(afd) //nolint:errcheck // the first error counts
		return 0, err
	}
	return afd, nil
}

// baseSocket is the socket below what layered providers have put over it.
func baseSocket(s windows.Handle) (windows.Handle, error) {
	var base windows.Handle
	var n uint32
	err := windows.WSAIoctl(s, sioBaseHandle, nil, 0,
		(*byte)(unsafe.Pointer(&base)), uint32(unsafe.Sizeof(base)), &n, nil, 0)
	return base, err
}

// start submits r.
func (r *request) start(afd, socket windows.Handle, e Event) error {
	r.poll = afdPoll{timeout: 1<<63 - 1, handles: 1, handle: socket, events: afdFlags(e)}
	r.iosb.Status = windows.NTStatus(statusPending)
	size := unsafe.Sizeof(r.poll)
	status, _, _ := procNtDeviceIoControlFile.Call(uintptr(afd), 0, 0, uintptr(unsafe.Pointer(r)),
		uintptr(unsafe.Pointer(&r.iosb)), ioctlPoll,
		uintptr(unsafe.Pointer(&r.poll)), size, uintptr(unsafe.Pointer(&r.poll)), size)
	if s := uint32(status); s != 0 && s != statusPending {
		return windows.NTStatus(s)
	}
	return nil // it completes on the port even if it has ended at once
}

// cancel makes r complete early.
func (r *request) cancel(afd windows.Handle) error {
	var iosb windows.IO_STATUS_BLOCK
	status, _, _ := procNtCancelIoFileEx.Call(uintptr(afd),
		uintptr(unsafe.Pointer(&r.iosb)), uintptr(unsafe.Pointer(&iosb)))
	if s := uint32(status); s != 0 && s != statusNotFound {
		return windows.NTStatus(s)
	}
	return nil
}

// event is what r has ended with; zero if it was cancelled.
func (r *request) event() (e Event) {
	switch {
	case uint32(r.iosb.Status) == statusCancelled:
		return 0
	case r.iosb.Status != 0:
		return Readable | Writable | HangUp
	}
	flags := r.poll.events
	if flags&(afdReceive|afdAccept) != 0 {
		e |= Readable
	}
	if flags&afdSend != 0 {
		e |= Writable
	}
	if flags&afdDisconnect != 0 {
		e |= Readable | HangUp
	}
	if flags&(afdAbort|afdLocalClose|afdConnectFailed) != 0 {
		e |= Readable | Writable | HangUp
	}
	return e
}

func afdFlags(e Event) uint32 {
	flags := uint32(afdAbort | afdLocalClose | afdConnectFailed)
	if e&Readable != 0 {
		flags |= afdReceive | afdAccept | afdDisconnect
	}
	if e&Writable != 0 {
		flags |= afdSend
	}
	return flags
}
