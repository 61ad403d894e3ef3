import { formatMoney } from '@anju/ui'
import { PageHeader } from '../src/shell/PageHeader.tsx'
import { ChartCard } from '../src/shell/show/ChartCard.tsx'
import { MoneyText } from '../src/shell/show/MoneyText.tsx'
import { StatCard } from '../src/shell/show/StatCard.tsx'

const months = ['2020-07', '2020-08', '2020-09', '2020-10', '2020-11', '2020-12']
const receivable = [142_93, 142_93, 256_86, 256_86, 198_20, 214_40]
const collected = [142_93, 120_00, 210_10, 256_86, 90_00, 40_00]

export function BlocksBoardPage() {
  return (
    <div className="c-page">
      <PageHeader title="经营看板" facts="2020-12-31 14:05 更新" />
      <div className="c-cards">
        <StatCard
          label="今日实收"
          value={formatMoney(1_284_500)}
          trend={{ direction: 'up', text: '较昨日 12.4%', good: true }}
          to={{ to: '/bills' }}
        />
        <StatCard
          label="收缴率"
          value="87.32"
          unit="%"
          trend={{ direction: 'down', text: '较上月同日 1.8%', good: false }}
          to={{ to: '/bills' }}
        />
        <StatCard
          label="待办工单"
          value={7}
          unit="单"
          tone="danger"
          trend={{ direction: 'flat', text: '2 单已超时' }}
          to={{ to: '/orders' }}
        />
        <StatCard label="满意度" value={undefined} />
      </div>
      <div className="c-cards c-cards--wide">
        <MoneyChart />
        <OrdersChart />
      </div>
    </div>
  )
}

function MoneyChart() {
  const yuan = (fen: number[]) => fen.map(one => one / 100)
  return (
    <ChartCard
      title="应收与实收"
      extra="按费用所属月"
      summary="2020 年 7 月到 12 月，应收每月 142 到 256 元，实收在 11 月以后落后。"
      option={{
        tooltip: { trigger: 'axis' },
        legend: { show: true },
        xAxis: { type: 'category', data: months },
        yAxis: { type: 'value' },
        series: [
          { type: 'bar', name: '应收', data: yuan(receivable), barMaxWidth: 18 },
          { type: 'bar', name: '实收', data: yuan(collected), barMaxWidth: 18 },
        ],
      }}
      table={{
        columns: ['月份', '应收（元）', '实收（元）'],
        rows: months.map((month, at) => [
          month,
          <MoneyText key="r" fen={receivable[at] ?? null} />,
          <MoneyText key="c" fen={collected[at] ?? null} />,
        ]),
      }}
    />
  )
}

function OrdersChart() {
  return (
    <ChartCard
      title="工单状态"
      summary="待派单 3，处理中 4，待确认 2。"
      option={{
        tooltip: { trigger: 'item' },
        legend: { orient: 'vertical', left: '56%', top: 'middle' },
        series: [
          {
            type: 'pie',
            radius: ['52%', '76%'],
            center: ['28%', '50%'],
            label: { show: false },
            data: [
              { name: '待派单', value: 3 },
              { name: '处理中', value: 4 },
              { name: '待确认', value: 2 },
            ],
          },
        ],
      }}
      table={{
        columns: ['状态', '单数'],
        rows: [
          ['待派单', 3],
          ['处理中', 4],
          ['待确认', 2],
        ],
      }}
    />
  )
}
