import { type WireResponseOf, workforce } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../../shell/list/index.ts'
import { ActorName } from '../../shell/show/ActorName.tsx'
import { ScrollBox } from '../../shell/show/ScrollBox.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { todayHere } from '../days.ts'
import { teamsQuery, treeRows } from '../workforce.ts'
import { useTimeTexts } from './texts.ts'

type Row = WireResponseOf<typeof workforce.listLeaveBalances>['items'][number]

/** What everybody has left of annual and compensatory leave; a row opens the entries behind it. */
export function LeaveBalancesPanel() {
  const t = useTimeTexts()
  const community = useCommunity()
  const { data: teams = [] } = useQuery(teamsQuery)
  const list = useList(workforce.listLeaveBalances, {
    filters: ['text', 'teamId', 'year'],
    query: { communityId: community.id },
  })
  const thisYear = Number(todayHere().slice(0, 4))
  const years = [0, 1, 2, 3, 4].map(back => String(thisYear - back))
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('balance.search'), width: 200 },
          {
            kind: 'select',
            key: 'teamId',
            label: t('team'),
            width: 180,
            options: treeRows(teams).map(team => ({ value: team.id, label: '\u3000'.repeat(team.depth) + team.name })),
          },
          {
            kind: 'select',
            key: 'year',
            label: t('balance.year'),
            options: years.map(value => ({ value, label: value })),
          },
        ]}
        end={<ExportButton route={workforce.exportLeaveBalances} query={list.query} name={t('tab.balances')} />}
      />
      <DataTable
        list={list}
        name={t('tab.balances')}
        columns={useColumns()}
        empty={{ title: t('balance.empty'), text: t('balance.emptyText') }}
        drawer={{ title: (id, row) => row?.name ?? id, render: id => <Ledger key={id} employeeId={id} /> }}
      />
    </>
  )
}

function useColumns(): Column<Row>[] {
  const t = useTimeTexts()
  const kinds = ['annual', 'compensatory'] as const
  return [
    { key: 'number', title: t('balance.number'), width: 90, sort: 'number', render: row => row.number },
    { key: 'name', title: t('leave.employee'), width: 100, sort: 'name', render: row => row.name },
    { key: 'team', title: t('team'), render: row => row.teamName },
    ...kinds.flatMap((kind): Column<Row>[] => {
      const of = (row: Row) => row.balances.find(each => each.kind === kind)
      const title = (what: 'granted' | 'used' | 'left') => t(`balance.${what}`, { kind: t(`leave.${kind}`) })
      return [
        {
          key: `${kind}-granted`,
          title: title('granted'),
          width: 120,
          align: 'number',
          render: row => of(row)?.granted,
        },
        { key: `${kind}-used`, title: title('used'), width: 120, align: 'number', render: row => of(row)?.used },
        {
          key: `${kind}-left`,
          title: title('left'),
          width: 120,
          align: 'number',
          render: row => <strong>{of(row)?.days}</strong>,
        },
        {
          key: `${kind}-end`,
          title: t('balance.end'),
          width: 110,
          render: row => <span className="c-number">{of(row)?.soonestEnd ?? '–'}</span>,
        },
      ]
    }),
  ]
}

/** Every entry behind the balances of one employee, newest first. */
function Ledger({ employeeId }: { employeeId: string }) {
  const t = useTimeTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [workforce.listLeaveBalances.path, 'one', employeeId],
    queryFn: ({ signal }) => call(workforce.readLeaveBalances, { params: { employeeId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="wf-sections">
      <dl className="c-facts">
        {data.balances.map(({ kind, days, soonestEnd }) => (
          <div key={kind}>
            <dt>{t('balance.left', { kind: t(`leave.${kind}`) })}</dt>
            <dd>
              {t('balance.days', { days })}
              {soonestEnd ? ` · ${t('balance.until', { day: soonestEnd })}` : ''}
            </dd>
          </div>
        ))}
      </dl>
      {data.entries.length === 0 ? (
        <p>{t('balance.noEntries')}</p>
      ) : (
        <ScrollBox label={t('balance.entries')} className="c-plain-table">
          <table aria-label={t('balance.entries')}>
            <thead>
              <tr>
                <th scope="col">{t('balance.at')}</th>
                <th scope="col">{t('leave.kind')}</th>
                <th scope="col">{t('leave.days')}</th>
                <th scope="col">{t('balance.end')}</th>
                <th scope="col">{t('leave.reason')}</th>
                <th scope="col">{t('balance.by')}</th>
              </tr>
            </thead>
            <tbody>
              {data.entries.map(entry => (
                <tr key={entry.id}>
                  <th scope="row">{formatDateTime(entry.at)}</th>
                  <td>{t(`leave.${entry.kind}`)}</td>
                  <td>{entry.days.startsWith('-') ? entry.days : `+${entry.days}`}</td>
                  <td>{entry.validUntil ?? '–'}</td>
                  <td>{entry.reason}</td>
                  <td>
                    <ActorName name={entry.actorName} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </div>
  )
}
