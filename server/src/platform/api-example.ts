import type { Entry, Schema } from './api-docs.ts'

/** A call that can be pasted into a shell, with values of the right kind, or the route's own worked example. */
export function exampleOf(entry: Entry, body: Schema | undefined): string {
  const given = entry.parameters ?? []
  const written = entry.requestBody?.content['application/json']?.example
  const path = entry.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(sampleOf(given.find(one => one.name === name)?.schema ?? {})),
  )
  const query = given
    .filter(one => one.in === 'query' && one.required)
    .map(one => `${one.name}=${encodeURIComponent(String(sampleOf(one.schema)))}`)
  const parts = [`curl -X ${entry.method} "$BASE${path}${query.length ? `?${query.join('&')}` : ''}"`]
  if (entry['x-permission'] !== 'public')
    parts.push(
      '-H "Authorization: Bearer $TOKEN"',
      `-H "Anju-App: ${entry['x-audience'] === 'resident' ? 'resident' : 'console'}"`,
    )
  if (given.some(one => one.name === 'Idempotency-Key')) parts.push('-H "Idempotency-Key: $(uuidgen)"')
  if (body?.format === 'binary') parts.push('-H "Content-Type: application/octet-stream"', '--data-binary @file')
  else if (body) parts.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(written ?? sampleOf(body))}'`)
  return parts.join(' \\\n  ')
}

const SAMPLES: Record<string, string> = {
  uuid: '0190b3a0-0000-7000-8000-000000000000',
  date: '2026-11-23',
  'date-time': '2026-11-23T09:00:00+08:00',
}

function sampleOf(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined || schema.enum) return schema.const ?? schema.enum?.[0]
  if (schema.anyOf) return sampleOf(schema.anyOf[0] ?? {})
  if (schema.type === 'array') return schema.items && schema.minItems ? [sampleOf(schema.items)] : []
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, Number(schema.minimum ?? 1))
  if (schema.type === 'boolean') return true
  if (schema.type !== 'object') return SAMPLES[schema.format ?? ''] ?? '…'
  const wanted = Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name))
  return Object.fromEntries(wanted.map(([name, part]) => [name, sampleOf(part)]))
}
