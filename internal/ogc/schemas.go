// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ogc

import (
	"maps"
	"slices"
)

func sortedKeys(m object) []string { return slices.Sorted(maps.Keys(m)) }

func arrayOf(items object) object { return object{"type": "array", "items": items} }

var aString = object{"type": "string"}

// schemas are the standard's, in the form of OpenAPI 3.0, as far as answers
// use them.
var schemas = object{
	"link": object{
		"type": "object", "required": []string{"href", "rel"},
		"properties": object{"href": aString, "rel": aString, "type": aString, "hreflang": aString, "title": aString, "length": object{"type": "integer"}},
	},
	"landingPage": object{
		"type": "object", "required": []string{"links"},
		"properties": object{"title": aString, "description": aString, "links": arrayOf(schemaRef("link"))},
	},
	"confClasses": object{"type": "object", "required": []string{"conformsTo"}, "properties": object{"conformsTo": arrayOf(aString), "links": arrayOf(schemaRef("link"))}},
	"collections": object{
		"type": "object", "required": []string{"links", "collections"},
		"properties": object{"links": arrayOf(schemaRef("link")), "collections": arrayOf(schemaRef("collection"))},
	},
	"collection": object{
		"type": "object", "required": []string{"id", "links"},
		"properties": object{
			"id": aString, "title": aString, "description": aString, "links": arrayOf(schemaRef("link")), "extent": schemaRef("extent"),
			"itemType": object{"type": "string", "default": "feature"}, "crs": arrayOf(aString),
		},
	},
	"extent": object{"type": "object", "properties": object{
		"spatial": object{"type": "object", "properties": object{
			"bbox": object{"type": "array", "minItems": 1, "items": object{"type": "array", "items": object{"type": "number"}, "oneOf": []any{object{"minItems": 4, "maxItems": 4}, object{"minItems": 6, "maxItems": 6}}}},
			"crs":  object{"type": "string", "enum": []string{crs84}},
		}},
		"temporal": object{"type": "object", "properties": object{
			"interval": object{"type": "array", "minItems": 1, "items": object{"type": "array", "minItems": 2, "maxItems": 2, "items": object{"type": "string", "format": "date-time", "nullable": true}}},
			"trs":      aString,
		}},
	}},
	"featureGeoJSON": object{
		"type": "object", "required": []string{"type", "geometry", "properties"},
		"properties": object{
			"type": object{"type": "string", "enum": []string{"Feature"}}, "id": aString, "links": arrayOf(schemaRef("link")),
			"geometry": schemaRef("geometryGeoJSON"), "properties": object{"type": "object", "nullable": true},
		},
	},
	"featureCollectionGeoJSON": object{
		"type": "object", "required": []string{"type", "features"},
		"properties": object{
			"type": object{"type": "string", "enum": []string{"FeatureCollection"}}, "features": arrayOf(schemaRef("featureGeoJSON")),
			"links": arrayOf(schemaRef("link")), "timeStamp": object{"type": "string", "format": "date-time"},
			"numberMatched": object{"type": "integer", "minimum": 0}, "numberReturned": object{"type": "integer", "minimum": 0},
		},
	},
	"geometryGeoJSON": object{
		"type": "object", "nullable": true, "required": []string{"type", "coordinates"},
		"properties": object{
			"type":        object{"type": "string", "enum": []string{"Point", "Polygon", "MultiPolygon"}},
			"coordinates": object{"type": "array", "items": object{}},
		},
	},
	"exception": object{
		"type":       "object",
		"properties": object{"type": aString, "title": aString, "status": object{"type": "integer"}, "detail": aString, "instance": aString},
	},
}
