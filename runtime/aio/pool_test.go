package aio

import "testing"

// TestPoolWhoseOtherWorkersHang checks what comes when the only free worker has
// found nothing to do and is about to leave.
func TestPoolWhoseOtherWorkersHang(*testing.T) {
	p := pool{limit: 2, workers: 2}
	done := make(chan struct{})
	p.run(func() { close(done) })
	p.leave()
	<-done
}
