// Directives, good and bad.
package directives

//unnest:once k
func named(n int, k func(error)) { // want named:"^k declared kept: is stored in global$"
	global = k
}

var global func(error)

// both declares all its callbacks.
//
//unnest:once
func both(ok func(int), fail func(error)) // want both:"^ok declared once at an unknown time; fail declared once at an unknown time$"

type client struct{}

//unnest:once done // the server answers once
func (*client) send(progress func(int), done func(error)) // want send:"^done declared once at an unknown time$"

type api interface {
	//unnest:once
	get(key string, k func(string, error)) // want get:"^k declared once at an unknown time$"

	watch(key string, k func(string, error))
}

type options struct {
	done func(error) //unnest:once // want done:"^done declared once at an unknown time$"

	//unnest:once k
	get func(key string, k func(error)) // want get:"^k declared once at an unknown time$"

	//unnest:once lock
	lock func(unlock func()) // want lock:"^lock declared once at an unknown time$"
}

//unnest:once
type completion func(error) // want completion:"^completion declared once at an unknown time$"

//unnest:once k
type operation func(key string, k func(error)) // want operation:"^k declared once at an unknown time$"

//unnest:once o.done
func run(o options) // want run:"^o.done declared once at an unknown time$"

//unnest:once k
func generic[F ~func(int, error)](id int, k F) { // want generic:"^k declared once at an unknown time$"
	k(id, nil)
}

//unnest:once
func alike[F func(error) | completion, G any](k F, other G) { k(nil) } // want alike:"^k declared once at an unknown time$"

//unnest:once k // want `k is not a function without results`
func mixed[F func(int) | func(error)](k F) {}

type callback interface{ ~func(int, error) }

type wrapped interface {
	callback
	Name() string
}

//unnest:once k
func embedded[F wrapped](k F) { k(1, nil) } // want embedded:"^k declared once at an unknown time$"

type box[F callback] struct {
	done F //unnest:once // want done:"^done declared once at an unknown time$"
}

//unnest:once b.done
func boxed[F callback](b *box[F]) { b.done(1, nil) } // want boxed:"^b.done declared once at once$"
