import { List, ListRow, Sheet } from '@anju/ui'
import { Check, ChevronDown, House } from 'lucide-react'
import { useState } from 'react'
import type { Household } from './my-home.ts'
import { usePortalTexts } from './texts.ts'

interface HouseholdSwitchProps {
  household: Household
  households: readonly Household[]
  onChoose: (premisesId: string) => void
}

/** Which home a page is about, with the way to another; nothing for who has one home. */
export function HouseholdSwitch({ household, households, onChoose }: HouseholdSwitchProps) {
  const t = usePortalTexts()
  const [open, setOpen] = useState(false)
  if (households.length < 2) return null
  return (
    <>
      <button type="button" className="re-home-switch" onClick={() => setOpen(true)}>
        <House aria-hidden="true" />
        <span className="re-home-switch__name">{household.label}</span>
        <span className="aj-hidden">{t('switch')}</span>
        <ChevronDown aria-hidden="true" />
      </button>
      <HouseholdSheet
        open={open}
        onClose={() => setOpen(false)}
        household={household}
        households={households}
        onChoose={onChoose}
      />
    </>
  )
}

interface HouseholdSheetProps extends HouseholdSwitchProps {
  open: boolean
  onClose: () => void
}

/** The homes to choose from. */
export function HouseholdSheet({ open, onClose, household, households, onChoose }: HouseholdSheetProps) {
  const t = usePortalTexts()
  return (
    <Sheet open={open} onClose={onClose} title={t('switch')}>
      <List label={t('switch')}>
        {households.map(each => (
          <ListRow
            key={each.premisesId}
            title={each.label}
            description={each.communityName}
            value={each === household ? <Check aria-hidden="true" className="re-household__check" /> : undefined}
            onClick={() => {
              onChoose(each.premisesId)
              onClose()
            }}
          />
        ))}
      </List>
    </Sheet>
  )
}
