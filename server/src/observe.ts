import type { Route } from '@anju/contract'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from './platform/db.ts'
import { isDemoGrowing } from './platform/demo-growth.ts'
import { log } from './platform/log.ts'
import type { Realtime } from './platform/realtime.ts'
import { watchQueue } from './platform/watch-queue.ts'

interface Observed {
  db: Database
  realtime: Realtime
  /** Absent: the queue is not told of. */
  jobsUrl?: string
}

const draining = new WeakSet<FastifyInstance>()

/** From now on the server says that it is not ready, so that a load balancer sends nobody new; those under way are finished. */
export function beginDrain(server: FastifyInstance): void {
  draining.add(server)
}

/** Logs of requests, health, readiness and metrics (Prometheus). */
export function observe(server: FastifyInstance, { db, realtime, jobsUrl }: Observed): void {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const seconds = new Histogram({
    name: 'anju_http_request_seconds',
    help: 'Time of a request by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [metrics],
  })
  measurePool(metrics, db, realtime)
  const lookIntoQueue = jobsUrl ? measureQueue(server, metrics, jobsUrl) : null
  server.addHook('onResponse', async (request, reply) => {
    const route = (request.routeOptions.config as { route?: Route }).route
    seconds.observe({ route: route?.name ?? 'other', status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    if (!route) return
    const { tenantId } = request as { tenantId?: string | null }
    const ms = Math.round(reply.elapsedTime)
    request.log.info({ route: route.name, status: reply.statusCode, ms, tenantId: tenantId ?? undefined }, 'request')
  })
  server.get('/healthz', async () => ({ status: 'ok' }))
  server.get('/readyz', async (_request, reply) => {
    const status = await readiness(server, db)
    return reply.code(status === 'ready' ? 200 : 503).send({ status, screens: realtime.count() })
  })
  // For tests and measurements: not before the demo is whole, where there is one.
  server.get('/readyz/demo', async (_request, reply) =>
    reply.code(isDemoGrowing() ? 503 : 200).send({ status: isDemoGrowing() ? 'growing' : 'whole' }),
  )
  server.get('/metrics', async (_request, reply) => {
    await lookIntoQueue?.()
    return reply.type(metrics.contentType).send(await metrics.metrics())
  })
}

async function readiness(server: FastifyInstance, db: Database): Promise<string> {
  if (draining.has(server)) return 'stopping'
  return db.pool.query('select 1').then(
    () => 'ready',
    () => 'the database does not answer',
  )
}

function measurePool(metrics: Registry, { pool }: Database, realtime: Realtime): void {
  const registers = [metrics]
  new Gauge({
    ...{ name: 'anju_db_connections', help: 'Connections of the pool: used, idle, waited for', labelNames: ['state'] },
    registers,
    collect() {
      this.set({ state: 'used' }, pool.totalCount - pool.idleCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'waited for' }, pool.waitingCount)
    },
  })
  new Gauge({
    ...{ name: 'anju_open_screens', help: 'Event streams that are open' },
    registers,
    collect() {
      this.set(realtime.count())
    },
  })
}

/** Answers a look into the queue that sets what is told of it. */
function measureQueue(server: FastifyInstance, metrics: Registry, jobsUrl: string): () => Promise<void> {
  const queue = watchQueue(jobsUrl)
  server.addHook('onClose', () => queue.close())
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [metrics] })
  const waiting = gauge('anju_jobs_waiting', 'Jobs that wait, also for a later time')
  const failed = gauge('anju_jobs_failed', 'Jobs that failed for good')
  const oldest = gauge('anju_jobs_oldest_seconds', 'Age of the job that is due longest')
  const lag = gauge('anju_event_lag_seconds', 'Age of the oldest event that a listener has not heard')
  return async () => {
    const state = await queue.read().catch(error => log.warn({ err: error }, 'the queue cannot be looked into'))
    if (!state) return
    waiting.set(state.waiting)
    failed.set(state.failed)
    oldest.set(state.oldestSeconds)
    lag.set(state.eventLagSeconds)
  }
}
