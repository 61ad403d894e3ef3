import { billing, type WireResponseOf } from '@anju/contract'
import { comma } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { call, queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  ListPage,
  listKey,
  useList,
} from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { Fact } from '../../shell/show/Facts.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { AskPurseRefund } from '../requests/AskReturn.tsx'
import { Movements } from './Movements.tsx'
import { usePurseTexts } from './texts.ts'

type Answer = WireResponseOf<typeof billing.listPurses>
type Purse = Answer['items'][number]

const MOST_MOVEMENTS = 200

function renewPurses(): void {
  for (const route of [billing.listPurses, billing.listPurseMovements])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}

/** 预存: whose prepaid money there is, what it is kept for, and what moved it. */
export function PursesPage() {
  const t = usePurseTexts()
  const community = useCommunity()
  useRealtime(['billing.refundChanged', 'billing.billSettled'], renewPurses)
  const list = useList(billing.listPurses, {
    filters: ['text', 'kept', 'balance', 'premisesId'],
    query: { communityId: community.id },
  })
  const filters: Filter[] = [
    { kind: 'text', key: 'text', label: t('search'), placeholder: t('searchPurse') },
    {
      kind: 'select',
      key: 'kept',
      label: t('keptFor'),
      options: (['general', 'item'] as const).map(value => ({ value, label: t(`kept.${value}`) })),
    },
    {
      kind: 'select',
      key: 'balance',
      label: t('balance'),
      options: (['some', 'none'] as const).map(value => ({ value, label: t(`balance.${value}`) })),
    },
  ]
  return (
    <ListPage>
      <PageHeader title={t('purses')} />
      <FilterBar
        list={list}
        filters={filters}
        end={<ExportButton route={billing.exportPurses} query={list.query} name={t('purses')} />}
      />
      <DataTable
        list={list}
        name={t('purses')}
        columns={useColumns()}
        empty={{
          title: t('noPurses'),
          text: t('noPursesText'),
          action: <Link to="/cashier">{t('toCashier')}</Link>,
        }}
        drawer={{
          title: (_, purse) => purse?.premisesLabel ?? t('movements'),
          extra: (id, purse) =>
            purse ? (
              <AskPurseRefund purseId={id} balanceFen={purse.balanceFen} payeeName={purse.holderName ?? undefined} />
            ) : null,
          render: (id, purse) => <History id={id} purse={purse} />,
        }}
      />
    </ListPage>
  )
}

function useColumns(): Column<Purse, Answer['sums']>[] {
  const t = usePurseTexts()
  return [
    { key: 'premises', title: t('premises'), sort: 'premisesLabel', render: purse => purse.premisesLabel },
    { key: 'holder', title: t('holder'), width: 140, render: purse => purse.holderName ?? t('anybody') },
    {
      key: 'keptFor',
      title: t('keptFor'),
      width: 200,
      render: purse => purse.itemNames?.join(comma()) ?? t('general'),
    },
    { key: 'lastMoved', title: t('lastMoved'), width: 130, render: purse => purse.lastMovedOn ?? '–' },
    {
      key: 'balance',
      title: t('balance'),
      width: 150,
      align: 'number',
      sort: 'balanceFen',
      render: purse => <MoneyText fen={purse.balanceFen} />,
      footer: sums => <MoneyText fen={sums.balanceFen} />,
    },
  ]
}

function History({ id, purse }: { id: string; purse: Purse | undefined }) {
  const t = usePurseTexts()
  const read = async (signal: AbortSignal) => {
    const query = { limit: MOST_MOVEMENTS }
    const { items } = await call(billing.listPurseMovements, { params: { purseId: id }, query, signal })
    return items.map(one => ({ ...one, afterFen: one.balanceAfterFen, reason: null }))
  }
  return (
    <Movements of={[billing.listPurseMovements.path, id]} read={read}>
      <ExportButton
        small
        route={billing.exportPurseMovements}
        params={{ purseId: id }}
        query={{}}
        name={t('movements')}
      />
      {purse ? (
        <dl className="c-facts">
          <Fact name={t('holder')}>{purse.holderName ?? t('anybody')}</Fact>
          <Fact name={t('keptFor')}>{purse.itemNames?.join(comma()) ?? t('general')}</Fact>
          <Fact name={t('balance')}>
            <MoneyText fen={purse.balanceFen} sign strong />
          </Fact>
        </dl>
      ) : null}
    </Movements>
  )
}
