import { type Call, registry } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'

/** Nothing is known of somebody; requests fill in what they are about. */
export const FACTS = {
  type: 'person',
  name: '赵新来',
  formerNames: [],
  sex: null,
  birthday: null,
  idType: null,
  email: null,
  postalAddress: null,
  legalRepresentative: null,
  note: '',
  phones: [],
  contacts: [],
  pets: [],
  tagIds: [],
} satisfies object

export const MOVER = { share: null, relation: null, resides: true, toOn: null, note: '' } as const

/** Tags of the company, and a lodger who is everything in a room of its own: what moves in, out and over there disturbs no bill. */
export async function makePeople(call: Call, communityId: string, code: string, lodgePremisesId: string) {
  const [tagId, uselessTagId, lodgerId] = [newId(), newId(), newId()]
  await call(registry.createTag, { body: { id: tagId, name: `独居 ${code}`, colour: 'red' } })
  await call(registry.createTag, { body: { id: uselessTagId, name: `无用 ${code}`, colour: 'grey' } })
  await call(registry.createPerson, { body: { ...FACTS, type: 'person', id: lodgerId, communityId, name: '钱同名' } })
  const be = async (kind: 'owner' | 'family' | 'tenant' | 'temporary') => {
    const id = newId()
    await call(registry.moveIn, {
      params: { premisesId: lodgePremisesId },
      body: { on: '2026-01-01', movers: [{ ...MOVER, id, personId: lodgerId, kind }] },
    })
    return id
  }
  await be('owner')
  return {
    tagId,
    uselessTagId,
    lodgerId,
    lodgePremisesId,
    familyOccupancyId: await be('family'),
    tenantOccupancyId: await be('tenant'),
    wrongOccupancyId: await be('temporary'),
  }
}
