import './people.css'

/** The tags somebody wears. */
export function Tags({ of }: { of: readonly { id: string; name: string; colour: string }[] }) {
  if (of.length === 0) return null
  return (
    <span className="rg-wears">
      {of.map(tag => (
        <span key={tag.id} className={`rg-tag rg-tag--${tag.colour}`}>
          {tag.name}
        </span>
      ))}
    </span>
  )
}
