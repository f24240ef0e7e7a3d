package paths

// many hands the callback through functions that each mention the one before twice.
func many(v int, k func(int, error)) { // want many:"^k once at once, exclusive$"
	f0 := func() { k(v, nil) }
	f1 := func() {
		if v > 1 {
			f0()
			return
		}
		f0()
	}
	f2 := func() {
		if v > 2 {
			f1()
			return
		}
		f1()
	}
	f3 := func() {
		if v > 3 {
			f2()
			return
		}
		f2()
	}
	f4 := func() {
		if v > 4 {
			f3()
			return
		}
		f3()
	}
	f5 := func() {
		if v > 5 {
			f4()
			return
		}
		f4()
	}
	f6 := func() {
		if v > 6 {
			f5()
			return
		}
		f5()
	}
	f7 := func() {
		if v > 7 {
			f6()
			return
		}
		f6()
	}
	f8 := func() {
		if v > 8 {
			f7()
			return
		}
		f7()
	}
	f9 := func() {
		if v > 9 {
			f8()
			return
		}
		f8()
	}
	f10 := func() {
		if v > 10 {
			f9()
			return
		}
		f9()
	}
	f11 := func() {
		if v > 11 {
			f10()
			return
		}
		f10()
	}
	f12 := func() {
		if v > 12 {
			f11()
			return
		}
		f11()
	}
	f13 := func() {
		if v > 13 {
			f12()
			return
		}
		f12()
	}
	f14 := func() {
		if v > 14 {
			f13()
			return
		}
		f13()
	}
	f15 := func() {
		if v > 15 {
			f14()
			return
		}
		f14()
	}
	f16 := func() {
		if v > 16 {
			f15()
			return
		}
		f15()
	}
	f17 := func() {
		if v > 17 {
			f16()
			return
		}
		f16()
	}
	f18 := func() {
		if v > 18 {
			f17()
			return
		}
		f17()
	}
	f19 := func() {
		if v > 19 {
			f18()
			return
		}
		f18()
	}
	f20 := func() {
		if v > 20 {
			f19()
			return
		}
		f19()
	}
	f21 := func() {
		if v > 21 {
			f20()
			return
		}
		f20()
	}
	f22 := func() {
		if v > 22 {
			f21()
			return
		}
		f21()
	}
	f23 := func() {
		if v > 23 {
			f22()
			return
		}
		f22()
	}
	f24 := func() {
		if v > 24 {
			f23()
			return
		}
		f23()
	}
	f25 := func() {
		if v > 25 {
			f24()
			return
		}
		f24()
	}
	f26 := func() {
		if v > 26 {
			f25()
			return
		}
		f25()
	}
	f27 := func() {
		if v > 27 {
			f26()
			return
		}
		f26()
	}
	f28 := func() {
		if v > 28 {
			f27()
			return
		}
		f27()
	}
	f29 := func() {
		if v > 29 {
			f28()
			return
		}
		f28()
	}
	f30 := func() {
		if v > 30 {
			f29()
			return
		}
		f29()
	}
	f31 := func() {
		if v > 31 {
			f30()
			return
		}
		f30()
	}
	f32 := func() {
		if v > 32 {
			f31()
			return
		}
		f31()
	}
	f33 := func() {
		if v > 33 {
			f32()
			return
		}
		f32()
	}
	f34 := func() {
		if v > 34 {
			f33()
			return
		}
		f33()
	}
	f35 := func() {
		if v > 35 {
			f34()
			return
		}
		f34()
	}
	f36 := func() {
		if v > 36 {
			f35()
			return
		}
		f35()
	}
	f37 := func() {
		if v > 37 {
			f36()
			return
		}
		f36()
	}
	f38 := func() {
		if v > 38 {
			f37()
			return
		}
		f37()
	}
	f39 := func() {
		if v > 39 {
			f38()
			return
		}
		f38()
	}
	f39()
}
