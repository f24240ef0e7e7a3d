// Package several has pyramids beside and inside of each other.
package several

import "fmt"

func get(id int, k func(int, error)) { go k(id+1, nil) }

func beside(done func(int, error)) {
	get(1, func(a int, err error) {
		if err != nil {
			done(0, err)
			return
		}
		get(a, done)
	})
	get(2, func(a int, err error) {
		get(a, func(b int, err error) { fmt.Println(b, err) })
	})
}

func inside(done func(int, error)) {
	get(1, func(a int, err error) {
		for range 2 {
			get(a, func(b int, err error) {
				get(b, func(c int, err error) { fmt.Println(c, err) })
			})
		}
		get(a, func(b int, err error) {
			get(b, func(c int, err error) { done(c, err) })
		})
	})
}

func together(done func(int, error)) {
	get(1, func(a int, err error) {
		get(a, func(b int, err error) { fmt.Println(b, err) })
		get(a, func(b int, err error) {
			get(b, done)
		})
	})
}
