/** How the control sheet counts homes and their owners. Pure. */
import { dec, toUnits } from '../../platform/decimals.ts'
import type { CivilDate } from '../../platform/period.ts'
import type { PeopleProposal } from '../kinds/people.ts'
import type { PremisesProposal } from '../kinds/premises.ts'
import type { ControlledRow } from './control-total.ts'

interface Homes {
  premises: readonly PremisesProposal[]
  people: readonly PeopleProposal[]
}

/**
 * Each room with its area in hundredths of a square metre; each owner of each room, today: somebody with two rooms counts twice, as on
 * the lists that companies keep.
 */
export function controlledHomes({ premises, people }: Homes, today: CivilDate): ControlledRow[] {
  const row = { itemName: '', year: 0 }
  const owners = people
    .filter(({ room, toOn }) => room !== null && (toOn === null || toOn >= today))
    .flatMap(({ kind, elsewhere, people: named }) =>
      [kind, ...elsewhere.map(other => other.kind)].filter(each => each === 'owner').flatMap(() => named),
    )
  return [
    ...premises.map(({ areaM2 }) => ({
      ...row,
      part: 'rooms' as const,
      amountFen: toUnits(dec(areaM2 ?? '0'), 2, 'HALF_UP'),
    })),
    ...[...owners, ...premises.filter(({ ownerRef }) => ownerRef !== null)].map(() => ({
      ...row,
      part: 'owners' as const,
      amountFen: 0n,
    })),
  ]
}
