import { useEffect, useState } from 'react'

/** True only after `flag` has been true for that long: nothing flickers for an answer that comes in 200 ms. */
export function useDelayed(flag: boolean, delayMs = 200): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!flag) {
      setLate(false)
      return
    }
    const timer = setTimeout(() => setLate(true), delayMs)
    return () => clearTimeout(timer)
  }, [flag, delayMs])
  return flag && late
}
