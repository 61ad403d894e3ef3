import { registry } from '@anju/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { addItemTax } from '../../billing/items/edit-items.ts'
import '../../billing/module.ts'
import { askRefund } from '../../billing/refunds/ask-refund.ts'
import { readRefundable } from '../../billing/refunds/refundable-view.ts'
import { reversePayment } from '../../billing/refunds/reverse-payment.ts'
import { foldChargeSums } from '../../billing/sums/fold-charge-sums.ts'
import { approveBy } from '../../billing/testing/fresh-world.ts'
import { type MoneyWorld, makeMoneyWorld } from '../../billing/testing/money-world.ts'
import { askWaiver } from '../../billing/waivers/ask-waiver.ts'
import type { Actor } from '../../platform/actor.ts'
import { now, setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { ensureBuildings } from '../../registry/index.ts'
import { editPremises } from '../../registry/premises/edit-premises.ts'
import { readPremises } from '../../registry/premises/premises-detail-view.ts'
import { verifyInvariants } from '../../verify.ts'
import { listCash } from './movements/cash-view.ts'

/**
 * The sums that reports and accounts of others read are those of the lines and settlements, whatever was done in whichever order, through the
 * verbs: bills of all treatments with and without tax, paid in parts, ahead and from prepayments, reversed, refunded, waived, written off, a price
 * that changes for the past, sums folded, a home that moves.
 */
let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const amount = fc.bigInt({ min: 1n, max: 400_00n })
const some = fc.nat({ max: 20 })
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('bill' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pay' as const), fen: amount, cash: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ahead' as const), fen: amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), which: some }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      which: some,
      percent: fc.integer({ min: 1, max: 100 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('waiver' as const, 'write-off' as const),
      percent: fc.integer({ min: 1, max: 100 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reprice' as const), yuan: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fold' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('later' as const), days: fc.integer({ min: 1, max: 25 }) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface Story {
  world: MoneyWorld
  bosses: Actor[]
  day: Date
  month: number
  payments: string[]
  moves: number
}

const ITEMS = [
  ['物业费', 'revenue', '106.00', '6'],
  ['代收水费', 'agency', '33.33', null],
  ['公共停车', 'public', '109.01', '9'],
  ['维修资金', 'fund', '20.00', null],
] as const

async function begin(): Promise<Story> {
  setClock(new Date('2026-01-10T02:00:00Z'))
  const world = await makeMoneyWorld(database)
  for (const [name, treatment, yuan, ratePercent] of ITEMS) {
    const itemId = await world.item(name, { treatment })
    const tax = { itemId, id: newId(), legalEntityId: null, effectiveFrom: '2020-01-01', taxCode: null }
    if (ratePercent) await world.as((tx, actor) => addItemTax(tx, actor, { ...tax, ratePercent, regime: 'full' }))
    await world.charge(name, yuan, '2026-01-01')
  }
  const bosses = [await world.tenant.staff({ name: '周经理' }), await world.tenant.staff({ name: '王总' })]
  return { world, bosses, day: new Date('2026-01-10T02:00:00Z'), month: 1, payments: [], moves: 0 }
}

const approve = ({ bosses }: Story, requestId: string | null) =>
  approveBy({ database } as Parameters<typeof approveBy>[0], requestId, bosses)

async function act(story: Story, given: Step): Promise<void> {
  const { world, payments } = story
  if (given.do === 'bill') return world.bill(`2026-${String(Math.min(12, story.month++)).padStart(2, '0')}`)
  if (given.do === 'later') {
    story.day = new Date(story.day.getTime() + given.days * 86_400_000)
    return setClock(story.day)
  }
  if (given.do === 'pay' || given.do === 'ahead') {
    const id = newId()
    const method = given.do === 'pay' && given.cash ? 'cash' : 'transfer'
    const open = await world.household()
    if (given.do === 'ahead') await world.take(given.fen, { id, billIds: [], overpayment: 'prepay' })
    else await world.take(given.fen > open.outstandingFen ? open.outstandingFen : given.fen, { id, method })
    payments.push(id)
    return
  }
  if (given.do === 'reverse') {
    const paymentId = payments[given.which % Math.max(1, payments.length)] ?? newId()
    await world.as((tx, actor) => reversePayment(tx, actor, { id: newId(), paymentId, reason: '收错' }))
    return
  }
  if (given.do === 'refund') return refund(story, given.which, BigInt(given.percent))
  if (given.do === 'waiver' || given.do === 'write-off') {
    const billIds = (await world.household()).bills.map(bill => bill.id).slice(0, 2)
    const of = { premisesId: world.premisesId, billIds, kind: given.do, scope: 'principal' as const }
    const wish = { ...of, percent: String(given.percent), amountFen: null, reason: '漏水', photoIds: [] }
    const { requestId } = await world.as((tx, actor) => askWaiver(tx, actor, { id: newId(), ...wish }))
    await approve(story, requestId)
    return
  }
  if (given.do === 'reprice') {
    await asOwner(
      database,
      'update billing.rule_version set fixed_amount = $2 where tenant_id = $1 and fixed_amount > 50',
      [world.tenant.tenantId, given.yuan],
    )
    return
  }
  const { system } = world.tenant
  if (given.do === 'fold')
    return inTransaction(database.db, system, tx => foldChargeSums.perform(tx, system, { dueAt: now() }))
  await move(story)
}

async function refund(story: Story, which: number, percent: bigint): Promise<void> {
  const { world, payments } = story
  const paymentId = payments[which % Math.max(1, payments.length)] ?? newId()
  const known = await world.as((tx, actor) => readRefundable(tx, actor, { paymentId }))
  const lines = known.lines
    .map(line => ({ lineId: line.lineId, amountFen: (line.leftFen * percent) / 100n }))
    .filter(line => line.amountFen > 0n)
  const payee = {
    method: known.method,
    payeeName: '业主',
    payeeAccount: known.method === 'transfer' ? '6222020200011112222' : '',
    reason: '多收',
  }
  const asked = { id: newId(), paymentId, lines, ...payee, photoIds: [] } as Parameters<typeof askRefund>[2]
  const { requestId } = await world.as((tx, actor) => askRefund(tx, actor, asked))
  await approve(story, requestId)
}

async function move(story: Story): Promise<void> {
  const code = String(++story.moves)
  await story.world.as(async (tx, actor) => {
    const { communityId, premisesId } = story.world
    const { idByCode } = await ensureBuildings(tx, actor, communityId, [{ code, name: `${code}栋` }])
    const known = await readPremises(tx, actor, { premisesId })
    const place = { buildingId: idByCode.get(code), unitId: null, areaCode: null, code: `90${code}` }
    await editPremises(tx, actor, { ...registry.editPremises.body.parse({ ...known, ...place }), premisesId })
  })
}

test('sums are those of the lines and settlements after any story, and money by month is money by day', async () => {
  const done = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 22 }), async steps => {
      const story = await begin()
      for (const given of [{ do: 'bill' } as const, ...steps]) {
        const result = await act(story, given).then(
          () => 'done',
          (error: unknown) => {
            if (!(error instanceof Refusal)) throw error
            return 'refused'
          },
        )
        const key = `${given.do} ${result}`
        done.set(key, (done.get(key) ?? 0) + 1)
      }
      expect(await verifyInvariants(database.adminUrl)).toEqual([])
      const { staff } = story.world
      const cash = (by: 'month' | 'day') =>
        inTransaction(database.db, staff, tx => listCash(tx, staff, { by, from: '2026-01', to: '2026-12', limit: 200 }))
      expect((await cash('month')).sums).toEqual((await cash('day')).sums)
    }),
    { numRuns: 4 },
  )
  expect(done.get('pay done')).toBeGreaterThan(3)
})
