import { billing } from '@anju/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { ExportButton, listKey } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { useTakeBack } from '../TakeBack.tsx'
import { useGate } from '../useGate.ts'
import type { Rule } from '../useRules.ts'
import type { Assignment } from './AssignmentDrawers.tsx'
import { quantityTexts } from './quantity-text.ts'
import { useRuleTexts } from './texts.ts'

const EndDrawer = lazy(() => import('./AssignmentDrawers.tsx').then(module => ({ default: module.EndDrawer })))
const PayersDrawer = lazy(() => import('./AssignmentDrawers.tsx').then(module => ({ default: module.PayersDrawer })))

const PAGE = 20

type Opened = { kind: 'end' | 'payers'; row: Assignment }

/** Where a rule is charged, a page at a time, and who pays. */
export function Assignments({ rule }: { rule: Rule }) {
  const t = useRuleTexts()
  const query = useInfiniteQuery({
    queryKey: [...listKey(billing.listAssignments), rule.id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(billing.listAssignments, { query: { ruleId: rule.id, cursor: pageParam, limit: PAGE }, signal }),
    getNextPageParam: page => page.next ?? undefined,
  })
  const [opened, setOpened] = useState<Opened | null>(null)
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
        <ExportButton route={billing.exportAssignments} query={{ ruleId: rule.id }} name={t('assignments')} />
      </h2>
      {query.error && rows.length === 0 ? (
        <FailureNotice error={query.error} retry={() => void query.refetch()} />
      ) : null}
      {query.isPending && slow ? <div className="c-bone" style={{ height: 160 }} /> : null}
      {query.data && rows.length === 0 ? <p className="c-sections__none">{t('noAssignments')}</p> : null}
      {rows.length > 0 ? <Table rows={rows} open={setOpened} /> : null}
      {query.hasNextPage ? (
        <p className="c-sections__more">
          <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
          <span className="c-number">{t('shownOf', { shown: rows.length, total })}</span>
        </p>
      ) : null}
      <Drawers rule={rule} opened={opened} close={() => setOpened(null)} />
    </section>
  )
}

function Table({ rows, open }: { rows: readonly Assignment[]; open: (opened: Opened) => void }) {
  const t = useRuleTexts()
  const gate = useGate('billing.rules.manage')
  const counted = rows.some(row => row.quantity !== null || row.quantities.length > 0)
  return (
    <table className="c-lines" aria-label={t('assignments')}>
      <thead>
        <tr>
          <th scope="col">{t('premises')}</th>
          <th scope="col">{t('startsOn')}</th>
          <th scope="col">{t('endsOn')}</th>
          {counted ? (
            <th scope="col" className="c-lines__text">
              {t('quantity')}
            </th>
          ) : null}
          <th scope="col" className="c-lines__text">
            {t('payers')}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <td>{row.premisesLabel}</td>
            <td>{row.startsOn}</td>
            <td>
              {row.endsOn ?? <span className="c-none">{t('open')}</span>}
              {row.followsLease ? <small className="c-none"> {t('followsLease')}</small> : null}
            </td>
            {counted ? (
              <td className="c-lines__text">
                {quantityTexts(row, t).join(' → ')}
                {row.countedBy ? <small className="c-none"> {t(`countedShort.${row.countedBy}`)}</small> : null}
              </td>
            ) : null}
            <td className="c-lines__text">
              <Payers row={row} />
            </td>
            <td>{gate ? null : <RowMenu row={row} open={open} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RowMenu({ row, open }: { row: Assignment; open: (opened: Opened) => void }) {
  const t = useRuleTexts()
  const takeBack = useTakeBack()
  const remove = () =>
    takeBack({
      title: t('takeAssignmentBackTitle', { premises: row.premisesLabel }),
      content: t('takeAssignmentBackText'),
      work: idempotencyKey =>
        call(billing.removeAssignment, {
          params: { assignmentId: row.id },
          query: { version: row.version },
          idempotencyKey,
        }),
      renew: [listKey(billing.listAssignments), listKey(billing.listRules)],
    })
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'end', label: t('endAssignment'), onClick: () => open({ kind: 'end', row }) },
          { key: 'payers', label: t('arrangePayers'), onClick: () => open({ kind: 'payers', row }) },
          { key: 'takeBack', label: t('takeAssignmentBack'), danger: true, onClick: remove },
        ],
      }}
    >
      <Button
        type="text"
        size="small"
        icon={<Ellipsis size={14} aria-hidden />}
        aria-label={t('more.of', { premises: row.premisesLabel })}
      />
    </Dropdown>
  )
}

function Drawers({ rule, opened, close }: { rule: Rule; opened: Opened | null; close: () => void }) {
  const done = () => {
    close()
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listAssignments) })
  }
  if (!opened) return null
  const { kind, row } = opened
  const parts = { rule, assignment: row, open: true, close, done }
  return (
    <Suspense fallback={null}>
      {kind === 'end' ? <EndDrawer key={row.id} {...parts} /> : <PayersDrawer key={row.id} {...parts} />}
    </Suspense>
  )
}

/** Who pays, over time; the owner where nothing is arranged. */
function Payers({ row }: { row: Assignment }) {
  const t = useRuleTexts()
  if (row.payers.length === 0) return <span className="c-none">{t('payer.owner')}</span>
  return (
    <>
      {row.payers.map(arrangement => (
        <div key={arrangement.id}>
          {arrangement.shares
            .map(share => `${share.personName ?? t(`payer.${share.kind}`)} ${share.percent}%`)
            .join(' + ')}{' '}
          <small>
            {arrangement.fromOn} ~ {arrangement.toOn ?? ''}
          </small>
        </div>
      ))}
    </>
  )
}
