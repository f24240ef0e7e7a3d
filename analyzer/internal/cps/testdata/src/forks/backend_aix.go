package main

import "time"

type backend struct{ timer *time.Timer }

func (b *backend) arm() { b.timer.Reset(time.Second) }
