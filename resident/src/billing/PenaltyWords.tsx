import type { portal, WireResponseOf } from '@anju/contract'
import { Money, useLocale } from '@anju/ui'
import { ChevronDown } from 'lucide-react'

type Penalties = WireResponseOf<typeof portal.readMyAccount>['penalties']

/** Penalties as of today, each opening to its arithmetic. */
export function PenaltyWords({ penalties }: { penalties: Penalties }) {
  const { locale } = useLocale()
  return (
    <div className="re-lines">
      {penalties.map(({ lineId, itemName, openFen, words }) => (
        <details key={lineId} className="re-why">
          <summary className="re-why__head">
            <span className="re-why__when">{itemName}</span>
            <Money fen={openFen} />
            <ChevronDown aria-hidden="true" />
          </summary>
          <p className="re-why__words">{words[locale]}</p>
        </details>
      ))}
    </div>
  )
}
