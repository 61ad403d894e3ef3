import { useCallback } from 'react'
import { type PageAddress, useModules } from '../module.ts'
import { can, useActor } from '../session.tsx'

/** `page('/bills', { settlement: 'open' })`: an address, or undefined where the console has no such page for this person. */
export function usePages() {
  const actor = useActor()
  const modules = useModules()
  return useCallback(
    (to: string, search?: PageAddress['search']): PageAddress | undefined => {
      const entry = modules.flatMap(module => module.nav).find(one => one.to === to)
      return entry && can(actor, entry.permission) ? { to, search } : undefined
    },
    [actor, modules],
  )
}
