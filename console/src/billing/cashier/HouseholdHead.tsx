import type { billing, WireResponseOf } from '@anju/contract'
import { comma, formatFen } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { useCashierTexts } from './texts.ts'

export type Household = WireResponseOf<typeof billing.readHousehold>

/** Whose bills these are: enough to ask the person at the desk whether it is right. */
export function HouseholdHead({ household }: { household: Household }) {
  const t = useCashierTexts()
  const { owners, areaM2 } = household
  return (
    <header className="c-household">
      <h2>
        {household.label}
        <small>{household.communityName}</small>
        <Link to="/bills" search={{ premisesId: household.premisesId }}>
          {t('toBills')}
        </Link>
      </h2>
      <dl>
        <div>
          <dt>{t('owner')}</dt>
          <dd>
            {owners.length === 0
              ? t('noOwner')
              : owners.map(({ name, phoneMasked }) => [name, phoneMasked].filter(Boolean).join(' ')).join(comma())}
          </dd>
        </div>
        <div>
          <dt>{t('area')}</dt>
          <dd className="c-number">{areaM2 === null ? t('noArea') : `${areaM2} ㎡`}</dd>
        </div>
        <div>
          <dt>{t('owed')}</dt>
          <dd>
            <MoneyText fen={household.outstandingFen} sign strong />
          </dd>
        </div>
        <div>
          <dt>{t('overdue')}</dt>
          <dd>
            <MoneyText
              fen={household.overdueFen}
              sign
              strong
              tone={household.overdueFen > 0 ? 'danger' : 'secondary'}
            />
          </dd>
        </div>
        <div>
          <dt>{t('prepaid')}</dt>
          <dd>
            <MoneyText fen={household.prepaidFen} sign tone={household.prepaidFen > 0 ? 'success' : 'secondary'} />
            {household.purses.map(purse => (
              <small key={purse.id} className="c-household__purse">
                {t('purseOf', {
                  name: purse.holderName ?? t('purseOfOwner'),
                  items: purse.itemNames?.join(comma()) ?? t('purseForAny'),
                  amount: formatFen(purse.balanceFen),
                })}
              </small>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t('deposit')}</dt>
          <dd>
            <MoneyText fen={household.depositFen} sign tone={household.depositFen > 0 ? 'text' : 'secondary'} />
          </dd>
        </div>
      </dl>
    </header>
  )
}
