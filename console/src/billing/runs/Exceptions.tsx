import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import type { Preview } from './run.ts'
import { useRunTexts } from './texts.ts'

interface ExceptionsProps {
  /** Of a run, or of a preview, which may name no premises. */
  exceptions: Preview['exceptions']
  /** How many there are in all. */
  count: number
}

/** The premises that something is missing for: what, what follows from it, and what to do about it. */
export function Exceptions({ exceptions, count }: ExceptionsProps) {
  const t = useRunTexts()
  if (count === 0)
    return (
      <p className="c-run__fine">
        <CircleCheck size={16} aria-hidden /> {t('noExceptionsText')}
      </p>
    )
  return (
    <>
      <p className="c-run__words">{t('exceptionsText')}</p>
      <table className="c-lines c-exceptions" aria-label={t('exceptionsTitle')}>
        <thead>
          <tr>
            <th scope="col">{t('premises')}</th>
            <th scope="col">{t('rule')}</th>
            <th scope="col">{t('exceptionWhy')}</th>
            <th scope="col">{t('exceptionEffect')}</th>
            <th scope="col">{t('exceptionFix')}</th>
          </tr>
        </thead>
        <tbody>
          {exceptions.map(one => (
            <tr key={`${one.premisesId} ${one.ruleName} ${one.code}`}>
              <td>{one.premisesLabel}</td>
              <td>{one.ruleName}</td>
              <td>{t(`exception.${one.code}`)}</td>
              <td>{t(`exception.${one.code}.effect`)}</td>
              <td>
                {one.code === 'price-gap' ? (
                  <Link to="/charge-rules" search={{ text: one.ruleName }}>
                    {t('exception.price-gap.fix')}
                  </Link>
                ) : (
                  <Link to="/premises" search={{ open: one.premisesId }}>
                    {t(`exception.${one.code}.fix`)}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {exceptions.length < count ? (
        <p className="c-run__words">{t('exceptionsCut', { shown: exceptions.length, count })}</p>
      ) : null}
    </>
  )
}
