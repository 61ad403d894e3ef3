import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { PageAddress } from '../module.ts'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { useConsoleTexts } from '../texts/texts.ts'
import { HowCounted } from './HowCounted.tsx'
import '../shell/show/show.css'
import './dashboard.css'

interface NumberCardProps {
  label: string
  /** How it is counted. */
  how: string
  /** The number, ready to read; undefined while loading. */
  value: ReactNode | undefined
  unit?: string
  /** What stands below: a comparison, a part of it. */
  notes: ReactNode
  /** The list behind the number; left out when this person may not open it. */
  to: PageAddress | undefined
  linkText: string
}

/** One number with its formula, what it compares to, and the list behind it. */
export function NumberCard({ label, how, value, unit, notes, to, linkText }: NumberCardProps) {
  const shell = useConsoleTexts()
  const slow = useDelayed(value === undefined)
  return (
    <section className="c-card c-stat" aria-label={label}>
      <h2 className="c-stat__label an-label">
        {label}
        <HowCounted what={label} how={how} />
        {to ? (
          <Link to={to.to} search={to.search ?? {}} className="c-stat__link an-label__link">
            {linkText}
          </Link>
        ) : null}
      </h2>
      <p className="c-stat__value">
        {value ??
          (slow ? (
            <span className="c-bone c-stat__bone" role="status" aria-label={shell('states.loading')} />
          ) : (
            '\u00a0'
          ))}
        {value !== undefined && unit ? <small>{unit}</small> : null}
      </p>
      <div className="c-stat__foot">
        <span className="an-notes">{notes}</span>
      </div>
    </section>
  )
}
