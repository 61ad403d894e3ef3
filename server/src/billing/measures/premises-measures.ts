import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { newId } from '../../platform/ids.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { isOfObject, type MeasureName, type MeasureValue, measureNamed, measureWords } from '../rules/measure.ts'
import { billing } from '../tables.ts'

type Page = ResponseOf<typeof contract.listMeasures>

const SORTS = {
  premisesLabel: { by: sql`p.label`, type: 'text' },
  effectiveFrom: { by: sql`m.effective_from`, type: 'date' },
} as const

/** What premises are measured by beside their area, by room. */
export async function listMeasures(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listMeasures>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`m.id`, SORTS, 'premisesLabel')
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, 'premisesLabel')
  return {
    ...page,
    items: page.items.map(row => ({
      ...row,
      words: { 'zh-CN': measureWords(row.name, 'zh-CN'), en: measureWords(row.name, 'en') },
    })),
  }
}

type MeasureFilters = { communityId?: string; premisesId?: string; name?: string; text?: string }

function filtered(tx: Tx, actor: Actor, filters: MeasureFilters) {
  let query = billing(tx)
    .selectFrom('billing.measureValue as m')
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'm.tenantId').onRef('p.id', '=', 'm.premisesId'),
    )
    .select([
      'm.id',
      'm.premisesId',
      'p.label as premisesLabel',
      'm.name',
      'm.effectiveFrom',
      'm.effectiveTo',
      'm.value',
    ])
    .where('m.tenantId', '=', tenantOf(actor))
  if (filters.communityId) query = query.where('m.communityId', '=', filters.communityId)
  if (filters.premisesId) query = query.where('m.premisesId', '=', filters.premisesId)
  if (filters.name) query = query.where('m.name', '=', measureNamed(filters.name) ?? filters.name)
  if (filters.text) query = query.where(sql<SqlBool>`p.label ilike ${`%${likeText(filters.text.trim())}%`}`)
  return query
}

/** What premises are measured by as a file, with the same filters. Errors: platform.export_too_large. */
export const exportMeasures = defineExport(contract.exportMeasures, '计费数据', listMeasures, [
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '计费数据', value: row => row.words['zh-CN'], width: 14 },
  { title: '数值', value: row => row.value },
  { title: '起', value: row => row.effectiveFrom, format: 'date' },
  { title: '止', value: row => row.effectiveTo, format: 'date' },
])

/**
 * Sets values of many premises from a date on; one of the same name and date is replaced. Set-based, all
 * or nothing. Errors: platform.not_found (community or premises), billing.measure_unknown, billing.rule_wrong.
 */
export async function setMeasures(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.setMeasures>,
): Promise<ResponseOf<typeof contract.setMeasures>> {
  const { communityId, effectiveFrom, effectiveTo, values } = input
  await requireCommunity(tx, actor, communityId)
  const name = measureNamed(input.name)
  if (name === null || name === 'area' || !isOfObject(name)) throw refuse.measureUnknown({ name: input.name })
  if (effectiveTo !== null && effectiveTo < effectiveFrom) {
    throw refuse.ruleWrong({ problems: [{ field: 'effectiveTo', code: 'ends-before-start' }] })
  }
  const last = new Map(values.map(value => [value.premisesId, value.value]))
  const { rows } = await sql`
    insert into billing.measure_value (tenant_id, id, community_id, premises_id, name, effective_from, effective_to, value, created_at)
    select p.tenant_id, v.id, p.community_id, p.id, ${name}, ${effectiveFrom}::date, ${effectiveTo}::date, v.value, ${now()}::timestamptz
    from unnest(${[...last.keys()].map(() => newId())}::uuid[], ${[...last.keys()]}::uuid[], ${[...last.values()]}::numeric[])
      as v(id, premises_id, value)
    join registry.public_premises p on p.tenant_id = ${tenantOf(actor)}::uuid and p.id = v.premises_id
      and p.community_id = ${communityId}::uuid
    on conflict (tenant_id, premises_id, name, effective_from)
      do update set value = excluded.value, effective_to = excluded.effective_to, succession_id = null
    returning id`.execute(billing(tx))
  // One that is of another community, or behind a wall, is not there.
  if (rows.length < last.size) throw refusePlatform.notFound()
  return { set: rows.length }
}

/** The values of premises by name, for charging; set-based. Nothing is read when no rule asks for any. */
export async function readMeasures(
  tx: Tx,
  actor: Actor,
  premisesIds: readonly string[],
  names: readonly MeasureName[],
): Promise<Map<string, Record<MeasureName, MeasureValue[]>>> {
  const found = new Map<string, Record<MeasureName, MeasureValue[]>>()
  if (names.length === 0) return found
  const rows = await billing(tx)
    .selectFrom('billing.measureValue')
    .select(['premisesId', 'name', 'effectiveFrom', 'effectiveTo', 'value'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', sql<string>`any(${premisesIds}::uuid[])`)
    .where('name', '=', sql<string>`any(${names}::text[])`)
    .execute()
  for (const { premisesId, name, ...value } of rows) {
    const ofPremises = found.get(premisesId) ?? {}
    found.set(premisesId, { ...ofPremises, [name]: [...(ofPremises[name] ?? []), value] })
  }
  return found
}
