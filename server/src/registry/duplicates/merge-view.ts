import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { registry } from '../tables.ts'

type MergeRow = ResponseOf<typeof contract.listMerges>['items'][number]

const SORTS = { at: { by: sql`g.at`, type: 'timestamptz' } } as const

function merges(tx: Tx, actor: Actor) {
  return registry(tx)
    .selectFrom('registry.personMerge as g')
    .innerJoin('registry.person as s', join =>
      join.onRef('s.tenantId', '=', 'g.tenantId').onRef('s.id', '=', 'g.personId'),
    )
    .innerJoin('registry.person as m', join =>
      join.onRef('m.tenantId', '=', 'g.tenantId').onRef('m.id', '=', 'g.mergedId'),
    )
    .where('g.tenantId', '=', tenantOf(actor))
}

function told(query: ReturnType<typeof merges>) {
  return query
    .select(['g.id', 'g.personId', 's.name as personName', 'g.mergedId', 'm.name as mergedName'])
    .select(['g.mergedByName', 'g.at', 'g.undoneAt', 'g.undoneByName'])
}

/** People who were merged, the latest first. */
export async function listMerges(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listMerges>,
): Promise<ResponseOf<typeof contract.listMerges>> {
  const keys = keyset(input, sql<string>`g.id`, SORTS, '-at')
  const rows = await pageRows(told(merges(tx, actor)), keys, input)
  const { count } = await merges(tx, actor).select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return pageOfRows(input, rows, count, '-at')
}

/** One merge. */
export async function readMerge(tx: Tx, actor: Actor, mergeId: string): Promise<MergeRow> {
  const row = await told(merges(tx, actor)).where('g.id', '=', mergeId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return row
}
