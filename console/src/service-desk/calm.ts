/**
 * Makes one run of many calls: the first call runs after `waitMs`, those meanwhile join it; while a run is under way one more is kept
 * for afterwards. A bill run tells of thousands of bills; the page asks again a few times.
 */
export function calm(run: () => Promise<unknown>, waitMs: number): { call: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null
  let running = false
  let again = false
  let stopped = false

  function call(): void {
    if (stopped || timer !== null) return
    if (running) {
      again = true
      return
    }
    timer = setTimeout(start, waitMs)
  }

  function start(): void {
    timer = null
    running = true
    const end = () => {
      running = false
      if (!again) return
      again = false
      call()
    }
    void run().then(end, end)
  }

  function stop(): void {
    stopped = true
    if (timer !== null) clearTimeout(timer)
  }

  return { call, stop }
}
