import { formatFen } from '@anju/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { useRuleTexts } from '../rules/texts.ts'
import { type PoolDetail, wholeWeight } from './pool.ts'
import { usePoolTexts } from './texts.ts'

const STEP = 100

/** What every home bears of a cost, each with its arithmetic, and that the parts sum to it. */
export function Shares({ of }: { of: PoolDetail }) {
  const t = usePoolTexts()
  const whole = wholeWeight(of)
  return (
    <section>
      <h2>
        {t('members')}
        <span className="c-sections__count">{t('memberCount', { count: of.memberCount })}</span>
      </h2>
      <Problem of={of} />
      {of.memberCount > 0 ? (
        <>
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

function ShareTable({ of, whole }: { of: PoolDetail; whole: string | null }) {
  const t = usePoolTexts()
  const rules = useRuleTexts()
  const [shown, setShown] = useState(STEP)
  const rows = of.shares.slice(0, shown)
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
            <tr key={share.premisesId}>
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
      {rows.length < of.shares.length ? (
        <p className="c-sections__more">
          <Button size="small" onClick={() => setShown(shown + STEP)}>
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
