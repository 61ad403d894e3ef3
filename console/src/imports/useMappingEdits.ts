import { useMemo, useState } from 'react'
import { dropDraft, keepDraft, readDraft } from '../shell/form/draft.ts'
import type { Import, SheetMapping } from './import-query.ts'
import { keepEdited, mappingOf, sameMapping } from './mapping.ts'

interface Kept {
  /** The mapping that was edited; when the server has another one by now, the edits are void. */
  base: string
  sheets: SheetMapping[]
}

export interface MappingEdits {
  sheets: SheetMapping[]
  /** The mapping of the last dry run. */
  known: SheetMapping[]
  edited: boolean
  /** The edits come from an earlier visit of this tab. */
  restored: boolean
  change: (sheet: SheetMapping) => void
  discard: () => void
  /** Somebody else has mapped it otherwise: sheets that were edited here stay so, the others are theirs. */
  rebase: (theirs: SheetMapping[]) => void
}

/** The mapping with what the person has changed and not submitted; it survives leaving the page, in this tab. */
export function useMappingEdits(found: Import): MappingEdits {
  const name = `import-mapping.${found.id}`
  const known = useMemo(() => found.sheets.map(mappingOf), [found.sheets])
  const base = useMemo(() => JSON.stringify(known), [known])
  const [kept, setKept] = useState(() => readDraft(name) as Kept | null)
  const [restored, setRestored] = useState(kept !== null)
  const sheets = kept?.base === base ? kept.sheets : known
  const discard = () => {
    dropDraft(name)
    setKept(null)
    setRestored(false)
  }
  const change = (sheet: SheetMapping) => {
    const next = sheets.map(one => (one.sheet === sheet.sheet ? sheet : one))
    if (sameMapping(next, known)) return discard()
    keepDraft(name, { base, sheets: next })
    setKept({ base, sheets: next })
  }
  const rebase = (theirs: SheetMapping[]) => {
    const next = { base: JSON.stringify(theirs), sheets: keepEdited({ known, mine: sheets, theirs }) }
    keepDraft(name, next)
    setKept(next)
  }
  const edited = sheets !== known
  return { sheets, known, edited, restored: restored && edited, change, discard, rebase }
}
