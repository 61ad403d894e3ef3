import { Avatar } from './Avatar.tsx'
import { Card } from './Card.tsx'

/** Who this is: avatar, name, and a quieter line below. */
export function Profile({ name, note }: { name: string; note?: string }) {
  return (
    <Card>
      <div className="aj-profile">
        <Avatar name={name} />
        <div>
          <div className="aj-profile__name">{name}</div>
          {note ? <div className="aj-profile__note">{note}</div> : null}
        </div>
      </div>
    </Card>
  )
}
