import { useLocale } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { atWords } from '../measure-words.ts'
import type { Preview } from './run.ts'
import { useRunTexts } from './texts.ts'

/** Mended at the charge rule, not at the premises. */
const OF_THE_RULE = new Set<string>(['price-gap', 'formula-failed', 'negative-amount', 'zero-amount'])

interface ExceptionsProps {
  /** Of a run, or of a preview, which may name no premises. */
  exceptions: Preview['exceptions']
  /** How many there are in all. */
  count: number
}

/** The premises that something is missing for: what, what follows from it, and what to do about it. */
export function Exceptions({ exceptions, count }: ExceptionsProps) {
  const t = useRunTexts()
  const { locale } = useLocale()
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
              <td>{t(`exception.${one.code}`, { at: one.at ? atWords(one.at, locale) : '—' })}</td>
              <td>{t(`exception.${one.code}.effect`)}</td>
              <td>
                {OF_THE_RULE.has(one.code) ? (
                  <Link to="/charge-rules" search={{ text: one.ruleName }}>
                    {t(`exception.${one.code}.fix`)}
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
