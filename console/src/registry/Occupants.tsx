import type { PremisesRow } from './registry.ts'
import { useRegistryTexts } from './texts.ts'

const SHOWN = 2

/** Who lives there now: two by name, the others by number. */
export function Occupants({ of }: { of: PremisesRow['occupants'] }) {
  const t = useRegistryTexts()
  if (of.length === 0) return <>–</>
  const names = of.slice(0, SHOWN).map(({ name, kind }) => t('occupant.named', { name, kind: t(`kind.${kind}`) }))
  const all = of.map(({ name, kind }) => t('occupant.named', { name, kind: t(`kind.${kind}`) })).join(t('comma'))
  return (
    <span className="rg-cut" title={all}>
      {names.join(t('comma'))}
      {of.length > SHOWN ? ` ${t('more', { count: of.length })}` : null}
    </span>
  )
}
