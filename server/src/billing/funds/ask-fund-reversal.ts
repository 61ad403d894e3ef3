import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { askSomebody, fundFact, insertFundRequest, lockFund } from './ask-fund.ts'
import { type FundRequest, readFundAsked } from './fund-request-view.ts'
import { readSpendable, requireMovedIn } from './fund-sums-view.ts'

/**
 * Asks to take back, as a whole and once, what was spent, handed over, kept or entered: the mirror of its entry, by the way it went.
 * Errors: platform.not_found, beyond_scope, already_there, billing.fund_not_reversible, fund_too_small (income that was spent), fund_not_moved_in,
 * approvals.nobody_decides.
 */
export async function askFundReversal(
  tx: Tx,
  actor: Actor,
  { id, fundRequestId, reason }: RequestOf<typeof contract.askFundReversal>,
): Promise<FundRequest> {
  requireWholeCommunities(actor)
  const { communityId, kind, itemId, itemName } = await readFundAsked(tx, actor, fundRequestId)
  const key = { communityId, kind, itemId }
  await lockFund(tx, actor, key)
  const of = await readFundAsked(tx, actor, fundRequestId)
  const isTakenBack = of.reversal === 'waiting' || of.reversal === 'approved'
  if (of.state !== 'approved' || of.deed === 'reversal' || isTakenBack) throw refuse.fundNotReversible()
  const { spendableFen } = await readSpendable(tx, actor, key)
  if (of.effectFen > spendableFen) throw refuse.fundTooSmall({ spendableFen: Number(spendableFen) })
  const { taxRatePercent, specialFen: movedFen } = await billing(tx)
    .selectFrom('billing.fundRequest')
    .select(['taxRatePercent', 'specialFen'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', fundRequestId)
    .executeTakeFirstOrThrow()
  const specialFen = -movedFen
  await requireMovedIn(tx, actor, key, { specialFen, isMove: false, spendableFen })
  const { amountFen, taxFen, method, partyName, resolutionId, reference, fromMonth, toMonth } = of
  await insertFundRequest(tx, actor, {
    ...{
      id,
      ...key,
      deed: 'reversal',
      amountFen,
      taxFen,
      taxRatePercent,
      effectFen: -of.effectFen,
      specialFen,
      method,
      partyName,
    },
    ...{ partyAccountSealed: null, partyAccountMasked: '', purpose: reason, reference, fileIds: [], resolutionId },
    ...{ fromMonth, toMonth, reversesId: fundRequestId },
  })
  return askSomebody(tx, actor, id, {
    kind: 'billing.fund-reversal',
    title: { code: 'fund-reversal', params: { purpose: of.purpose } },
    facts: [
      fundFact(kind, itemName),
      ...(of.partyName === '' ? [] : [{ name: 'payee' as const, text: of.partyName, fen: null }]),
      { name: 'purpose', text: of.purpose, fen: of.amountFen },
      { name: 'paidOn', text: of.appliedOn ?? '', fen: null },
    ],
    fileIds: [],
    reason,
  })
}
