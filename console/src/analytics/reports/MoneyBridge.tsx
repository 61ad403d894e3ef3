import { analytics, type WireResponseOf } from '@anju/contract'
import { call } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { usePicture } from './MonthBars.tsx'
import { useReportTexts } from './texts.ts'

type Bridge = NonNullable<WireResponseOf<typeof analytics.listCash>['bridge']>

/** From 现金口径 to what cash, bank and other money moved: each step named, so that the two sums are not two truths. */
export function MoneyBridge({ query }: { query: object }) {
  const t = useReportTexts()
  const asked = { ...query, by: 'month' as const, sort: undefined, cursor: undefined, limit: 1 }
  const { data } = usePicture([...listKey(analytics.listCash), asked], signal =>
    call(analytics.listCash, { query: asked, signal }),
  )
  if (!data) return null
  const { bridge } = data
  return (
    <section className="c-card an-bridge" aria-label={t('money.title')}>
      <h2>{t('money.title')}</h2>
      {bridge ? <Steps bridge={bridge} /> : <p>{t('money.narrowed')}</p>}
    </section>
  )
}

function Steps({ bridge }: { bridge: Bridge }) {
  const t = useReportTexts()
  const steps = [
    ...([
      ['cashFen', t('money.cash')],
      ['feeFen', t('money.fee')],
      ['tillFen', t('money.till')],
      ['floatFen', t('money.float')],
    ] as const),
    ['differenceFen', t('money.channels')] as const,
    ['fundFen', t('money.fund')] as const,
    ...(bridge.otherFen === 0 ? [] : ([['otherFen', t('money.other')]] as const)),
  ]
  return (
    <dl>
      {steps.map(([key, name], index) => (
        <div key={key}>
          <dt>
            {index === 0 ? '' : '+ '}
            {name}
          </dt>
          <dd>
            <MoneyText
              fen={bridge[key]}
              tone={key === 'otherFen' ? 'danger' : bridge[key] === 0 ? 'secondary' : 'text'}
            />
          </dd>
        </div>
      ))}
      <div>
        <dt>= {t('money.ledgerLong')}</dt>
        <dd>
          <MoneyText fen={bridge.ledgerFen} strong />
        </dd>
      </div>
    </dl>
  )
}
