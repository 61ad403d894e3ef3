import { formatDateTime, formatFen } from '@anju/ui'
import { TriangleAlert } from 'lucide-react'
import type { Result } from './debits.ts'
import { useDebitTexts } from './texts.ts'
import './debits.css'
import '../billing.css'

/** The bank's answers, newest first, with what could not be used of each. */
export function Results({ results }: { results: readonly Result[] }) {
  const t = useDebitTexts()
  if (results.length === 0) return null
  return (
    <section className="db-results" aria-label={t('results')}>
      <h2>{t('results')}</h2>
      {results.map(result => (
        <div key={result.id} className="db-card">
          <p>
            <strong>{result.fileName}</strong> · {formatDateTime(result.importedAt)} · {result.importedByName}
          </p>
          <p>
            {t('result.sums', {
              ...{ rows: result.rowCount, repeated: result.repeatedCount },
              ...{ succeededCount: result.succeededCount, succeeded: formatFen(result.succeededFen) },
              ...{ failedCount: result.failedCount, failed: formatFen(result.failedFen) },
            })}
          </p>
          {result.problems.length > 0 ? <Problems result={result} /> : null}
        </div>
      ))}
    </section>
  )
}

function Problems({ result }: { result: Result }) {
  const t = useDebitTexts()
  return (
    <>
      <p className="c-run__notice c-run__notice--warning">
        <TriangleAlert size={16} aria-hidden />
        <span>{t('result.problems', { count: result.problems.length })}</span>
      </p>
      <table className="c-lines" aria-label={t('result.problemTable')}>
        <thead>
          <tr>
            <th scope="col">{t('result.row')}</th>
            <th scope="col" className="c-lines__text">
              {t('reference')}
            </th>
            <th scope="col" className="c-lines__text">
              {t('result.code')}
            </th>
            <th scope="col" className="c-lines__text">
              {t('why')}
            </th>
            <th scope="col">{t('result.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {result.problems.map(problem => (
            <tr key={`${problem.row}-${problem.problem}`}>
              <th scope="row">{problem.row}</th>
              <td className="c-lines__text">{problem.reference}</td>
              <td className="c-lines__text">{problem.code}</td>
              <td className="c-lines__text">{t(`problem.${problem.problem}`)}</td>
              <td>{problem.amount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
