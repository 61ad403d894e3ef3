import { billing, type Call } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'
import { makeCharges, RULE } from './charge-world.ts'

/** Rules charged on both homes; January to March issued, April generated, January of the first home paid. */
export async function makeBills(
  { ground, call }: { ground: { settle(): Promise<void> }; call: Call },
  communityId: string,
  homes: { premisesId: string; neighbourPremisesId: string },
) {
  const [ruleId, spareRuleId, issuedRunId, draftRunId] = [newId(), newId(), newId(), newId()]
  const laterVersionId = newId()
  await call(billing.createRule, { body: { ...RULE, id: ruleId, communityId, code: 'R1' } })
  await call(billing.createRule, { body: { ...RULE, id: spareRuleId, communityId, code: 'R2', name: '备用' } })
  await call(billing.addRuleVersion, {
    params: { ruleId: spareRuleId },
    body: { id: laterVersionId, effectiveFrom: '2036-01-01', unitPrice: '3.1', fixedAmount: '0' },
  })
  // Charged only later, so that nothing is billed by it: it may be taken back.
  const spareAssignmentId = newId()
  await call(billing.assignRule, {
    body: {
      ...{ id: spareAssignmentId, ruleId: spareRuleId, premisesId: homes.neighbourPremisesId },
      ...{ startsOn: '2040-01-01' },
    },
  })
  const assignmentId = newId()
  for (const [id, premisesId] of [
    [assignmentId, homes.premisesId],
    [newId(), homes.neighbourPremisesId],
  ] as const) {
    await call(billing.assignRule, { body: { id, ruleId, premisesId, startsOn: '2026-01-01' } })
  }
  // Owed by the neighbour, and nobody's sample settles it: what debtors are asked for.
  const owedRuleId = newId()
  await call(billing.createRule, { body: { ...RULE, id: owedRuleId, communityId, code: 'R3', name: '欠着' } })
  await call(billing.assignRule, {
    body: {
      ...{ id: newId(), ruleId: owedRuleId, premisesId: homes.neighbourPremisesId },
      ...{ startsOn: '2026-01-01', endsOn: '2026-01-31' },
    },
  })
  const charges = await makeCharges(call, communityId, homes.premisesId, assignmentId)
  await call(billing.startBillRun, { body: { id: issuedRunId, communityId, from: '2026-01', to: '2026-03' } })
  await ground.settle()
  await call(billing.issueBillRun, { params: { billRunId: issuedRunId } })
  await ground.settle()
  await call(billing.startBillRun, { body: { id: draftRunId, communityId, from: '2026-04', to: '2026-04' } })
  await ground.settle()
  const approvableRunId = newId()
  await call(billing.startBillRun, { body: { id: approvableRunId, communityId, from: '2026-05', to: '2026-05' } })
  await ground.settle()
  const bills = await call(billing.listBills, { query: { premisesId: homes.premisesId, state: 'issued', limit: 10 } })
  const neighbours = await call(billing.listBills, {
    query: { premisesId: homes.neighbourPremisesId, ruleId, state: 'issued', limit: 10 },
  })
  const voidableBillId = neighbours.items[0]?.id ?? ''
  const [paidBillId = '', billId = '', readdressableBillId = ''] = bills.items
    .toSorted((one, two) => one.cycleStart.localeCompare(two.cycleStart))
    .map(bill => bill.id)
  const paymentId = newId()
  const { receiptId: issued } = await call(billing.collect, {
    body: { id: paymentId, premisesId: homes.premisesId, billIds: [paidBillId], amountFen: 25470, method: 'cash' },
  })
  const receiptId = issued ?? ''
  const made = { ruleId, spareRuleId, issuedRunId, draftRunId, paidBillId, billId, paymentId, receiptId }
  return {
    ...made,
    approvableRunId,
    voidableBillId,
    readdressableBillId,
    ...{ chargedAssignmentId: assignmentId, spareAssignmentId, laterVersionId },
    ...charges,
  }
}
