/**
 * Does one deed at a time. What is asked again while it is under way is not done twice (Enter saves and moves the focus, and the blur would
 * save once more); something else waits until it is done.
 */
export function oneAtATime(): (said: string, deed: () => Promise<void>) => Promise<void> {
  let last: { said: string; done: Promise<void> } | undefined
  return (said, deed) => {
    if (last?.said === said) return last.done
    const mine = {
      said,
      done: (last?.done ?? Promise.resolve()).then(deed).finally(() => {
        if (last === mine) last = undefined
      }),
    }
    last = mine
    return mine.done
  }
}
