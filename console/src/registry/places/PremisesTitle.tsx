import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import type { PremisesRow } from '../registry.ts'
import { PremisesStateTag } from './PremisesStateTag.tsx'

/** The premises of the open row, as the card and its title read it. */
export function usePremises(premisesId: string) {
  return useQuery({
    queryKey: [registry.readPremises.path, premisesId],
    queryFn: ({ signal }) => call(registry.readPremises, { params: { premisesId }, signal }),
  })
}

/** Label and state of the open premises, also when its row is not on this page of the list. */
export function PremisesTitle({ id, row }: { id: string; row: PremisesRow | undefined }) {
  const { data } = usePremises(id)
  const known = row ?? data
  if (!known) return null
  return (
    <span className="rg-title">
      {known.label} <PremisesStateTag state={known.state} />
    </span>
  )
}
