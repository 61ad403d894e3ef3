import type { metering as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText, startsWith } from '../../platform/starts-with.ts'
import { metering } from '../tables.ts'
import { type MeterDetail, type MeterRow, meterCode } from './meter.ts'

export type MeterFilters = Omit<RequestOf<typeof contract.listMeters>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  code: { by: sql`m.code`, type: 'text' },
  premises: { by: sql`coalesce(p.sort_key, '')`, type: 'text' },
  installedOn: { by: sql`coalesce(m.installed_on, '0001-01-01')`, type: 'date' },
  verifiedUntil: { by: sql`coalesce(m.verified_until, '9999-12-31')`, type: 'date' },
  createdAt: { by: sql`m.created_at`, type: 'timestamptz' },
} as const

/** Days ahead of its end in which a verification is due. */
const DUE_WITHIN_DAYS = 60

/** The archive of meters, by code unless asked otherwise. */
export async function listMeters(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listMeters>,
): Promise<ResponseOf<typeof contract.listMeters>> {
  const keys = keyset(input, sql<string>`m.id`, SORTS, 'code')
  const matching = matchingMeters(tx, actor, input)
  const rows = await pageRows(withRowColumns(matching), keys, input)
  const total = await countUpTo(metering(tx), matching.select('m.id'))
  const page = pageOfRows(input, rows, total, 'code')
  return { ...page, items: page.items as MeterRow[] }
}

function matchingMeters(tx: Tx, actor: Actor, filters: MeterFilters) {
  const { communityId, kind, level, state, readBy, parentId, premisesId, verification, text } = filters
  return metering(tx)
    .selectFrom('metering.meter as m')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'm.tenantId').onRef('c.id', '=', 'm.communityId'),
    )
    .leftJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'm.tenantId').onRef('p.id', '=', 'm.premisesId'),
    )
    .leftJoin('metering.meter as a', join =>
      join.onRef('a.tenantId', '=', 'm.tenantId').onRef('a.id', '=', 'm.parentId'),
    )
    .where('m.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('m.communityId', '=', communityId ?? ''))
    .$if(kind !== undefined, query => query.where('m.kind', '=', kind ?? ''))
    .$if(level !== undefined, query => query.where('m.level', '=', level ?? ''))
    .$if(state !== undefined, query => query.where('m.state', '=', state ?? ''))
    .$if(readBy !== undefined, query => query.where('m.readBy', '=', readBy ?? ''))
    .$if(parentId !== undefined, query => query.where('m.parentId', '=', parentId ?? ''))
    .$if(premisesId !== undefined, query => query.where('m.premisesId', '=', premisesId ?? ''))
    .$if(verification !== undefined, query => query.where(verificationIs(verification ?? 'due')))
    .$if(Boolean(text?.trim()), query => query.where(namesMeter(text ?? '')))
}

function verificationIs(wanted: 'due' | 'unknown') {
  if (wanted === 'unknown') return sql<SqlBool>`m.verified_until is null`
  return sql<SqlBool>`m.verified_until <= ${today()}::date + ${sql.lit(DUE_WITHIN_DAYS)}::int`
}

/** A code or device number by its beginning, a room by its label, a part of the name or the place. */
function namesMeter(text: string) {
  const code = meterCode(text)
  const part = `%${likeText(text.trim())}%`
  return sql<SqlBool>`(${startsWith(sql`m.code`, code)} or (m.device_no <> '' and ${startsWith(sql`m.device_no`, code)})
    or ${startsWith(sql`p.label`, text.normalize('NFKC').trim())} or m.name ilike ${part} or m.place ilike ${part})`
}

function withRowColumns(matching: ReturnType<typeof matchingMeters>) {
  return matching
    .select(['m.id', 'm.communityId', 'c.name as communityName', 'm.code', 'm.name', 'm.kind', 'm.level', 'm.parentId'])
    .select(['a.code as parentCode', 'm.premisesId', 'p.label as premisesLabel', 'm.place', 'm.installedOn'])
    .select(['m.verifiedUntil', 'm.deviceNo', 'm.readBy', 'm.bands', 'm.state', 'm.version'])
    .select([
      sql<string>`trim_scale(m.multiplier)::text`.as('multiplier'),
      sql<number>`(select count(*)::int from metering.meter b where b.tenant_id = m.tenant_id and b.community_id = m.community_id
        and b.parent_id = m.id and b.state <> 'retired')`.as('children'),
    ])
}

/** One meter, with those above it up to the master. Errors: platform.not_found. */
export async function readMeter(tx: Tx, actor: Actor, { meterId }: { meterId: string }): Promise<MeterDetail> {
  const row = await withRowColumns(matchingMeters(tx, actor, {}))
    .select([
      'm.digits',
      'm.decimals',
      'm.brand',
      'm.model',
      'm.collector',
      'm.notes',
      'm.retiredOn',
      'm.retiredReason',
    ])
    .select('m.createdAt')
    .select([
      sql`(select jsonb_build_object('id', o.id, 'code', o.code) from metering.meter o where o.tenant_id = m.tenant_id and o.id = m.replaces_id)`.as(
        'replaces',
      ),
      sql`(select jsonb_build_object('id', o.id, 'code', o.code) from metering.meter o where o.tenant_id = m.tenant_id and o.replaces_id = m.id)`.as(
        'replacedBy',
      ),
    ])
    .select([
      sql<string>`trim_scale(m.initial_reading)::text`.as('initialReading'),
      sql<string | null>`trim_scale(m.final_reading)::text`.as('finalReading'),
    ])
    .where('m.id', '=', meterId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const known = row as MeterRow &
    Omit<typeof row, 'replaces' | 'replacedBy'> &
    Pick<MeterDetail, 'replaces' | 'replacedBy'>
  return { ...known, above: await metersAbove(tx, actor, meterId) }
}

/** Deeper than any tree of pipes. */
const LEVELS_MOST = 20

async function metersAbove(tx: Tx, actor: Actor, meterId: string): Promise<MeterDetail['above']> {
  const { rows } = await sql<MeterDetail['above'][number]>`
    with recursive above as (
      select m.id, m.code, m.level, m.parent_id, 0 as far from metering.meter m where m.tenant_id = ${tenantOf(actor)} and m.id = ${meterId}
      union all
      select m.id, m.code, m.level, m.parent_id, a.far + 1 from above a
      join metering.meter m on m.tenant_id = ${tenantOf(actor)} and m.id = a.parent_id where a.far < ${sql.lit(LEVELS_MOST)}
    ) select id, code, level from above where far > 0 order by far`.execute(metering(tx))
  return rows
}

/** What was changed of a meter: the audit lines about it. Errors: platform.not_found. */
export async function meterHistory(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.meterHistory>,
): Promise<ResponseOf<typeof contract.meterHistory>> {
  await readMeter(tx, actor, input)
  return historyOf(tx, actor, [input.meterId], input)
}
