import type { workforce as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { requireWholeCompany } from '../company-wide.ts'
import { refuse } from '../errors.ts'
import { workforce } from '../tables.ts'
import { bandsFit, indicatorFault, tidied, weightsOf } from './scheme.ts'
import { type KpiScheme, readKpiScheme } from './scheme-view.ts'

type Fields = Omit<RequestOf<typeof contract.createKpiScheme>, 'id'>

/**
 * Makes a scheme of the company. Errors: workforce.weights_wrong (not exactly 100), bands_wrong, indicator_wrong, scheme_dates_wrong,
 * scheme_name_taken; not found (a post, a team).
 */
export async function createKpiScheme(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createKpiScheme>,
): Promise<KpiScheme> {
  requireWholeCompany(actor)
  await checkScheme(tx, actor, input, null)
  await workforce(tx)
    .insertInto('workforce.kpiScheme')
    .values({ tenantId: tenantOf(actor), id: input.id, createdAt: now(), ...columnsOf(input) })
    .execute()
  await writeIndicators(tx, actor, input.id, input.indicators)
  return readKpiScheme(tx, actor, { schemeId: input.id })
}

/** Changes a scheme, or ends it; scorecards that exist keep it as it was. Errors: as of making, and platform.changed_meanwhile. */
export async function editKpiScheme(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editKpiScheme>,
): Promise<KpiScheme> {
  const before = await readKpiScheme(tx, actor, input)
  requireWholeCompany(actor)
  await checkScheme(tx, actor, input, input.schemeId)
  const changed = await workforce(tx)
    .updateTable('workforce.kpiScheme')
    .set({ ...columnsOf(input), active: input.active, version: input.version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.schemeId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw platformRefuse.changedMeanwhile({ version: before.version })
  await workforce(tx)
    .deleteFrom('workforce.kpiIndicator')
    .where('tenantId', '=', tenantOf(actor))
    .where('schemeId', '=', input.schemeId)
    .execute()
  await writeIndicators(tx, actor, input.schemeId, input.indicators)
  const after = await readKpiScheme(tx, actor, input)
  const { version: _, ...values } = after
  recordChanges(tx, before, values)
  return after
}

function columnsOf(input: Fields) {
  const { name, grain, postIds, teamIds, effectiveFrom, effectiveTo, bands } = input
  return { name, grain, postIds, teamIds, effectiveFrom, effectiveTo, bands: JSON.stringify(bands) }
}

async function checkScheme(tx: Tx, actor: Actor, input: Fields, schemeId: string | null): Promise<void> {
  const weights = weightsOf(input.indicators)
  if (weights !== '100') throw refuse.weightsWrong({ sum: weights })
  if (!bandsFit(input.bands)) throw refuse.bandsWrong()
  for (const indicator of input.indicators) {
    const fault = indicatorFault(indicator)
    if (fault) throw refuse.indicatorWrong({ name: indicator.name, field: fault })
  }
  if (input.effectiveTo !== null && input.effectiveTo < input.effectiveFrom) throw refuse.schemeDatesWrong()
  const { known, twins } = await workforce(tx)
    .selectNoFrom([
      sql<number>`((select count(*) from workforce.post p where p.tenant_id = ${tenantOf(actor)} and p.id = any (${input.postIds}::uuid[]))
        + (select count(*) from workforce.team t where t.tenant_id = ${tenantOf(actor)} and t.id = any (${input.teamIds}::uuid[])))::int`.as(
        'known',
      ),
      sql<number>`(select count(*)::int from workforce.kpi_scheme s where s.tenant_id = ${tenantOf(actor)} and s.name = ${input.name}
        and s.id is distinct from ${schemeId}::uuid)`.as('twins'),
    ])
    .executeTakeFirstOrThrow()
  if (known !== new Set(input.postIds).size + new Set(input.teamIds).size) throw platformRefuse.notFound()
  if (twins > 0) throw refuse.schemeNameTaken()
}

async function writeIndicators(
  tx: Tx,
  actor: Actor,
  schemeId: string,
  indicators: Fields['indicators'],
): Promise<void> {
  const rows = indicators.map((indicator, position) => {
    const { id, steps, ...fields } = tidied(indicator)
    return { tenantId: tenantOf(actor), schemeId, id, position, ...fields, steps: JSON.stringify(steps) }
  })
  await workforce(tx).insertInto('workforce.kpiIndicator').values(rows).execute()
}
