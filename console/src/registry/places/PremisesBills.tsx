import { billing, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { useCan } from '../../session.tsx'
import { listKey } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { NoPermission } from '../../shell/states/NoPermission.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { usePlaceTexts } from './texts.ts'

type Bills = WireResponseOf<typeof billing.listBills>

const LATEST = 6

/** What this household owes and its latest bills; all of them stand in the bill list. */
export function PremisesBills({ premisesId, communityId }: { premisesId: string; communityId: string }) {
  const may = useCan('billing.bills.read')
  const query = { premisesId, limit: LATEST, sort: '-dueOn' }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(billing.listBills), query],
    enabled: may,
    queryFn: ({ signal }) => call(billing.listBills, { query, signal }),
  })
  if (!may) return <NoPermission permission="billing.bills.read" level="part" />
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return <Shown bills={data} premisesId={premisesId} communityId={communityId} />
}

function Shown({ bills, premisesId, communityId }: { bills: Bills; premisesId: string; communityId: string }) {
  const t = usePlaceTexts()
  const { items, sums, total } = bills
  if (total === 0 || !sums) return <p className="rg-none">{t('bills.none')}</p>
  const all = { to: '/bills' as string, search: { premisesId, community: communityId } }
  return (
    <div className="rg-sections">
      <dl className="c-facts">
        <div>
          <dt>{t('bills.due')}</dt>
          <dd>
            <MoneyText fen={sums.outstandingFen} sign strong tone={sums.outstandingFen > 0 ? 'danger' : 'success'} />
          </dd>
        </div>
        <div>
          <dt>{t('bills.settled')}</dt>
          <dd>
            <MoneyText fen={sums.settledFen} sign />
          </dd>
        </div>
        <div>
          <dt>{t('bills.total')}</dt>
          <dd>
            <MoneyText fen={sums.amountFen} sign />
          </dd>
        </div>
      </dl>
      <section>
        <h3>{t('bills.latest')}</h3>
        <BillRows items={items} />
        <p className="rg-more">
          <Link {...all}>{t('bills.all', { count: total })}</Link>
        </p>
      </section>
    </div>
  )
}

function BillRows({ items }: { items: Bills['items'] }) {
  const t = usePlaceTexts()
  return (
    <table className="rg-table" aria-label={t('bills.latest')}>
      <thead>
        <tr>
          <th scope="col">{t('bills.item')}</th>
          <th scope="col">{t('bills.cycle')}</th>
          <th scope="col" className="rg-num">
            {t('bills.amount')}
          </th>
          <th scope="col" className="rg-num">
            {t('bills.outstanding')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(bill => (
          <tr key={bill.id}>
            <th scope="row">{bill.itemName}</th>
            <td className="c-number">{`${bill.cycleStart} – ${bill.cycleEnd}`}</td>
            <td className="rg-num">
              <MoneyText fen={bill.amountFen} />
            </td>
            <td className="rg-num">
              <MoneyText fen={bill.outstandingFen} tone={bill.overdue ? 'danger' : 'text'} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
