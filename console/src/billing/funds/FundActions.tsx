import { App, Dropdown } from 'antd'
import { ChevronDown, HandCoins, Settings2 } from 'lucide-react'
import { lazy, useState } from 'react'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { ASKABLE, type AskedDeed, type Fund, renewFunds } from './fund.ts'
import { useFundTexts } from './texts.ts'

const FundForm = lazy(async () => ({ default: (await import('./FundForm.tsx')).FundForm }))
const SettingsForm = lazy(async () => ({ default: (await import('./SettingsForm.tsx')).SettingsForm }))

/** What may be asked for of an account; spending it comes first. */
export function FundActions({ fund }: { fund: Fund }) {
  const t = useFundTexts()
  const { message } = App.useApp()
  const gate = useGate('billing.funds.request')
  const manageGate = useGate('billing.funds.manage')
  const [open, setOpen] = useState<AskedDeed | 'settings' | null>(null)
  const [last, setLast] = useState<AskedDeed>('spend')
  const [first = 'spend', ...others] = ASKABLE[fund.kind]
  const hindrance = (deed: AskedDeed) => gate ?? hindranceOf(fund, deed, t)
  const start = (deed: AskedDeed) => {
    setLast(deed)
    setOpen(deed)
  }
  const done = () => {
    setOpen(null)
    renewFunds()
    void message.success(t('form.done'))
  }
  return (
    <>
      <GatedButton icon={<Settings2 size={14} aria-hidden />} reason={manageGate} onClick={() => setOpen('settings')}>
        {t('act.settings')}
      </GatedButton>
      <Dropdown
        trigger={['click']}
        menu={{
          items: others.map(deed => ({
            ...{ key: deed, label: t(`act.${deed}`), disabled: hindrance(deed) !== null },
            title: hindrance(deed) ?? undefined,
          })),
          onClick: ({ key }) => {
            const deed = others.find(one => one === key)
            if (deed) start(deed)
          },
        }}
      >
        <GatedButton reason={gate} icon={<ChevronDown size={14} aria-hidden />} iconPlacement="end">
          {t('act.more')}
        </GatedButton>
      </Dropdown>
      <GatedButton
        type="primary"
        icon={<HandCoins size={14} aria-hidden />}
        reason={hindrance(first)}
        onClick={() => start(first)}
      >
        {t(`act.${first}`)}
      </GatedButton>
      <OnceOpen open={open !== null && open !== 'settings'}>
        <FundForm key={last} fund={fund} deed={last} open={open === last} close={() => setOpen(null)} done={done} />
      </OnceOpen>
      <OnceOpen open={open === 'settings'}>
        <SettingsForm
          fund={fund}
          open={open === 'settings'}
          close={() => setOpen(null)}
          done={() => {
            setOpen(null)
            renewFunds()
            void message.success(t('settings.done'))
          }}
        />
      </OnceOpen>
    </>
  )
}

/** Why a deed may not be asked for now, in words; null where it may. */
function hindranceOf(fund: Fund, deed: AskedDeed, t: ReturnType<typeof useFundTexts>): string | null {
  if (deed === 'income' || deed === 'opening') return null
  if (deed === 'move-in') return (fund.toMoveFen ?? 0) > 0 || fund.mayAdvance ? null : t('act.nothingToMove')
  if (deed === 'manage' && Number(fund.managementPercent) === 0) return t('act.noPercent')
  return fund.spendableFen > 0 ? null : t('act.nothing')
}
