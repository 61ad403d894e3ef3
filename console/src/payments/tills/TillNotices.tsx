import { formatFen } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import type { TillDeed } from './TillForms.tsx'
import { useTillTexts } from './texts.ts'
import type { MyTill } from './useTill.ts'

/** What waits for the cashier: a day to be closed, cash to be counted and accepted, cash that nobody accepted yet. */
export function TillNotices({ till, act }: { till: MyTill; act: (deed: TillDeed) => void }) {
  const t = useTillTexts()
  return (
    <>
      {till.unclosedDay ? (
        <Alert
          type="warning"
          showIcon
          title={t('unclosed', { day: till.unclosedDay })}
          action={
            <Button size="small" onClick={() => act({ kind: 'close', day: till.unclosedDay ?? till.day })}>
              {t('closeThat', { day: till.unclosedDay })}
            </Button>
          }
        />
      ) : null}
      {till.incoming.map(handOver => (
        <Alert
          key={handOver.id}
          type="info"
          showIcon
          title={t('incoming', { name: handOver.fromName, amount: formatFen(handOver.countedFen) })}
          action={
            <Button size="small" type="primary" onClick={() => act({ kind: 'accept', handOver, back: false })}>
              {t('accept')}
            </Button>
          }
        />
      ))}
      {till.outgoing ? <Outgoing handOver={till.outgoing} act={act} /> : null}
      {till.closed ? (
        <Alert
          type="info"
          showIcon
          title={t('closedText')}
          action={
            <Link to="/day-closes" search={{}}>
              {t('toSheet')}
            </Link>
          }
        />
      ) : null}
    </>
  )
}

function Outgoing({ handOver, act }: { handOver: NonNullable<MyTill['outgoing']>; act: (deed: TillDeed) => void }) {
  const t = useTillTexts()
  return (
    <Alert
      type="warning"
      showIcon
      title={t('outgoing', { name: handOver.toName, amount: formatFen(handOver.countedFen) })}
      action={
        <Button size="small" onClick={() => act({ kind: 'accept', handOver, back: true })}>
          {t('takeBack')}
        </Button>
      }
    />
  )
}
