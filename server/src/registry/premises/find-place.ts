import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'
import type { RoomPlace } from './room.ts'

export interface PlaceInput {
  buildingId: string | null
  unitId: string | null
  areaCode: string | null
  code: string
}

/**
 * The codes of a place, and full-width characters made half-width. The building is held still, so that no new code of it comes
 * in between. Errors: platform.not_found; registry.place_wrong (a unit of another building, a building of another community, no
 * place at all).
 */
export async function findPlace(
  tx: Tx,
  tenantId: string,
  communityId: string,
  place: PlaceInput,
): Promise<PlaceInput & RoomPlace> {
  const code = place.code.normalize('NFKC')
  const areaCode = place.areaCode?.normalize('NFKC') ?? null
  if (place.buildingId === null) {
    if (place.unitId !== null || areaCode === null) throw refuse.placeWrong()
    return { ...place, code, areaCode, buildingCode: null, unitCode: null }
  }
  const building = await registry(tx)
    .selectFrom('registry.building')
    .select(['code', 'communityId'])
    .where('tenantId', '=', tenantId)
    .where('id', '=', place.buildingId)
    .forShare()
    .executeTakeFirst()
  if (!building) throw platformRefuse.notFound()
  if (building.communityId !== communityId) throw refuse.placeWrong()
  const at = { ...place, code, areaCode, buildingCode: building.code }
  if (place.unitId === null) return { ...at, unitCode: null }
  const unit = await registry(tx)
    .selectFrom('registry.unit')
    .select(['code', 'buildingId'])
    .where('tenantId', '=', tenantId)
    .where('id', '=', place.unitId)
    .forShare()
    .executeTakeFirst()
  if (!unit) throw platformRefuse.notFound()
  if (unit.buildingId !== place.buildingId) throw refuse.placeWrong()
  return { ...at, unitCode: unit.code }
}

/** Errors: registry.premises_code_taken when other premises that have not ended are there under this code. */
export async function requireFreeCode(
  tx: Tx,
  tenantId: string,
  communityId: string,
  place: PlaceInput,
  exceptId: string | null,
): Promise<void> {
  const taken = await registry(tx)
    .selectFrom('registry.premises')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('communityId', '=', communityId)
    .where('buildingId', 'is not distinct from', place.buildingId)
    .where('unitId', 'is not distinct from', place.unitId)
    .where('areaCode', 'is not distinct from', place.areaCode)
    .where('code', '=', place.code)
    .where('endedOn', 'is', null)
    .$if(exceptId !== null, query => query.where('id', '<>', exceptId ?? ''))
    .executeTakeFirst()
  if (taken) throw refuse.premisesCodeTaken()
}
