//go:build aix || zos || (!unix && !windows)

package sock

import (
	"errors"
	"net/netip"
)

// The functions below exist so that programs which do not use sockets can be
// built for systems without a demultiplexer. All that can fail do.

func Again(error) bool   { return false } //nolint:godoclint // see above
func Aborted(error) bool { return false } //nolint:godoclint // see above

func WasReset(error) bool { return false } //nolint:godoclint // see above

func Listen(Addr) (uintptr, error)        { return 0, errors.ErrUnsupported }        //nolint:godoclint // see above
func Connect(Addr) (uintptr, bool, error) { return 0, false, errors.ErrUnsupported } //nolint:godoclint // see above
func Connected(uintptr) (bool, error)     { return true, errors.ErrUnsupported }     //nolint:godoclint // see above
func Read(uintptr, []byte) (int, error)   { return 0, errors.ErrUnsupported }        //nolint:godoclint // see above
func Write(uintptr, []byte) (int, error)  { return 0, errors.ErrUnsupported }        //nolint:godoclint // see above
func CloseWrite(uintptr) error            { return errors.ErrUnsupported }           //nolint:godoclint // see above
func Close(uintptr) error                 { return errors.ErrUnsupported }           //nolint:godoclint // see above
func Reset(uintptr) error                 { return errors.ErrUnsupported }           //nolint:godoclint // see above
func Local(uintptr, string) Addr          { return Addr{} }                          //nolint:godoclint // see above
func Remote(uintptr, string) Addr         { return Addr{} }                          //nolint:godoclint // see above

func Accept(uintptr) (uintptr, netip.AddrPort, error) { //nolint:godoclint // see above
	return 0, netip.AddrPort{}, errors.ErrUnsupported
}

func ReadFrom(uintptr, []byte) (int, netip.AddrPort, error) { //nolint:godoclint // see above
	return 0, netip.AddrPort{}, errors.ErrUnsupported
}

func WriteTo(uintptr, []byte, netip.AddrPort) error { //nolint:godoclint // see above
	return errors.ErrUnsupported
}
