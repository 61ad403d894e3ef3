import { routes } from '@anju/contract'
import fastify, { type FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { mountApiDocs } from './api-docs.ts'
import { openapiOf } from './openapi.ts'

interface Operation {
  operationId: string
  summary: string
  security?: unknown[]
  'x-permission': string
  parameters?: { name: string; in: string; required: boolean }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string }>
}

const document = openapiOf(routes) as {
  paths: Record<string, Record<string, Operation>>
  security: object[]
  components: object
}
const operations = Object.values(document.paths).flatMap(methods => Object.values(methods))
const operationOf = (name: string) => operations.find(operation => operation.operationId === name)

test('every route is described once, under its name', () => {
  expect(operations.map(operation => operation.operationId).sort()).toEqual(routes.map(route => route.name).sort())
})

test('the document comes out the same each time, and is plain JSON', () => {
  expect(JSON.stringify(openapiOf(routes))).toBe(JSON.stringify(document))
  expect(JSON.parse(JSON.stringify(document))).toEqual(document)
})

test('exactly the public routes need no session', () => {
  const open = operations.filter(operation => operation.security?.length === 0).map(operation => operation.operationId)
  expect(open.sort()).toEqual(
    routes
      .filter(route => route.permission === 'public')
      .map(route => route.name)
      .sort(),
  )
  expect(operations.filter(operation => operation.security && operation.security.length > 0)).toEqual([])
  expect(document.security.length).toBeGreaterThan(0)
})

test('path parameters are in the address and required', () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    const written = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const operation of Object.values(methods)) {
      const declared = (operation.parameters ?? []).filter(parameter => parameter.in === 'path')
      expect(declared.map(parameter => parameter.name).sort(), path).toEqual(written.sort())
      expect(declared.every(parameter => parameter.required)).toBe(true)
    }
  }
})

test('a write names its key, its body and its refusals with their status', () => {
  const collect = operationOf('billing.collect')
  expect(collect?.parameters).toMatchObject([{ name: 'Idempotency-Key', in: 'header', required: true }])
  expect(collect?.requestBody?.content['application/json']?.schema).toMatchObject({
    type: 'object',
    properties: { amountFen: { type: 'integer' }, billIds: { type: 'array' } },
  })
  expect(collect?.responses['401']?.description).toContain('platform.not_signed_in')
  expect(collect?.responses['403']?.description).toMatch(/platform\.not_allowed.*platform\.cross_site/)
  expect(collect?.responses['422']?.description).toContain('platform.input_wrong')
})

test('signing in is public and takes no key', () => {
  expect(operationOf('identity.signIn')).toMatchObject({ security: [], 'x-permission': 'public' })
  expect(operationOf('identity.signIn')?.parameters).toBeUndefined()
})

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '')
  expect(references.length).toBeGreaterThan(0)
  for (const reference of new Set(references)) {
    let place: unknown = document
    for (const step of reference.split('/')) place = (place as Record<string, unknown>)[step]
    expect(place, reference).toBeDefined()
  }
})

test('the page for people tells every route, and asks nothing of any other host or script', async () => {
  const server = fastify() as FastifyInstance
  mountApiDocs(server, () => document as never)
  const page = await server.inject('/api/docs')
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  for (const route of routes) expect(page.body, route.name).toContain(`id="${route.name}"`)
  expect(page.body).not.toMatch(/<script|\son\w+=|style=|<img|<iframe/i)
  expect(
    [...page.body.matchAll(/(?:src|href)="([^"]*)"/g)].filter(([, address]) => !/^(#|\/api\/)/.test(address ?? '')),
  ).toEqual([])
  // Every inner link has its target.
  const targets = new Set([...page.body.matchAll(/id="([^"]+)"/g)].map(([, id]) => id))
  const links = [...page.body.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(links.filter(link => !targets.has(link))).toEqual([])
  const style = await server.inject('/api/docs.css')
  expect([style.statusCode, style.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8'])
  expect(style.body).not.toMatch(/url\(|@import/)
})
