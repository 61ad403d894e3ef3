import { formatFen } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { useMyTill } from '../../payments/tills/useTill.ts'
import type { Method } from './cashier.ts'
import { useCashierTexts } from './texts.ts'

/** What the own drawer says to the next payment: today is closed, or cash needs an open shift. */
export function TillHint({ communityId, method }: { communityId: string; method: Method }) {
  const t = useCashierTexts()
  const { data } = useMyTill(communityId)
  if (!data) return null
  if (data.closed) return <p className="c-pay__warn">{t('dayClosed')}</p>
  if (method === 'cash' && data.shiftNeeded && !data.shift)
    return (
      <p className="c-pay__warn">
        {t('shiftNeeded')}{' '}
        <Link to="/till" search={{ community: communityId }}>
          {t('toTill')}
        </Link>
      </p>
    )
  return method === 'cash' ? (
    <p className="c-pay__part">{t('drawer', { amount: formatFen(data.sums.dueFen) })}</p>
  ) : null
}
