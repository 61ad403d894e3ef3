import { afterEach, beforeEach, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { answerDispute } from '../disputes/answer-dispute.ts'
import { openDispute } from '../disputes/open-dispute.ts'
import { freezePenalty } from '../penalties/freeze-penalty.ts'
import { addRuleVersion } from '../rules/add-rule-version.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'

let database: TestDatabase
let world: MoneyWorld
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-10T02:00:00Z'))
  world = await makeMoneyWorld(database)
})
afterEach(async () => {
  setClock(null)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  await database.drop()
})

const open = async () =>
  asOwner<{ kind: string; fen: string; held: boolean; frozen: boolean }>(
    database,
    `select kind, (amount_fen - settled_fen)::text as fen, held_at is not null as held,
       exists (select from billing.penalty_freeze f where f.bill_id = b.id and f.thawed_on is null) as frozen
     from billing.bill b where amount_fen > settled_fen order by serial`,
    [],
  )

it('of a quarter of which one month is corrected both bills are disputed, until the dispute is answered', async () => {
  await world.charge('物业费', '254.70', '2026-01-01', { cycleMonths: 3 })
  await world.bill('2026-01')
  const billId = (await world.household()).bills[0]?.id ?? ''
  const disputeId = newId()
  await world.as(async (tx, actor) => {
    await openDispute(tx, actor, { id: disputeId, billId, lineId: null, reason: '三月单价有误', photoIds: [] })
    await freezePenalty(tx, actor, { billId, reason: '协商中' })
  })
  const [rule] = await asOwner<{ id: string }>(database, 'select id from billing.rule', [])
  await world.as((tx, actor) =>
    addRuleVersion(tx, actor, {
      ...{ id: newId(), ruleId: rule?.id ?? '', effectiveFrom: '2026-03-01', unitPrice: '0', fixedAmount: '250.24' },
    }),
  )
  await world.bill('2026-01')
  expect(await open()).toEqual([
    { kind: 'charge', fen: '50940', held: true, frozen: true },
    { kind: 'correction', fen: '25024', held: true, frozen: true },
  ])
  await world.as((tx, actor) =>
    answerDispute(tx, actor, { disputeId, outcome: 'rejected', remedy: null, answer: '已更正' }),
  )
  expect((await open()).map(bill => bill.held)).toEqual([false, false])
})
