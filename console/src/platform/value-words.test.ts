import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Route, routes, writes } from '@anju/contract'
import { expect, test } from 'vitest'
import { modules } from '../modules.ts'
import { RECORD_PAGES } from './record-pages.ts'
import { codeText, valueText } from './value-text.ts'
import { VALUE_WORDS } from './value-words.ts'

interface Node {
  $ref?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Node>
  [part: string]: unknown
}

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../../contract/openapi.json'), 'utf8'))
interface Asked {
  operationId: string
  requestBody?: { content: Record<string, { schema: Node }> }
}

const asked = new Map(
  Object.values(document.paths as Record<string, Record<string, Asked>>)
    .flatMap(path => Object.values(path))
    .map(operation => [operation.operationId, operation]),
)

/** Every code that a field may hold, also deep inside, as `field.code`. */
function codesIn(node: Node | undefined, field = ''): string[] {
  if (!node || typeof node !== 'object') return []
  if (node.$ref)
    return codesIn(
      node.$ref
        .split('/')
        .slice(1)
        .reduce((part, key) => part[key], document),
      field,
    )
  const own = (node.enum ?? [node.const]).filter(code => typeof code === 'string').map(code => `${field}.${code}`)
  const inner = Object.entries(node.properties ?? {}).flatMap(([name, part]) => codesIn(part, name))
  const parts = ['items', 'additionalProperties', 'anyOf', 'oneOf', 'allOf', 'prefixItems'].flatMap(part =>
    [node[part] ?? []].flat().flatMap(one => codesIn(one as Node, field)),
  )
  return [...own, ...inner, ...parts]
}

/** Codes that are read as they are written. */
const SIGNS = /^delimiter\./
/** What somebody wants to be told of is nobody's deed to a record; its kinds are whole sentences. */
const NOTICES = 'messaging.setNoticePreference'

test('whatever code the audit log keeps has words in both languages', () => {
  const audited = routes.filter((route: Route) => writes(route) && route.auditBody !== false && route.name !== NOTICES)
  const codes = new Set(
    audited.flatMap(({ name }) => codesIn(asked.get(name)?.requestBody?.content['application/json']?.schema)),
  )
  const wordless = [...codes].filter(each => {
    const [field = '', ...code] = each.split('.')
    return !SIGNS.test(each) && !codeText(field, code.join('.'), 'zh-CN')
  })
  expect(codes.size).toBeGreaterThan(400)
  expect(wordless).toEqual([])
  expect(Object.values(VALUE_WORDS).filter(words => words.some(word => word.trim() === ''))).toEqual([])
})

test('amounts, codes and moments are read by what their field says', () => {
  expect(valueText('amountFen', '123456', 'zh-CN')).toBe('¥1,234.56')
  expect(valueText('netFen', -50, 'en')).toContain('0.50')
  expect(valueText('timing', 'advance', 'zh-CN')).toBe('预付')
  expect(valueText('to', 'jiao', 'en')).toBe('To the jiao')
  expect(valueText('name', 'formula', 'en')).toBe('formula')
  expect(valueText('reason', 'moved-out', 'zh-CN')).toBe('搬离')
  expect(valueText('at', '2026-11-30T16:30:00.000Z', 'en')).toBe('2026-12-01 00:30')
  expect(valueText('permissions', 'platform.audit.read', 'zh-CN')).toBe('查看审计日志（限全公司范围的账号）')
})

test('each record leads to a page that there is', () => {
  const paths = modules.flatMap(({ routes: pages }) =>
    pages.map(page => (page as { options: { path: string } }).options.path),
  )
  const lost = Object.entries(RECORD_PAGES).filter(([, { address }]) => {
    const { to } = address('$')
    return !paths.some(path => path.replace(/\$\w+/, '$') === to)
  })
  expect(paths.length).toBeGreaterThan(50)
  expect(lost.map(([kind]) => kind)).toEqual([])
})
