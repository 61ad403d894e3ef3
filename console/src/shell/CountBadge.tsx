import './count-badge.css'

/** How many wait, beside the word of a tab or an entry of the left bar; nothing when none does. `words` says it to who does not see it. */
export function CountBadge({ count, words }: { count: number; words?: string }) {
  if (count === 0) return null
  const said = words === undefined ? {} : { role: 'img', 'aria-label': words }
  return (
    <span className="c-waits" {...said}>
      {count > 99 ? '99+' : count}
    </span>
  )
}
