//go:build mage

package main

import "time"

type job struct{ limit *time.Timer }

func (j *job) run() { j.limit.Reset(time.Second) }

func main() { new(job).run() }
