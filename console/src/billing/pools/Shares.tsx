import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { call } from '../../api.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { ExportButton } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useRuleTexts } from '../rules/texts.ts'
import type { PoolDetail } from './pool.ts'
import { usePoolTexts } from './texts.ts'

const STEP = 100

/** What every home bears of a cost, each with its arithmetic, and that the parts sum to it. */
export function Shares({ of }: { of: PoolDetail }) {
  const t = usePoolTexts()
  const whole = of.wholeWeight
  return (
    <section>
      <h2>
        {t('members')}
        <span className="c-sections__count">{t('memberCount', { count: of.memberCount })}</span>
      </h2>
      <Problem of={of} />
      {of.memberCount > 0 ? (
        <>
          <p className="c-sections__more">
            <ExportButton
              route={billing.exportPoolShares}
              query={{ poolId: of.id }}
              name={`${t('members')} ${of.name}`}
            />
          </p>
          {of.problem || whole === null ? null : <p className="c-form__note">{t('howCut', { whole })}</p>}
          <ShareTable of={of} whole={of.problem ? null : whole} />
        </>
      ) : null}
    </section>
  )
}

function Problem({ of: { memberCount, problem } }: { of: PoolDetail }) {
  const t = usePoolTexts()
  if (memberCount === 0) return <p className="c-sections__none">{t('noMembers')}</p>
  if (!problem) return null
  const code = problem.code === 'no-area' || problem.code === 'no-measure' ? problem.code : 'other'
  return <p className="c-trial__wrong">{t(`problem.${code}`, { at: problem.at })}</p>
}

/** A page of the members at a time; the sums below are those of all. */
function ShareTable({ of, whole }: { of: PoolDetail; whole: string | null }) {
  const t = usePoolTexts()
  const rules = useRuleTexts()
  const pages = useInfiniteQuery({
    queryKey: [billing.listPoolShares.path, of.id, of.version],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(billing.listPoolShares, {
        query: { poolId: of.id, limit: STEP, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    getNextPageParam: page => page.next ?? undefined,
  })
  if (pages.error && !pages.data) return <FailureNotice error={pages.error} retry={() => void pages.refetch()} />
  if (!pages.data) return <DrawerBones />
  const rows = pages.data.pages.flatMap(page => page.items)
  return (
    <>
      <table className="c-lines" aria-label={t('members')}>
        <thead>
          <tr>
            <th scope="col">{t('home')}</th>
            <th scope="col">{t('share')}</th>
            {whole === null ? null : <th scope="col">{t('arithmetic')}</th>}
            <th scope="col">{t('shareAmount')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(share => (
            <tr key={share.id}>
              <th scope="row">
                {share.premisesLabel} {share.isExempt ? <StatusTag tone="neutral">{t('isExempt')}</StatusTag> : null}
              </th>
              <td>{share.weight ?? '–'}</td>
              {whole === null ? null : (
                <td>{share.amountFen === null ? '–' : `${formatFen(of.totalFen)} × ${share.weight} ÷ ${whole}`}</td>
              )}
              <td>{share.amountFen === null ? '–' : <MoneyText fen={share.amountFen} />}</td>
            </tr>
          ))}
        </tbody>
        {of.problem ? null : <Foot of={of} span={whole === null ? 2 : 3} />}
      </table>
      {pages.hasNextPage ? (
        <p className="c-sections__more">
          <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {rules('more')}
          </Button>
          <span className="c-number">{t('shownFirst', { shown: rows.length, count: of.memberCount })}</span>
        </p>
      ) : null}
    </>
  )
}

function Foot({ of, span }: { of: PoolDetail; span: number }) {
  const t = usePoolTexts()
  return (
    <tfoot>
      {of.companyFen > 0 ? (
        <tr>
          <th scope="row" colSpan={span}>
            {t('companyBears')}
          </th>
          <td style={{ textAlign: 'right' }}>
            <MoneyText fen={of.companyFen} />
          </td>
        </tr>
      ) : null}
      <tr>
        <th scope="row" colSpan={span}>
          {t('sum')}
        </th>
        <td style={{ textAlign: 'right' }}>
          <MoneyText fen={of.totalFen} />
        </td>
      </tr>
    </tfoot>
  )
}
