import { roundDecimal } from '@anju/ui'
import { useMeteringTexts } from './texts.ts'

const HIGH = 96
const STEP = 24
const ROOM_ABOVE = 14
const ROOM_BELOW = 16

export interface MonthBarsProps {
  /** Oldest first; `used` as decimal text. */
  months: readonly { month: string; used: string }[]
  unit: string
}

/** A bar for each month in which a reading was taken; the same is said in words for who does not see it. */
export function MonthBars({ months, unit }: MonthBarsProps) {
  const t = useMeteringTexts()
  const most = Math.max(1e-9, ...months.map(one => Number(one.used)))
  const words = months.map(one => t('bar', { ...one, unit })).join('; ')
  return (
    <figure className="re-bars">
      <figcaption className="re-sum__word">{t('months', { unit })}</figcaption>
      <svg
        viewBox={`0 0 ${Math.max(6, months.length) * STEP} ${ROOM_ABOVE + HIGH + ROOM_BELOW}`}
        role="img"
        aria-label={words}
      >
        {months.map(({ month, used }, index) => {
          const height = Math.max(1, (Math.max(0, Number(used)) / most) * HIGH)
          const top = ROOM_ABOVE + HIGH - height
          const middle = index * STEP + STEP / 2
          return (
            <g key={month}>
              <rect className="re-bars__bar" x={middle - 8} y={top} width={16} height={height} rx={2} />
              <text className="re-bars__word" x={middle} y={top - 3}>
                {roundDecimal(used, Number(used) < 100 ? 1 : 0)}
              </text>
              <text className="re-bars__word" x={middle} y={ROOM_ABOVE + HIGH + 11}>
                {Number(month.slice(5))}
              </text>
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
