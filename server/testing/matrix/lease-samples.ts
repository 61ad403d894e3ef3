import { newId } from '../../src/platform/ids.ts'
import { leaseBody } from './lease-world.ts'
import type { MadeId, Sample } from './samples.ts'
import type { Things } from './world.ts'

const page = { limit: 200 }

function wordsOf(things: Things, year: number) {
  const { id: _, signedOn: __, ...draft } = leaseBody(newId(), things, year)
  const { premisesIds: ___, landlordIds: ____, tenantIds: _____, fromOn: ______, toOn: _______, ...words } = draft
  return { draft, words }
}

/** Leases of homes and shops. */
export const LEASE_SAMPLES: Record<string, Sample> = {
  'registry.listLeases': things => ({ query: { ...page, communityId: things.communityId, text: '101' } }),
  'registry.exportLeases': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'registry.leaseNumbers': things => ({ query: { communityId: things.communityId } }),
  'registry.readLease': things => ({ params: { leaseId: things.leases.editable } }),
  'registry.leaseHistory': things => ({ params: { leaseId: things.leases.editable }, query: page }),
  'registry.createLease': things => ({ body: leaseBody(newId(), things, 2050) }),
  'registry.editLeaseDraft': things => ({
    params: { leaseId: things.leases.draft },
    body: { ...wordsOf(things, 2040).draft, version: 1 },
  }),
  'registry.editLease': things => ({
    params: { leaseId: things.leases.editable },
    body: { ...wordsOf(things, 2043).words, version: 2, reason: '租金录错' },
  }),
  'registry.signLease': things => ({
    params: { leaseId: things.leases.signable },
    body: { signedOn: '2026-01-01', version: 1 },
  }),
  'registry.discardLease': things => ({ params: { leaseId: things.leases.discardable }, body: { version: 1 } }),
  'registry.renewLease': things => ({
    params: { leaseId: things.leases.renewable },
    body: { ...wordsOf(things, 2045).words, id: newId(), toOn: '2045-12-31', version: 2 },
  }),
  'registry.terminateLease': things => ({
    params: { leaseId: things.leases.endable },
    body: { lastOn: '2046-06-30', reason: '提前退租', version: 2 },
  }),
  'registry.reinstateLease': things => ({
    params: { leaseId: things.leases.ended },
    body: { reason: '终止错了', version: 3 },
  }),
}

export const LEASE_MADE_IDS: Record<string, MadeId> = {
  'registry.createLease': (_ground, _company, things) => things.leases.editable,
  'registry.renewLease': (_ground, _company, things) => things.leases.endable,
}
