import { useCashierTexts } from './texts.ts'

export type DeskPhase = 'search' | 'bills' | 'done' | 'waiting'

const LEGENDS = {
  search: [
    [['↑', '↓'], 'key.choose'],
    [['Enter'], 'key.open'],
    [['Esc'], 'key.back'],
  ],
  bills: [
    [['↑', '↓'], 'key.choose'],
    [['Space'], 'key.toggle'],
    [['I'], 'key.item'],
    [['A'], 'key.all'],
    [['→'], 'key.explain'],
    [['F8'], 'key.amount'],
    [['1', '2', '3', '4'], 'key.method'],
    [['P'], 'key.penalty'],
    [['R'], 'key.roundOff'],
    [['U'], 'key.purse'],
    [['Enter'], 'key.confirm'],
    [['Esc'], 'key.back'],
  ],
  done: [
    [['Enter'], 'key.print'],
    [['Esc'], 'key.back'],
  ],
  waiting: [],
} as const

/** The keys that work now, always at the bottom. */
export function KeyLegend({ phase }: { phase: DeskPhase }) {
  const t = useCashierTexts()
  return (
    <section className="c-keys" aria-label={t('keys')}>
      {LEGENDS[phase].map(([keys, words]) => (
        <span key={words}>
          {keys.map(key => (
            <kbd key={key}>{key}</kbd>
          ))}{' '}
          {t(words)}
        </span>
      ))}
    </section>
  )
}
