import { billing, type Call, ledger } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'

/** Money paid ahead, a deposit that is held, an entry, and a month closed long ago. */
export async function makeMoney(call: Call, settle: () => Promise<void>, communityId: string, premisesId: string) {
  const [topUpId, itemId, ruleId, runId, periodId] = [newId(), newId(), newId(), newId(), newId()]
  await call(ledger.closePeriod, { body: { id: periodId, communityId, month: '2018-12' } })
  const name = `装修押金${itemId.slice(-6)}`
  await call(billing.createItem, { body: { id: itemId, name, category: 'deposit', refundable: true } })
  await call(billing.createRule, {
    body: {
      ...{ id: ruleId, communityId, code: ruleId.slice(-8), name, itemName: name, kind: 'deposit' },
      ...{ effectiveFrom: '2025-12-01', unitPrice: '0', fixedAmount: '100' },
    },
  })
  await call(billing.assignRule, { body: { id: newId(), ruleId, premisesId, startsOn: '2025-12-01' } })
  await call(billing.startBillRun, {
    body: { id: runId, communityId, from: '2025-12', to: '2025-12', ruleIds: [ruleId] },
  })
  await settle()
  await call(billing.issueBillRun, { params: { billRunId: runId } })
  await settle()
  const { items: bills } = await call(billing.listBills, { query: { ruleId, limit: 1 } })
  const owed = bills[0]?.outstandingFen ?? 0
  const billIds = bills.map(bill => bill.id)
  if (owed > 0)
    await call(billing.collect, { body: { id: newId(), premisesId, billIds, amountFen: owed, method: 'cash' } })
  // Last: bills that are issued would spend it.
  await call(billing.collect, {
    body: { id: topUpId, premisesId, billIds: [], amountFen: 50_00, method: 'cash', overpayment: 'prepay' },
  })
  const purses = await call(billing.listPurses, { query: { communityId, limit: 50 } })
  const deposits = await call(billing.listDeposits, { query: { communityId, limit: 1 } })
  const entries = await call(ledger.listEntries, { query: { communityId, limit: 1 } })
  return {
    ...{ purseId: purses.items.find(purse => purse.balanceFen > 0)?.id ?? '', depositId: deposits.items[0]?.id ?? '' },
    ...{ entryId: entries.items[0]?.id ?? '', closedPeriodId: periodId },
  }
}
