import { residents as contract, registry } from '@anju/contract'
import { tenantOf } from '../platform/actor.ts'
import { addPeople, ensureOccupancies } from '../registry/index.ts'
import { readResidents, readStaff } from './demo-actors.ts'
import { call } from './demo-call.ts'
import { communityIdsByCode, type DemoStep } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const COMPANY = 'anju'
const BEGAN = new Date('2026-01-01T00:00:00Z')

/** Requests about personal data in each state a colleague may find, somebody who has moved out, and numbers that were looked at. */
export const seedDataRequests: DemoStep = async ground => {
  const { company, actor, run } = ground
  if (company.code !== COMPANY) return
  const id = (name: string) => demoId(tenantOf(actor), name, BEGAN)
  const communityId = await run(async tx => (await communityIdsByCode(tx)).get('AJHY') ?? '')
  const staff = await readStaff(ground)
  const [admin, manager] = [staff('admin'), staff('manager')]
  const before = await call(ground, contract.listDataRequests, admin, { limit: 1 })
  if (before.total > 0) return
  const { items: homes } = await call(ground, registry.listPremises, admin, {
    communityId,
    text: '1栋1单元2',
    limit: 2,
  })
  const [home] = homes
  if (!home) return
  const formerId = id('former-tenant')
  await run(async tx => {
    const someone = { sex: 'female', idNumber: null } as const
    await addPeople(tx, actor, communityId, [{ ...someone, id: formerId, name: '韩雪梅', phone: '13800000077' }])
    const stay = { premisesId: home.id, kind: 'tenant', fromOn: '2023-03-01', toOn: '2024-02-29' } as const
    await ensureOccupancies(tx, actor, [{ ...stay, personId: formerId }])
  })
  const atTheCounter = { identityCheck: '核对身份证原件' }
  const deletion = await call(ground, contract.makeDataRequest, manager, {
    ...{ id: id('deletion-request'), personId: formerId, kind: 'deletion', ...atTheCounter },
    content: '两年前租住，已经搬走，要求删除登记的手机号和身份信息',
  })
  await call(ground, contract.takeDataRequest, manager, { requestId: deletion.id, version: deletion.version })
  const { items: people } = await call(ground, registry.listPeople, admin, { communityId, limit: 20 })
  const [first, second, third] = people.filter(person => person.type === 'person')
  if (!first || !second || !third) return
  const copy = await call(ground, contract.makeDataRequest, manager, {
    ...{ id: id('access-request'), personId: first.id, kind: 'access', ...atTheCounter },
    content: '要一份自己的登记信息和缴费记录',
  })
  await call(ground, contract.completeDataRequest, manager, {
    ...{ requestId: copy.id, version: copy.version, answer: '信息副本已当面交给您本人。' },
  })
  const transfer = await call(ground, contract.makeDataRequest, admin, {
    ...{ id: id('transfer-request'), personId: second.id, kind: 'transfer', identityCheck: '电话要求，未出示证件' },
    content: '要求把资料发到一个外部邮箱',
  })
  await call(ground, contract.refuseDataRequest, manager, {
    ...{ requestId: transfer.id, version: transfer.version, ground: 'identity' },
    answer: '电话里无法核实身份，请本人带身份证到前台办理。',
  })
  await call(ground, registry.revealPerson, manager, { personId: third.id, reason: '漏水需要马上联系' })
  await call(ground, registry.revealPerson, admin, { personId: first.id, reason: '办理过户，核对身份证号' })
  const resident = (await readResidents(ground))(third.id) ?? (await readResidents(ground))(first.id)
  if (resident)
    await call(ground, contract.makeMyDataRequest, resident, {
      ...{ id: id('correction-request'), kind: 'correction', content: '我的工作单位和紧急联系人换了，请更正' },
    })
}
