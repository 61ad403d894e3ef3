import type { workforce as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { kpiPeriodChanged } from '../events.ts'
import { workforce } from '../tables.ts'
import { requirePlace } from './open-period.ts'
import { type KpiPeriod, readPeriod } from './period-view.ts'

/**
 * Locks the results: every card is published, no appeal waits and the days to appeal are over. From then on the database refuses every
 * change. Errors: workforce.period_closed, cards_unpublished, appeals_waiting, appeal_time_runs, platform.changed_meanwhile.
 */
export async function lockKpiPeriod(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.lockKpiPeriod>,
): Promise<KpiPeriod> {
  const period = await lockOpenPeriod(tx, actor, input.periodId)
  await requirePlace(tx, actor, period.communityId)
  if (period.version !== input.version) throw platformRefuse.changedMeanwhile({ version: period.version })
  const { cards, appealsWaiting } = await readPeriod(tx, actor, input.periodId)
  const unpublished = cards.open + cards.scored
  if (unpublished > 0) throw refuse.cardsUnpublished({ count: unpublished })
  if (appealsWaiting > 0) throw refuse.appealsWaiting({ count: appealsWaiting })
  const { until } = await workforce(tx)
    .selectFrom('workforce.scorecard')
    .select(sql<string | null>`max(appeal_until)`.as('until'))
    .where('tenantId', '=', tenantOf(actor))
    .where('periodId', '=', input.periodId)
    .executeTakeFirstOrThrow()
  if (until !== null && until >= today()) throw refuse.appealTimeRuns({ until })
  await setPeriod(tx, actor, input.periodId, { state: 'locked', lockedAt: now(), lockedBy: actor.name })
  return told(tx, actor, period)
}

/** Voids a period that was opened by mistake, and its cards. Errors: workforce.period_closed, cards_published. */
export async function voidKpiPeriod(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.voidKpiPeriod>,
): Promise<KpiPeriod> {
  const period = await lockOpenPeriod(tx, actor, input.periodId)
  await requirePlace(tx, actor, period.communityId)
  if (period.version !== input.version) throw platformRefuse.changedMeanwhile({ version: period.version })
  const { cards } = await readPeriod(tx, actor, input.periodId)
  if (cards.published > 0) throw refuse.cardsPublished({ count: cards.published })
  await workforce(tx)
    .updateTable('workforce.scorecard')
    .set({ state: 'void' })
    .where('tenantId', '=', tenantOf(actor))
    .where('periodId', '=', input.periodId)
    .execute()
  await setPeriod(tx, actor, input.periodId, { state: 'void', note: input.reason })
  return told(tx, actor, period)
}

async function lockOpenPeriod(tx: Tx, actor: Actor, periodId: string) {
  const row = await workforce(tx)
    .selectFrom('workforce.kpiPeriod')
    .select(['id', 'communityId', 'state', 'version'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', periodId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  if (row.state !== 'open') throw refuse.periodClosed()
  return row
}

async function setPeriod(
  tx: Tx,
  actor: Actor,
  periodId: string,
  set: { state: 'locked' | 'void'; lockedAt?: Date; lockedBy?: string; note?: string },
): Promise<void> {
  await workforce(tx)
    .updateTable('workforce.kpiPeriod')
    .set({ ...set, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', periodId)
    .execute()
}

async function told(tx: Tx, actor: Actor, period: { id: string; communityId: string | null }): Promise<KpiPeriod> {
  await publish(tx, kpiPeriodChanged, { communityId: period.communityId ?? undefined, periodId: period.id })
  return readPeriod(tx, actor, period.id)
}
