import { ApiError } from '@anju/contract'
import { describe, expect, test } from 'vitest'
import { findCollected, leavesDoubt, type SentCollection } from './sent-collection.ts'

const refusal = (status: number, code: string) => new ApiError(status, { code }, null)

describe('whether the money may have been taken', () => {
  test.each([
    ['no answer', refusal(0, 'platform.unreachable')],
    ['a server that fell over', refusal(500, 'platform.unexpected')],
    ['a proxy without its server', refusal(502, 'platform.busy')],
    ['an answer that was cut off', new TypeError('terminated')],
  ])('%s leaves it open', (_, error) => {
    expect(leavesDoubt(error, false)).toBe(true)
    expect(leavesDoubt(error, true)).toBe(true)
  })

  test.each([
    refusal(422, 'billing.more_than_owed'),
    refusal(409, 'billing.bill_not_payable'),
    refusal(409, 'payments.id_taken'),
    refusal(404, 'platform.not_found'),
  ])('a refusal decides: $code', error => {
    expect(leavesDoubt(error, false)).toBe(false)
    expect(leavesDoubt(error, true)).toBe(false)
  })

  test.each([
    refusal(401, 'platform.not_signed_in'),
    refusal(403, 'platform.not_allowed'),
    refusal(429, 'platform.too_many_requests'),
    refusal(409, 'platform.busy'),
  ])('a closed door says nothing about an earlier try: $code', error => {
    expect(leavesDoubt(error, false)).toBe(false)
    expect(leavesDoubt(error, true)).toBe(true)
  })
})

describe('a payment found among what the household paid', () => {
  const sent: SentCollection = {
    label: '1栋1单元101室',
    body: {
      id: 'p1',
      premisesId: 'h1',
      billIds: ['b1'],
      amountFen: 9_550,
      method: 'cash',
      tenderedFen: 10_000,
    },
  }
  const household = {
    premisesId: 'h1',
    label: '1栋1单元101室',
    communityName: '和泰花园',
    owners: [],
    peopleIds: [],
    areaM2: null,
    outstandingFen: 300,
    overdueFen: 0,
    communityId: 'c',
    asOf: '2026-11-23',
    penaltyFen: 0,
    prepaidFen: 0,
    depositFen: 0,
    purses: [],
    requests: [],
    prepayOffers: [],
    prepayItems: [],
    former: [],
    bills: [],
    payments: [
      {
        id: 'p1',
        paidOn: '2026-11-23',
        method: 'cash' as const,
        amountFen: 9_550,
        receiptId: 'r1',
        receiptNumber: 'SJ1',
        cashierName: '钱丽',
      },
    ],
  }

  test('is answered as the server would have', () => {
    expect(findCollected(sent, household)).toEqual({
      paymentId: 'p1',
      receiptId: 'r1',
      receiptNumber: 'SJ1',
      receipts: [{ id: 'r1', number: 'SJ1', premisesId: household.premisesId, amountFen: 9_550 }],
      amountFen: 9_550,
      roundedFen: 0,
      discountFen: 0,
      purseFen: 0,
      prepaidFen: 0,
      changeFen: 450,
      outstandingFen: 300,
    })
  })

  test('another payment of the household is not it', () => {
    expect(findCollected({ ...sent, body: { ...sent.body, id: 'p2' } }, household)).toBeNull()
  })
})
