import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { ensurePremises, premisesKey } from '../premises/ensure-premises.ts'
import { registry } from '../tables.ts'
import { ensureSpaces } from './ensure-spaces.ts'

const RUN_MAX = 2000

/** Adds a run of spaces to an area; numbers that are there already stay as they are. Errors: platform.not_found, registry.run_wrong. */
export async function addSpaces(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.addSpaces>,
): Promise<ResponseOf<typeof contract.addSpaces>> {
  const asked = input.last - input.first + 1
  if (asked < 1 || asked > RUN_MAX) throw refuse.runWrong({ most: RUN_MAX })
  const community = await registry(tx)
    .selectFrom('registry.community')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.communityId)
    .executeTakeFirst()
  if (!community) throw platformRefuse.notFound()
  const places = Array.from({ length: asked }, (_, index) => ({
    ...{ buildingCode: null, unitCode: null, areaCode: input.areaCode },
    code: `${input.prefix}${String(input.first + index).padStart(input.digits, '0')}`,
  }))
  const { idByKey, created } = await ensurePremises(
    tx,
    actor,
    input.communityId,
    places.map(place => ({
      ...place,
      ...{ floor: input.floor, use: 'parking' as const, state: 'handed-over' as const, layoutCode: null },
      ...{ areaM2: null, innerAreaM2: null, areaFrom: '1900-01-01' },
    })),
  )
  const { tenure, zone, size, charging } = input
  await ensureSpaces(
    tx,
    actor,
    input.communityId,
    places.map(place => ({ premisesId: idByKey.get(premisesKey(place)) ?? '', tenure, zone, size, charging })),
  )
  return { asked, created }
}
