// Package build turns nested calls into chains.
//
// In goes a file and what is known of its calls ([cps.Index]); out come the
// maximal nests of one-shot continuations, each as a [chain.Chain]. It decides
// which launch continues a chain where several could, and which variables
// later steps need. It does not judge whether the chain may be flattened.
package build
