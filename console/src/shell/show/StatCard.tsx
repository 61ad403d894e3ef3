import { Link } from '@tanstack/react-router'
import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PageAddress } from '../../module.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { useDelayed } from '../states/useDelayed.ts'
import './show.css'

interface StatCardProps {
  label: string
  /** The number, ready to read; undefined while loading. */
  value: ReactNode | undefined
  unit?: string
  /** Against what it is compared: "较上月同日 3.2%". `good` colours it; the arrow and the words say the same. */
  trend?: { direction: 'up' | 'down' | 'flat'; text: string; good?: boolean }
  /** Words under the number that are no comparison. */
  note?: string
  tone?: 'text' | 'danger'
  /** The list behind the number. */
  to?: PageAddress
  linkText?: string
}

const ARROWS = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight }

/** One number, one trend, one way to what is behind it. */
export function StatCard({ label, value, unit, trend, note, tone = 'text', to, linkText }: StatCardProps) {
  const t = useConsoleTexts()
  const slow = useDelayed(value === undefined)
  return (
    <section className="c-card c-stat" aria-label={label}>
      <h2 className="c-stat__label">{label}</h2>
      <p className={`c-stat__value c-stat__value--${tone}`}>
        {value === undefined ? (
          slow ? (
            <span className="c-bone c-stat__bone" role="status" aria-label={t('states.loading')} />
          ) : (
            ' '
          )
        ) : (
          value
        )}
        {value !== undefined && unit ? <small>{unit}</small> : null}
      </p>
      <div className="c-stat__foot">
        {trend ? <Trend {...trend} /> : <span>{note}</span>}
        {to ? (
          <Link to={to.to} search={to.search ?? {}} className="c-stat__link">
            {linkText ?? t('show.viewDetails')}
          </Link>
        ) : null}
      </div>
    </section>
  )
}

function Trend({ direction, text, good }: NonNullable<StatCardProps['trend']>) {
  const Arrow = ARROWS[direction]
  const tone = good === undefined ? '' : good ? ' c-stat__trend--good' : ' c-stat__trend--bad'
  return (
    <span className={`c-stat__trend${tone}`}>
      <Arrow size={14} aria-hidden />
      {text}
    </span>
  )
}
