import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { todayHere } from '../workforce/days.ts'
import { useMoveTexts } from './people/move-texts.ts'
import type { Occupancy } from './registry.ts'
import { useRegistryTexts } from './texts.ts'

interface OccupancyTableProps {
  name: string
  of: readonly Occupancy[]
  /** Whether the rows are people (of premises) or premises (of a person). */
  rows: 'people' | 'premises'
  /** What can be done with a record, at the end of its row. */
  action?: (one: Occupancy) => ReactNode
}

/** Who owned or lived where, from when to when. The newest first; those who left are drawn quieter. */
export function OccupancyTable({ name, of, rows, action }: OccupancyTableProps) {
  const t = useRegistryTexts()
  const people = rows === 'people'
  const sorted = of.toSorted((a, b) => Number(b.toOn === null) - Number(a.toOn === null) || compare(b.fromOn, a.fromOn))
  return (
    <table className="rg-table" aria-label={name}>
      <thead>
        <tr>
          <th scope="col">{people ? t('field.name') : t('field.label')}</th>
          <th scope="col">{t('field.kind')}</th>
          {people ? <th scope="col">{t('field.phone')}</th> : null}
          <th scope="col">{t('field.from')}</th>
          <th scope="col">{t('field.to')}</th>
          {action ? <td /> : null}
        </tr>
      </thead>
      <tbody>
        {sorted.map(one => (
          <tr key={one.id} data-past={one.toOn !== null && one.toOn < todayHere()}>
            <th scope="row">
              {people ? (
                <Link to="/people/$personId" params={{ personId: one.personId }}>
                  {one.personName}
                </Link>
              ) : (
                <Link to="/premises" search={{ open: one.premisesId }}>
                  {one.premisesLabel}
                </Link>
              )}
            </th>
            <td>
              <Kind of={one} />
            </td>
            {people ? <td className="c-number">{one.phoneMasked ?? '–'}</td> : null}
            <td className="c-number">{one.fromOn}</td>
            <td className="c-number">
              <Ending of={one} />
            </td>
            {action ? <td>{action(one)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** 业主 0.5, 家属 配偶: the kind with what belongs to it. */
function Kind({ of }: { of: Occupancy }) {
  const t = useRegistryTexts()
  const m = useMoveTexts()
  const more = [
    of.share,
    of.relation ? m(`relation.${of.relation}`) : null,
    of.kind === 'owner' && !of.resides ? m('notResident') : null,
  ].filter(Boolean)
  return (
    <span title={of.note || undefined}>
      {t(`kind.${of.kind}`)} {more.length > 0 ? <small className="rg-quiet">{more.join(' · ')}</small> : null}
    </span>
  )
}

function Ending({ of }: { of: Occupancy }) {
  const t = useRegistryTexts()
  const m = useMoveTexts()
  if (of.toOn === null) return <>{t('field.present')}</>
  const why = [of.endNote, of.forwarding].filter(Boolean).join(' · ')
  return (
    <span title={why || undefined}>
      {of.toOn} {of.endReason ? <small className="rg-quiet">{m(`reason.${of.endReason}`)}</small> : null}
    </span>
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
