// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package oparl reads and writes objects of the standard OParl 1.1, the interface
// of council information systems (https://oparl.org). It writes strictly: what the
// schema or the specification does not allow is an error. It reads tolerantly: what
// can be used is taken, and every fault is named with its object and field.
//
// Persons are never read: Planraum keeps none.
package oparl

import (
	"slices"
	"strings"
	"time"
)

// Namespace begins the type of every object.
const Namespace = "https://schema.oparl.org/1.1/"

// Type is the type of an object, without its namespace.
type Type string

// The types of OParl 1.1.
const (
	System          Type = "System"
	Body            Type = "Body"
	LegislativeTerm Type = "LegislativeTerm"
	Organization    Type = "Organization"
	Person          Type = "Person"
	Membership      Type = "Membership"
	Meeting         Type = "Meeting"
	AgendaItem      Type = "AgendaItem"
	Paper           Type = "Paper"
	Consultation    Type = "Consultation"
	File            Type = "File"
	Location        Type = "Location"
)

// Types lists the types in the order of the specification.
func Types() []Type {
	return []Type{System, Body, LegislativeTerm, Organization, Person, Membership, Meeting, AgendaItem, Paper, Consultation, File, Location}
}

// URL is the type as objects bear it.
func (t Type) URL() string { return Namespace + string(t) }

// typeOf reads the type of an object; strict is whether it is written as version 1.0
// or 1.1 wants it.
func typeOf(s string) (t Type, known, strict bool) {
	name := s[strings.LastIndexByte(s, '/')+1:]
	i := slices.IndexFunc(Types(), func(t Type) bool { return strings.EqualFold(string(t), strings.TrimPrefix(name, "oparl:")) })
	if i < 0 {
		return "", false, false
	}
	t = Types()[i]
	return t, true, s == t.URL() || s == "https://schema.oparl.org/1.0/"+string(t)
}

// Object is an object of any type. Fields hold what the schema of its type names
// (FieldsOf), beside the attributes that all types have:
//
//	text, date, date-time, URL         string
//	boolean                            bool
//	whole number                       int64
//	lists of texts or URLs             []string
//	embedded objects                   Object, []Object to be written; their URLs where read
//
// A field that is not known is not there; none is nil.
type Object struct {
	Type     Type
	ID       string // its canonical URL
	Created  time.Time
	Modified time.Time
	// Deleted says that it is no longer there; it has no fields then when written.
	Deleted bool
	Fields  map[string]any
	// Partial names lists of which some elements could not be read.
	Partial map[string]bool
}

// Text returns a field that holds one string; empty where it is not known.
func (o Object) Text(field string) string { s, _ := o.Fields[field].(string); return s }

// Texts returns a field that holds a list of strings; a single one counts as one.
func (o Object) Texts(field string) []string {
	switch v := o.Fields[field].(type) {
	case []string:
		return v
	case string:
		return []string{v}
	}
	return nil
}

// Is reports a field that is true; known is false where it is not there.
func (o Object) Is(field string) (is, known bool) {
	is, known = o.Fields[field].(bool)
	return is, known
}
