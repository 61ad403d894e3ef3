import type { ledger as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { monthRange } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { ACCOUNTS } from '../accounts/account.ts'
import { refuse } from '../errors.ts'
import { ledger } from '../tables.ts'
import { failedChecks } from './closing-check.ts'
import { proposeEntries } from './closing-entry.ts'
import { closedThrough } from './open-day.ts'

type Preview = ResponseOf<typeof contract.previewClosing>

/**
 * What closing a month would say and post, before it is done: what does not agree, and the adjusting entries with what they leave for
 * later months. Changes nothing, waits for nobody.
 * Errors: platform.not_found, platform.beyond_scope, ledger.month_not_over, ledger.month_closed.
 */
export async function previewClosing(
  tx: Tx,
  actor: Actor,
  { communityId, month }: RequestOf<typeof contract.previewClosing>,
): Promise<Preview> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, communityId)
  const { to } = monthRange(month)
  if (to >= today()) throw refuse.monthNotOver({ month })
  const closed = await closedThrough(tx, actor, communityId)
  if (closed !== null && month <= closed) throw refuse.monthClosed({ month: closed })
  const problems = await failedChecks(tx, actor, communityId, to)
  const proposed = await proposeEntries(tx, actor, { id: newId(), communityId, month, lastDay: to })
  const nameOf = await accountNames(tx, actor)
  return {
    problems,
    entries: proposed.map(({ work: { sourceKind }, entry: { memo, postings, later, rents = [], margins } }) => ({
      ...{ sourceKind, memo, later, rents },
      ...(margins ? { margins: margins.map(({ itemId: _, legalEntityId: __, ...margin }) => margin) } : {}),
      postings: postings.map(({ accountCode, amountFen }) => ({
        ...{ accountCode, accountName: nameOf(accountCode) },
        ...{ debitFen: amountFen > 0n ? amountFen : 0n, creditFen: amountFen < 0n ? -amountFen : 0n },
      })),
    })),
  }
}

/** As the company calls its accounts; one that it does not have yet as the chart does. */
async function accountNames(tx: Tx, actor: Actor): Promise<(code: string) => string> {
  const rows = await ledger(tx)
    .selectFrom('ledger.account')
    .select(['code', 'name'])
    .where('tenantId', '=', tenantOf(actor))
    .execute()
  const names = new Map<string, string>([...ACCOUNTS, ...rows].map(({ code, name }) => [code, name]))
  return code => names.get(code) ?? code
}
