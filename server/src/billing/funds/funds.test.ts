import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { rejectRequest } from '../../approvals/requests/decide-request.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { askReversal, reversePayment } from '../refunds/reverse-payment.ts'
import { codeOf, type FundWorld, makeFundWorld } from '../testing/fund-world.ts'
import { askFundReversal } from './ask-fund-reversal.ts'
import { editFund } from './edit-fund.ts'
import { listFundLines } from './fund-lines-view.ts'
import { listFundRequests, readFundRequest, revealFundParty } from './fund-request-view.ts'
import { previewHandOver } from './preview-fund.ts'

let database: TestDatabase
let world: FundWorld['world']
let boss: FundWorld['boss']
let itemIds: FundWorld['itemIds']
let pay: FundWorld['pay']
let approve: FundWorld['approve']
let keyOf: FundWorld['keyOf']
let fundOf: FundWorld['fundOf']
let handOver: FundWorld['handOver']
let postings: FundWorld['postings']

beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-12-15T02:00:00Z'))
  ;({ world, boss, itemIds, pay, approve, keyOf, fundOf, handOver, postings } = await makeFundWorld(database))
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

describe('money collected for others (代收)', () => {
  it('is handed over as far as it was collected, decided by somebody else, posted and told line by line', async () => {
    expect(await fundOf('agency')).toMatchObject({ balanceFen: 0n, uncollectedFen: 50_000n })
    expect(await codeOf(handOver(1n))).toBe('billing.fund_too_small')
    await pay('1011', ['代收水费'])
    await pay('1012', ['代收水费'], 'transfer')
    expect(await codeOf(handOver(20_001n))).toBe('billing.fund_too_small')
    // Of two months: whoever looks at one of them finds it.
    const asked = await handOver(15_000n, { fromMonth: '2020-11' })
    expect(asked).toMatchObject({ state: 'waiting', effectFen: -15_000n, partyAccountMasked: '**** 2222' })
    // What waits is taken off what may be asked for.
    expect(await codeOf(handOver(5_001n))).toBe('billing.fund_too_small')
    expect(await codeOf(approve(asked.requestId, world.staff))).toBe('platform.own_request')
    await approve(asked.requestId)
    expect(await postings('billing.fund-handed-over', asked.id)).toEqual([
      { code: '1002', fen: -15_000n },
      { code: '224102', fen: 15_000n },
    ])
    const fund = await fundOf('agency')
    expect(fund).toMatchObject({ receivedFen: 20_000n, handedOverFen: 15_000n, closingFen: 5_000n, balanceFen: 5_000n })
    expect(fund.months).toEqual([expect.objectContaining({ month: '2020-12', closingFen: 5_000n })])
    const { itemId, ...key } = keyOf('agency')
    const lines = await world.as((tx, actor) =>
      listFundLines(tx, actor, { ...key, itemId: itemId ?? '', from: '2020-12', to: '2020-12', limit: 50 }),
    )
    expect(lines.items.map(line => [line.what, line.amountFen])).toEqual([
      ['hand-over', -15_000n],
      ['received', 10_000n],
      ['received', 10_000n],
    ])
    expect(lines.items.every(line => line.entryId !== null)).toBe(true)
    expect(lines.sums).toEqual({ inFen: 20_000n, outFen: 15_000n })
    const preview = await world.as((tx, actor) =>
      previewHandOver(tx, actor, { ...key, itemId: itemId ?? '', from: '2020-12', to: '2020-12' }),
    )
    expect(preview).toEqual({
      ...{
        billedFen: 50_000n,
        collectedFen: 20_000n,
        handedOverFen: 15_000n,
        remainsFen: 5_000n,
        spendableFen: 5_000n,
      },
    })
    const detail = await world.as((tx, actor) => readFundRequest(tx, actor, { fundRequestId: asked.id }))
    expect(detail.entryId).not.toBeNull()
    const revealed = await world.as((tx, actor) =>
      revealFundParty(tx, actor, { fundRequestId: asked.id, reason: '付款' }),
    )
    expect(revealed.partyAccount).toBe('6222020200011112222')
  })

  it('a payment whose money was handed over is not taken back, until the hand-over is or the company advances', async () => {
    const paymentId = await pay('1013', ['代收水费'])
    const asked = await handOver(15_000n)
    await approve(asked.requestId)
    const reverse = () => world.as((tx, actor) => reversePayment(tx, actor, { id: newId(), paymentId, reason: '收错' }))
    expect(await codeOf(reverse())).toBe('billing.fund_spent')
    const deposit = { depositYuanPerM2: null, topUpPercent: '30' }
    const keep = { ...keyOf('agency'), ...deposit, principal: '水务集团', managementPercent: '0' }
    const kept = await world.as((tx, actor) => editFund(tx, actor, { ...keep, mayAdvance: true, version: 0 }))
    expect(await codeOf(reverse())).toBe('done')
    expect(await fundOf('agency')).toMatchObject({ balanceFen: -10_000n, mayAdvance: true, principal: '水务集团' })
    // With it what is due may be handed over, nothing beyond; and it goes on until the money came.
    expect(await codeOf(handOver(20_001n))).toBe('billing.fund_too_small')
    const stop = () =>
      world.as((tx, actor) => editFund(tx, actor, { ...keep, mayAdvance: false, version: kept.version }))
    expect(await codeOf(stop())).toBe('billing.fund_advanced')
    await pay('1013', ['代收水费'])
    await stop()
    expect(await codeOf(world.as((tx, actor) => editFund(tx, actor, { ...keep, mayAdvance: true, version: 1 })))).toBe(
      'platform.changed_meanwhile',
    )
  })

  it('a hand-over is taken back once, as a whole, and the money is there again', async () => {
    const { items } = await world.as((tx, actor) => listFundRequests(tx, actor, { deed: 'hand-over', limit: 1 }))
    const fundRequestId = items[0]?.id ?? ''
    const back = () =>
      world.as((tx, actor) => askFundReversal(tx, actor, { id: newId(), fundRequestId, reason: '退回' }))
    const asked = await back()
    expect(await codeOf(back())).toBe('billing.fund_not_reversible')
    await world.as(
      (tx, who) => rejectRequest(tx, who, { requestId: asked.requestId ?? '', version: 1, reason: '不' }),
      boss,
    )
    const again = await back()
    await approve(again.requestId)
    expect(await codeOf(back())).toBe('billing.fund_not_reversible')
    expect(await postings('billing.fund-reversed', again.id)).toEqual([
      { code: '1002', fen: 15_000n },
      { code: '224102', fen: -15_000n },
    ])
    expect(await fundOf('agency')).toMatchObject({ balanceFen: 15_000n, handedOverFen: 15_000n })
  })

  it('a hand-over that is approved and a payment that is taken back at once: one of them waits and is refused', async () => {
    const paymentId = await pay('1014', ['代收水费'])
    const asked = await handOver(25_000n)
    const reversal = await world.as((tx, actor) =>
      askReversal(tx, actor, { id: newId(), paymentId, cause: 'mistake', reason: '收错', photoIds: [] }),
    )
    const done = await Promise.all([codeOf(approve(asked.requestId)), codeOf(approve(reversal.requestId))])
    expect(done.filter(code => code === 'done')).toHaveLength(1)
    expect(done.some(code => code === 'billing.fund_spent' || code === 'billing.fund_too_small')).toBe(true)
    expect((await fundOf('agency')).balanceFen).toBeGreaterThanOrEqual(0n)
  })

  it('the database has the last word, whoever writes', async () => {
    const insert = asOwner(
      database,
      `insert into billing.fund_request (tenant_id, id, community_id, kind, item_id, deed, amount_fen, effect_fen, method, purpose, from_month,
         to_month, state, asked_by_name, asked_at, closed_at, applied_on)
       values ($1, $2, $3, 'agency', $4, 'hand-over', 9999999, -9999999, 'transfer', 'x', '2020-12', '2020-12', 'approved', 'x', now(), now(), '2020-12-15')`,
      [world.tenant.tenantId, newId(), world.communityId, itemIds.代收水费],
    )
    await expect(insert).rejects.toMatchObject({ constraint: 'fund_covered' })
    await expect(
      asOwner(database, "update billing.fund_request set purpose = 'y' where state = 'approved'"),
    ).rejects.toThrow('what was decided stays')
  })

  it('everything adds up', async () => {
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })
})
