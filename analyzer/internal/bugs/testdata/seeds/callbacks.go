package seeds

import (
	"context"
	"fmt"
	"log"
	"strconv"
	"strings"
	"time"
)

func parse(text string, done func(int, error)) {
	n, err := strconv.Atoi(text)
	if err != nil {
		done(0, err)
		return
	}
	done(n, nil)
}

func parseAll(texts []string, done func([]int, error)) {
	var all []int
	for _, text := range texts {
		n, err := strconv.Atoi(text)
		if err != nil {
			done(nil, fmt.Errorf("%s: %w", text, err))
			return
		}
		all = append(all, n)
	}
	done(all, nil)
}

func parseSwitch(text string, done func(int, error)) {
	switch {
	case text == "":
		done(0, errEmpty)
		return
	case strings.HasPrefix(text, "#"):
		log.Print("comment")
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		log.Print(err)
		done(0, err)
		return
	}
	done(int(n), nil)
}

func greet(ctx context.Context, name string, done func(error)) {
	findUser(ctx, name, func(u *user, err error) {
		if err != nil {
			done(err)
			return
		}
		notify(ctx, "hello "+u.name, done)
	})
}

func buy(ctx context.Context, name string, done func(string, error)) {
	findUser(ctx, name, func(u *user, err error) {
		if err != nil {
			done("", fmt.Errorf("user: %w", err))
			return
		}
		findOrder(ctx, u.id, func(o *order, err error) {
			if err != nil {
				done("", fmt.Errorf("order: %w", err))
				return
			}
			pay(o, func(receipt string, err error) {
				if err != nil {
					done("", err)
					return
				}
				done(receipt, nil)
			})
		})
	})
}

func buyNoted(ctx context.Context, name string, done func(string, error)) {
	fail := func(err error) {
		log.Print(err)
		done("", err)
	}
	findUser(ctx, name, func(u *user, err error) {
		if err != nil {
			fail(err)
			return
		}
		findOrder(ctx, u.id, func(o *order, err error) {
			if err != nil {
				fail(err)
				return
			}
			pay(o, func(receipt string, err error) {
				if err != nil {
					fail(err)
					return
				}
				notify(ctx, receipt, func(err error) {
					if err != nil {
						fail(err)
						return
					}
					done(receipt, nil)
				})
			})
		})
	})
}

func finished(ctx context.Context, name string, done func(*order, error)) {
	finish := func(o *order, err error) {
		log.Print(name, " finished")
		done(o, err)
	}
	findUser(ctx, name, func(u *user, err error) {
		if err != nil {
			finish(nil, err)
			return
		}
		if u.id == 0 {
			finish(nil, errEmpty)
			return
		}
		findOrder(ctx, u.id, finish)
	})
}

func total(ctx context.Context, id int, done func(*order, error)) {
	var none *order
	if id < 0 {
		done(none, errEmpty)
		return
	}
	findOrder(ctx, id, func(o *order, err error) {
		if err != nil {
			done(none, err)
			return
		}
		settleOrder(o, done)
	})
}

func (s *shop) load(ctx context.Context, key string, done func(string, error)) {
	if key == "" {
		done("", errEmpty)
		return
	}
	s.store.Load(ctx, s.name+key, func(data []byte, err error) {
		if err != nil {
			done("", err)
			return
		}
		done(string(data), nil)
	})
}

func (s *shop) copy(ctx context.Context, from, to string, done func(error)) {
	s.store.Load(ctx, from, func(data []byte, err error) {
		if err != nil {
			done(fmt.Errorf("load %s: %w", from, err))
			return
		}
		s.store.Save(ctx, to, data, func(err error) {
			if err != nil {
				done(fmt.Errorf("save %s: %w", to, err))
				return
			}
			done(nil)
		})
	})
}

func (s *shop) count(ctx context.Context, done func(int, error)) {
	s.store.Count(func(n int, err error) {
		if err != nil {
			done(0, err)
			return
		}
		if n > 100 {
			notify(ctx, "many", func(err error) {
				if err != nil {
					done(0, err)
					return
				}
				done(n, nil)
			})
			return
		}
		done(n, nil)
	})
}

func (s *shop) sum(ctx context.Context, keys []string, done func(int, error)) {
	if len(keys) == 0 {
		done(0, nil)
		return
	}
	s.store.Load(ctx, keys[0], func(data []byte, err error) {
		if err != nil {
			done(0, err)
			return
		}
		n, err := strconv.Atoi(string(data))
		if err != nil {
			done(0, err)
			return
		}
		s.sum(ctx, keys[1:], func(rest int, err error) {
			if err != nil {
				done(0, err)
				return
			}
			done(n+rest, nil)
		})
	})
}

func delayed(ctx context.Context, name string, done func(*user, error)) {
	time.AfterFunc(time.Millisecond, func() {
		findUser(ctx, name, func(u *user, err error) {
			if err != nil {
				done(nil, err)
				return
			}
			done(u, nil)
		})
	})
}

func either(ctx context.Context, name string, done func(int, error)) {
	if name == "" {
		findOrder(ctx, 1, func(o *order, err error) {
			if err != nil {
				done(0, err)
				return
			}
			done(o.total, nil)
		})
		return
	}
	findUser(ctx, name, func(u *user, err error) {
		if err != nil {
			log.Print("no user")
			done(0, err)
			return
		}
		done(u.id, nil)
	})
}

func announce(ctx context.Context, texts []string, done func(int, error)) {
	for i, text := range texts {
		if text == "" {
			log.Print(i)
			done(i, errEmpty)
			return
		}
	}
	notify(ctx, strings.Join(texts, ", "), func(err error) {
		if err != nil {
			done(0, err)
			return
		}
		done(len(texts), nil)
	})
}
