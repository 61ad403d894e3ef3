import { useLocale } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { atWords } from '../measure-words.ts'
import type { Preview } from './run.ts'
import { useRunTexts } from './texts.ts'

type Exception = Preview['exceptions'][number]

/** Mended at the charge rule, the meters or the discounts; anything else at the premises. */
const OF_THE_RULE = new Set<string>([
  'price-gap',
  'formula-failed',
  'negative-amount',
  'zero-amount',
  'ambiguous-meter',
])
const OF_THE_METERS = new Set<string>(['no-reading', 'payer-cut', 'reading-backwards', 'reading-wrong'])

/** What is wrong in words; of what was not read, which months. Runs of before do not say them. */
function whyOf({ code, at }: Exception) {
  return code === 'no-reading' && at ? (`exception.${code}.months` as const) : (`exception.${code}` as const)
}

/** To where it is mended. */
function Remedy({ of, children }: { of: Exception; children: ReactNode }) {
  if (OF_THE_RULE.has(of.code))
    return (
      <Link to="/charge-rules" search={{ text: of.ruleName }}>
        {children}
      </Link>
    )
  if (OF_THE_METERS.has(of.code))
    return (
      <Link to="/meters" search={{ premisesId: of.premisesId }}>
        {children}
      </Link>
    )
  if (of.code === 'no-measure' && of.at !== 'quantity' && !of.at?.startsWith('f_'))
    return (
      <Link to="/measures" search={{ premisesId: of.premisesId }}>
        {children}
      </Link>
    )
  if (of.code === 'no-tax')
    return (
      <Link to="/charge-items" search={{ text: of.at }}>
        {children}
      </Link>
    )
  if (of.code === 'no-members') return <Link to="/pools">{children}</Link>
  if (of.code === 'percents-overlap') return <Link to="/discounts">{children}</Link>
  if (of.premisesId === undefined) return <Link to="/premises">{children}</Link>
  // What is entered on the page of the premises; the drawer of the list only shows it.
  return (
    <Link
      to="/premises/$premisesId"
      params={{ premisesId: of.premisesId }}
      search={{ tab: of.code === 'no-area' ? 'areas' : 'people' }}
    >
      {children}
    </Link>
  )
}

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
            <tr key={`${one.premisesId} ${one.ruleName} ${one.code} ${one.at ?? ''}`}>
              <td>{one.premisesLabel}</td>
              <td>{one.ruleName}</td>
              <td>
                {t(whyOf(one), { at: one.at ? (one.code === 'no-tax' ? one.at : atWords(one.at, locale)) : '—' })}
              </td>
              <td>{t(`exception.${one.code}.effect`)}</td>
              <td>
                <Remedy of={one}>{t(`exception.${one.code}.fix`)}</Remedy>
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
