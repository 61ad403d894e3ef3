import { billing } from '@anju/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { call } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import type { Rule } from '../useRules.ts'
import { useRuleTexts } from './texts.ts'

const PAGE = 20

/** Where a rule is charged, a page at a time. */
export function Assignments({ rule }: { rule: Rule }) {
  const t = useRuleTexts()
  const query = useInfiniteQuery({
    queryKey: [...listKey(billing.listAssignments), rule.id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(billing.listAssignments, { query: { ruleId: rule.id, cursor: pageParam, limit: PAGE }, signal }),
    getNextPageParam: page => page.next ?? undefined,
  })
  const slow = useDelayed(query.isPending)
  const rows = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total ?? 0
  return (
    <section>
      <h2>
        {t('assignments')}
        {total > 0 ? (
          <span className="c-sections__count">{t('assignedCount', { count: total.toLocaleString('en') })}</span>
        ) : null}
      </h2>
      {query.error && rows.length === 0 ? (
        <FailureNotice error={query.error} retry={() => void query.refetch()} />
      ) : null}
      {query.isPending && slow ? <div className="c-bone" style={{ height: 160 }} /> : null}
      {query.data && rows.length === 0 ? <p className="c-sections__none">{t('noAssignments')}</p> : null}
      {rows.length > 0 ? (
        <table className="c-lines" aria-label={t('assignments')}>
          <thead>
            <tr>
              <th scope="col">{t('premises')}</th>
              <th scope="col">{t('startsOn')}</th>
              <th scope="col" className="c-lines__text">
                {t('endsOn')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.id}>
                <td>{row.premisesLabel}</td>
                <td>{row.startsOn}</td>
                <td className="c-lines__text">{row.endsOn ?? <span className="c-none">{t('open')}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {query.hasNextPage ? (
        <p className="c-sections__more">
          <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
          <span className="c-number">{t('shownOf', { shown: rows.length, total })}</span>
        </p>
      ) : null}
    </section>
  )
}
