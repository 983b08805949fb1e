// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ogc

import (
	"strings"

	"planraum/internal/desk/catalogue"
	"planraum/internal/fault"
)

// object is a JSON object of the description.
type object = map[string]any

// api is the description of the interface by OpenAPI 3.0 (7.3), made of the
// collections that there are.
func (f *face) api(r *request) (*document, error) {
	if err := r.only(); err != nil {
		return nil, err
	}
	all, err := f.desk.Collections(r.Context(), f.day(r.settings))
	if err != nil {
		return nil, fault.Wrap("ogc.api", err)
	}
	paths := object{
		"/":            operation("getLandingPage", "landing page", mediaJSON, schemaRef("landingPage"), nil),
		"/api":         operation("getDescription", "this description", mediaOpenAPI, object{"type": "object"}, nil),
		"/conformance": operation("getConformance", "conformance classes", mediaJSON, schemaRef("confClasses"), nil),
		"/collections": operation("getCollections", "feature collections", mediaJSON, schemaRef("collections"), nil),
	}
	for _, c := range all {
		path := "/collections/" + c.Key
		name := strings.ToUpper(c.Key[:1]) + c.Key[1:]
		paths[path] = operation("describe"+name, c.Title.En, mediaJSON, schemaRef("collection"), nil)
		paths[path+"/items"] = operation("get"+name, c.Description.En, mediaGeo, schemaRef("featureCollectionGeoJSON"), itemParameters(c))
		paths[path+"/items/{featureId}"] = operation("getOneOf"+name, "one feature of "+c.Title.En, mediaGeo, schemaRef("featureGeoJSON"), []any{featureID})
	}
	d := &document{media: mediaOpenAPI, title: r.t("Beschreibung der Schnittstelle", "Description of the API"), said: titles.about.In(r.lang), links: nil}
	d.members = object{
		"openapi": "3.0.3",
		"info": object{
			"title": titles.landing.En, "description": titles.about.En, "version": f.Version,
			"license": object{"name": r.settings.Licence, "url": "http://dcat-ap.de/def/licenses/" + string(r.settings.Licence)},
		},
		"servers": []any{object{"url": r.base}}, "paths": paths, "components": object{"schemas": schemas, "parameters": object{"f": formParameter}},
	}
	d.explain(r, paths)
	return d, nil
}

// explain lists the operations and parameters on the page.
func (d *document) explain(r *request, paths object) {
	d.columns = []string{r.t("Adresse", "address"), r.t("Inhalt", "content"), r.t("Parameter", "parameters")}
	for _, path := range sortedKeys(paths) {
		get := paths[path].(object)["get"].(object)
		var names []string
		for _, p := range get["parameters"].([]any) {
			if name, ok := p.(object)["name"].(string); ok {
				names = append(names, name)
			}
		}
		row := []cell{{Text: path}, {Text: get["summary"].(string)}, {Text: strings.Join(append(names, "f"), ", ")}}
		if !strings.Contains(path, "{") {
			row[0].Href = r.base + strings.TrimSuffix(path, "/") + "?f=html"
		}
		d.rows = append(d.rows, row)
	}
	d.links = nil
	if r.html {
		d.links = r.selves(mediaOpenAPI)
	}
}

// operation describes the one operation of a path, with every status that it
// answers.
func operation(id, summary, media string, schema object, parameters []any) object {
	page := object{"schema": object{"type": "string"}}
	return object{"get": object{
		"operationId": id, "summary": summary, "parameters": append(append([]any{}, parameters...), object{"$ref": "#/components/parameters/f"}),
		"responses": object{
			"200": object{"description": "the answer", "content": object{media: object{"schema": schema}, mediaHTML: page}},
			"400": failure("a parameter is unknown, given twice or has a wrong value"),
			"404": failure("there is no such resource"),
			"500": failure("the program has a fault"),
			"503": failure("the database cannot be used now"),
		},
	}}
}

func failure(description string) object {
	return object{"description": description, "content": object{mediaProblem: object{"schema": schemaRef("exception")}}}
}

func schemaRef(name string) object { return object{"$ref": "#/components/schemas/" + name} }

var (
	formParameter = object{
		"name": "f", "in": "query", "required": false, "description": "form of the answer; without it the Accept header decides",
		"schema": object{"type": "string", "enum": []string{"json", "html"}}, "style": "form", "explode": false,
	}
	featureID = object{"name": "featureId", "in": "path", "required": true, "description": "local identifier of a feature", "schema": object{"type": "string"}}
)

// itemParameters are those of 7.15.2 to 7.15.4, an offset for paging, and one
// for each property.
func itemParameters(c catalogue.Collection) []any {
	list := []any{
		object{
			"name": "bbox", "in": "query", "required": false, "style": "form", "explode": false,
			"description": "west,south,east,north in degrees (CRS84), or with heights six numbers; features that touch the box are selected",
			"schema":      object{"type": "array", "items": object{"type": "number"}, "oneOf": []any{object{"minItems": 4, "maxItems": 4}, object{"minItems": 6, "maxItems": 6}}},
		},
		object{
			"name": "datetime", "in": "query", "required": false, "style": "form", "explode": false,
			"description": "an instant (RFC 3339) or a span such as 2015-01-01T00:00:00Z/..; features that hold then are selected",
			"schema":      object{"type": "string"},
		},
		object{
			"name": "limit", "in": "query", "required": false, "style": "form", "explode": false, "description": "most features of an answer",
			"schema": object{"type": "integer", "minimum": 1, "maximum": maxLimit, "default": defaultLimit},
		},
		object{
			"name": "offset", "in": "query", "required": false, "style": "form", "explode": false, "description": "features to leave out before the first",
			"schema": object{"type": "integer", "minimum": 0, "default": 0},
		},
	}
	for _, f := range c.Fields {
		list = append(list, object{
			"name": f.Name, "in": "query", "required": false, "style": "form", "explode": false,
			"description": "features whose " + f.Label.En + " is this", "schema": object{"type": f.Type},
		})
	}
	return list
}
