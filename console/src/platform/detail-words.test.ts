import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Route, routes, writes } from '@anju/contract'
import { expect, test } from 'vitest'
import { useDetailTexts } from './detail-words.ts'

/** What the door writes down of a route; one that opens its own transactions writes its line by itself. */
const audited = routes.filter(
  (route: Route) => writes(route) && route.auditBody !== false && route.transaction !== 'manual',
)

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../../contract/openapi.json'), 'utf8'))

interface Asked {
  operationId: string
  parameters?: { name: string }[]
  requestBody?: unknown
}

const asked = new Map(
  Object.values(document.paths as Record<string, Record<string, Asked>>)
    .flatMap(path => Object.values(path))
    .map(operation => [operation.operationId, operation]),
)

/** Every name in what is asked, also deep inside. */
function namesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn)
  if (typeof node !== 'object' || node === null) return []
  const own = 'properties' in node ? Object.keys(node.properties as object) : []
  return [...own, ...Object.values(node).flatMap(namesIn)]
}

test('whatever the audit log keeps of a question has a word in both languages', () => {
  const wordless = audited.flatMap(({ name }) => {
    const { parameters = [], requestBody }: Asked = asked.get(name) ?? { operationId: name }
    const names = parameters.map(parameter => parameter.name).filter(parameter => parameter !== 'Idempotency-Key')
    return [...names, ...namesIn(requestBody)]
      .filter(each => !useDetailTexts.has(each))
      .map(each => `${each} of ${name}`)
  })
  expect(asked.size).toBeGreaterThan(300)
  expect(wordless).toEqual([])
})
