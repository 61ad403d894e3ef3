import { Link } from '@tanstack/react-router'
import type { Occupancy } from './registry.ts'
import { useRegistryTexts } from './texts.ts'

interface OccupancyTableProps {
  name: string
  of: readonly Occupancy[]
  /** Whether the rows are people (of premises) or premises (of a person). */
  rows: 'people' | 'premises'
}

/** Who lived where, from when to when. The newest first; those who left are drawn quieter. */
export function OccupancyTable({ name, of, rows }: OccupancyTableProps) {
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
        </tr>
      </thead>
      <tbody>
        {sorted.map(one => (
          <tr key={one.id} data-past={one.toOn !== null}>
            <th scope="row">
              {people ? (
                <Link to="/people" search={{ open: one.personId }}>
                  {one.personName}
                </Link>
              ) : (
                <Link to="/premises" search={{ open: one.premisesId }}>
                  {one.premisesLabel}
                </Link>
              )}
            </th>
            <td>{t(`kind.${one.kind}`)}</td>
            {people ? <td className="c-number">{one.phoneMasked ?? '–'}</td> : null}
            <td className="c-number">{one.fromOn}</td>
            <td className="c-number">{one.toOn ?? t('field.present')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
