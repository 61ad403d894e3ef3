import { billing as contract, type WireRequestOf } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { letSpace } from '../../registry/spaces/let-space.ts'
import { makeParkingWorld, type ParkingWorld } from '../../registry/testing/parking-world.ts'
import { assignRule } from '../assignments/assign-rule.ts'
import { createRule } from '../index.ts'
import '../module.ts'
import { previewParking } from './preview-parking.ts'

type Body = WireRequestOf<typeof contract.previewParking>['body']

const T1: Body['tariff'] = {
  freeMinutes: 15,
  charge: { by: 'blocks', first: { minutes: 60, fen: 500 }, each: { minutes: 60, fen: 200 } },
  cap: { per: '24-hours', fen: 2500 },
}
const NIGHT = { entry: '2026-04-30T20:00:00', exit: '2026-05-01T09:00:00' }

let world: ParkingWorld
let [leaseId, assignmentId] = ['', '']
beforeAll(async () => {
  setClock(new Date('2026-03-20T02:00:00Z'))
  world = await makeParkingWorld()
  const { admin, communityId, wang, spaceId } = world
  leaseId = newId()
  await world.as(admin, tx =>
    letSpace(tx, admin, {
      ...{ id: leaseId, holderId: wang.id, vehicleIds: [], monthlyPriceFen: 300_00n, notes: '', renewsId: null },
      ...{ spaceId: spaceId('002'), fromOn: '2026-03-01', toOn: '2026-04-30' },
    } as never),
  )
  const ruleId = newId()
  assignmentId = newId()
  await world.as(admin, async tx => {
    await createRule(tx, admin, {
      ...{ id: ruleId, communityId, code: 'YK', name: '月卡', itemName: '停车费', kind: 'fixed', cycleMonths: 1 },
      ...{ timing: 'advance', lineGrain: 'natural-month', proration: 'ACTUAL', dueDays: 0 },
      ...{ effectiveFrom: '2020-01-01', effectiveTo: '2026-04-30', fixedAmount: '300', unitPrice: '0' },
    } as never)
    await assignRule(tx, admin, {
      ...{ id: assignmentId, ruleId, premisesId: spaceId('002'), startsOn: '2026-03-01', endsOn: null, quantity: null },
    })
  })
})
afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

/** As the door reads it, with what the contract fills in. */
const preview = (body: Partial<Body>, actor = world.admin) =>
  world.as(actor, tx =>
    previewParking(tx, actor, contract.previewParking.body.parse({ tariff: T1, ...NIGHT, ...body }) as never),
  )

describe('a preview of a parking fee', () => {
  it('is worked out of inline data alone, with words', async () => {
    const fee = await preview({ cards: [{ from: '2026-04-01', to: '2026-04-30' }] })
    expect(fee).toMatchObject({
      staySeconds: 46_800,
      chargedSeconds: 32_400,
      feeFen: 2100n,
      paidFen: 0n,
      dueFen: 2100n,
    })
    expect(fee.lines.map(line => [line.kind, line.amountFen])).toEqual([
      ['card', 0n],
      ['charge', 2100n],
    ])
    expect(fee.lines[1]?.words['zh-CN']).toContain('首60分钟 5.00元 + 每60分钟 2.00元 × 8 = 21.00元')
  })

  it('E38: takes the days of a month card from the lease of the space, or from the rule that is charged on it', async () => {
    expect((await preview({})).dueFen).toBe(2500n)
    expect((await preview({ cards: [{ leaseId }] })).dueFen).toBe(2100n)
    expect((await preview({ cards: [{ assignmentId }] })).dueFen).toBe(2100n)
  })

  it('says at which field a tariff or a stay is wrong', async () => {
    const wrong = preview({
      tariff: {
        charge: {
          by: 'periods',
          periods: [
            { from: '07:00', to: '21:00', price: { per: 'period', fen: 300 } },
            { from: '22:00', to: '07:00', price: { per: 'period', fen: 500 } },
          ],
        },
      },
      exit: '2026-04-30T19:59:59',
      cards: [{ from: '2026-04-02', to: '2026-04-01' }],
    })
    await expect(wrong).rejects.toMatchObject({
      code: 'billing.stay_wrong',
      params: {
        problems: [
          { field: 'tariff.charge.periods.1.from', code: 'not-adjoining' },
          { field: 'exit', code: 'ends-before-start' },
          { field: 'cards.0.to', code: 'ends-before-start' },
        ],
      },
    })
    const problemsOf = async (body: Partial<Body>) =>
      preview(body).then(
        () => [],
        (error: { params?: { problems?: { field: string; code: string }[] } }) =>
          (error.params?.problems ?? []).map(({ field, code }) => `${field}: ${code}`),
      )
    expect(await problemsOf({ entry: '2026-02-30T00:00:00' })).toEqual(['entry: not-a-date'])
    expect(await problemsOf({ exit: '2027-05-02T20:00:01' })).toEqual(['exit: too-long'])
    expect(await problemsOf({ payments: [{ at: '2026-05-01T09:00:01', fen: 1 }] })).toEqual([
      'payments.0.at: out-of-range',
    ])
  })

  it('knows nothing of cards of others', async () => {
    const scoped = await world.tenant.staff({ communityIds: [newId()] })
    await expect(preview({ cards: [{ leaseId }] }, scoped)).rejects.toMatchObject({ status: 404 })
    await expect(preview({ cards: [{ assignmentId }] }, scoped)).rejects.toMatchObject({ status: 404 })
    await expect(preview({ cards: [{ leaseId: newId() }] })).rejects.toMatchObject({ status: 404 })
  })
})
