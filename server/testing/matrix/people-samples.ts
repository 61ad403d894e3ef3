import { newId } from '../../src/platform/ids.ts'
import { FACTS, MOVER, TAKE } from './people-world.ts'
import type { MadeId, Sample } from './samples.ts'

const page = { limit: 200 }

/** People, their households, duplicates, tags and custom fields. */
export const PEOPLE_SAMPLES: Record<string, Sample> = {
  'registry.personHistory': things => ({ params: { personId: things.lodgerId }, query: {} }),
  'registry.createPerson': things => ({
    body: { ...FACTS, id: newId(), communityId: things.communityId, tagIds: [things.tagId] },
  }),
  'registry.editPerson': things => ({
    params: { personId: things.lodgerId },
    body: { ...FACTS, name: '钱同名', version: 1, tagIds: [things.tagId] },
  }),
  'registry.findLikePeople': things => ({
    body: { name: '王同名', phones: [], idNumber: null, exceptId: things.neighbourId },
  }),
  'registry.readHouseholdOn': things => ({ params: { premisesId: things.premisesId }, query: { on: '2026-06-01' } }),
  'registry.moveIn': things => ({
    params: { premisesId: things.lodgePremisesId },
    body: { on: '2026-05-01', movers: [{ ...MOVER, kind: 'family', id: newId(), personId: things.neighbourId }] },
  }),
  'registry.moveOut': things => ({
    params: { premisesId: things.lodgePremisesId },
    body: {
      lastOn: '2026-12-31',
      leavers: [{ occupancyId: things.familyOccupancyId, version: 1 }],
      withFamily: false,
      reason: 'moved-out',
      note: '',
      forwarding: null,
    },
  }),
  'registry.transferOwnership': things => ({
    params: { premisesId: things.lodgePremisesId },
    body: {
      on: '2026-11-01',
      owners: [{ id: newId(), personId: things.ownerId, share: '1', resides: false }],
      oldFamily: 'stays',
      note: '',
      forwarding: null,
    },
  }),
  'registry.correctOccupancy': things => ({
    params: { occupancyId: things.tenantOccupancyId },
    body: { ...MOVER, kind: 'tenant', version: 1, reason: '录错了', fromOn: '2026-02-01' },
  }),
  'registry.removeOccupancy': things => ({
    params: { occupancyId: things.wrongOccupancyId },
    body: { version: 1, reason: '登记错了房间' },
  }),
  'registry.listCorrections': things => ({ params: { premisesId: things.premisesId } }),
  'registry.listDuplicates': () => ({ query: page }),
  'registry.findDuplicates': () => ({}),
  'registry.decideDuplicate': things => ({ params: { pairId: things.pairId }, body: { dismissed: true } }),
  'registry.mergePeople': things => ({
    params: { personId: things.twinId },
    body: { id: newId(), version: 1, mergedId: things.otherTwinId, mergedVersion: 1, take: TAKE },
  }),
  'registry.exportDuplicates': () => ({ query: { format: 'csv' } }),
  'registry.exportMerges': () => ({ query: { format: 'csv' } }),
  'registry.listMerges': () => ({ query: page }),
  'registry.undoMerge': things => ({ params: { mergeId: things.mergeId } }),
  'registry.listCustomFields': () => ({ query: {} }),
  'registry.exportCustomFields': () => ({ query: { format: 'csv' } }),
  'registry.createCustomField': () => ({
    body: {
      ...{ id: newId(), subject: 'person', label: newId().slice(-8), type: 'choice', choices: ['是', '否'] },
      ...{ required: false, position: 3 },
    },
  }),
  'registry.editCustomField': things => ({
    params: { fieldId: things.personFieldId },
    body: { version: 1, label: newId().slice(-8), choices: [], required: false, position: 1, archived: false },
  }),
  'registry.readPersonFields': things => ({ params: { personId: things.ownerId } }),
  'registry.setPersonFields': things => ({
    params: { personId: things.ownerId },
    body: { values: [{ fieldId: things.personFieldId, value: '是', version: 0 }] },
  }),
  'registry.readPremisesFields': things => ({ params: { premisesId: things.premisesId } }),
  'registry.setPremisesFields': things => ({
    params: { premisesId: things.premisesId },
    body: { values: [{ fieldId: things.premisesFieldId, value: '南山', version: 0 }] },
  }),
  'registry.readVehicleFields': things => ({ params: { vehicleId: things.vehicleId } }),
  'registry.setVehicleFields': things => ({
    params: { vehicleId: things.vehicleId },
    body: { values: [{ fieldId: things.vehicleFieldId, value: '是', version: 0 }] },
  }),
  'registry.listTags': () => ({}),
  'registry.exportTags': () => ({ query: { format: 'csv' } }),
  'registry.createTag': () => ({ body: { id: newId(), name: newId().slice(-8), colour: 'blue' } }),
  'registry.editTag': things => ({
    params: { tagId: things.tagId },
    body: { name: newId().slice(-8), colour: 'red', version: 1 },
  }),
  'registry.removeTag': things => ({ params: { tagId: things.uselessTagId }, body: { version: 1 } }),
  'registry.tagPeople': things => ({ body: { personIds: [things.ownerId], tagId: things.tagId, wears: true } }),
}

export const PEOPLE_MADE_IDS: Record<string, MadeId> = {
  'registry.createPerson': (_ground, _company, things) => things.ownerId,
  'registry.createTag': (_ground, _company, things) => things.tagId,
  'registry.createCustomField': (_ground, _company, things) => things.personFieldId,
  'registry.mergePeople': (_ground, _company, things) => things.mergeId,
}
