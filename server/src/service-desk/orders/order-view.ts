import type { serviceDesk as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { keyset, type Page, type PageRequest, pageOfRows, pageRows, type SortColumn } from '../../platform/page.ts'
import { serviceDesk } from '../tables.ts'
import { FINISHED_STATES, isLate, type OrderState, TASK_STATES } from './order.ts'

export type OrderDetail = ResponseOf<typeof contract.readOrder>
export type OrderRow = ResponseOf<typeof contract.listOrders>['items'][number]
type LogEntry = OrderDetail['log'][number]

interface OrderFilters {
  communityId?: string
  premisesId?: string
  /** Reported by this resident. */
  personId?: string
  /** Any of these. */
  states?: readonly OrderState[]
  category?: string
  assigneeId?: string
  /** Part of the number, the place, the reporter’s name or the description. */
  text?: string
}

/** Due next: for an order nobody has responded to the response, else the end. */
const dueNext = sql`(case when o.responded_at is null and o.state in ('reported', 'assigned') then o.respond_by else o.finish_by end)`

const SORTS: Record<string, SortColumn> = {
  reportedAt: { by: sql`o.reported_at`, type: 'timestamptz' },
  dueAt: { by: dueNext, type: 'timestamptz' },
  finishBy: { by: sql`o.finish_by`, type: 'timestamptz' },
  doneAt: { by: sql`coalesce(o.done_at, o.reported_at)`, type: 'timestamptz' },
  number: { by: sql`o.number`, type: 'text' },
  place: { by: sql`o.place`, type: 'text' },
  state: { by: sql`o.state`, type: 'text' },
  urgency: { by: sql`(case o.urgency when 'urgent' then 0 else 1 end)`, type: 'int' },
}

/** Orders that match, within the walls: staff see their communities, residents their households. Newest first by default. */
export async function orderPage(
  tx: Tx,
  actor: Actor,
  input: PageRequest & OrderFilters,
  fallback = '-reportedAt',
): Promise<Page<OrderRow>> {
  const keys = keyset(input, sql<string>`o.id`, SORTS, fallback)
  const matching = matchingOrders(tx, actor, input)
  const rows = await pageRows(withRowColumns(matching), keys, input)
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, fallback)
  return { ...page, items: page.items.map(toRow) }
}

/** The list route of the desk. */
export async function listOrders(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listOrders>,
): Promise<ResponseOf<typeof contract.listOrders>> {
  const { state, ...rest } = input
  return orderPage(tx, actor, { ...rest, states: state && [state] })
}

type FullRow = OrderRow & { doneAt: Date | null; closedAt: Date | null }

/** The list of the desk with when each order was done and closed, for files. */
export async function listFullOrders(
  tx: Tx,
  actor: Actor,
  { state, ...input }: RequestOf<typeof contract.listOrders>,
): Promise<Page<FullRow>> {
  const keys = keyset(input, sql<string>`o.id`, SORTS, '-reportedAt')
  const matching = matchingOrders(tx, actor, { ...input, states: state && [state] })
  const rows = await withRowColumns(matching)
    .select(['o.doneAt', 'o.closedAt', keys.key.as('sortKey')])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, '-reportedAt')
  return {
    ...page,
    items: page.items.map(row => ({ ...toRow(row), doneAt: row.doneAt, closedAt: row.closedAt })),
  }
}

/** Orders given to the caller: what is to do, due first; or what is behind, last done first. */
export async function listMyTasks(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listMyTasks>,
): Promise<ResponseOf<typeof contract.listMyTasks>> {
  const { state, ...page } = input
  const mine = { ...page, assigneeId: accountOf(actor) }
  return state === 'open'
    ? orderPage(tx, actor, { ...mine, states: TASK_STATES }, 'dueAt')
    : orderPage(tx, actor, { ...mine, states: FINISHED_STATES }, '-doneAt')
}

/** One order with its log and photos. Errors: platform.not_found. */
export async function readOrderById(tx: Tx, actor: Actor, input: { orderId: string }): Promise<OrderDetail> {
  return readDetail(tx, actor, input.orderId)
}

/** One order given to the caller; another's is not there. Errors: platform.not_found. */
export async function readMyTask(tx: Tx, actor: Actor, input: { orderId: string }): Promise<OrderDetail> {
  return readDetail(tx, actor, input.orderId, accountOf(actor))
}

async function readDetail(tx: Tx, actor: Actor, orderId: string, assigneeId?: string): Promise<OrderDetail> {
  const found = await withRowColumns(matchingOrders(tx, actor, { assigneeId }))
    .select(['o.photoIds', 'o.confirmBy', 'r.comment'])
    .where('o.id', '=', orderId)
    .executeTakeFirst()
  if (!found) throw refuse.notFound()
  const steps = await serviceDesk(tx)
    .selectFrom('serviceDesk.orderLog')
    .select(['id', 'at', 'actorName', 'actorKind', 'action', 'note', 'photoIds'])
    .where('tenantId', '=', tenantOf(actor))
    .where('orderId', '=', orderId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const files = await fileRefs(tx, [...found.photoIds, ...steps.flatMap(step => step.photoIds)])
  const photosOf = (ids: string[]) => ids.flatMap(id => files.get(id) ?? [])
  return {
    ...toRow(found),
    // The registry publishes no phone: the desk shows the household, and whoever may reveal a phone does so there.
    reporterPhoneMasked: null,
    photos: photosOf(found.photoIds),
    comment: found.comment,
    confirmBy: found.state === 'done' ? found.confirmBy : null,
    log: steps.map(({ photoIds, ...step }) => ({
      ...step,
      actorKind: step.actorKind as LogEntry['actorKind'],
      action: step.action as LogEntry['action'],
      photos: photosOf(photoIds),
    })),
  }
}

function matchingOrders(tx: Tx, actor: Actor, filters: OrderFilters) {
  const part = `%${(filters.text ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`
  return serviceDesk(tx)
    .selectFrom('serviceDesk.workOrder as o')
    .leftJoin('serviceDesk.rating as r', join =>
      join.onRef('r.tenantId', '=', 'o.tenantId').onRef('r.orderId', '=', 'o.id'),
    )
    .where('o.tenantId', '=', tenantOf(actor))
    .$if(filters.communityId !== undefined, query => query.where('o.communityId', '=', filters.communityId ?? ''))
    .$if(filters.premisesId !== undefined, query => query.where('o.premisesId', '=', filters.premisesId ?? ''))
    .$if(filters.personId !== undefined, query => query.where(reportedBy(filters.personId ?? '')))
    .$if(filters.states !== undefined, query => query.where('o.state', 'in', filters.states ?? []))
    .$if(filters.category !== undefined, query => query.where('o.category', '=', filters.category ?? ''))
    .$if(filters.assigneeId !== undefined, query => query.where('o.assigneeId', '=', filters.assigneeId ?? ''))
    .$if(part !== '%%', query =>
      query.where(
        sql<SqlBool>`(o.number ilike ${part} or o.place ilike ${part} or o.reporter_name ilike ${part} or o.description ilike ${part})`,
      ),
    )
}

/** Of a person, and of the records that were merged into that person: an order keeps the name it was written with. */
function reportedBy(personId: string) {
  return sql<SqlBool>`o.reporter_person_id in (select n.id from registry.public_person n where n.tenant_id = platform.tenant_id()
    and (n.id = ${personId}::uuid or n.merged_into = ${personId}::uuid))`
}

function withRowColumns(matching: ReturnType<typeof matchingOrders>) {
  return matching.select([
    ...(['o.id', 'o.number', 'o.communityId', 'o.premisesId', 'o.place', 'o.category', 'o.urgency'] as const),
    ...(['o.description', 'o.state', 'o.round', 'o.reporterName', 'o.assigneeId', 'o.assigneeName'] as const),
    ...(['o.reportedAt', 'o.respondBy', 'o.finishBy', 'o.respondedAt', 'o.doneAt', 'o.version', 'r.score'] as const),
  ])
}

type Found = Awaited<ReturnType<ReturnType<typeof withRowColumns>['executeTakeFirstOrThrow']>>

/** The columns as the contract has them; the checks of the table keep category, urgency and state to its words. */
function toRow(found: Found): OrderRow {
  const { id, number, communityId, premisesId, place, description, round, reporterName } = found
  const { assigneeId, assigneeName, reportedAt, respondBy, finishBy, score, version } = found
  const state = found.state as OrderState
  return {
    ...{ id, number, communityId, premisesId, place, description, round, reporterName },
    ...{ assigneeId, assigneeName, reportedAt, respondBy, finishBy, score, state, version },
    category: found.category as OrderRow['category'],
    urgency: found.urgency as OrderRow['urgency'],
    late: isLate({ ...found, state }, now()),
  }
}
