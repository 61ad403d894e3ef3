import { ButtonLink, formatFen, Money } from '@anju/ui'
import { ChevronDown, CircleCheck, Clock } from 'lucide-react'
import { useState } from 'react'
import { Link } from '../navigation.ts'
import { useOpenModules } from '../session.tsx'
import { HouseholdSheet } from './HouseholdSwitch.tsx'
import type { Household } from './my-home.ts'
import { usePortalTexts } from './texts.ts'

interface HouseholdCardProps {
  household: Household
  households: readonly Household[]
  onChoose: (premisesId: string) => void
}

/** Which home this is and, where the company bills with us, what it owes; the one strong colour of the page. */
export function HouseholdCard({ household, households, onChoose }: HouseholdCardProps) {
  const open = useOpenModules(household.communityId)
  return (
    <section className="re-household" aria-label={household.label}>
      <HouseholdName household={household} households={households} onChoose={onChoose} />
      {open('billing') ? <HouseholdDue household={household} /> : null}
    </section>
  )
}

function HouseholdDue({ household }: { household: Household }) {
  const t = usePortalTexts()
  const owes = household.outstandingFen > 0
  return (
    <>
      <div className="re-household__due">
        <div>
          <div className="re-household__word">{t('due')}</div>
          <Money fen={household.outstandingFen} size="hero" />
        </div>
        {owes ? (
          <ButtonLink look="secondary" render={link => <Link to="/bills" {...link} />}>
            {t('toBills')}
          </ButtonLink>
        ) : null}
      </div>
      <DueNote household={household} />
    </>
  )
}

function DueNote({ household }: { household: Household }) {
  const t = usePortalTexts()
  if (household.outstandingFen <= 0) {
    return (
      <p className="re-household__note">
        <CircleCheck aria-hidden="true" />
        {t('settled')}
      </p>
    )
  }
  if (household.overdueFen <= 0) return null
  return (
    <p className="re-household__note">
      <Clock aria-hidden="true" />
      {t('overdue', { amount: formatFen(household.overdueFen) })}
    </p>
  )
}

function HouseholdName({ household, households, onChoose }: HouseholdCardProps) {
  const t = usePortalTexts()
  const [open, setOpen] = useState(false)
  const name = (
    <span className="re-household__name">
      <span className="re-household__label">{household.label}</span>
      <span className="re-household__community">{household.communityName}</span>
    </span>
  )
  if (households.length < 2) return name
  return (
    <>
      <button type="button" className="re-household__switch" onClick={() => setOpen(true)}>
        {name}
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
