import { comma, formatFen, numbered } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { daysUntil } from '../../workforce/days.ts'
import { type LeaseRow, STATUS_TONES } from './lease.ts'
import { useLeaseTexts } from './texts.ts'

/** What a lease is today; near its end with the days that are left, renewed where something goes on from it. */
export function LeaseTag({ of }: { of: Pick<LeaseRow, 'status' | 'toOn' | 'endedOn' | 'renewedById'> }) {
  const t = useLeaseTexts()
  const days = of.status === 'ending' ? daysUntil(of.endedOn ?? of.toOn) : null
  return (
    <span className="ls-tags">
      <StatusTag tone={STATUS_TONES[of.status]}>{t(`status.${of.status}`)}</StatusTag>
      {days === null ? null : <small>{t('daysLeft', { days })}</small>}
      {of.endedOn && of.status !== 'terminated' && of.status !== 'cancelled' ? (
        <small>{t('endsEarly', { date: of.endedOn })}</small>
      ) : null}
      {of.renewedById ? <small>{t('renewed')}</small> : null}
    </span>
  )
}

/** The rent as people say it: ¥3,500.00/月, or ¥2.50/㎡·天 × 88.50 ㎡. */
export function useRentWords(): (of: LeaseRow) => string {
  const t = useLeaseTexts()
  return of =>
    of.rentKind === 'fixed'
      ? t('rent.fixed', { amount: formatFen(of.rentFen ?? 0), period: t(`period.${of.rentPeriod}`) })
      : t('rent.area', { price: of.unitPrice ?? '', area: of.areaM2 ?? '' })
}

/** People, each leading to the page of their own. */
export function Parties({ of }: { of: LeaseRow['tenants'] }) {
  const t = useLeaseTexts()
  return joined(
    of.map(({ id, name }) =>
      name ? (
        <Link key={id} to="/people/$personId" params={{ personId: id }}>
          {name}
        </Link>
      ) : (
        <span key={id}>{t('someone')}</span>
      ),
    ),
  )
}

/** What is let, each leading to its page. */
export function LetPremises({ of }: { of: LeaseRow['premises'] }) {
  return joined(
    of.map(({ id, label }) => (
      <Link key={id} to="/premises/$premisesId" params={{ premisesId: id }}>
        {label}
      </Link>
    )),
  )
}

function joined(parts: ReactNode[]): ReactNode {
  if (parts.length === 0) return '–'
  return numbered(parts).map(({ thing: part, place }) => (
    <Fragment key={place}>
      {place > 0 ? comma() : null}
      {part}
    </Fragment>
  ))
}
