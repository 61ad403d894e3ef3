/** The last character of a Chinese name, or the initials of another, on a disc. Decoration: the name is beside it. */
export function Avatar({ name, small = false }: { name: string; small?: boolean }) {
  return (
    <span className={small ? 'aj-avatar aj-avatar--small' : 'aj-avatar'} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  if (/^[\p{Script=Latin}]/u.test(name))
    return words
      .map(word => word[0]?.toUpperCase())
      .slice(0, 2)
      .join('')
  return [...name.trim()].slice(-1).join('')
}
