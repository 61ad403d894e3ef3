import { billing, type Call } from '@anju/contract'
import type pg from 'pg'
import { now } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Account } from './accounts.ts'
import { makeApprovals } from './approval-world.ts'

const PAYEE = { method: 'cash', payeeName: '王同名', reason: '多收' } as const

interface Making {
  tenantId: string
  communityId: string
  premisesId: string
  neighbourPremisesId: string
  ruleId: string
  billId: string
  paymentId: string
}

/** What others decide over: requests as they stand in the inbox, and the things that they are about. */
export async function makeDecisions(
  call: Call,
  owner: pg.Pool,
  { making, ...about }: Making & { making: { manager: Account; colleague: Account } },
) {
  return {
    ...(await makeVisits(owner, about, making.manager.id)),
    ...(await makeRequests(call, owner, about)),
    ...(await makeApprovals(owner, {
      ...{ tenantId: about.tenantId, communityId: about.communityId, premisesId: about.premisesId },
      ...{ colleagueId: making.colleague.id, managerId: making.manager.id },
    })),
  }
}

/** Payments of the neighbour that may be taken back, and things that were asked for already. */
async function makeRequests(call: Call, owner: pg.Pool, making: Making) {
  const { premisesId, neighbourPremisesId } = making
  const { items } = await call(billing.listBills, {
    query: { premisesId: neighbourPremisesId, ruleId: making.ruleId, state: 'issued', limit: 10 },
  })
  const [first, second] = items.toSorted((one, two) => one.cycleStart.localeCompare(two.cycleStart))
  const pay = async (bill: (typeof items)[number] | undefined) => {
    const id = newId()
    const body = {
      id,
      premisesId: neighbourPremisesId,
      billIds: [bill?.id ?? ''],
      amountFen: bill?.outstandingFen ?? 0,
    }
    await call(billing.collect, { body: { ...body, method: 'cash' } })
    return id
  }
  const [reversiblePaymentId, askedBackPaymentId] = [await pay(first), await pay(second)]
  const [waiverId, refundRequestId] = [newId(), newId()]
  await call(billing.askWaiver, {
    body: {
      ...{ id: waiverId, premisesId, billIds: [making.billId], kind: 'waiver', scope: 'principal' },
      ...{ amountFen: 100, reason: '漏水' },
    },
  })
  const { lines } = await call(billing.readRefundable, { params: { paymentId: making.paymentId } })
  const paidLineId = lines[0]?.lineId ?? ''
  const body = { id: refundRequestId, paymentId: making.paymentId, lines: [{ lineId: paidLineId, amountFen: 100 }] }
  await call(billing.askRefund, { body: { ...body, ...PAYEE } })
  // One more for each route that takes such an id.
  const refundRequestIds = [newId(), newId(), newId(), newId()] as const
  for (const id of refundRequestIds)
    await owner.query(
      `insert into billing.refund_request (tenant_id, id, community_id, premises_id, kind, source_kind, source_id, amount_fen, method,
         payee_name, reason, asked_by_name, asked_at, state, closed_at)
       select tenant_id, $2, community_id, premises_id, kind, source_kind, $2, amount_fen, method, payee_name, reason, asked_by_name, asked_at,
         'withdrawn', asked_at from billing.refund_request where tenant_id = $1 and id = $3`,
      [making.tenantId, id, refundRequestId],
    )
  return {
    disputableBillId: first?.id ?? '',
    ...(await makeDisputes(owner, making, second?.id ?? '')),
    refundRequestIds,
    reversiblePaymentId,
    askedBackPaymentId,
    waiverId,
    refundRequestId,
    paidLineId,
  }
}

/** What a household objected to and took back, and one that waits for the answer. */
async function makeDisputes(owner: pg.Pool, { tenantId, billId }: Making, openBillId: string) {
  const [disputeId, answeredDisputeId] = [newId(), newId()]
  for (const [id, disputedId, state, closedAt] of [
    [disputeId, billId, 'withdrawn', now()],
    [answeredDisputeId, openBillId, 'open', null],
  ] as const)
    await owner.query(
      `insert into billing.dispute (tenant_id, id, community_id, premises_id, bill_id, reason, state, holds, by_resident, asked_by,
         asked_by_name, asked_at, closed_at)
       select tenant_id, $2, community_id, premises_id, id, '没有住', $4, false, false, $5, '员工', $6, $7
       from billing.bill where tenant_id = $1 and id = $3`,
      [tenantId, id, disputedId, state, newId(), now(), closedAt],
    )
  return { disputeId, answeredDisputeId }
}

/** A debtor whom the manager is to ask, and visits: one for each route that takes such an id. */
async function makeVisits(
  owner: pg.Pool,
  { tenantId, communityId, premisesId, neighbourPremisesId }: Making,
  collectorId: string,
) {
  const visitIds = [newId(), newId()] as const
  for (const id of visitIds)
    await owner.query(
      `insert into billing.dunning_visit (tenant_id, id, community_id, premises_id, visited_at, channel, result, overdue_fen, staff_id, staff_name)
       values ($1, $2, $3, $4, $5, 'call', 'told', 100, $6, '员工')`,
      [tenantId, id, communityId, premisesId, now(), newId()],
    )
  await owner.query(
    `insert into billing.dunning_assignment (tenant_id, premises_id, community_id, staff_id, assigned_at)
     select $1, p.id, $2, $3, $4 from unnest($5::uuid[]) as p(id)`,
    [tenantId, communityId, collectorId, now(), [premisesId, neighbourPremisesId]],
  )
  return { visitIds }
}
