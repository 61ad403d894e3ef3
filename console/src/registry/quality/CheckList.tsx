import { Link } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, CircleCheck, CircleMinus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { CheckCode, CheckCount } from './fix-address.ts'
import { useQualityTexts } from './texts.ts'

/** Every check with how much it finds, and whether that is more or less than before. */
export function CheckList({ checks, chosen }: { checks: CheckCount[]; chosen: CheckCode | undefined }) {
  const t = useQualityTexts()
  const list = useRef<HTMLElement>(null)
  // The list scrolls by itself: what is chosen, by the page or by an address, is in sight.
  useEffect(() => {
    if (chosen) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <nav ref={list} className="c-card ql-checks" aria-label={t('checks')}>
      {checks.map(check => (
        <Link
          key={check.code}
          to="."
          search={search => ({ community: search.community, check: check.code })}
          className="ql-check"
          aria-current={check.code === chosen ? 'true' : undefined}
        >
          <span className="ql-check__name">{t(`check.${check.code}`)}</span>
          <span className={check.findings ? 'ql-check__count ql-check__count--bad' : 'ql-check__count'}>
            {check.findings === 0 ? <CircleCheck size={14} aria-label={t('good')} /> : (check.findings ?? '–')}
          </span>
          <small>
            {t('ofBase', { base: check.base })}
            <Trend {...check} />
            {check.exempt > 0 ? <span>{t('exempt', { count: check.exempt })}</span> : null}
          </small>
        </Link>
      ))}
    </nav>
  )
}

function Trend({ findings, before }: Pick<CheckCount, 'findings' | 'before'>) {
  const t = useQualityTexts()
  if (findings === null || before === null) return null
  const more = findings - before
  if (more === 0)
    return (
      <span>
        <CircleMinus size={12} aria-hidden /> {t('trend.same')}
      </span>
    )
  return more > 0 ? (
    <span className="ql-worse">
      <ArrowUp size={12} aria-hidden /> {t('trend.up', { count: more })}
    </span>
  ) : (
    <span className="ql-better">
      <ArrowDown size={12} aria-hidden /> {t('trend.down', { count: -more })}
    </span>
  )
}
