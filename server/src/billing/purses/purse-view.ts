import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { personNow } from '../bills/person-now.ts'
import { billing } from '../tables.ts'

type Page = ResponseOf<typeof contract.listPurses>
type MovementPage = ResponseOf<typeof contract.listPurseMovements>
type Filters = Omit<RequestOf<typeof contract.listPurses>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  premisesLabel: { by: sql`r.label`, type: 'text' },
  balanceFen: { by: sql`p.balance_fen`, type: 'bigint' },
} as const
const BY_ROOM = 'premisesLabel'

/** Prepaid money by household, holder and purpose; the sum goes over all that match. */
export async function listPurses(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listPurses>): Promise<Page> {
  const keys = keyset(input, sql<string>`p.id`, SORTS, BY_ROOM)
  const rows = await matching(tx, actor, input)
    .select([
      'p.id',
      'p.communityId',
      'p.premisesId',
      'r.label as premisesLabel',
      'n.name as holderName',
      'p.balanceFen',
    ])
    .select([
      sql<string[] | null>`(select array_agg(i.name order by i.name) from billing.charge_item i
        where i.tenant_id = p.tenant_id and i.id = any(p.item_ids))`.as('itemNames'),
      sql<
        string | null
      >`(select m.moved_on from billing.purse_movement m where m.tenant_id = p.tenant_id and m.purse_id = p.id
        order by m.serial desc limit 1)`.as('lastMovedOn'),
    ])
    .select(keys.key.as('sortKey'))
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count, balanceFen } = await matching(tx, actor, input)
    .select([
      sql<number>`count(*)::int`.as('count'),
      sql<bigint>`coalesce(sum(p.balance_fen), 0)::bigint`.as('balanceFen'),
    ])
    .executeTakeFirstOrThrow()
  return { ...pageOfRows(input, rows, count, BY_ROOM), sums: { balanceFen } }
}

function matching(tx: Tx, actor: Actor, filters: Filters) {
  let query = billing(tx)
    .selectFrom('billing.purse as p')
    .innerJoin('registry.publicPremises as r', join =>
      join.onRef('r.tenantId', '=', 'p.tenantId').onRef('r.id', '=', 'p.premisesId'),
    )
    .leftJoin('registry.publicPerson as n', join =>
      join.onRef('n.tenantId', '=', 'p.tenantId').on('n.id', '=', personNow(actor, sql`p.holder_person_id`)),
    )
    .where('p.tenantId', '=', tenantOf(actor))
  if (filters.communityId) query = query.where('p.communityId', '=', filters.communityId)
  if (filters.premisesId) query = query.where('p.premisesId', '=', filters.premisesId)
  if (filters.kept) query = query.where('p.itemIds', filters.kept === 'general' ? 'is' : 'is not', null)
  if (filters.balance) query = query.where('p.balanceFen', filters.balance === 'some' ? '>' : '=', 0n)
  if (filters.text) {
    const pattern = `%${likeText(filters.text.trim())}%`
    query = query.where(sql<SqlBool>`(r.label ilike ${pattern} or n.name ilike ${pattern})`)
  }
  return query
}

/** Prepaid money as a file. Errors: platform.export_too_large. */
export const exportPurses = defineExport(contract.exportPurses, '预存', listPurses, [
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '户主', value: row => row.holderName },
  { title: '用途', value: row => row.itemNames?.join('、') ?? '通用' },
  { title: '余额', value: row => row.balanceFen, format: 'money' },
  { title: '最近变动', value: row => row.lastMovedOn, format: 'date' },
])

/** The movements of a purse, newest first. Errors: platform.not_found. */
export async function listPurseMovements(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listPurseMovements>,
): Promise<MovementPage> {
  const purse = await matching(tx, actor, {}).select('p.id').where('p.id', '=', input.purseId).executeTakeFirst()
  if (!purse) throw refuse.notFound()
  const keys = keyset(input, sql<string>`m.id`, { serial: { by: sql`m.serial`, type: 'bigint' } }, '-serial')
  const movements = () =>
    billing(tx)
      .selectFrom('billing.purseMovement as m')
      .where('m.tenantId', '=', tenantOf(actor))
      .where('m.purseId', '=', input.purseId)
  const rows = await movements()
    .select(['m.id', 'm.kind', 'm.sourceKind', 'm.sourceId', 'm.amountFen', 'm.balanceAfterFen', 'm.movedOn', 'm.at'])
    .select(['m.actorName', keys.key.as('sortKey')])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await movements().select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, '-serial')
  return {
    ...page,
    items: page.items.map(row => ({ ...row, kind: row.kind as MovementPage['items'][number]['kind'] })),
  }
}
