import type { z } from 'zod'
import type { Permission } from './permissions.ts'

/** Who may call a route: a permission of the list, any signed-in person, or anybody. `public` is written, never implied. */
export type RouteAccess = Permission | 'signed-in' | 'public'

/** Which application's session a route reads: staff (console, field), residents, or either. */
export type Audience = 'staff' | 'resident' | 'any'

export interface RouteSpec {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api/v1, parameters as `:name`. */
  path: string
  /** One sentence for the OpenAPI document. */
  summary: string
  permission: RouteAccess
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** A body that can be sent as it stands and gives a meaningful answer, for the API's page. */
  example?: unknown
  /** A raw body (a file) instead of JSON. */
  upload?: { maxBytes: number }
  /** JSON by default; `file` streams bytes, `stream` is server-sent events, `none` answers 204. */
  response: z.ZodType | 'file' | 'stream' | 'none'
  /** Modules that must be switched on besides the route's own. */
  features?: readonly string[]
  /** Refusal codes that this route may give besides the platform's own. */
  errors?: readonly string[]
  /** The role of a process that answers it: `serve` (default), or `ingest`, which takes what machines send. */
  role?: 'ingest'
  /** `door` (default): one transaction around the verb, read-only for GET. `manual`: the verb opens its own. */
  transaction?: 'door' | 'manual'
  /**
   * true where a POST only asks, since its question is too long or too private for an address: read-only like a GET, without an audit
   * line and without an idempotency key.
   */
  reads?: true
  /** false where a repeat is harmless by itself and must not be remembered (signing in, uploads by client id). */
  idempotent?: boolean
  /** true where staff may come before they have done what is asked of them first (a new password, a second factor). */
  beforeDuties?: true
  /** true where the audit line must not hold the request body (secrets, personal data, bulky input). */
  auditBody?: false
}

export type Route = RouteSpec & { name: string; module: string; audience: Audience }

/** Whether a route writes: what is no GET, unless it only asks (`reads`). */
export function writes({ method, reads }: Pick<RouteSpec, 'method' | 'reads'>): boolean {
  return method !== 'GET' && reads !== true
}

/** Declares a route of a module. The name `module.verb` is given by `routesOf`. */
export function route<const S extends RouteSpec>(spec: S): S {
  return spec
}

type Out<T> = T extends z.ZodType ? z.output<T> : undefined
type In<T> = T extends z.ZodType ? z.input<T> : undefined

/** What the verb gets: params, query and body merged as parsed (fen are bigint, instants are Date). */
export type RequestOf<S extends RouteSpec> = Merge<Out<S['params']>, Out<S['query']>, Out<S['body']>>
type Merge<A, B, C> = (A extends undefined ? unknown : A) &
  (B extends undefined ? unknown : B) &
  (C extends undefined ? unknown : C)

/** What the verb answers (fen bigint, instants Date). */
export type ResponseOf<S extends RouteSpec> = S['response'] extends z.ZodType ? z.output<S['response']> : undefined

/** What travels: what a browser sends. */
export type WireRequestOf<S extends RouteSpec> = (S['params'] extends z.ZodType
  ? { params: In<S['params']> }
  : unknown) &
  (S['query'] extends z.ZodType ? { query?: In<S['query']> } : unknown) &
  (S['body'] extends z.ZodType ? { body: In<S['body']> } : unknown) &
  (S['upload'] extends { maxBytes: number } ? { file: Blob } : unknown)

/** What travels: what a browser gets. */
export type WireResponseOf<S extends RouteSpec> = S['response'] extends z.ZodType
  ? z.input<S['response']>
  : S['response'] extends 'none'
    ? undefined
    : Response

/** The refusal codes of a route as a union. */
export type ErrorCodeOf<S extends RouteSpec> = S['errors'] extends readonly (infer C)[] ? C : never
