import { Star } from 'lucide-react'
import { useId } from 'react'
import { useKitTexts } from '../texts/kit-texts.ts'
import { FieldError } from './Field.tsx'

const STARS = [1, 2, 3, 4, 5] as const
export type StarCount = (typeof STARS)[number]

export interface StarRatingProps {
  legend: string
  value: StarCount | null
  onChange: (stars: StarCount) => void
  /** What each number of stars means, shown once chosen: `{ 1: '很不满意', … }`. */
  words?: Record<StarCount, string>
  error?: string | null | false
}

/** One to five stars as a radio group. */
export function StarRating({ legend, value, onChange, words, error }: StarRatingProps) {
  const t = useKitTexts()
  const name = useId()
  const errorId = `${name}-error`
  return (
    <fieldset className="aj-choices" aria-describedby={error ? errorId : undefined}>
      <legend className="aj-choices__legend">{legend}</legend>
      <div className="aj-stars">
        {STARS.map(stars => (
          <label key={stars} className="aj-star" data-filled={value !== null && stars <= value ? '' : undefined}>
            <input
              className="aj-tile__input"
              type="radio"
              name={name}
              value={stars}
              checked={stars === value}
              aria-label={words ? `${t('stars', { count: stars })} ${words[stars]}` : t('stars', { count: stars })}
              onChange={() => onChange(stars)}
            />
            <Star aria-hidden="true" strokeWidth={1.5} />
          </label>
        ))}
      </div>
      {words ? (
        <p className="aj-stars__word" aria-hidden="true">
          {value === null ? '' : words[value]}
        </p>
      ) : null}
      <FieldError id={errorId} error={error} />
    </fieldset>
  )
}

/** A rating that was given, for reading. */
export function Stars({ count }: { count: number }) {
  const t = useKitTexts()
  return (
    <span className="aj-stars--static" role="img" aria-label={t('starsOf', { count })}>
      {STARS.map(stars => (
        <Star key={stars} aria-hidden="true" strokeWidth={1.5} data-filled={stars <= count ? '' : undefined} />
      ))}
    </span>
  )
}
