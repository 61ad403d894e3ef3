import { portal, type Route, routes, serviceDesk, workforce } from '@anju/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../src/platform/ids.ts'
import { openStaff } from '../testing/matrix/accounts.ts'
import { ask, clientOf } from '../testing/matrix/ask.ts'
import { type Company, type Ground, makeCompany, openGround } from '../testing/matrix/world.ts'

/** A repairer leaves: the sessions die, the rota is free again, and the open order goes back to the dispatcher. */

let ground: Ground
let company: Company
beforeAll(async () => {
  ground = await openGround()
  company = await makeCompany(ground, 'leaving')
}, 120_000)
afterAll(() => ground.close())

const routeOf = (name: string) => routes.find(route => route.name === name) as Route

test('who has left has no session, no duty and no order any more', async () => {
  const { here, tenantId, manager } = company
  const call = clientOf(ground.app, manager)
  const leaver = await openStaff(ground.database, tenantId, 'leaver', {
    permissions: ['service-desk.orders.work', 'workforce.self'],
    communityIds: [here.communityId],
  })
  const employeeId = newId()
  const file = { number: 'L-1', name: '离师傅', teamId: here.teamId, postId: here.postId, accountId: leaver.id }
  await call(workforce.createEmployee, { body: { id: employeeId, ...file, employedFrom: '2026-01-01' } })
  const changes = ['2026-11-20', '2026-12-15'].map(day => ({ employeeId, day, shiftId: here.shiftId, was: null }))
  await call(workforce.changeRota, { params: { teamId: here.teamId }, body: { changes, acceptWarnings: true } })
  const orderId = newId()
  const report = {
    id: orderId,
    premisesId: here.premisesId,
    category: 'water',
    description: '厨房漏水',
    photoIds: [],
  } as const
  await clientOf(ground.app, here.owner)(portal.reportMyOrder, { body: { ...report, photoIds: [] } })
  await call(serviceDesk.assignOrder, { params: { orderId }, body: { assigneeId: leaver.id, version: 1 } })
  const signedIn = () => ask(ground.app, routeOf('identity.whoAmI'), {}, leaver).then(answer => answer.statusCode)
  expect(await signedIn()).toBe(200)

  const { freedDuties } = await call(workforce.endEmployment, {
    params: { employeeId },
    body: { lastDay: '2026-11-22', reason: '个人原因', handOverToId: here.partnerId, version: 1 },
  })
  await ground.settle()

  expect(freedDuties).toBe(1)
  expect(await signedIn()).toBe(401)
  const order = await call(serviceDesk.readOrder, { params: { orderId } })
  expect([order.state, order.assigneeId]).toEqual(['reported', null])
  const query = { from: '2026-11-20', to: '2026-12-31' }
  const rota = await call(workforce.readRota, { params: { teamId: here.teamId }, query })
  expect(rota.duties.filter(duty => duty.employeeId === employeeId).map(duty => duty.day)).toEqual(['2026-11-20'])
  const left = await call(workforce.readEmployee, { params: { employeeId } })
  expect([left.state, left.handOverToId]).toEqual(['left', here.partnerId])
})
