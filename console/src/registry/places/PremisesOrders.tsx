import { serviceDesk } from '@anju/contract'
import { DateText, useBrowserNow } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { CategoryMark, DueMark, StateTag, UrgentTag } from '../../service-desk/OrderMarks.tsx'
import { listKey } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { usePlacePageTexts } from './page-texts.ts'

const LIMIT = 20

interface OrdersOf {
  premisesId?: string
  /** Whoever reported them. */
  personId?: string
  communityId?: string
}

/** The repairs of a home, or what a resident reported, the latest first. */
export function PremisesOrders({ premisesId, personId, communityId }: OrdersOf) {
  const t = usePlacePageTexts()
  const nowMs = useBrowserNow()
  const query = { premisesId, personId, limit: LIMIT, sort: '-reportedAt' }
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: [...listKey(serviceDesk.listOrders), query],
    queryFn: ({ signal }) => call(serviceDesk.listOrders, { query, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  if (data.items.length === 0) return <p className="rg-none">{t('orders.none')}</p>
  return (
    <>
      <div className="rg-table-scroll">
        <table className="rg-table" aria-label={t('tab.orders')}>
          <thead>
            <tr>
              <th scope="col">{t('orders.number')}</th>
              <th scope="col">{t('orders.what')}</th>
              <th scope="col">{t('field.state')}</th>
              <th scope="col">{t('orders.due')}</th>
              <th scope="col">{t('orders.reported')}</th>
              <th scope="col">{t('orders.assignee')}</th>
              <th scope="col">{t('orders.score')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map(order => (
              <tr key={order.id}>
                <th scope="row">
                  <Link to="/orders" search={{ community: communityId, view: 'list', open: order.id }}>
                    {order.number}
                  </Link>
                </th>
                <td className="rg-orders__what">
                  <CategoryMark category={order.category} /> <UrgentTag order={order} />{' '}
                  <span>{order.description}</span>
                </td>
                <td>
                  <StateTag state={order.state} />
                </td>
                <td>
                  <DueMark order={order} nowMs={nowMs} askedMs={dataUpdatedAt} />
                </td>
                <td>
                  <DateText at={order.reportedAt} /> <small>{order.reporterName}</small>
                </td>
                <td>{order.assigneeName ?? '–'}</td>
                <td className="c-number">{order.score === null ? '–' : `${order.score} / 5`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data.total > LIMIT ? (
        <p className="rg-more">
          <Link to="/orders" search={{ community: communityId, view: 'list', premisesId, personId }}>
            {t('orders.all', { count: data.total })}
          </Link>
        </p>
      ) : null}
    </>
  )
}
