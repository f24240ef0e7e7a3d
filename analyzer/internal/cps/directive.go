package cps

import "go/ast"

func (x *Index) readDirectives(file *ast.File) {}
