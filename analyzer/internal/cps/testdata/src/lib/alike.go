package lib

import (
	"sync/atomic"
	"time"
)

// Functions that have structs without a name.

func Wipe(p *struct{ LibFired atomic.Bool }) { p.LibFired.Store(false) }

func Unused(p *struct{ LibUnused atomic.Bool }) { p.LibUnused.Store(false) }

func Rearm(p struct{ LibTimer *time.Timer }) { p.LibTimer.Reset(1) }
