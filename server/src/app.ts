import { PassThrough } from 'node:stream'
import zlib from 'node:zlib'
import { type Route, routes } from '@anju/contract'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { enterBySession, isStillSignedIn } from './identity/index.ts'
import { observe } from './observe.ts'
import { ACCOUNT_LIMITS, type AccountLimits } from './platform/account-limit.ts'
import { mountApiDocs } from './platform/api-docs.ts'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/db.ts'
import { refuse } from './platform/errors.ts'
import { registerSubscriptions } from './platform/events.ts'
import { type HttpRole, mountRoutes, sendProblem } from './platform/http.ts'
import { newId } from './platform/ids.ts'
import { log } from './platform/log.ts'
import type { Module } from './platform/module.ts'
import { openapiOf } from './platform/openapi.ts'
import { platformModule } from './platform/platform-module.ts'
import { startRealtime } from './platform/realtime.ts'
import { premisesOfListener, requireCommunity } from './registry/index.ts'
import { serveApps } from './serve-apps.ts'
import { serveVerification } from './serve-verification.ts'

export interface AppOptions {
  db: Database
  config: Config
  modules: Module[]
  /** Both by default: people and their apps (`serve`), and machines (`ingest`). */
  roles?: readonly HttpRole[]
  /** In tests and development answers are checked against the contract. */
  checkAnswers?: boolean
  /** Requests per minute from one address on public writes; tests raise it. */
  publicWritesPerMinute?: number
  /** Requests per minute from one address on everything else; tests and benchmarks raise it. */
  requestsPerMinute?: number
  /** Requests per minute of one account; tests and benchmarks raise it. */
  accountLimits?: AccountLimits
  /** Where the queue is, for the metrics. */
  jobsUrl?: string
}

/** Builds the HTTP server: API, the three web apps, OpenAPI, health and metrics. Not listening yet. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const server: FastifyInstance = fastify({
    loggerInstance: log as never,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    trustProxy: 'loopback',
    bodyLimit: 2 * 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
  }) as unknown as FastifyInstance
  registerSubscriptions(options.modules)
  const realtime = await startRealtime(options.db, {
    premisesOf: premisesOfListener,
    stillSignedIn: isStillSignedIn,
  })
  // Streams end before the server waits for its connections: an open screen would keep it for ever.
  server.addHook('preClose', () => realtime.close())
  await secure(server, options)
  // Pages, scripts and JSON; event streams go as they are.
  await server.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } },
  })
  server.addContentTypeParser('application/octet-stream', (_request, payload, done) =>
    done(null, payload.pipe(new PassThrough())),
  )
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  server.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  observe(server, { db: options.db, realtime, jobsUrl: options.jobsUrl })
  mountRoutes(
    server,
    routes,
    [
      ...platformModule(
        () => realtime,
        { requireCommunity },
        options.modules.flatMap(module => module.search),
      ).routes,
      ...options.modules.flatMap(module => module.routes),
    ],
    {
      db: options.db,
      roles: options.roles,
      config: options.config,
      enter: (token, app) => enterBySession(options.db, token, app),
      checkAnswers: options.checkAnswers ?? false,
      accountLimits: options.accountLimits ?? ACCOUNT_LIMITS,
    },
  )
  await servePeople(server, options)
  return server
}

/** What only people want: the document of the API, the page behind receipts, the three apps. */
async function servePeople(server: FastifyInstance, { roles, db }: AppOptions): Promise<void> {
  if (roles && !roles.includes('serve')) return
  await documentApi(server)
  serveVerification(server, db)
  await serveApps(server)
}

async function secure(server: FastifyInstance, options: AppOptions): Promise<void> {
  await server.register(cookie)
  await server.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The console's page names the one more that its component library writes; see serve-apps.ts.
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'self'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: options.config.secureCookies ? [] : null,
      },
    },
    strictTransportSecurity: options.config.secureCookies,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  await server.register(rateLimit, {
    global: true,
    timeWindow: '1 minute',
    // Reading and signed-in work are generous; guessing at the public doors is not.
    max: request => {
      const kind = kindOf(request)
      if (kind === 'any' || kind === 'machine') return options.requestsPerMinute ?? 3000
      return (options.publicWritesPerMinute ?? 30) * (kind === 'search' ? 2 : 1)
    },
    keyGenerator: request => `${request.ip} ${kindOf(request)}`,
    allowList: request => !/^\/(api\/v1|verify)\//.test(request.url),
    errorResponseBuilder: (_request, context) =>
      refuse.tooManyRequests({ retryAfterSeconds: Math.ceil(context.ttl / 1000) }),
  })
}

/** Writes of strangers, and their searches through all companies, are counted apart from what people do who are signed in. */
function kindOf(request: FastifyRequest): 'public' | 'search' | 'machine' | 'any' {
  // Somebody who guesses at the addresses of receipts.
  if (request.url.startsWith('/verify/')) return 'search'
  const route = (request.routeOptions.config as { route?: Route }).route
  if (route?.permission !== 'public') return 'any'
  // Its key is 256 random bits: nobody guesses it at any pace.
  if (route.role === 'ingest') return 'machine'
  if (route.method !== 'GET') return 'public'
  return route.name === 'residents.findCommunities' ? 'search' : 'any'
}

async function documentApi(server: FastifyInstance): Promise<void> {
  // Made when first asked for: a start does not wait for it.
  let document: string | undefined
  mountApiDocs(server, () => openapiOf(routes))
  server.get('/api/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(openapiOf(routes))
    return reply.type('application/json; charset=utf-8').send(document)
  })
  server.get('/api/*', async () => {
    throw refuse.notFound()
  })
}
