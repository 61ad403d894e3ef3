import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { countUpTo, keyset, pageOfRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { billing } from '../tables.ts'
import { readFundAsked } from './fund-request-view.ts'

type Input = RequestOf<typeof contract.listFundShares>
type Page = ResponseOf<typeof contract.listFundShares>

const SORTS = {
  premisesLabel: { by: sql`p.sort_key`, type: 'text' },
  shareFen: { by: sql`s.share_fen`, type: 'bigint' },
  areaM2: { by: sql`s.area_m2`, type: 'numeric' },
} as const
const BY_ROOM = 'premisesLabel'

/** The shares of homes in a request, of a reversal those of what it takes back. Errors: platform.not_found. */
export async function listFundShares(tx: Tx, actor: Actor, input: Input): Promise<Page> {
  const { id, reversesId } = await readFundAsked(tx, actor, input.fundRequestId)
  const shares = matching(actor, reversesId ?? id, input.text ?? '')
  const keys = keyset(input, sql<string>`s.premises_id`, SORTS, BY_ROOM)
  const { rows } = await sql<Page['items'][number] & { sortKey: string }>`
    select s.premises_id as id, p.label as premises_label, s.area_m2::text as area_m2, s.share_fen, ${keys.key} as sort_key
    ${shares} and ${keys.after} order by ${keys.order} limit ${input.limit + 1}`.execute(billing(tx))
  const { rows: sums } = await sql<Page['sums']>`
    select count(*)::int as homes, coalesce(sum(s.area_m2), 0)::numeric(14, 2)::text as area_m2,
      coalesce(sum(s.share_fen), 0)::bigint as share_fen ${shares}`.execute(billing(tx))
  const total = await countUpTo(billing(tx), sql`select s.premises_id ${shares}`)
  return { ...pageOfRows(input, rows, total, BY_ROOM), sums: sums[0] ?? { homes: 0, areaM2: '0', shareFen: 0n } }
}

function matching(actor: Actor, requestId: string, text: string): RawBuilder<unknown> {
  return sql`
    from billing.fund_share s
    join registry.public_premises p on p.tenant_id = s.tenant_id and p.id = s.premises_id
    where s.tenant_id = ${tenantOf(actor)}::uuid and s.request_id = ${requestId}::uuid
      and (${text} = '' or p.label ilike ${`%${likeText(text)}%`})`
}

/** The shares as a file. Errors: platform.export_too_large, platform.not_found. */
export const exportFundShares = defineExport(contract.exportFundShares, '维修资金分摊', listFundShares, [
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '面积（㎡）', value: row => row.areaM2 },
  { title: '分摊金额', value: row => row.shareFen, format: 'money' },
])
