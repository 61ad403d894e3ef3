import { type Call, registry } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'

/** A lease as it is written down: a draft from a year on that no other sample touches. */
export function leaseBody(
  id: string,
  { premisesId, ownerId, neighbourId }: { premisesId: string; ownerId: string; neighbourId: string },
  year: number,
) {
  return {
    ...{
      id,
      number: `HT-${id}`,
      rentKind: 'fixed' as const,
      rentFen: 300_000,
      rentPeriod: 'month' as const,
      depositFen: 300_000,
    },
    ...{ premisesIds: [premisesId], landlordIds: [ownerId], tenantIds: [neighbourId] },
    ...{ fromOn: `${year}-01-01`, toOn: `${year}-12-31`, signedOn: null as string | null },
  } as const
}

/** Leases of the owner's home, one for each thing that may be done with them: each of its own year, so that they never meet. */
export async function makeLeases(
  call: Call,
  homes: { premisesId: string; ownerId: string; neighbourId: string },
): Promise<{
  leases: Record<'draft' | 'signable' | 'discardable' | 'editable' | 'renewable' | 'endable' | 'ended', string>
}> {
  const make = async (year: number, signedOn: string | null) => {
    const id = newId()
    await call(registry.createLease, { body: { ...leaseBody(id, homes, year), signedOn } })
    return id
  }
  const ended = await make(2048, '2026-01-01')
  await call(registry.terminateLease, {
    params: { leaseId: ended },
    body: { lastOn: '2048-06-30', reason: '提前退租', version: 2 },
  })
  return {
    leases: {
      ended,
      draft: await make(2040, null),
      signable: await make(2041, null),
      discardable: await make(2042, null),
      editable: await make(2043, '2026-01-01'),
      renewable: await make(2044, '2026-01-01'),
      endable: await make(2046, '2026-01-01'),
    },
  }
}
