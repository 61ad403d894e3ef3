import {
  approvals as approvalsContract,
  type Permission,
  type RequestOf,
  type ResponseOf,
  type RouteSpec,
  routes,
  writes,
} from '@anju/contract'
import approvals from '../approvals/module.ts'
import billing from '../billing/module.ts'
import ledger from '../ledger/module.ts'
import metering from '../metering/module.ts'
import payments from '../payments/module.ts'
import { type Actor, can } from '../platform/actor.ts'
import { auditRoute } from '../platform/audit.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { JobDefinition, JobDoor } from '../platform/jobs.ts'
import portal from '../portal/module.ts'
import registry from '../registry/module.ts'
import residents from '../residents/module.ts'
import serviceDesk from '../service-desk/module.ts'
import workforce from '../workforce/module.ts'
import type { DemoGround } from './demo-company.ts'

const HANDLERS = new Map(
  [registry, workforce, approvals, ledger, payments, metering, billing, serviceDesk, portal, residents]
    .flatMap(module => module.routes)
    .map(each => [each.spec, each]),
)
const NAMES = new Map(routes.map(({ method, path, name }) => [`${method} ${path}`, name]))

/** What somebody of the demo asks of a route, answered by its verb in a transaction of its own, and audited as at the door. */
export async function call<S extends RouteSpec>(
  { db }: DemoGround,
  spec: S,
  actor: Actor,
  input: RequestOf<S>,
): Promise<ResponseOf<S>> {
  return inTransaction(db, actor, tx => callWithin(tx, spec, actor, input))
}

/** The same in a transaction that is open. */
export async function callWithin<S extends RouteSpec>(
  tx: Tx,
  spec: S,
  actor: Actor,
  input: RequestOf<S>,
): Promise<ResponseOf<S>> {
  const name = NAMES.get(`${spec.method} ${spec.path}`)
  const handler = HANDLERS.get(spec)
  if (!name || !handler || spec.transaction === 'manual') throw new Error(`The demo cannot call ${spec.path}.`)
  if (!can(actor, spec.permission as Permission)) throw new Error(`${actor.name} may not call ${name}.`)
  const answer = await handler.verb(tx as never, actor, input as never)
  if (writes(spec)) auditRoute(tx, { name, auditBody: spec.auditBody }, input as object)
  return answer as ResponseOf<S>
}

/** Does at once what a verb has put into the queue; the queue's own turn finds it done. */
export async function perform(ground: DemoGround, job: JobDefinition, payload: unknown): Promise<void> {
  const { actor, db, config, run } = ground
  const checked = job.payload.parse(payload) as never
  if (job.transaction === 'door') return run(tx => job.perform(tx as never, actor, checked))
  const door: JobDoor = { db, config, run }
  await job.perform(door as never, actor, checked)
}

/** A request for approval as it stands: each step that was approved made a version. */
export interface Asked {
  requestId: string
  version: number
}

/**
 * Asks for something, unless that is done: then what still waits of it is answered. null: nothing waits. A demo that was cut off between asking and
 * deciding settles here what it asked.
 */
export async function askOnce(
  ground: DemoGround,
  decider: Actor,
  { id, isThere }: { id: string; isThere: boolean },
  ask: () => Promise<{ requestId: string | null }>,
): Promise<Asked | null> {
  if (!isThere) {
    const { requestId } = await ask()
    return requestId === null ? null : { requestId, version: 1 }
  }
  return waitingRequest(ground, decider, id)
}

/** What waits to be decided about something, by its id; null: nothing does. */
export async function waitingRequest(ground: DemoGround, decider: Actor, id: string): Promise<Asked | null> {
  const waiting = { view: 'all', state: 'waiting', limit: 200 } as const
  const { items } = await call(ground, approvalsContract.listApprovals, decider, waiting)
  const request = items.find(({ subjectId }) => subjectId === id)
  return request ? { requestId: request.id, version: request.version } : null
}

/** Lets those who may approve a request, one step after the other, until it is decided. */
export async function approveWholly(
  ground: DemoGround,
  { requestId, version: from }: Asked,
  deciders: readonly Actor[],
  note: string,
): Promise<void> {
  let version = from
  for (const decider of deciders.slice(from - 1)) {
    const request = await call(ground, approvalsContract.approveRequest, decider, { requestId, version, note })
    if (request.state !== 'waiting') return
    version = request.version
  }
}
