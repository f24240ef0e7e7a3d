package seeds

import (
	"fmt"
	"log"
	"strconv"
)

// Here launches return errors, and functions have errors of their own.

func tried(name string, done func(*order, error)) {
	err := tryUser(name, func(u *user, err error) {
		if err != nil {
			done(nil, err)
			return
		}
		err = tryOrder(u.id, func(o *order, err error) {
			if err != nil {
				done(nil, err)
				return
			}
			done(o, nil)
		})
		if err != nil {
			done(nil, err)
		}
	})
	if err != nil {
		done(nil, err)
	}
}

func assigned(name string, done func(int, error)) {
	var err error
	err = tryUser(name, func(u *user, err error) {
		if err != nil {
			done(0, err)
			return
		}
		done(u.id, nil)
	})
	if err != nil {
		done(0, err)
	}
}

func assignedTwice(name string, done func(int, error)) {
	var err error
	err = tryUser(name, func(u *user, err error) {
		if err != nil {
			done(0, err)
			return
		}
		err = tryOrder(u.id, func(o *order, err error) {
			if err != nil {
				done(0, err)
				return
			}
			done(o.total, nil)
		})
		if err != nil {
			done(0, err)
		}
	})
	if err != nil {
		done(0, err)
	}
}

func checked(text string, done func(*order, error)) {
	id, err := strconv.Atoi(text)
	if err != nil {
		done(nil, err)
		return
	}
	err = tryOrder(id, func(o *order, err error) {
		if err != nil {
			done(nil, fmt.Errorf("order %d: %w", id, err))
			return
		}
		done(o, nil)
	})
	if err != nil {
		done(nil, err)
	}
}

func checkedFirst(text string, s store, done func(int, error)) {
	id, err := strconv.Atoi(text)
	if err != nil {
		done(0, err)
		return
	}
	s.Count(func(n int, err error) {
		if err != nil {
			done(0, err)
			return
		}
		done(n+id, nil)
	})
}

func checkedThen(text string, done func(string, error)) {
	id, err := strconv.Atoi(text)
	if err != nil {
		done("", err)
		return
	}
	log.Print(id)
	pay(&order{total: id}, func(receipt string, err error) {
		if err != nil {
			done("", err)
			return
		}
		done(receipt, nil)
	})
}

func checkedDeep(text, name string, done func(string, error)) {
	id, err := strconv.Atoi(text)
	if err != nil {
		done("", err)
		return
	}
	pay(&order{total: id}, func(receipt string, err error) {
		if err != nil {
			done("", err)
			return
		}
		err = tryNotify(receipt, func(err error) {
			if err != nil {
				done("", err)
				return
			}
			done(receipt, nil)
		})
		if err != nil {
			done("", err)
		}
	})
}

func (s *shop) checked(text string, done func(*order, error)) error {
	id, err := strconv.Atoi(text)
	if err != nil {
		return err
	}
	pay(&order{total: id}, func(receipt string, err error) {
		if err != nil {
			done(nil, err)
			return
		}
		log.Print(receipt)
		done(&order{total: id}, nil)
	})
	return nil
}

func (s *shop) checkedUser(text, name string, done func(*order, error)) error {
	id, err := strconv.Atoi(text)
	if err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	err = tryUser(name, func(u *user, err error) {
		if err != nil {
			done(nil, err)
			return
		}
		done(&order{u, id}, nil)
	})
	return err
}

func (s *shop) counted(text string, done func(int, error)) error {
	limit, err := strconv.Atoi(text)
	if err != nil {
		return err
	}
	s.store.Count(func(n int, err error) {
		if err != nil {
			done(0, err)
			return
		}
		done(min(n, limit), nil)
	})
	return nil
}

func (s *shop) notified(text string, done func(error)) error {
	var err error
	err = tryNotify(text, func(err error) {
		if err != nil {
			done(fmt.Errorf("notify: %w", err))
			return
		}
		done(nil)
	})
	return err
}

func notifiedTwice(text string, done func(error)) {
	_, err := strconv.Atoi(text)
	if err != nil {
		done(err)
		return
	}
	err = tryNotify(text, func(err error) {
		if err != nil {
			done(err)
			return
		}
		err = tryNotify("again", func(err error) {
			if err != nil {
				done(err)
				return
			}
			done(nil)
		})
		if err != nil {
			done(err)
		}
	})
	if err != nil {
		done(err)
	}
}

func mixed(text, name string, done func(*order, error)) {
	fail := func(err error) { done(nil, err) }
	id, err := strconv.Atoi(text)
	if err != nil {
		fail(err)
		return
	}
	err = tryUser(name, func(u *user, err error) {
		if err != nil {
			fail(err)
			return
		}
		err = tryOrder(id, func(o *order, err error) {
			if err != nil {
				fail(err)
				return
			}
			o.user = u
			done(o, nil)
		})
		if err != nil {
			fail(err)
		}
	})
	if err != nil {
		fail(err)
	}
}
