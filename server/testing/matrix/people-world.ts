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
  const fieldIds = await makeFields(call, code)
  const twins = await makeTwins(call, communityId, code, lodgePremisesId)
  return {
    tagId,
    uselessTagId,
    ...twins,
    ...fieldIds,
    lodgerId,
    lodgePremisesId,
    familyOccupancyId: await be('family'),
    tenantOccupancyId: await be('tenant'),
    wrongOccupancyId: await be('temporary'),
  }
}

/** Two pairs with the same documents, who stayed in the room: one to decide about, one merged already. */
async function makeTwins(call: Call, communityId: string, code: string, premisesId: string) {
  const register = async (idNumber: string) => {
    const id = newId()
    const document = { idType: 'passport', idNumber } as const
    await call(registry.createPerson, {
      body: { ...FACTS, ...document, type: 'person', id, communityId, name: '孙同名' },
    })
    await call(registry.moveIn, {
      params: { premisesId },
      body: { on: '2026-01-01', movers: [{ ...MOVER, id: newId(), personId: id, kind: 'temporary' }] },
    })
    return id
  }
  const [twinId, otherTwinId] = [await register(`E${code}1`), await register(`E${code}1`)]
  const [keptId, mergedId] = [await register(`E${code}2`), await register(`E${code}2`)]
  await call(registry.findDuplicates)
  const { items } = await call(registry.listDuplicates, { query: { limit: 200 } })
  const mergeId = newId()
  await call(registry.mergePeople, {
    params: { personId: keptId },
    body: { id: mergeId, version: 1, mergedId, mergedVersion: 1, take: TAKE },
  })
  return { twinId, otherTwinId, mergeId, pairId: items.find(pair => pair.one.id === twinId)?.id ?? '' }
}

/** Everything stays as the survivor has it. */
export const TAKE = {
  name: 'survivor',
  sex: 'survivor',
  birthday: 'survivor',
  document: 'survivor',
  email: 'survivor',
  postalAddress: 'survivor',
  legalRepresentative: 'survivor',
  note: 'survivor',
  primaryPhone: 'survivor',
} as const

async function makeFields(call: Call, code: string) {
  const [personFieldId, premisesFieldId, vehicleFieldId] = [newId(), newId(), newId()]
  const field = { type: 'text', required: false, position: 0 } as const
  await call(registry.createCustomField, {
    body: { ...field, id: personFieldId, subject: 'person', label: `党员 ${code}`, choices: [] },
  })
  await call(registry.createCustomField, {
    body: { ...field, id: premisesFieldId, subject: 'premises', label: `学区 ${code}`, choices: [] },
  })
  await call(registry.createCustomField, {
    body: { ...field, id: vehicleFieldId, subject: 'vehicle', label: `年检 ${code}`, choices: [] },
  })
  return { personFieldId, premisesFieldId, vehicleFieldId }
}
