import { registry as contract, type RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import { readStaff } from './demo-actors.ts'
import { callWithin } from './demo-call.ts'
import { communityIdsByCode, type DemoStep } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const COMPANY = 'anju'
const BEGAN = new Date('2026-01-01T00:00:00Z')

/** Owners of 和园 whom the front desk wrote down a second time, by their phones; the first were merged. */
const TWICE = ['13800008001', '13800008004', '13800008009']

const SURVIVOR = {
  ...({ name: 'survivor', sex: 'survivor', birthday: 'survivor', document: 'survivor', email: 'survivor' } as const),
  ...({
    postalAddress: 'survivor',
    legalRepresentative: 'survivor',
    note: 'merged',
    primaryPhone: 'survivor',
  } as const),
}

/** People who are known twice: one pair that was merged, two that wait for somebody to look. In one piece; a second time it changes nothing. */
export const seedTwins: DemoStep = async ground => {
  if (ground.company.code !== COMPANY) return
  const manager = (await readStaff(ground))('manager')
  await inTransaction(ground.db, manager, async tx => {
    const communityId = (await communityIdsByCode(tx)).get('HY') ?? ''
    const twins = TWICE.map(phone => ({ phone, id: demoId(tenantOf(manager), `twin ${phone}`, BEGAN) }))
    for (const { id, phone } of twins) if (!(await writeAgain(tx, manager, communityId, id, phone))) return
    await callWithin(tx, contract.findDuplicates, manager, {})
    const { items } = await callWithin(tx, contract.listDuplicates, manager, { state: 'open', limit: 200 })
    const [first] = twins
    const pair = items.find(({ one, other }) => one.id === first?.id || other.id === first?.id)
    if (!pair) return
    const [kept, gone] = pair.one.id === first?.id ? [pair.other, pair.one] : [pair.one, pair.other]
    await callWithin(tx, contract.mergePeople, manager, {
      ...{ id: demoId(tenantOf(manager), 'merge of twins', BEGAN), personId: kept.id, version: kept.version },
      ...{ mergedId: gone.id, mergedVersion: gone.version, take: SURVIVOR },
    })
  })
}

/** Writes an owner down again under the same phone; false when that was done before, or nobody has it. */
async function writeAgain(tx: Tx, actor: Actor, communityId: string, id: string, phone: string): Promise<boolean> {
  const { items } = await callWithin(tx, contract.listPeople, actor, { communityId, text: phone, limit: 5 })
  const [owner] = items
  if (!owner || items.some(one => one.id === id)) return false
  await callWithin(tx, contract.createPerson, actor, {
    ...{ ...NOTHING_MORE, id, communityId, name: owner.name, sex: owner.sex },
    phones: [{ id: demoId(tenantOf(actor), `phone of twin ${phone}`, BEGAN), ...MOBILE, number: phone }],
  })
  return true
}

const MOBILE = { kind: 'mobile', primary: true, verified: false } as const
const NOTHING_MORE = {
  ...{ type: 'person', formerNames: [], birthday: null, idType: null, legalRepresentative: null },
  ...{ note: '前台登记访客时新建', contacts: [], pets: [], tagIds: [] },
} satisfies Partial<RequestOf<typeof contract.createPerson>>
