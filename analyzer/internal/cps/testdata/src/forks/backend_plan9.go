package main

import "time"

type backend struct{ fd *time.Timer }

func (b *backend) arm() { b.fd.Reset(time.Second) }
