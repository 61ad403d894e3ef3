import { Languages } from 'lucide-react'
import { useState } from 'react'
import { RadioTiles } from '../fields/RadioTiles.tsx'
import { Sheet } from '../overlays/Sheet.tsx'
import { ListRow } from '../surfaces/List.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'
import { LOCALE_NAMES, LOCALES, useLocale } from '../texts/locale.ts'

/** A row of a List with the present language, and a sheet to change it. */
export function LanguageRow() {
  const t = useKitTexts()
  const { locale, setLocale } = useLocale()
  const [open, setOpen] = useState(false)
  return (
    <>
      <ListRow
        lead={<Languages aria-hidden="true" />}
        title={t('language')}
        value={LOCALE_NAMES[locale]}
        onClick={() => setOpen(true)}
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('language')}>
        <RadioTiles
          legend={t('language')}
          hideLegend
          columns={1}
          value={locale}
          onChange={setLocale}
          tiles={LOCALES.map(each => ({ value: each, label: LOCALE_NAMES[each] }))}
        />
      </Sheet>
    </>
  )
}
