import { useSyncExternalStore } from 'react'

const STORED_AS = 'anju.elder'
const listeners = new Set<() => void>()

function listen(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}

function isElder(): boolean {
  return document.documentElement.hasAttribute('data-elder')
}

/** Turns 长辈版 on or off for this browser: one attribute on <html>, everything else is tokens. */
export function setElderMode(on: boolean): void {
  document.documentElement.toggleAttribute('data-elder', on)
  try {
    localStorage.setItem(STORED_AS, on ? 'on' : 'off')
  } catch {
    // Without storage it lasts for this visit.
  }
  for (const notify of listeners) notify()
}

/** Restores the choice of the last visit; call it before the first render, so that nothing jumps. */
export function restoreElderMode(): void {
  try {
    document.documentElement.toggleAttribute('data-elder', localStorage.getItem(STORED_AS) === 'on')
  } catch {
    // Without storage there is nothing to restore.
  }
}

/** Whether 长辈版 is on, for the few layouts that change more than their size. */
export function useElderMode(): boolean {
  return useSyncExternalStore(listen, isElder, () => false)
}
