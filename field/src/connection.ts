import { useOnline } from '@anju/ui'
import { useSyncExternalStore } from 'react'

let reachable = true
const listeners = new Set<() => void>()

/** Told after every call: whether the server answered at all, with whatever status. */
export function noteReachable(answered: boolean): void {
  if (answered === reachable) return
  reachable = answered
  for (const notify of listeners) notify()
}

function listen(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}

/** Whether what is done here reaches the office now: the phone has a network and the server answered last time. */
export function useConnected(): boolean {
  const answered = useSyncExternalStore(listen, () => reachable)
  return useOnline() && answered
}
