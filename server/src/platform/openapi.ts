import { type Route, writes } from '@anju/contract'
import type { z } from 'zod'
import { refusalCodes } from './errors.ts'
import { wireSchema } from './http.ts'

/** The OpenAPI 3.1 document of the contract: what travels, who may, and which refusals come. Deterministic. */
export function openapiOf(routes: Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = `/api/v1${route.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] ??= {}
    paths[path][route.method.toLowerCase()] = operationOf(route)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Anju 安居',
      version: '1',
      description:
        'Amounts are integer fen. Business dates are civil dates of Asia/Shanghai. Writes carry an Idempotency-Key. ' +
        'Refusals are application/problem+json {code, status, params}.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(route => route.module))].map(name => ({ name })),
    // Signing in gives a cookie per app; programs send the same token as a bearer.
    security: [{ console: [] }, { field: [] }, { resident: [] }, { bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        console: { type: 'apiKey', in: 'cookie', name: 'anju_console' },
        field: { type: 'apiKey', in: 'cookie', name: 'anju_field' },
        resident: { type: 'apiKey', in: 'cookie', name: 'anju_resident' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['code', 'status', 'params'],
          properties: {
            code: { type: 'string' },
            status: { type: 'integer' },
            params: { type: 'object', additionalProperties: true },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  }
}

function operationOf(route: Route): Record<string, unknown> {
  const parameters = [
    ...parametersOf(route.params, 'path'),
    ...parametersOf(route.query, 'query'),
    ...(writes(route) && route.idempotent !== false && route.permission !== 'public'
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: true,
            schema: { type: 'string', minLength: 8, maxLength: 100 },
          },
        ]
      : []),
  ]
  return {
    operationId: route.name,
    tags: [route.module],
    summary: route.summary,
    ...(route.permission === 'public' ? { security: [] } : {}),
    'x-permission': route.permission,
    'x-audience': route.audience,
    ...(parameters.length ? { parameters } : {}),
    ...bodyOf(route),
    responses: responsesOf(route),
  }
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): unknown[] {
  if (!schema) return []
  const object = wireSchema(schema) as { properties?: Record<string, unknown>; required?: string[] }
  return Object.entries(object.properties ?? {}).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || (object.required ?? []).includes(name),
    schema: shape,
  }))
}

function bodyOf(route: Route): Record<string, unknown> {
  if (route.upload)
    return {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    }
  if (!route.body) return {}
  const example = route.example === undefined ? {} : { example: route.example }
  return {
    requestBody: { required: true, content: { 'application/json': { schema: wireSchema(route.body), ...example } } },
  }
}

function responsesOf(route: Route): Record<string, unknown> {
  const responses: Record<string, unknown> = {}
  if (route.response === 'none') responses['204'] = { description: 'Done.' }
  else if (route.response === 'file')
    responses['200'] = {
      description: 'The bytes.',
      content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
    }
  else if (route.response === 'stream')
    responses['200'] = { description: 'Events.', content: { 'text/event-stream': { schema: { type: 'string' } } } }
  else
    responses['200'] = { description: 'Done.', content: { 'application/json': { schema: wireSchema(route.response) } } }
  for (const [status, codes] of refusalsOf(route)) {
    responses[String(status)] = {
      description: `Refused: ${codes.join(', ')}`,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }
  }
  return responses
}

function refusalsOf(route: Route): [number, string[]][] {
  const codes = [...(route.errors ?? [])]
  if (route.permission !== 'public') codes.push('platform.not_signed_in')
  if (route.permission !== 'public' && route.permission !== 'signed-in') codes.push('platform.not_allowed')
  if (route.params || route.query || route.body) codes.push('platform.input_wrong')
  if (route.method !== 'GET') codes.push('platform.cross_site')
  const byStatus = new Map<number, string[]>()
  for (const code of codes) {
    const status = refusalCodes.get(code) ?? 400
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return [...byStatus.entries()].sort(([a], [b]) => a - b)
}
