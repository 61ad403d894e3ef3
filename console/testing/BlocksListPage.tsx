import { billing, type WireResponseOf } from '@anju/contract'
import { Button } from 'antd'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useCommunity } from '../src/community.tsx'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  ListPage,
  useList,
} from '../src/shell/list/index.ts'
import { PageHeader } from '../src/shell/PageHeader.tsx'
import { CopyId } from '../src/shell/show/CopyId.tsx'
import { MoneyText } from '../src/shell/show/MoneyText.tsx'
import { StatusTag } from '../src/shell/show/StatusTag.tsx'

const BlocksForm = lazy(() => import('./BlocksForm.tsx'))

type Answer = WireResponseOf<typeof billing.listBills>
type Bill = Answer['items'][number]

function BillStateTag({ bill }: { bill: Bill }) {
  if (bill.state === 'void') return <StatusTag tone="neutral">已作废</StatusTag>
  if (bill.state === 'draft') return <StatusTag tone="info">草稿</StatusTag>
  if (bill.overdue) return <StatusTag tone="danger">逾期</StatusTag>
  if (bill.outstandingFen === 0) return <StatusTag tone="success">已结清</StatusTag>
  return <StatusTag tone="warning">待缴</StatusTag>
}

const columns: Column<Bill, NonNullable<Answer['sums']>>[] = [
  { key: 'number', title: '账单号', width: 150, render: bill => bill.number },
  { key: 'premises', title: '房产', width: 150, render: bill => bill.premisesLabel },
  { key: 'payer', title: '缴费人', width: 90, render: bill => bill.payerName ?? '–' },
  { key: 'item', title: '收费项目', width: 130, render: bill => bill.itemName },
  { key: 'cycle', title: '账期', width: 190, render: bill => `${bill.cycleStart} – ${bill.cycleEnd}` },
  { key: 'due', title: '应缴日', width: 110, sort: 'dueOn', render: bill => bill.dueOn },
  { key: 'state', title: '状态', width: 90, render: bill => <BillStateTag bill={bill} /> },
  {
    key: 'amount',
    title: '应收（元）',
    width: 110,
    align: 'number',
    sort: 'amountFen',
    render: bill => <MoneyText fen={bill.amountFen} />,
    footer: sums => <MoneyText fen={sums.amountFen} />,
  },
  {
    key: 'outstanding',
    title: '未缴（元）',
    width: 110,
    align: 'number',
    render: bill => <MoneyText fen={bill.outstandingFen} tone={bill.overdue ? 'danger' : 'text'} />,
    footer: sums => <MoneyText fen={sums.outstandingFen} />,
  },
]

const OPEN = [
  { value: 'open', label: '未缴' },
  { value: 'overdue', label: '逾期' },
  { value: 'settled', label: '已结清' },
]

const FILTERS: Filter[] = [
  { kind: 'text', key: 'text', label: '搜索账单', placeholder: '账单号、房号、姓名' },
  {
    kind: 'select',
    key: 'state',
    label: '状态',
    options: [
      { value: 'draft', label: '草稿' },
      { value: 'issued', label: '已发布' },
    ],
  },
  { kind: 'select', key: 'settlement', label: '缴费', options: OPEN },
  { kind: 'select', key: 'ruleId', label: '收费标准', options: [] },
]

export function BlocksListPage() {
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  const list = useList(billing.listBills, {
    filters: ['text', 'state', 'settlement', 'ruleId'],
    query: { communityId: community.id },
  })
  return (
    <ListPage>
      <PageHeader
        title="账单"
        actions={
          <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
            新建收费标准
          </Button>
        }
      />
      <FilterBar
        list={list}
        filters={FILTERS}
        end={<ExportButton route={billing.exportBills} query={list.query} name="账单" />}
      />
      <DataTable
        list={list}
        name="账单"
        columns={columns}
        empty={{
          title: '还没有账单',
          text: '先导入房产和收费标准，再按月出账。',
          action: <Button type="primary">去导入</Button>,
        }}
        selection={{
          sumOf: bill => bill.outstandingFen,
          actions: (bills, clear) => (
            <Button type="primary" size="small" onClick={clear}>
              催缴 {bills.length} 户
            </Button>
          ),
        }}
        drawer={{
          title: (id, bill) => bill?.number ?? id,
          extra: () => (
            <Button type="primary" size="small">
              收款
            </Button>
          ),
          render: (id, bill) => <BillFacts id={id} bill={bill} />,
        }}
      />
      <Suspense>{adding ? <BlocksForm open close={() => setAdding(false)} /> : null}</Suspense>
    </ListPage>
  )
}

function BillFacts({ id, bill }: { id: string; bill: Bill | undefined }) {
  return (
    <dl className="c-facts">
      <div>
        <dt>账单号</dt>
        <dd>
          <CopyId id={bill?.number ?? id} what="账单号" />
        </dd>
      </div>
      <div>
        <dt>房产</dt>
        <dd>{bill?.premisesLabel}</dd>
      </div>
      <div>
        <dt>未缴</dt>
        <dd>{bill ? <MoneyText fen={bill.outstandingFen} sign strong /> : null}</dd>
      </div>
    </dl>
  )
}
