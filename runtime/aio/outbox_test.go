package aio

import "testing"

func TestOutboxThatIsNeverEmptyDoesNotGrow(t *testing.T) {
	o := &outbox{}
	const waiting, writes = 10, 10_000
	for i := range writes {
		o.add(part{rest: []byte{byte(i)}})
		if i >= waiting {
			if got := o.parts[o.first].rest[0]; got != byte(i-waiting) {
				t.Fatalf("%d comes behind %d writes", got, i)
			}
			o.sent(1)
		}
	}
	if o.bytes != waiting || cap(o.parts) > 8*waiting {
		t.Errorf("%d bytes in room for %d parts", o.bytes, cap(o.parts))
	}
}
