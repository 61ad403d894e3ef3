import { registry as contract, type RequestOf, type RouteSpec } from '@anju/contract'
import { tenantOf } from '../platform/actor.ts'
import { drawer, type Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import registryModule from '../registry/module.ts'
import { communityIdsByCode, type DemoGround, type DemoStep } from './demo-company.ts'

const registry = drawer('registry')

const TAGS = [
  { name: '独居老人', colour: 'red' },
  { name: '业委会', colour: 'blue' },
  { name: '装修户', colour: 'orange' },
] as const

const FIELDS = [
  { subject: 'person', label: '入伙资料', type: 'choice', choices: ['齐全', '欠缺'] },
  { subject: 'person', label: '党员', type: 'yes-no', choices: [] },
  { subject: 'premises', label: '学区', type: 'text', choices: [] },
  { subject: 'premises', label: '产权证', type: 'choice', choices: ['已办理', '办理中', '未办理'] },
] as const

/** The words a company has for its people: tags and fields of its own, a shop as an organisation; a second time nothing. */
export const seedPeopleWords: DemoStep = ground =>
  ground.run(async tx => {
    const known = await registry(tx)
      .selectFrom('registry.tag')
      .select('id')
      .where('tenantId', '=', tenantOf(ground.actor))
      .executeTakeFirst()
    const communityId = (await communityIdsByCode(tx)).get('AJHY')
    if (known || !communityId) return
    const say = sayIn(tx, ground)
    const tagIds = new Map<string, string>()
    for (const tag of TAGS) {
      const id = newId()
      tagIds.set(tag.name, id)
      await say(contract.createTag, { id, ...tag })
    }
    for (const [position, field] of FIELDS.entries())
      await say(contract.createCustomField, {
        ...{ id: newId(), required: false, position: position + 1 },
        ...field,
        choices: [...field.choices],
      })
    await say(contract.createPerson, { ...SHOP, id: newId(), communityId, tagIds: [tagIds.get('装修户') ?? ''] })
  })

/** The shop at the gate, with whom to call. The credit code is made up and checks. */
const SHOP = {
  ...{ type: 'organisation', name: '安居便利店有限公司', formerNames: [], sex: null, birthday: null },
  ...{ idType: 'credit-code', idNumber: '91350100M000100Y43', email: null, postalAddress: '安居花园南门', note: '' },
  legalRepresentative: '周建国',
  phones: [{ id: newId(), kind: 'work', number: '0755-26780000', primary: true, verified: true }],
  contacts: [{ id: newId(), name: '周建国', relation: '店长', phone: '13900008888' }],
  pets: [],
} satisfies Partial<RequestOf<typeof contract.createPerson>>

/** Calls a verb of the registry as the system of the company. */
function sayIn(tx: Tx, { actor }: DemoGround) {
  return async <S extends RouteSpec>(spec: S, input: RequestOf<S>): Promise<void> => {
    const handler = registryModule.routes.find(each => each.spec === spec)
    if (!handler) throw new Error(`The demo cannot call ${spec.path}.`)
    await handler.verb(tx as never, actor, input as never)
  }
}
