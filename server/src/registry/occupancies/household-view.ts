import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { registry } from '../tables.ts'
import { occupanciesOf } from './occupancy-view.ts'
import { sharesComplete, shareTotalOn } from './shares.ts'

type Household = ResponseOf<typeof contract.readHouseholdOn>
type Correction = ResponseOf<typeof contract.listCorrections>['items'][number]

/** Who owned and lived in premises on a day, today unless said, with the shares of that day. */
export async function readHouseholdOn(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.readHouseholdOn>,
): Promise<Household> {
  const { premisesId } = input
  const on = input.on ?? today()
  const label = await labelOf(tx, actor, premisesId)
  const all = await occupanciesOf(tx, actor, { premisesId })
  const occupancies = all.filter(one => one.fromOn <= on && (one.toOn === null || one.toOn >= on))
  return {
    premisesId,
    premisesLabel: label,
    on,
    occupancies,
    shareTotal: shareTotalOn(occupancies, on),
    sharesComplete: sharesComplete(occupancies.filter(one => one.kind === 'owner')),
  }
}

async function labelOf(tx: Tx, actor: Actor, premisesId: string): Promise<string> {
  const premises = await registry(tx)
    .selectFrom('registry.premises')
    .select('label')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', premisesId)
    .executeTakeFirst()
  if (!premises) throw refuse.notFound()
  return premises.label
}

/** The mended records of premises, newest first. */
export async function listCorrections(
  tx: Tx,
  actor: Actor,
  input: { premisesId: string },
): Promise<ResponseOf<typeof contract.listCorrections>> {
  await labelOf(tx, actor, input.premisesId)
  const rows = await registry(tx)
    .selectFrom('registry.occupancyCorrection as c')
    .innerJoin('registry.person as n', join =>
      join.onRef('n.tenantId', '=', 'c.tenantId').onRef('n.id', '=', 'c.personId'),
    )
    .select([
      'c.id',
      'c.occupancyId',
      'n.name as personName',
      'c.before',
      'c.after',
      'c.reason',
      'c.correctedByName',
      'c.at',
    ])
    .where('c.tenantId', '=', tenantOf(actor))
    .where('c.premisesId', '=', input.premisesId)
    .orderBy('c.at', 'desc')
    .limit(200)
    .execute()
  return {
    items: rows.map(row => ({
      ...row,
      before: row.before as Correction['before'],
      after: row.after as Correction['after'],
    })),
  }
}
