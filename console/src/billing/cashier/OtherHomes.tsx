import { billing, type WireResponseOf } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useQueries, useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import type { Household } from './HouseholdHead.tsx'
import { useCashierTexts } from './texts.ts'

export type OtherHome = WireResponseOf<typeof billing.listOtherHomes>['items'][number]

/** The other homes of who owns this one, within the community. */
export function useOtherHomes(premisesId: string): OtherHome[] {
  const { data } = useQuery({
    queryKey: [billing.listOtherHomes.path, premisesId],
    queryFn: ({ signal }) => call(billing.listOtherHomes, { params: { premisesId }, signal }),
  })
  return data?.items ?? []
}

/** What the homes owe that were laid on the desk together with the first; those that are still on their way are left out. */
export function useHouseholds(premisesIds: readonly string[]): Household[] {
  return useQueries({
    queries: premisesIds.map(premisesId => ({
      queryKey: [billing.readHousehold.path, premisesId],
      staleTime: 0,
      queryFn: ({ signal }: { signal: AbortSignal }) => call(billing.readHousehold, { params: { premisesId }, signal }),
    })),
    combine: answers => answers.map(({ data }) => data).filter(household => household !== undefined),
  })
}

interface OtherHomesProps {
  homes: readonly OtherHome[]
  added: ReadonlySet<string>
  toggle: (premisesId: string) => void
  disabled: boolean
}

/** Homes that can be paid together with this one. */
export function OtherHomes({ homes, added, toggle, disabled }: OtherHomesProps) {
  const t = useCashierTexts()
  if (homes.length === 0) return null
  return (
    <fieldset className="c-homes" disabled={disabled}>
      <legend>{t('otherHomes')}</legend>
      {homes.map(home => (
        <label key={home.premisesId}>
          <input
            type="checkbox"
            checked={added.has(home.premisesId)}
            disabled={home.outstandingFen === 0}
            onChange={() => toggle(home.premisesId)}
          />
          {home.outstandingFen > 0
            ? t(home.isFormer ? 'formerHome' : 'otherHome', {
                label: home.label,
                amount: formatFen(home.outstandingFen),
              })
            : t('homeClear', { label: home.label })}
        </label>
      ))}
    </fieldset>
  )
}
