import '@fastify/cookie'
import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { type Route, writes } from '@anju/contract'
import fastJsonStringify from 'fast-json-stringify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type AccountLimits, limitAccounts } from './account-limit.ts'
import { type Actor, ANONYMOUS, accountOf, can, tenantOf } from './actor.ts'
import { auditRoute } from './audit.ts'
import { now } from './clock.ts'
import type { Config } from './config.ts'
import { type Database, drawer, type Entrance, entranceOf, inEnteredTransaction, inTransaction, type Tx } from './db.ts'
import { waitsForDemo } from './demo-growth.ts'
import { Refusal, refuse, refuseInput } from './errors.ts'
import { admitToModules, featuresOf, orModuleOff, orModuleOffAtDoor } from './features/admit-to-modules.ts'
import type { Door, FileAnswer, Handler } from './module.ts'

const platform = drawer('platform')

export type AppName = 'console' | 'field' | 'resident'

/** Who answers in this process: people and their apps, machines, or both. */
export type HttpRole = 'serve' | 'ingest'
const ROLES: readonly HttpRole[] = ['serve', 'ingest']

export interface HttpOptions {
  db: Database
  /** Both by default. */
  roles?: readonly HttpRole[]
  config: Config
  /** The way in of who holds the session of this token; anonymous when nobody does. Given by identity. */
  enter: (token: string, app: AppName) => Entrance
  /** In tests and development answers are checked against the contract too. */
  checkAnswers: boolean
  /** Absent: an account may ask as often as it likes (tests of single routes). */
  accountLimits?: AccountLimits
}

/** Mounts every route of the contract; a route without a verb is a programmer's error, found at the start. */
export function mountRoutes(server: FastifyInstance, routes: Route[], handlers: Handler[], options: HttpOptions): void {
  const limit = options.accountLimits && limitAccounts(options.accountLimits)
  const verbs = new Map(handlers.map(handler => [`${handler.spec.method} ${handler.spec.path}`, handler]))
  const answered = routes.filter(route => (options.roles ?? ROLES).includes(route.role ?? 'serve'))
  for (const route of answered) {
    const handler = verbs.get(`${route.method} ${route.path}`)
    if (!handler) throw new Error(`Route ${route.name} has no verb.`)
    mountRoute(server, route, handler, { ...options, limit })
  }
}

type MountOptions = HttpOptions & { limit?: (actor: Actor, route: Route) => void }

function mountRoute(server: FastifyInstance, route: Route, handler: Handler, options: MountOptions): void {
  const write = writerOf(route, options.checkAnswers)
  server.route({
    method: route.method,
    url: `/api/v1${route.path}`,
    config: { route },
    bodyLimit: route.upload?.maxBytes,
    handler: async (request, reply) => {
      if (route.method !== 'GET') refuseCrossSite(request)
      const entrance = entranceTo(request, route, options)
      if (route.transaction === 'manual') {
        const admitted = (tx: Tx) => admit(tx, request, route, options)
        const { tx, input } = await inEnteredTransaction(options.db, entrance, admitted, { readOnly: true })
        const { actor } = tx
        const door = openDoor(request, reply, options, route)
        const ask = (as: Actor) => handler.verb(door as never, as, input as never)
        // What is written by itself cannot be asked twice.
        const once = writes(route) || route.response === 'stream'
        const answer = await (once ? ask(actor) : orModuleOffAtDoor(door, actor, featuresOf(route), ask))
        return reply.sent || route.response === 'stream' ? reply : send(reply, route, write, answer)
      }
      const reads = !writes(route)
      const work = async (entered: Tx) => {
        const { tx, input } = await admit(entered, request, route, options)
        const ask = (as: Tx) => handler.verb(as as never, as.actor, input as never)
        const answer = () => (reads ? ask(tx) : writeOnce(tx, request, route, input, { ask, write }))
        return orModuleOff(tx, featuresOf(route), answer, ask)
      }
      const planOnce = handler.planOnce?.(request.query as Record<string, unknown>) ?? readsOne(route)
      const transaction = { readOnly: reads, planOnce }
      return send(reply, route, write, await inEnteredTransaction(options.db, entrance, work, transaction))
    },
  })
}

/** One record by its id: whichever it is, it is found along the same indexes, so its statements are planned once (ADR 0010). */
function readsOne(route: Route): boolean {
  return route.method === 'GET' && /:[a-zA-Z]+$/.test(route.path)
}

/** Who asks (the actor of the transaction), and for what; when they may: signed in, allowed, within their limits, the module open. */
async function admit(
  entered: Tx,
  request: FastifyRequest,
  route: Route,
  options: MountOptions,
): Promise<{ tx: Tx; input: object }> {
  const { actor } = entered
  ;(request as { tenantId?: string | null }).tenantId = actor.tenantId
  guard(route, actor)
  options.limit?.(actor, route)
  const input = readInput(route, request)
  return { tx: await admitToModules(entered, featuresOf(route), input), input }
}

/** A writing route: once per idempotency key, audited, in the transaction it was let into. */
async function writeOnce(
  tx: Tx,
  request: FastifyRequest,
  route: Route,
  input: object,
  { ask, write }: { ask: (tx: Tx) => Promise<unknown>; write: (answer: unknown) => string },
): Promise<unknown> {
  const { actor } = tx
  const key = route.idempotent === false || actor.id === null ? null : idempotencyKeyOf(request)
  if (key) {
    const stored = await claimKey(tx, route, key, request)
    if (stored) return stored
  }
  const answer = await ask(tx)
  if (actor.tenantId) auditRoute(tx, route, input)
  if (key) {
    const response = answer === undefined ? null : write(answer)
    await platform(tx)
      .updateTable('platform.idempotency')
      .set({ status: 200, response })
      .where('tenantId', '=', tenantOf(actor))
      .where('actorId', '=', accountOf(actor))
      .where('key', '=', key)
      .execute()
  }
  return answer
}

/** An answer given before, to be given again as it was. */
interface Replay {
  replayed: string | null
}

function isReplay(answer: unknown): answer is Replay {
  return typeof answer === 'object' && answer !== null && 'replayed' in answer
}

/**
 * Takes the key for this request, or answers what was answered before. A second request with the same key waits here until the
 * first has ended: its insert blocks on the unique key.
 */
async function claimKey(tx: Tx, route: Route, key: string, request: FastifyRequest): Promise<Replay | null> {
  const actor = tx.actor
  const asked = JSON.stringify([request.params, request.query, request.body ?? null])
  const requestHash = createHash('sha256').update(asked).digest()
  const claimed = await platform(tx)
    .insertInto('platform.idempotency')
    .values({ tenantId: tenantOf(actor), actorId: accountOf(actor), key, route: route.name, requestHash, at: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (claimed) return null
  const before = await platform(tx)
    .selectFrom('platform.idempotency')
    .select(['route', 'requestHash', 'status', 'response'])
    .where('tenantId', '=', tenantOf(actor))
    .where('actorId', '=', accountOf(actor))
    .where('key', '=', key)
    .executeTakeFirst()
  if (!before?.status) throw refuse.busy()
  if (before.route !== route.name || !requestHash.equals(before.requestHash)) throw refuse.idempotencyKeyReused()
  return { replayed: before.response === null ? null : JSON.stringify(before.response) }
}

function idempotencyKeyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key.length < 8 || key.length > 100) throw refuse.idempotencyKeyMissing()
  return key
}

const COOKIE: Record<AppName, string> = { console: 'anju_console', field: 'anju_field', resident: 'anju_resident' }

/** The cookie of an app: each app keeps its own session, also within one browser. */
export function cookieOf(app: AppName): string {
  return COOKIE[app]
}

function appOf(request: FastifyRequest): AppName {
  const named = request.headers['anju-app'] ?? (request.query as Record<string, string>)?.app
  return named === 'field' || named === 'resident' ? named : 'console'
}

/** The way in of this request. Without a token, where one must be signed in, the way ends here. */
function entranceTo(request: FastifyRequest, route: Route, options: HttpOptions): Entrance {
  const seen = { requestId: request.id, address: request.ip }
  if (route.permission === 'public') return entranceOf({ ...ANONYMOUS, ...seen })
  const app = appOf(request)
  const bearer = request.headers.authorization?.replace(/^Bearer /, '')
  const token = bearer ?? request.cookies[cookieOf(app)]
  if (!token) throw refuse.notSignedIn()
  const entrance = options.enter(token, app)
  return { ...entrance, actorOf: rows => ({ ...entrance.actorOf(rows), ...seen }) }
}

/** Who may pass: signed in, without a duty to do first, and allowed. */
function guard(route: Route, actor: Actor): void {
  if (route.permission === 'public') return
  if (actor.kind === 'anonymous') throw refuse.notSignedIn()
  const duty = actor.duties[0]
  if (duty !== undefined && !route.beforeDuties) throw refuse.dutyFirst({ duty })
  if (route.permission !== 'signed-in' && !can(actor, route.permission))
    throw refuse.notAllowed({ permission: route.permission })
  if (waitsForDemo(route)) throw refuse.demoGrowing()
}

function refuseCrossSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') throw refuse.crossSite()
  const origin = request.headers.origin
  if (origin && origin !== 'null' && URL.parse(origin)?.host !== request.headers.host) throw refuse.crossSite()
}

function readInput(route: Route, request: FastifyRequest): object {
  const parts: [z.ZodType | undefined, unknown][] = [
    [route.params, request.params],
    [route.query, request.query],
    [route.body, request.body],
  ]
  const input = {}
  for (const [schema, value] of parts) {
    if (!schema) continue
    const parsed = schema.safeParse(value ?? {})
    if (!parsed.success) throw schema === route.params ? refuse.notFound() : refuseInput(parsed.error)
    Object.assign(input, parsed.data)
  }
  return input
}

/** Writes an answer as JSON text, by a function compiled from the contract for the first answer; undeclared properties never leave. */
function writerOf(route: Route, checkAnswers: boolean): (answer: unknown) => string {
  if (typeof route.response === 'string') return () => ''
  const schema = route.response
  let stringify: ((answer: unknown) => string) | undefined
  return answer => {
    if (isReplay(answer)) return answer.replayed ?? ''
    if (checkAnswers) {
      const checked = z.safeEncode(schema, answer as never)
      if (!checked.success)
        throw new Error(`The answer of ${route.name} does not fit its contract: ${z.prettifyError(checked.error)}`)
    }
    stringify ??= fastJsonStringify(nullableForWriter(wireSchema(schema)) as never)
    return stringify(answer)
  }
}

/** The JSON Schema of what travels. */
export function wireSchema(schema: z.ZodType): Record<string, unknown> {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Record<
    string,
    unknown
  >
  delete made.$schema
  return made
}

/** `anyOf [X, null]` becomes a nullable X, which the writer does without trying alternatives (and with bigint and Date inside). */
function nullableForWriter(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(nullableForWriter)
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node as Record<string, unknown>)
  const made = Object.fromEntries(entries.map(([name, value]) => [name, nullableForWriter(value)])) as Record<
    string,
    unknown
  >
  const choices = made.anyOf as Record<string, unknown>[] | undefined
  if (choices?.length === 2 && choices.some(choice => choice.type === 'null')) {
    const { anyOf: _, ...rest } = made
    return { ...choices.find(choice => choice.type !== 'null'), ...rest, nullable: true }
  }
  return made
}

function send(reply: FastifyReply, route: Route, write: (answer: unknown) => string, answer: unknown): FastifyReply {
  if (route.response === 'none' || (isReplay(answer) && answer.replayed === null)) return reply.code(204).send()
  if (route.response === 'file') return sendFile(reply, answer as FileAnswer)
  return reply.type('application/json; charset=utf-8').header('cache-control', 'no-store').send(write(answer))
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  const { range } = file
  if (range) reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${range.total}`)
  const disposition = `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`
  return reply
    .type(file.mediaType)
    .header('content-disposition', disposition)
    .header('cache-control', file.maxAgeSeconds ? `private, max-age=${file.maxAgeSeconds}` : 'no-store')
    .header('accept-ranges', 'bytes')
    .header('x-content-type-options', 'nosniff')
    .send(file.body)
}

function openDoor(request: FastifyRequest, reply: FastifyReply, options: HttpOptions, route: Route): Door {
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: options.config.secureCookies } as const
  return {
    db: options.db,
    config: options.config,
    run: (actor, work, transaction) =>
      inTransaction(options.db, actor, work, route.reads ? { ...transaction, readOnly: true } : transaction),
    upload: request.body instanceof PassThrough ? request.body : null,
    address: request.ip,
    device: request.headers['user-agent']?.slice(0, 200) ?? null,
    setCookie: (name, value, expires) => void reply.setCookie(name, value, { ...cookie, expires }),
    clearCookie: name => void reply.clearCookie(name, cookie),
    openStream: () => openStream(request, reply),
    header: name => (typeof request.headers[name] === 'string' ? (request.headers[name] as string) : null),
  }
}

function openStream(request: FastifyRequest, reply: FastifyReply): ReturnType<Door['openStream']> {
  const stream = new PassThrough()
  void reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(stream)
  stream.write('retry: 2000\n\n')
  return {
    // Without an `event:` line, so that one listener in the browser hears every name.
    send: ({ id, name, data }) =>
      void stream.write(`${id ? `id: ${id}\n` : ''}data: ${JSON.stringify({ name, payload: data })}\n\n`),
    comment: () => void stream.write(':\n\n'),
    end: () => void stream.end(),
    onClose: listener => {
      request.raw.on('close', listener)
      stream.on('error', listener)
    },
  }
}

/** Turns what was thrown into problem+json: refusals by their code, anything else as a bug, logged and never shown. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof Refusal ? error : known(error)
  if (!refusal) request.log.error({ err: error }, 'unexpected')
  const problem = refusal
    ? {
        code: refusal.code,
        status: refusal.status,
        params: refusal.params,
        ...(refusal.errors.length ? { errors: refusal.errors } : {}),
      }
    : { code: 'platform.unexpected', status: 500, params: {} }
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem))
}

/** Failures of the framework and of the database that are the caller's to know. */
function known(error: unknown): Refusal | null {
  const { statusCode, code, cause } = error as { statusCode?: number; code?: string; cause?: unknown }
  if (statusCode === 429) return refuse.tooManyRequests({ retryAfterSeconds: 60 })
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse.bodyTooLarge()
  if (statusCode === 400 || statusCode === 415) return new Refusal('platform.input_wrong', 422, {})
  // A character that no text of the database can hold (NUL), in a body or an address.
  if (code === '22021' || code === '22P05') return new Refusal('platform.input_wrong', 422, {})
  // An id or key that is taken: what a verb did not foresee, the database still refuses.
  if (code === '23505') return refuse.alreadyThere()
  // A row that the walls do not let in: what a verb did not foresee, the database still refuses.
  if (code === '42501') return refuse.beyondScope()
  // serialization failure, deadlock: try again
  if (code === '40001' || code === '40P01') return refuse.busy()
  // disk full
  if (code === '53100' || code === 'ENOSPC') return refuse.storageFull()
  return cause ? known(cause) : null
}
