import type { PremisesRow } from '../registry/registry.ts'
import { useRegistryTexts } from '../registry/texts.ts'
import type { Import } from './import-query.ts'
import { useImportsTexts } from './texts.ts'

type Change = Pick<Import['changes'][number], 'field' | 'before' | 'after'>

/** What a change was and would be, as people say it: a state by its word. */
export function useChangeWords(): (change: Change) => { before: string; after: string } {
  const t = useImportsTexts()
  const w = useRegistryTexts()
  return ({ field, before, after }) => {
    const said = (value: string) => (field === 'state' ? w(`state.${value as PremisesRow['state']}`) : value)
    return { before: before === null ? t('changes.none') : said(before), after: said(after) }
  }
}
