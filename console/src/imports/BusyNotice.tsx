import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useDelayed } from '../shell/states/useDelayed.ts'

const SLOW_MS = 20_000

/** The server is at work; after a while it is said that this is longer than usual, with what one can do. */
export function BusyNotice({ title, text, slow }: { title: string; text: string; slow: ReactNode }) {
  const late = useDelayed(true, SLOW_MS)
  return (
    <div className="im-busy" role="status">
      <LoaderCircle size={28} className="c-turning" aria-hidden />
      <strong>{title}</strong>
      <p>{text}</p>
      {late ? <div className="im-busy__late">{slow}</div> : null}
    </div>
  )
}
