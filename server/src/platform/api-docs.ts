import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { exampleOf } from './api-example.ts'

/** JSON Schema as zod writes it: everything in place, no references but Problem. */
export interface Schema {
  type?: string
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  pattern?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  additionalProperties?: Schema | boolean
  default?: unknown
  [limit: string]: unknown
}

type Content = Record<string, { schema: Schema; example?: unknown }>

interface Operation {
  operationId: string
  tags: string[]
  summary: string
  'x-permission': string
  'x-audience': string
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
}

export interface Entry extends Operation {
  method: string
  path: string
}

/**
 * Serves the OpenAPI document as a page for people at /api/docs: one HTML document and one style sheet of our own, without a
 * script and without a word to any other host (docs/decisions/0009-api-page.md).
 */
export function mountApiDocs(server: FastifyInstance, document: () => Record<string, unknown>): void {
  let page: string | undefined
  const style = readFileSync(join(import.meta.dirname, 'api-docs.css'), 'utf8')
  server.get('/api/docs', async (_request, reply) => {
    page ??= renderPage(document())
    return reply.type('text/html; charset=utf-8').send(page)
  })
  server.get('/api/docs.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(style))
}

function renderPage(document: Record<string, unknown>): string {
  const { info, paths } = document as {
    info: { title: string; version: string; description: string }
    paths: Record<string, Record<string, Operation>>
  }
  const entries: Entry[] = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  )
  const modules = [...new Set(entries.map(entry => entry.tags[0] ?? ''))]
  const of = (module: string) => entries.filter(entry => entry.tags[0] === module)
  const index = modules.map(
    module => `<li><a href="#${html(module)}">${html(module)}</a> <ul>${of(module).map(renderLink).join('')}</ul></li>`,
  )
  const rooms = modules.map(
    module => `<section><h2 id="${html(module)}">${html(module)}</h2>${of(module).map(renderEntry).join('')}</section>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(info.title)} API</title><link rel="stylesheet" href="/api/docs.css"></head><body>
<nav aria-label="Routes"><ul>${index.join('')}</ul></nav>
<main><h1>${html(info.title)} API ${html(info.version)}</h1><p>${html(info.description)}</p>
<p>The same as a document for programs: <a href="/api/openapi.json">openapi.json</a>. A program signs in by
<a href="#identity.signIn">identity.signIn</a> and sends the session it got, as the cookie or as <code>Authorization: Bearer</code>.</p>
${rooms.join('\n')}</main></body></html>`
}

function renderLink(entry: Entry): string {
  return `<li><a href="#${html(entry.operationId)}">${html(entry.operationId.split('.')[1] ?? entry.operationId)}</a></li>`
}

function renderEntry(entry: Entry): string {
  const body = schemaOf(entry.requestBody?.content)
  const answer = Object.entries(entry.responses).find(([status]) => status.startsWith('2'))
  const refused = Object.entries(entry.responses).filter(([status]) => !status.startsWith('2'))
  const answerSchema = schemaOf(answer?.[1].content)
  return `<article id="${html(entry.operationId)}">
<h3><span class="method ${entry.method}">${entry.method}</span> <code>${html(entry.path)}</code></h3>
<p>${html(entry.summary)}</p>
<p class="meta"><code>${html(entry.operationId)}</code> · permission <code>${html(entry['x-permission'])}</code> · for ${html(entry['x-audience'])}</p>
${renderParameters(entry)}
${body ? `<details><summary>Body</summary>${renderSchema(body)}</details>` : ''}
${answerSchema ? `<details><summary>Answer ${answer?.[0]}</summary>${renderSchema(answerSchema)}</details>` : `<p>Answers ${answer?.[0]} without a body.</p>`}
${refused.length ? `<ul class="refused">${refused.map(([status, { description }]) => `<li><b>${status}</b> ${html(description)}</li>`).join('')}</ul>` : ''}
<details><summary>Example</summary><pre>${html(exampleOf(entry, body))}</pre></details></article>`
}

function renderParameters(entry: Entry): string {
  if (!entry.parameters?.length) return ''
  const rows = entry.parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${html(name)}</code>${required ? ' <b title="required">*</b>' : ''}</td><td>${place}</td><td>${describe(schema)}</td></tr>`,
  )
  return `<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Value</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function schemaOf(content: Content | undefined): Schema | undefined {
  return Object.values(content ?? {})[0]?.schema
}

/** A schema as a tree of lists: name, whether it must be there, kind and limits. */
function renderSchema(schema: Schema): string {
  const choices = schema.anyOf?.filter(choice => choice.type !== 'null') ?? []
  if (choices.length === 1 && choices[0]) return renderSchema(choices[0])
  if (choices.length > 1)
    return `<p>One of:</p><ol>${choices.map(choice => `<li>${renderSchema(choice)}</li>`).join('')}</ol>`
  if (schema.type === 'array' && schema.items)
    return hasParts(schema.items) ? renderSchema(schema.items) : `<p>${describe(schema)}</p>`
  if (!schema.properties) return `<p>${describe(schema)}</p>`
  const lines = Object.entries(schema.properties).map(([name, part]) => {
    const must = schema.required?.includes(name) ? ' <b title="required">*</b>' : ''
    return `<li><code>${html(name)}</code>${must} ${describe(part)}${hasParts(part) ? renderSchema(part) : ''}</li>`
  })
  return `<ul class="schema">${lines.join('')}</ul>`
}

function hasParts(schema: Schema): boolean {
  return (
    Boolean(schema.properties) ||
    (schema.items ? hasParts(schema.items) : false) ||
    (schema.anyOf?.some(hasParts) ?? false)
  )
}

const LIMITS = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems']

/** The kind and limits of a value in a few words. */
function describe(schema: Schema): string {
  const nullable = schema.anyOf?.some(choice => choice.type === 'null') ? ' or null' : ''
  const limits = LIMITS.filter(
    limit => schema[limit] !== undefined && Math.abs(Number(schema[limit])) < Number.MAX_SAFE_INTEGER,
  )
  const words = [
    kindOf(schema) + nullable,
    ...limits.map(limit => `${limit} ${String(schema[limit])}`),
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
    schema.pattern && !schema.format ? schema.pattern : '',
  ].filter(Boolean)
  return `<span class="kind">${html(words.join(', '))}</span>${schema.description ? ` ${html(schema.description)}` : ''}`
}

function kindOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return [...new Set(schema.anyOf.filter(choice => choice.type !== 'null').map(kindOf))].join(' or ')
  if (schema.type === 'array') return `list of ${schema.items ? kindOf(schema.items) : 'values'}`
  return [schema.type ?? 'any value', schema.format].filter(Boolean).join(' ')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function html(text: string): string {
  return text.replace(/[&<>"]/g, sign => ENTITIES[sign] ?? sign)
}
