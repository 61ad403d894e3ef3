import type { ReactNode } from 'react'
import { useKitTexts } from '../texts/kit-texts.ts'

/** A grey bar in place of text or a picture. Lengths are CSS lengths, best in rem or %. */
export function Skeleton({ width = '100%', height = '1rem' }: { width?: string; height?: string }) {
  return <span className="aj-skeleton" style={{ width, height }} aria-hidden="true" />
}

/** Holds the skeleton of a page: nothing is seen for 200 ms, and a screen reader hears that it loads. */
export function Loading({ children }: { children: ReactNode }) {
  const t = useKitTexts()
  return (
    <div className="aj-loading" role="status">
      <span className="aj-hidden">{t('loading')}</span>
      {children}
    </div>
  )
}

const WIDTHS = ['62%', '48%', '70%', '55%', '66%', '44%']

/** A list that is on its way. */
export function ListSkeleton({ rows = 4 }: { rows?: number }) {
  return (
    <Loading>
      <div className="aj-list">
        {WIDTHS.slice(0, rows).map(width => (
          <div key={width} className="aj-loading__row">
            <div className="aj-loading__lines">
              <Skeleton width={width} />
              <Skeleton width="32%" height="0.75rem" />
            </div>
            <Skeleton width="4rem" />
          </div>
        ))}
      </div>
    </Loading>
  )
}

/** Says that what is shown is being read again. */
export function Refreshing({ active }: { active: boolean }) {
  return active ? <div className="aj-refreshing" aria-hidden="true" /> : null
}
