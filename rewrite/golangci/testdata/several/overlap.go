package several

// The pyramids of this one begin in the same statement.

//unnest:once onOK
//unnest:once onErr
func try(id int, onOK func(int), onErr func(error)) {
	go func() {
		if id > 0 {
			onOK(id)
		} else {
			onErr(nil)
		}
	}()
}

func both() {
	try(1, func(a int) {
		get(a, func(b int, err error) { show(stamp(), b) })
	}, func(failure error) {
		get(1, func(b int, err error) { show(stamp(), b) })
	})
}
