import { House } from 'lucide-react'
import {
  Avatar,
  Card,
  CountBadge,
  DateText,
  Facts,
  List,
  ListRow,
  Money,
  ProgressTimeline,
  Section,
  Stars,
  StatusTag,
  useBrowserNow,
} from '../index.ts'

const HOUR_MS = 3_600_000

export function SurfacesStory() {
  const now = useBrowserNow()
  return (
    <>
      <Card title="标签与数字">
        <Facts
          facts={[
            { term: '应收', value: <Money fen={123456789} size="hero" /> },
            { term: '减免', value: <Money fen={-5000} tone="success" /> },
            { term: '欠费', value: <Money fen={85757} size="large" tone="danger" /> },
            { term: '时间', value: <DateText at={now} /> },
            { term: '多久以前', value: <DateText at={now - 3 * HOUR_MS} as="relative" /> },
            { term: '评价', value: <Stars count={4} /> },
            { term: '未读', value: <CountBadge count={128} label="128 条未读" /> },
            {
              term: '状态',
              value: (
                <>
                  <StatusTag tone="neutral">已作废</StatusTag> <StatusTag tone="info">处理中</StatusTag>{' '}
                  <StatusTag tone="success">已缴清</StatusTag> <StatusTag tone="warning">待确认</StatusTag>{' '}
                  <StatusTag tone="danger">已过期</StatusTag>
                </>
              ),
            },
          ]}
        />
      </Card>
      <Section title="列表">
        <List>
          <ListRow lead={<Avatar small name="王建国" />} title="王建国" description="业主" value="1栋1单元1011室" />
          <ListRow
            lead={<House aria-hidden="true" />}
            title="我的房屋"
            value="2"
            render={row => <a href="#row" {...row} />}
          />
        </List>
      </Section>
      <Card title="进度">
        <ProgressTimeline
          label="进度"
          steps={[
            {
              id: '1',
              title: '已报修',
              state: 'done',
              at: now - 26 * HOUR_MS,
              who: '王建国',
              note: '厨房水龙头滴水。',
            },
            { id: '2', title: '已派单', state: 'done', at: now - 25 * HOUR_MS, who: '调度 李梅' },
            { id: '3', title: '处理中', state: 'current', at: now - HOUR_MS, who: '维修 张师傅' },
            { id: '4', title: '确认评价', state: 'todo' },
          ]}
        />
      </Card>
    </>
  )
}
