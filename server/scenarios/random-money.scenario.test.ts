import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assignRule } from '../src/billing/assignments/assign-rule.ts'
import { createRule } from '../src/billing/rules/create-rule.ts'
import { makeJourneyWorld, ROOMS } from '../src/billing/testing/journey-world.ts'
import { setClock } from '../src/platform/clock.ts'
import { Refusal } from '../src/platform/errors.ts'
import { newId } from '../src/platform/ids.ts'
import { verifyInvariants } from '../src/verify.ts'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { asOwner } from '../testing/world.ts'
import { BROKEN } from './random-facts.ts'
import { bill, type Run, STEP, type Step, take } from './random-money.ts'

/**
 * R12 under random sequences against the real verbs and the real database: bill, pay, pay ahead, refund, waive, write off, reverse, transfer the
 * home, change prices and areas backwards, void, hold, readdress, take over and back, hand over what was collected for others. Each step
 * may be refused; nothing else may happen to it. Each sequence is of a company of its own in one database; what R12 asks is asked after
 * every few steps, and at the end `verify` recomputes everything of all of them. What breaks is shrunk to the shortest sequence that does.
 */
const EVERY = 12
const SEQUENCES = 36
const MOST_STEPS = 110
/** Most it may take with shrinking; the steps alone take some two minutes. */
const TIME_MS = 420_000

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

async function begin(): Promise<Run> {
  setClock(new Date('2020-12-15T09:00:00+08:00'))
  const world = await makeJourneyWorld(database)
  const { communityId } = world
  const ruleId = newId()
  await world.as(async (tx, actor) => {
    await createRule(tx, actor, {
      ...{ id: ruleId, communityId, code: 'DS', name: '代收水费', itemName: '代收水费', kind: 'fixed', dueDays: 0 },
      ...{ timing: 'advance', lineGrain: 'contract-month', proration: 'ACTUAL', cycleMonths: 1, unitPrice: '0' },
      ...{ effectiveFrom: '2020-06-01', effectiveTo: null, fixedAmount: '33.33' },
    } as Parameters<typeof createRule>[2])
    for (const room of ROOMS.slice(0, 3))
      await assignRule(tx, actor, {
        id: newId(),
        ruleId,
        premisesId: world.rooms[room],
        startsOn: '2020-06-01',
        endsOn: null,
      })
  })
  const [item] = await asOwner<{ id: string }>(
    database,
    "update billing.charge_item set treatment = 'agency' where tenant_id = $1 and name = '代收水费' returning id",
    [world.tenant.tenantId],
  )
  const deciders = [await world.tenant.staff({ name: '财务' }), await world.tenant.staff({ name: '总经理' })]
  const opened = { billIds: [], movementIds: [], depositIds: [] }
  const run = { database, world, deciders, agencyItemId: item?.id ?? '', opened }
  await bill(run, '2020-06', '2020-09')
  return run
}

const broken = (run: Run) => asOwner(database, BROKEN, [run.world.tenant.tenantId])

test('whatever is done in whatever order, everything adds up', async () => {
  const done = new Map<Step['do'], number>()
  let steps = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(STEP, { minLength: MOST_STEPS - 40, maxLength: MOST_STEPS, size: 'max' }),
      async sequence => {
        const run = await begin()
        for (const [index, given] of sequence.entries()) {
          steps += 1
          await take(run, given).then(
            () => done.set(given.do, (done.get(given.do) ?? 0) + 1),
            error => {
              if (!(error instanceof Refusal)) throw error
            },
          )
          if (index % EVERY === EVERY - 1) expect(await broken(run)).toEqual([])
        }
        expect(await broken(run)).toEqual([])
      },
    ),
    // A sequence that breaks something is shrunk as far as this time allows.
    { numRuns: SEQUENCES, interruptAfterTimeLimit: TIME_MS, markInterruptAsFailure: false },
  )
  setClock(new Date('2021-12-15T09:00:00+08:00'))
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  expect(steps).toBeGreaterThan(2_000)
  // Each kind of step went through, several times: a sequence of refusals proves nothing.
  const rare = KINDS.filter(kind => (done.get(kind) ?? 0) < 3)
  expect(rare).toEqual([])
}, 600_000)

const KINDS: readonly Step['do'][] = [
  ...(['bill', 'price', 'area', 'pay', 'ahead', 'refund', 'refundPurse', 'waive', 'reverse', 'transfer'] as const),
  ...(['void', 'hold', 'open', 'handOver', 'takeBackHandOver', 'wait'] as const),
]
