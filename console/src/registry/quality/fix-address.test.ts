import { expect, test } from 'vitest'
import { fixAddress } from './fix-address.ts'

const finding = { object: 'premises', id: 'p1', communityId: 'c1' } as Parameters<typeof fixAddress>[1]

test.each([
  ['premises-area-missing', finding, '/premises/p1', { community: 'c1', tab: 'areas', do: 'area' }],
  ['premises-owner-missing', finding, '/premises/p1', { community: 'c1', tab: 'people' }],
  ['premises-label-twice', finding, '/premises/p1', { community: 'c1', do: 'edit' }],
  ['occupancy-overlaps', finding, '/premises/p1', { community: 'c1', tab: 'people' }],
  ['unit-floors-missing', { ...finding, object: 'unit' }, '/communities/c1', { community: 'c1', tab: 'buildings' }],
  ['person-phone-missing', { ...finding, object: 'person' }, '/people/p1', { community: 'c1', do: 'edit' }],
  [
    'person-fields-missing',
    { ...finding, object: 'person' },
    '/people/p1',
    { community: 'c1', tab: 'facts', do: 'fields' },
  ],
  ['premises-fields-missing', finding, '/premises/p1', { community: 'c1', tab: 'facts', do: 'fields' }],
  ['vehicle-orphan', { ...finding, object: 'vehicle' }, '/vehicles', { community: 'c1', open: 'p1', do: 'edit' }],
  ['space-lease-over', { ...finding, object: 'space' }, '/spaces', { community: 'c1', open: 'p1', tab: 'leases' }],
] as const)('%s is mended at %s', (check, of, to, search) => expect(fixAddress(check, of)).toEqual({ to, search }))
