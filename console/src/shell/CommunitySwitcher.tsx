import { Button, Popover } from 'antd'
import { Building2, Check, ChevronsUpDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useCommunity } from '../community.tsx'
import { type Actor, can } from '../session.tsx'
import { useConsoleTexts } from '../texts/texts.ts'
import { SearchInput } from './SearchInput.tsx'

const SEARCH_FROM = 8

/** Which community the screens are about; writes `?community=`. Someone with one community sees its name only. */
export function CommunitySwitcher({ actor }: { actor: Actor }) {
  const t = useConsoleTexts()
  const { current, all, choose } = useCommunity()
  const [open, setOpen] = useState(false)
  if (!can(actor, 'registry.premises.read') || all.length === 0) return <span className="c-community" />
  const name = current?.name ?? t('shell.allCommunities')
  const face = (
    <span className="c-community__face">
      <Building2 size={16} aria-hidden />
      <span className="c-community__name">{name}</span>
      {all.length > 1 ? <ChevronsUpDown size={14} aria-hidden /> : null}
    </span>
  )
  if (all.length === 1) return <span className="c-community c-community--only">{face}</span>
  const pick = (id: string | undefined) => {
    setOpen(false)
    choose(id)
  }
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<CommunityList chosen={current?.id} pick={pick} />}
    >
      <Button
        type="text"
        className="c-community"
        aria-label={`${t('shell.community')} · ${name}`}
        aria-expanded={open}
        aria-haspopup="dialog"
      >
        {face}
      </Button>
    </Popover>
  )
}

function CommunityList({ chosen, pick }: { chosen: string | undefined; pick: (id: string | undefined) => void }) {
  const t = useConsoleTexts()
  const { all } = useCommunity()
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const found = all.filter(one => !wanted || `${one.name} ${one.code} ${one.address}`.toLowerCase().includes(wanted))
  return (
    <div className="c-community-list">
      {all.length >= SEARCH_FROM ? (
        <SearchInput autoFocus value={text} onChange={setText} label={t('shell.findCommunity')} width="100%" />
      ) : null}
      <ul>
        {wanted ? null : (
          <Choice on={!chosen} onPick={() => pick(undefined)}>
            <span>{t('shell.allCommunities')}</span>
          </Choice>
        )}
        {found.map(one => (
          <Choice key={one.id} on={one.id === chosen} onPick={() => pick(one.id)}>
            <span>{one.name}</span>
            <small>{t('shell.premisesCount', { count: one.premisesCount.toLocaleString('en') })}</small>
          </Choice>
        ))}
      </ul>
    </div>
  )
}

function Choice({ on, onPick, children }: { on: boolean; onPick: () => void; children: ReactNode }) {
  return (
    <li>
      <button type="button" onClick={onPick} aria-pressed={on}>
        {children}
        {on ? <Check size={14} aria-hidden /> : <span style={{ width: 14 }} />}
      </button>
    </li>
  )
}
