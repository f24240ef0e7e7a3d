package main

import (
	"errors"
	"os"
	"runtime"
	"runtime/pprof"
)

// profiles are the files to write profiles to, empty for none.
type profiles struct{ cpu, memory string }

// start begins profiling and returns what ends it.
func (p profiles) start() (stop func() error, err error) {
	if p.cpu == "" {
		return p.writeMemory, nil
	}
	f, err := os.Create(p.cpu)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return errors.Join(f.Close(), p.writeMemory())
	}, nil
}

func (p profiles) writeMemory() error {
	if p.memory == "" {
		return nil
	}
	f, err := os.Create(p.memory)
	if err != nil {
		return err
	}
	runtime.GC() // so that the profile has what is live
	return errors.Join(pprof.WriteHeapProfile(f), f.Close())
}
