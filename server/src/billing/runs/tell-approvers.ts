import { closeNotices, notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { formatYuan } from '../../platform/money.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { billing } from '../tables.ts'
import { runApproval } from './run-settings.ts'

/** Drafts are there: who may approve them is told that they wait, where a setting asks for it; not who started the run. */
export async function tellApprovers(tx: Tx, actor: Actor, billRunId: string): Promise<void> {
  const run = await readTold(tx, actor, billRunId)
  const rule = await readSetting(tx, runApproval, { communityId: run.communityId })
  if (rule === 'none' || run.billCount === 0 || run.state !== 'generated') return
  await notify(tx, actor, {
    ...{ kind: 'run-waiting', except: run.startedBy },
    params: { ...wordsOf(run), asker: run.startedByName },
    about: { kind: 'bill-run', id: billRunId },
    to: { permission: 'billing.bills.approve', communityId: run.communityId, whole: true },
  })
}

/** Approved: nobody else need look, and who started the run is told that it may be issued. */
export async function tellApproved(tx: Tx, actor: Actor, billRunId: string): Promise<void> {
  await closeRunNotices(tx, actor, billRunId)
  const run = await readTold(tx, actor, billRunId)
  await notify(tx, actor, {
    kind: 'run-approved',
    params: { ...wordsOf(run), decider: actor.name },
    about: { kind: 'bill-run', id: billRunId },
    to: { staffIds: [run.startedBy] },
  })
}

/** The run waits for nobody any more. */
export async function closeRunNotices(tx: Tx, actor: Actor, billRunId: string): Promise<void> {
  await closeNotices(tx, actor, { kinds: ['run-waiting'], about: { kind: 'bill-run', id: billRunId } })
}

type Told = Awaited<ReturnType<typeof readTold>>

function readTold(tx: Tx, actor: Actor, billRunId: string) {
  return billing(tx)
    .selectFrom('billing.billRun as r')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'r.tenantId').onRef('c.id', '=', 'r.communityId'),
    )
    .select(['r.communityId', 'c.name as communityName', 'r.fromMonth', 'r.toMonth', 'r.billCount', 'r.totalFen'])
    .select(['r.state', 'r.startedBy', 'r.startedByName'])
    .where('r.tenantId', '=', tenantOf(actor))
    .where('r.id', '=', billRunId)
    .executeTakeFirstOrThrow()
}

function wordsOf({ communityName, fromMonth, toMonth, billCount, totalFen }: Told): Record<string, string> {
  const months = fromMonth === toMonth ? fromMonth : `${fromMonth} – ${toMonth}`
  return { community: communityName, months, bills: String(billCount), amount: formatYuan(totalFen) }
}
