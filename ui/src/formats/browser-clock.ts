import { useEffect, useState } from 'react'

const HALF_MINUTE_MS = 30_000
const SECOND_MS = 1_000

/** The browser's time in ms, renewed while the component is shown: for "3 分钟前", never for a business fact. */
export function useBrowserNow(everyMs = HALF_MINUTE_MS): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

export interface Countdown {
  /** Whole seconds that are left; 0 when it is over or never began. */
  seconds: number
  start: (seconds: number) => void
}

/** Counts seconds down to 0. It looks at the clock, so a sleeping phone does not stretch it. */
export function useCountdown(firstSeconds = 0): Countdown {
  const [endsAt, setEndsAt] = useState(() => Date.now() + firstSeconds * SECOND_MS)
  const [seconds, setSeconds] = useState(firstSeconds)
  useEffect(() => {
    const look = () => {
      const left = Math.max(0, Math.ceil((endsAt - Date.now()) / SECOND_MS))
      setSeconds(left)
      if (left === 0) clearInterval(timer)
    }
    const timer = setInterval(look, SECOND_MS)
    look()
    return () => clearInterval(timer)
  }, [endsAt])
  return { seconds, start: next => setEndsAt(Date.now() + next * SECOND_MS) }
}
