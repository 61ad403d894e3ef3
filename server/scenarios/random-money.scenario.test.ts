import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdBill, releaseBill } from '../src/billing/corrections/hold-bill.ts'
import { voidBill } from '../src/billing/corrections/void-bill.ts'
import { collect, openings } from '../src/billing/index.ts'
import { addRuleVersion } from '../src/billing/rules/add-rule-version.ts'
import { type JourneyWorld, makeJourneyWorld, ROOMS } from '../src/billing/testing/journey-world.ts'
import { setClock } from '../src/platform/clock.ts'
import { Refusal } from '../src/platform/errors.ts'
import { newId } from '../src/platform/ids.ts'
import { rooms } from '../src/registry/index.ts'
import { verifyInvariants } from '../src/verify.ts'
import { cloneDatabase } from '../testing/database.ts'
import { asOwner } from '../testing/world.ts'

/**
 * Random sequences against the real verbs and the real database: bill, change prices and areas backwards, bill again, pay, void, hold,
 * take over and back. Each step may be refused; nothing else may happen to it. After each sequence `verify` recomputes everything.
 */
type Step =
  | { do: 'bill'; from: number; months: number }
  | { do: 'price'; rule: 'rule1' | 'rule2'; month: number; price: number }
  | { do: 'area'; room: number; area: number }
  | { do: 'pay'; room: number; percent: number; method: 'cash' | 'transfer' | 'pos' }
  | { do: 'payTwice'; room: number }
  | { do: 'void'; room: number; forGood: boolean }
  | { do: 'hold'; room: number; release: boolean }
  | { do: 'open'; room: number; fen: number }
  | { do: 'takeBack' }

const room = fc.integer({ min: 0, max: ROOMS.length - 1 })
const month = fc.integer({ min: 0, max: 9 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('bill' as const), from: month, months: fc.integer({ min: 0, max: 5 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ do: fc.constant('price' as const), rule: fc.constantFrom('rule1' as const, 'rule2' as const) },
      ...{ month, price: fc.integer({ min: 1, max: 50_000 }) },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('area' as const), room, area: fc.integer({ min: 1, max: 30_000 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ do: fc.constant('pay' as const), room, percent: fc.integer({ min: 1, max: 110 }) },
      method: fc.constantFrom('cash' as const, 'transfer' as const, 'pos' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('payTwice' as const), room }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('void' as const), room, forGood: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const), room, release: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('open' as const), room, fen: fc.integer({ min: 1, max: 99_999 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('takeBack' as const) }) },
)

const monthOf = (n: number) => `${2020 + Math.floor((5 + n) / 12)}-${String(((5 + n) % 12) + 1).padStart(2, '0')}`

interface Run {
  world: JourneyWorld
  look<R extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<R[]>
  opened: { billIds: string[]; movementIds: string[]; depositIds: string[] }
}

async function openBills({ world, look }: Run, at: number) {
  const premisesId = world.rooms[ROOMS[at] ?? '1011']
  const bills = await look<{ id: string; open: string }>(
    `select id, (amount_fen - settled_fen)::text as open from billing.bill
     where premises_id = $1 and state = 'issued' and amount_fen > settled_fen order by due_on, id`,
    [premisesId],
  )
  return { premisesId, ids: bills.map(bill => bill.id), owed: bills.reduce((sum, bill) => sum + BigInt(bill.open), 0n) }
}

async function pay(run: Run, given: { room: number; percent: number; method: 'cash' | 'transfer' | 'pos' }, times = 1) {
  const { premisesId, ids, owed } = await openBills(run, given.room)
  if (ids.length === 0) return
  const amountFen = (owed * BigInt(given.percent) + 99n) / 100n
  const body = { id: newId(), premisesId, billIds: ids, amountFen, method: given.method }
  const asked = Array.from({ length: times }, () => run.world.as((tx, actor) => collect(tx, actor, body)))
  for (const answer of await Promise.allSettled(asked)) if (answer.status === 'rejected') throw answer.reason
}

async function open(run: Run, at: number, fen: number): Promise<void> {
  const { world, opened } = run
  const premisesId = world.rooms[ROOMS[at] ?? '1011']
  const place = { communityId: world.communityId, asOfOn: '2020-05-31' }
  const [billId, movementId, depositId] = [newId(), newId(), newId()]
  await world.as(async (tx, actor) => {
    await openings.openDebts(tx, actor, place, [
      {
        ...{
          id: billId,
          premisesId,
          itemName: '物业费',
          periodFrom: '2020-01-01',
          periodTo: '2020-01-31',
          dueOn: '2020-01-31',
        },
        ...{
          arrearsFen: BigInt(fen),
          receivableFen: null,
          paidFen: null,
          waivedFen: null,
          penaltyFen: 0n,
          penaltyStopOn: null,
        },
        debtor: null,
      },
    ])
    await openings.openPurses(tx, actor, place, [
      { id: movementId, premisesId, itemName: null, amountFen: BigInt(fen) },
    ])
    const words = { receivedOn: '2020-01-05', receiptNumber: null, payerName: null, remark: null }
    await openings.openDeposits(tx, actor, place, [
      { id: depositId, premisesId, itemName: '装修押金', amountFen: BigInt(fen), ...words },
    ])
  })
  opened.billIds.push(billId)
  opened.movementIds.push(movementId)
  opened.depositIds.push(depositId)
}

async function apply(run: Run, given: Step): Promise<void> {
  const { world } = run
  switch (given.do) {
    case 'bill':
      await world.bill(monthOf(given.from), monthOf(given.from + given.months))
      return
    case 'price': {
      const version = { id: newId(), effectiveFrom: `${monthOf(given.month)}-11`, unitPrice: `${given.price / 10_000}` }
      await world.as((tx, actor) =>
        addRuleVersion(tx, actor, { ruleId: world[given.rule], ...version, fixedAmount: '20' }),
      )
      return
    }
    case 'area':
      await world.as((tx, actor) =>
        rooms.correctArea(tx, actor, world.rooms[ROOMS[given.room] ?? '1011'], `${given.area / 100}`),
      )
      return
    case 'pay':
      return pay(run, given)
    case 'payTwice':
      return pay(run, { room: given.room, percent: 30, method: 'cash' }, 3)
    case 'void': {
      const [billId] = (await openBills(run, given.room)).ids
      if (billId) await world.as((tx, actor) => voidBill(tx, actor, { billId, reason: '试', forGood: given.forGood }))
      return
    }
    case 'hold': {
      const [billId] = (await openBills(run, given.room)).ids
      if (billId)
        await world.as((tx, actor) =>
          given.release ? releaseBill(tx, actor, { billId }) : holdBill(tx, actor, { billId, reason: '试' }),
        )
      return
    }
    case 'open':
      return open(run, given.room, given.fen)
    case 'takeBack': {
      const taken = await world.as((tx, actor) => openings.takeBackOpenings(tx, actor, run.opened))
      if (taken) run.opened = { billIds: [], movementIds: [], depositIds: [] }
    }
  }
}

test('whatever is done in whatever order, everything adds up', async () => {
  let steps = 0
  let refused = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async sequence => {
      const database = await cloneDatabase()
      try {
        setClock(new Date('2020-12-15T09:00:00+08:00'))
        const world = await makeJourneyWorld(database)
        const run: Run = {
          world,
          look: (text, values) => asOwner(database, text, values ?? []),
          opened: { billIds: [], movementIds: [], depositIds: [] },
        }
        await world.bill('2020-06', '2020-09')
        for (const given of sequence) {
          steps += 1
          await apply(run, given).catch(error => {
            if (!(error instanceof Refusal)) throw error
            refused += 1
          })
        }
        expect(await verifyInvariants(database.adminUrl)).toEqual([])
      } finally {
        await database.drop()
        setClock(null)
      }
    }),
    // A sequence that breaks something is shrunk as far as this time allows.
    { numRuns: 24, interruptAfterTimeLimit: 150_000, markInterruptAsFailure: false },
  )
  expect(steps).toBeGreaterThan(100)
  expect(refused).toBeLessThan(steps)
}, 240_000)
