import { shownCounts, sumOf } from './counts.ts'
import type { Import } from './import-query.ts'
import { useImportsTexts } from './texts.ts'
import './check.css'
import { ScrollBox } from '../shell/show/ScrollBox.tsx'

/** How many of each kind are in the file, rejected, new and known. */
export function CountsTable({ found }: { found: Import }) {
  const t = useImportsTexts()
  const rows = shownCounts(found.counts)
  const sum = sumOf(rows)
  return (
    <ScrollBox label={t('check.counts')} className="c-plain-table im-counts">
      <table aria-label={t('check.counts')}>
        <thead>
          <tr>
            <th scope="col">{t('check.kind')}</th>
            <th scope="col">{t('check.total')}</th>
            <th scope="col">{t('check.rejected')}</th>
            <th scope="col">{t(found.state === 'committed' ? 'check.created' : 'check.create')}</th>
            <th scope="col">{t('check.change')}</th>
            <th scope="col">{t('check.unchanged')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.kind}>
              <th scope="row">{t(`count.${row.kind}`)}</th>
              <Numbers {...row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('check.sum')}</th>
            <Numbers {...sum} />
          </tr>
        </tfoot>
      </table>
    </ScrollBox>
  )
}

function Numbers({ total, rejected, create, change, unchanged }: ReturnType<typeof sumOf>) {
  return (
    <>
      <Cell number={total} />
      <Cell number={rejected} tone="danger" />
      <Cell number={create} tone="strong" />
      <Cell number={change} tone="strong" />
      <Cell number={unchanged} />
    </>
  )
}

/** Zeros step back, so that the numbers that mean something are found at a glance. */
function Cell({ number, tone }: { number: number; tone?: 'danger' | 'strong' }) {
  const look = number === 0 ? 'im-count--zero' : tone ? `im-count--${tone}` : ''
  return <td className={look}>{number.toLocaleString('en')}</td>
}
