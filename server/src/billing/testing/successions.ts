import type { registry as contract, RequestOf } from '@anju/contract'
import type { TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { newId } from '../../platform/ids.ts'
import { mergePremises, splitPremises } from '../../registry/successions/merge-premises.ts'
import { undoSuccession } from '../../registry/successions/undo-succession.ts'
import type { MoneyWorld } from './money-world.ts'

type Part = RequestOf<typeof contract.splitPremises>['into'][number]
type Terms = Partial<Pick<RequestOf<typeof contract.splitPremises>, 'fromOn' | 'carryTo'>>

/** A home that comes of a merge or split. */
export function part(code: string, areaM2: string): Part {
  return {
    ...{ id: newId(), code, floor: 1, floorTo: null, use: 'residential', state: 'occupied' },
    ...{ ownership: null, areaM2, innerAreaM2: null },
  }
}

/** For tests: the flats of a world are merged and split, from 2026-03-16 on unless said otherwise, and that is taken back. */
export function makeSuccessions(database: TestDatabase, world: MoneyWorld) {
  const shared = { fromOn: '2026-03-16', carryOccupancies: true, carryAliases: true, differs: true, reason: '打通' }
  const versionsOf = async (ids: string[]) =>
    (await asOwner(database, 'select id, version from registry.premises where id = any($1) order by label', [ids])) as {
      id: string
      version: number
    }[]
  return {
    merge: async (code = '101A', terms: Terms = {}, ids = [world.premisesId, world.besideId]) => {
      const [id, into, old] = [newId(), part(code, '178.74'), await versionsOf(ids)]
      await world.as((tx, actor) => mergePremises(tx, actor, { ...shared, ...terms, id, old, into }))
      return { id, premisesId: into.id }
    },
    split: async (
      terms: Terms = {},
      premisesId = world.premisesId,
      into = [part('101甲', '30.00'), part('101乙', '59.37')],
    ) => {
      const [id, [old = { id: '', version: 0 }]] = [newId(), await versionsOf([premisesId])]
      await world.as((tx, actor) => splitPremises(tx, actor, { ...shared, ...terms, id, old, into }))
      return { id, premisesIds: into.map(one => one.id) }
    },
    undo: (successionId: string) =>
      world.as((tx, actor) => undoSuccession(tx, actor, { successionId, reason: '登记错误' })),
  }
}
