// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Checks a catalogue against the shapes of DCAT-AP.de, and whether its two
// spellings say the same.
//
//   node check.mjs SHAPES_FOLDER < {"turtle": "...", "jsonld": "...", "shapes": true}
//
// writes one JSON object: violations and warnings, how many constraints were
// checked, statements of each spelling that the other lacks, what could not be
// loaded. Turtle is read by n3, JSON-LD by jsonld; neither shares code with the
// program.
import { readFileSync } from 'node:fs'
import { join, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import jsonld from 'jsonld'
import { DataFactory, Parser, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'

const SH = 'http://www.w3.org/ns/shacl#'
const XSD = 'http://www.w3.org/2001/XMLSchema#'
const folder = process.argv[2]
const input = JSON.parse(readFileSync(0, 'utf8'))
const read = (name) => readFileSync(join(folder, name), 'utf8')
const parse = (text) => new Parser().parse(text)

// prefixes of the shapes' own file, to read the names in its messages.
const prefixes = { dct: 'http://purl.org/dc/terms/', adms: 'http://www.w3.org/ns/adms#', locn: 'http://www.w3.org/ns/locn#', time: 'http://www.w3.org/2006/time#', odrl: 'http://www.w3.org/ns/odrl/2/', spdx: 'http://spdx.org/rdf/terms#' }
const german = read('dcat-ap-SHACL-DE.ttl')
for (const [, name, address] of german.matchAll(/@prefix\s+(\S*):\s+<([^>]+)>/g)) prefixes[name] = address
const expand = (short) => {
  const at = short.indexOf(':')
  const address = prefixes[short.slice(0, at)]
  if (!address) throw new Error(`unknown prefix in a message of the shapes: ${short}`)
  return address + short.slice(at + 1)
}

// The German file gives severity and message to constraints of the European
// shapes, which it names by address and which cannot be reached here. Each
// message says its constraint in one of a few sentences; the constraint is
// built again from its sentence.
const sentences = [
  [/ MUSS MINDESTENS? einmal vorkommen\.$/, () => `sh:minCount 1`],
  [/ DARF MAXIMAL einmal vorkommen\.$/, () => `sh:maxCount 1`],
  [/ MUSS auf ein Literal verweisen\.$/, () => `sh:nodeKind sh:Literal`],
  [/ MUSS auf eine Blank Node oder eine IRI verweisen\.$/, () => `sh:nodeKind sh:BlankNodeOrIRI`],
  [/ MUSS auf eine Klasse vom Typ (\S+) verweisen\./, (m) => `sh:class <${expand(m[1])}>`],
  [/ MUSS ein als xsd:(\w+) getyptes Literal sein\.$/, (m) => `sh:datatype <${XSD}${m[1]}>`],
]

function rebuilt() {
  const shapes = []
  const skipped = []
  for (const [, address, severity, message] of german.matchAll(/<([^>]+)>\s+shacl:severity shacl:(\w+) ;\s+shacl:message "([^"]*)"@de/g)) {
    const [, cls, path] = message.match(/^(\S+): (\S+) /) ?? []
    const rule = sentences.find(([form]) => form.test(message))
    let built = ''
    try {
      built = rule && cls ? `<${address}> a sh:NodeShape ; sh:targetClass <${expand(cls)}> ; sh:property [ sh:path <${expand(path)}> ; ${rule[1](message.match(rule[0]))} ; sh:severity sh:${severity} ; sh:message ${JSON.stringify(message)} ] .` : ''
    } catch (error) {
      skipped.push(`${error.message} (${message})`)
      continue
    }
    if (built) shapes.push(built)
    else skipped.push(`no rule in the message: ${message}`)
  }
  return { turtle: `@prefix sh: <${SH}> .\n${shapes.join('\n')}`, count: shapes.length, skipped }
}

const base = rebuilt()
const files = ['dcat-ap-spec-german-additions.ttl', 'dcat-ap-de-controlledvocabularies.ttl', 'dcat-ap-de-deprecated.ttl']
const shapes = new Store(files.flatMap((name) => parse(read(name))))
shapes.addQuads(parse(base.turtle))
const imports = parse(read('dcat-ap-de-imports.ttl')).filter((q) => q.predicate.value.endsWith('#imports')).map((q) => q.object.value)

const vocabularies = parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'vocabularies.ttl'), 'utf8'))
const data = (quads) => new Store([...quads, ...vocabularies])

const turtle = parse(input.turtle)
const nquads = await jsonld.toRDF(JSON.parse(input.jsonld), { format: 'application/n-quads', documentLoader: (url) => { throw new Error(`the catalogue loads ${url}`) } })
const ld = new Parser({ format: 'N-Quads' }).parse(nquads)

const line = (q) => [q.subject, q.predicate, q.object].map((t) => (t.termType === 'Literal' ? JSON.stringify([t.value, t.language, t.datatype.value]) : `${t.termType}:${t.value}`)).join(' ')
const lines = (quads) => new Set(quads.map(line))
const [a, b] = [lines(turtle), lines(ld)]

const results = []
for (const [spelling, quads] of input.shapes ? [['turtle', turtle], ['jsonld', ld]] : []) {
  const report = await new SHACLValidator(shapes).validate(data(quads))
  for (const r of report.results) {
    results.push({ spelling, severity: r.severity?.value.replace(SH, ''), focus: r.focusNode?.value, path: r.path?.value, value: r.value?.value, message: r.message.map((m) => m.value).join(' ') })
  }
}

process.stdout.write(JSON.stringify({
  violations: results.filter((r) => r.severity === 'Violation'),
  warnings: results.filter((r) => r.severity !== 'Violation'),
  rebuilt: base.count,
  properties: shapes.countQuads(null, DataFactory.namedNode(SH + 'path'), null, null),
  statements: a.size,
  onlyTurtle: [...a].filter((l) => !b.has(l)),
  onlyJSONLD: [...b].filter((l) => !a.has(l)),
  literals: turtle.filter((q) => q.object.termType === 'Literal').map((q) => ({ subject: q.subject.value, predicate: q.predicate.value, value: q.object.value, language: q.object.language })),
  skipped: [...base.skipped, ...imports.map((i) => `not loaded: ${i}`)],
}))
