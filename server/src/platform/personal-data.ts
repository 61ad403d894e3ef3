import type { Actor } from './actor.ts'
import type { Tx } from './db.ts'
import type { CellInput } from './excel/write-workbook.ts'

/** Whom personal data is about: a person of the registry, a resident account, or both. */
export interface AboutPerson {
  personId: string | null
  accountId: string | null
}

/** One table of what a module keeps about a person, in words. */
export interface PersonalSection {
  title: string
  columns: readonly string[]
  rows: readonly (readonly CellInput[])[]
}

/** What a module tells of a person. It filters by the person itself: the system asks, past the walls of households. */
export type CollectPersonalData = (tx: Tx, actor: Actor, about: AboutPerson) => Promise<PersonalSection[]>

const parts = new Map<string, CollectPersonalData>()

/** Makes a module's part known; `defineModule` does it. */
export function declarePersonalData(module: string, collect: CollectPersonalData): void {
  parts.set(module, collect)
}

/** Everything that the modules keep about a person, in the order given; empty tables are left out. */
export async function collectPersonalData(tx: Tx, actor: Actor, about: AboutPerson): Promise<PersonalSection[]> {
  const sections: PersonalSection[] = []
  for (const name of [...parts.keys()].sort()) {
    const collect = parts.get(name)
    if (collect) sections.push(...(await collect(tx, actor, about)))
  }
  return sections.filter(section => section.rows.length > 0)
}
