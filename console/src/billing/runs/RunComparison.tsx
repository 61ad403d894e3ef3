import { billing, type WireResponseOf } from '@anju/contract'
import { comma, formatFen } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import type { Run } from './run.ts'
import { useRunTexts } from './texts.ts'

type Sums = WireResponseOf<typeof billing.readBillRunSums>

/** The run by charge item beside the months before, and the households that differ most. */
export function RunComparison({ run }: { run: Run }) {
  const query = useQuery({
    queryKey: [billing.listBillRuns.path, 'sums', run.id, run.state, run.totalFen],
    queryFn: ({ signal }) => call(billing.readBillRunSums, { params: { billRunId: run.id }, signal }),
  })
  const slow = useDelayed(query.isPending)
  if (query.error) return <FailureNotice error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return slow ? <div className="c-bone" style={{ height: 180 }} /> : null
  return (
    <div className="c-run__two">
      <ByItem sums={query.data} />
      <ByHousehold sums={query.data} communityId={run.communityId} />
    </div>
  )
}

function Difference({ fen }: { fen: number }) {
  if (fen === 0) return <span className="c-none">0.00</span>
  return <span className={fen < 0 ? 'c-money--danger' : undefined}>{`${fen > 0 ? '+' : ''}${formatFen(fen)}`}</span>
}

function ByItem({ sums }: { sums: Sums }) {
  const t = useRunTexts()
  const { period, lastPeriods, items } = sums
  const last = lastPeriods
    .map(({ cycleMonths, from, to }) => t('sumsCycle', { months: cycleMonths, from, to }))
    .join(comma('；'))
  const total = (of: (item: Sums['items'][number]) => number) => items.reduce((sum, item) => sum + of(item), 0)
  return (
    <section className="c-preview">
      <h2>{t('sumsTitle')}</h2>
      <table className="c-lines" aria-label={t('sumsTitle')}>
        <thead>
          <tr>
            <th scope="col">{t('sumsItem')}</th>
            <th scope="col">{t('sumsRun')}</th>
            <th scope="col">{t('sumsNow')}</th>
            <th scope="col">{t('sumsLast')}</th>
            <th scope="col">{t('sumsDiff')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <tr key={item.itemId}>
              <th scope="row">{item.itemName}</th>
              <td>
                <MoneyText fen={item.runFen} />
              </td>
              <td>
                <MoneyText fen={item.fen} />
              </td>
              <td>
                <MoneyText fen={item.lastFen} tone="secondary" />
              </td>
              <td>
                <Difference fen={item.fen - item.lastFen} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('sumsAll')}</th>
            <td>{formatFen(total(item => item.runFen))}</td>
            <td>{formatFen(total(item => item.fen))}</td>
            <td>{formatFen(total(item => item.lastFen))}</td>
            <td>
              <Difference fen={total(item => item.fen - item.lastFen)} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="c-run__words">
        {t('sumsNote', { from: period.from, to: period.to, last: last || t('sumsCycleNone') })}
      </p>
    </section>
  )
}

function ByHousehold({ sums, communityId }: { sums: Sums; communityId: string }) {
  const t = useRunTexts()
  return (
    <section className="c-preview">
      <h2>{t('differTitle')}</h2>
      {sums.households.length === 0 ? (
        <p className="c-run__words">{t('differNone')}</p>
      ) : (
        <table className="c-lines" aria-label={t('differTitle')}>
          <thead>
            <tr>
              <th scope="col">{t('premises')}</th>
              <th scope="col">{t('sumsNow')}</th>
              <th scope="col">{t('sumsLast')}</th>
              <th scope="col">{t('sumsDiff')}</th>
            </tr>
          </thead>
          <tbody>
            {sums.households.slice(0, 10).map(one => (
              <tr key={one.premisesId}>
                <th scope="row">
                  <Link to="/bills" search={{ premisesId: one.premisesId, community: communityId }}>
                    {one.premisesLabel}
                  </Link>
                </th>
                <td>{formatFen(one.fen)}</td>
                <td>{formatFen(one.lastFen)}</td>
                <td>
                  <Difference fen={one.fen - one.lastFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
