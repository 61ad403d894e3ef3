import { useState } from 'react'
import type { Household } from './my-home.ts'

const STORED_AS = 'anju.resident.household'

function stored(): string | null {
  try {
    return localStorage.getItem(STORED_AS)
  } catch {
    return null
  }
}

/** The household that the home page is about: the one chosen last in this browser, else the first. */
export function useChosenHousehold(households: readonly Household[]) {
  const [id, setId] = useState(stored)
  const household = households.find(each => each.premisesId === id) ?? households[0]

  function choose(premisesId: string): void {
    setId(premisesId)
    try {
      localStorage.setItem(STORED_AS, premisesId)
    } catch {
      // Without storage the choice lasts for this visit.
    }
  }

  return { household, choose }
}
