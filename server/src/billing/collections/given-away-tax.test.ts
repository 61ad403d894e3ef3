import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { postEntries } from '../../ledger/index.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { addItemTax } from '../items/edit-items.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { givenAwayPostings, receivablePostings } from './receivable.ts'
import { settle } from './settle.ts'
import type { SettledPart } from './settled-part.ts'
import { unsettle } from './unsettle.ts'

let database: TestDatabase
let world: MoneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeMoneyWorld(database)
  world.at('2026-01-10')
  const itemId = await world.item('物业费')
  const tax = { itemId, id: newId(), legalEntityId: null, effectiveFrom: '2020-01-01', taxCode: '3040801' }
  await world.as((tx, actor) => addItemTax(tx, actor, { ...tax, ratePercent: '6', regime: 'full' }))
  await world.charge('物业费', '254.70', '2026-01-01', { cycleMonths: 12 })
  await world.bill('2026-01', '2026-12')
})
afterAll(() => database.drop())

/** Gives away, or takes back, and posts it as the verbs do. */
const post = (kind: 'waived' | 'waiver-corrected', sign: 1n | -1n, work: (id: string) => Promise<SettledPart[]>) => {
  const id = newId()
  return work(id).then(async parts => {
    const postings = [...givenAwayPostings(parts, sign), ...receivablePostings(parts, sign)]
    const entry = { id: newId(), communityId: world.communityId, postedOn: '2026-01-10', memo: '', postings }
    await world.as((tx, actor) => postEntries(tx, actor, [{ ...entry, sourceKind: `billing.${kind}`, sourceId: id }]))
    return parts.map(part => part.taxFen)
  })
}
const waive = (parts: { billId: string; lineId: string; amountFen: bigint }[]) =>
  post('waived', 1n, id =>
    world.as((tx, actor) =>
      settle(tx, actor, { kind: 'waiver', id, communityId: world.communityId, settledOn: '2026-01-10' }, parts),
    ),
  )
const taxes = async () => {
  const balances = await world.balances()
  return [balances.get('222101') ?? 0n, balances.get('6001') ?? 0n]
}

test('E74: a bill given away wholly takes back the tax of its whole amount, in whatever steps, and brings it back so', async () => {
  const [bill] = (await world.household()).bills
  if (bill?.lines.length !== 12) throw new Error('no bill of twelve lines')
  const before = await taxes()
  expect(before).toEqual([-17_300n, -288_340n])
  const parts = bill.lines.map(line => ({ billId: bill.id, lineId: line.id, amountFen: line.amountFen }))
  const last = parts.find(part => part.lineId === bill.lines.at(-1)?.id)
  if (!last) throw new Error('no last line')
  // Eleven at once; of the last, which bears 14.38 and not 14.42, first a part with the tax inside it and then what is left.
  expect(await waive(parts.filter(part => part !== last))).toEqual(Array(11).fill(1_442n))
  expect(await waive([{ ...last, amountFen: 10_000n }])).toEqual([566n])
  const source = { kind: 'waiver', id: newId() } as const
  const left = { ...last, amountFen: 15_470n }
  const tax = await post('waived', 1n, () =>
    world.as((tx, actor) =>
      settle(tx, actor, { ...source, communityId: world.communityId, settledOn: '2026-01-10' }, [left]),
    ),
  )
  expect(tax).toEqual([872n])
  expect(await taxes()).toEqual([0n, 0n])
  const takeBack = (amountFen?: bigint) =>
    post('waiver-corrected', -1n, id =>
      world.as((tx, actor) =>
        unsettle(tx, actor, source, {
          ...{ id, settledOn: '2026-01-10' },
          ...(amountFen === undefined ? {} : { lines: [{ lineId: last.lineId, amountFen }] }),
        }),
      ),
    )
  expect([await takeBack(5_000n), await takeBack()]).toEqual([[283n], [589n]])
  expect(await taxes()).toEqual([-872n, -14_598n])
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
})
