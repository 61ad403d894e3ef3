import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { personNow } from '../bills/person-now.ts'
import { billing } from '../tables.ts'
import { homeLabels, homeNow } from './home-now.ts'
import { accountIndex } from './sealed-account.ts'

type Page = ResponseOf<typeof contract.listMandates>
type Row = Page['items'][number]
export type MandateDetail = ResponseOf<typeof contract.readMandate>
type Filters = Partial<Omit<RequestOf<typeof contract.listMandates>, 'cursor' | 'limit' | 'sort'>>

const SORTS = {
  signedOn: { by: sql`m.signed_on`, type: 'date' },
  premisesLabel: { by: sql`p.label`, type: 'text' },
  bankName: { by: sql`m.bank_name`, type: 'text' },
} as const
const FALLBACK = '-signedOn'

/** Mandates within scope. */
export async function listMandates(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listMandates>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`m.id`, SORTS, FALLBACK)
  const rows = await pageRows(shown(tx, actor, input), keys, input)
  const total = await countUpTo(billing(tx), matching(tx, actor, input).select('m.id'))
  return pageOfRows(input, rows, total, FALLBACK)
}

/** One mandate with the signed paper. Errors: platform.not_found. */
export async function readMandate(tx: Tx, actor: Actor, input: { mandateId: string }): Promise<MandateDetail> {
  const row = await shown(tx, actor, {})
    .select(['m.remark', 'm.photoIds', 'm.endedAt', 'm.endedByName', 'm.endReason'])
    .select(['m.createdAt', 'm.createdByName', 'm.version'])
    .where('m.id', '=', input.mandateId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { photoIds, ...facts } = row
  const files = await fileRefs(tx, photoIds)
  return { ...facts, photos: photoIds.flatMap(id => files.get(id) ?? []) }
}

/** Who did what with a mandate. Errors: platform.not_found. */
export async function mandateHistory(tx: Tx, actor: Actor, input: RequestOf<typeof contract.mandateHistory>) {
  await readMandate(tx, actor, input)
  return historyOf(tx, actor, [input.mandateId], input)
}

function stateOf() {
  return sql<
    Row['state']
  >`case when m.ended_at is not null then 'ended' when m.valid_until < ${today()}::date then 'expired'
    when m.valid_from > ${today()}::date then 'coming' else 'active' end`
}

function matching(tx: Tx, actor: Actor, { communityId, premisesId, state, text }: Filters) {
  const pattern = `%${likeText(text ?? '')}%`
  const account = (text ?? '').replaceAll(/[\s-]/g, '')
  return billing(tx)
    .selectFrom('billing.mandate as m')
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'm.tenantId').onRef('p.id', '=', 'm.premisesId'),
    )
    .where('m.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('m.communityId', '=', communityId ?? ''))
    .$if(premisesId !== undefined, query =>
      query.where(
        sql<SqlBool>`exists (select from billing.mandate_home h where h.tenant_id = m.tenant_id and h.mandate_id = m.id
          and h.premises_id = ${premisesId ?? ''}::uuid)`,
      ),
    )
    .$if(state !== undefined, query => query.where(sql<SqlBool>`${stateOf()} = ${state ?? ''}`))
    .$if(Boolean(text), query =>
      query.where(
        /^\d{8,30}$/.test(account)
          ? sql<SqlBool>`m.account_index = ${accountIndex(account)}`
          : sql<SqlBool>`(p.label ilike ${pattern} or m.holder_name ilike ${pattern} or m.bank_name ilike ${pattern})`,
      ),
    )
}

function shown(tx: Tx, actor: Actor, filters: Filters) {
  return matching(tx, actor, filters)
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'm.tenantId').onRef('c.id', '=', 'm.communityId'),
    )
    .leftJoin('registry.publicPerson as n', join =>
      join.onRef('n.tenantId', '=', 'm.tenantId').on('n.id', '=', personNow(actor, sql`m.payer_person_id`)),
    )
    .select(['m.id', 'm.communityId', 'c.name as communityName'])
    .select([homeNow(sql`m`).as('premisesId'), homeLabels(sql`m`).as('premisesLabel')])
    .select(['m.payerPersonId', 'n.name as payerName', 'm.holderName', 'm.bankName', 'm.accountMasked'])
    .select(['m.agreementNumber', 'm.signedOn', 'm.validFrom', 'm.validUntil', 'm.itemIds', stateOf().as('state')])
    .select([
      sql<string[] | null>`(select array_agg(i.name order by i.priority, i.name) from billing.charge_item i
        where i.tenant_id = m.tenant_id and i.id = any(m.item_ids))`.as('itemNames'),
      sql<bigint>`coalesce((select sum(d.amount_fen) from billing.debit d where d.tenant_id = m.tenant_id and d.mandate_id = m.id
        and d.state in ('in-flight', 'reported')), 0)::bigint`.as('inFlightFen'),
    ])
}

const STATE_WORDS = { active: '有效', coming: '未生效', expired: '已到期', ended: '已终止' }

/** Mandates as a file, with the same filters; accounts stay masked. */
export const exportMandates = defineExport(contract.exportMandates, '代扣授权', listMandates, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '缴费人', value: row => row.payerName ?? '不限' },
  { title: '户名', value: row => row.holderName },
  { title: '银行', value: row => row.bankName, width: 18 },
  { title: '账号', value: row => row.accountMasked, width: 14 },
  { title: '协议号', value: row => row.agreementNumber, width: 16 },
  { title: '项目', value: row => row.itemNames?.join('、') ?? '全部', width: 20 },
  { title: '签署日期', value: row => row.signedOn, format: 'date', width: 12 },
  { title: '生效日期', value: row => row.validFrom, format: 'date', width: 12 },
  { title: '到期日期', value: row => row.validUntil, format: 'date', width: 12 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
])
