import { StatusTag } from '../shell/show/StatusTag.tsx'
import type { Reading } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'

const TONES = { entered: 'info', flagged: 'warning', approved: 'success', rejected: 'neutral' } as const
const HINDERING: readonly string[] = ['negative', 'beyond-digits', 'duplicate', 'inverted', 'bands']

export function ReadingStateTag({ state }: { state: Reading['state'] }) {
  const t = useReadingTexts()
  return <StatusTag tone={TONES[state]}>{t(`state.${state}`)}</StatusTag>
}

/** What is odd about a reading; red is what cannot be approved as it is. */
export function FlagTags({ flags }: { flags: readonly Reading['flags'][number][] }) {
  const t = useReadingTexts()
  if (flags.length === 0) return '–'
  return (
    <span className="vh-title">
      {flags.map(flag => (
        <StatusTag key={flag} tone={HINDERING.includes(flag) ? 'danger' : 'warning'}>
          {t(`flag.${flag}`)}
        </StatusTag>
      ))}
    </span>
  )
}
