package protocol

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// String prints p in full, one line for each operation, source and judgement.
func (p *Protocol) String() string {
	var b strings.Builder
	line := func(words ...string) {
		words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
		fmt.Fprintf(&b, "\t%s\n", strings.Join(words, " "))
	}
	flag := ""
	if p.NeverFlag {
		flag = " neverFlag"
	}
	fmt.Fprintf(&b, "protocol %s (%s), tier %d%s\n", p.Name, p.Client, p.Tier, flag)
	line("package", p.Package, option("module", p.Module), option("forks", strings.Join(p.Forks, ",")))
	if len(p.Extensions) > 0 {
		line("extensions", strings.Join(p.Extensions, " "))
	}
	line("types", strings.Join(p.Types, " "))
	if len(p.Tokens) > 0 {
		line("tokens", strings.Join(p.Tokens, " "))
	}
	for i := range p.Ops {
		line(p.Ops[i].String())
	}
	for _, s := range p.Identity {
		line("identity", s.String())
	}
	for _, s := range p.Hub {
		line("hub", s.String())
	}
	if r := p.Reconnect; r != (Reconnect{}) {
		line("reconnect", onOff(r.Default), option("setting", r.Setting), option("options", r.Options), option("retry", r.Retry))
	}
	for i := range p.Semantics {
		p.Semantics[i].print(line)
	}
	return b.String()
}

func (s *Semantics) print(line func(words ...string)) {
	if s.Since == "" {
		line("from the first version on", option("failure", stateOption(s.Failure)))
	} else {
		line("since", s.Since, option("failure", stateOption(s.Failure)))
	}
	for _, w := range s.judgements() {
		if w.Wrong != (Wrong{}) {
			line("\t"+w.key, w.Severity.String()+":", w.Consequence)
		}
	}
}

// String prints the operation on one line. Example: check Client.IsConnected true=open false=notopen
func (op *Op) String() string {
	words := []string{
		op.Event.String(), op.Func,
		option("object", op.Object.String()),
		option("result", op.Result.String()),
		option("true", stateOption(op.True)), option("false", stateOption(op.False)),
		option("late", op.Late), option("options", op.Options.String()),
		option("setting", op.Setting), option("value", op.Value.String()), option("const", op.Const),
		option("auto", stateOption(op.In.Auto)), option("manual", stateOption(op.In.Manual)),
		option("over", op.Over.String()),
		option("context", op.Context.String()), option("deadline", op.Deadline.String()),
		option("insert", op.Insert),
	}
	if op.Success != Always {
		words = slices.Insert(words, 2, op.Success.String())
	}
	for _, name := range slices.Sorted(maps.Keys(op.Values)) {
		words = append(words, name+"="+op.Values[name].String())
	}
	for _, f := range []struct {
		name string
		on   bool
	}{{"fluent", op.Fluent}, {"append", op.Append}, {"partial", op.Partial}} {
		if f.on {
			words = append(words, f.name)
		}
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}

// String returns the place. Example: NewClient arg0.ClientID
func (s Source) String() string {
	place := s.Func + " " + s.Operand.String()
	if s.Setting != "" {
		place += "." + s.Setting
	}
	if s.Pattern != "" {
		place += " like " + s.Pattern
	}
	return place
}

func option(key, value string) string {
	if value == "" {
		return ""
	}
	return key + "=" + value
}

func stateOption(s State) string {
	if s == Unknown {
		return ""
	}
	return s.String()
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
