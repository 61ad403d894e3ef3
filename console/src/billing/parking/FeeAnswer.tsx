import { formatFen, formatMoney, useLocale } from '@anju/ui'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import type { ParkingFee } from './parking-form.ts'
import { useParkingTexts } from './texts.ts'

/** The fee: what is due, how long it took, and each line with its arithmetic. */
export function FeeAnswer({ fee, stale }: { fee: ParkingFee; stale: boolean }) {
  const t = useParkingTexts()
  const length = useLength()
  const facts = [
    [t('fee'), formatMoney(fee.feeFen)],
    ...(fee.paidFen > 0 ? [[t('paid'), formatMoney(fee.paidFen)] as const] : []),
    [t('stayed'), length(fee.staySeconds)],
    [t('charged'), length(fee.chargedSeconds)],
    ...(fee.graceUntil ? [[t('graceUntil'), fee.graceUntil.replace('T', ' ')] as const] : []),
  ] as const
  return (
    <div data-stale={stale}>
      <p className="c-parking__due" role="status">
        <span>{t('due')}</span> <MoneyText fen={fee.dueFen} sign strong />
      </p>
      <dl className="c-parking__facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {fee.lines.length === 0 ? <p>{t('nothing')}</p> : <FeeLines lines={fee.lines} />}
    </div>
  )
}

function FeeLines({ lines }: { lines: ParkingFee['lines'] }) {
  const t = useParkingTexts()
  const { locale } = useLocale()
  return (
    <table className="c-lines" aria-label={t('lines')}>
      <thead>
        <tr>
          <th scope="col">{t('line')}</th>
          <th scope="col">{t('how')}</th>
          <th scope="col">{t('amount')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <tr key={`${line.kind} ${line.from} ${line.to} ${line.words.en} ${line.amountFen}`}>
            <th scope="row">{t(`line.${line.kind}`)}</th>
            <td>{line.words[locale]}</td>
            <td>{formatFen(line.amountFen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** `5小时20分`. */
function useLength(): (seconds: number) => string {
  const t = useParkingTexts()
  return seconds => {
    const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24]
    const [minutes, rest] = [Math.floor(seconds / 60) % 60, seconds % 60]
    const parts = [
      days > 0 ? t('days', { count: days }) : '',
      hours > 0 ? t('hours', { count: hours }) : '',
      minutes > 0 ? t('min', { count: minutes }) : '',
      rest > 0 ? t('sec', { count: rest }) : '',
    ]
    return parts.join('').trim() || t('min', { count: 0 })
  }
}
