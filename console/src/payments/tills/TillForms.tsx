import { App } from 'antd'
import { DepositForm, MoveForm, OpenForm } from './CashForms.tsx'
import { CloseDayDrawer } from './CloseDayDrawer.tsx'
import { AcceptForm, HandOverForm } from './HandOverForms.tsx'
import { useTillTexts } from './texts.ts'
import { type HandOver, type MyTill, renewTills } from './useTill.ts'

/** What a cashier does with the own drawer. */
export type TillDeed =
  | { kind: 'open' | 'in' | 'out' | 'bank' | 'hand-over' }
  | { kind: 'accept'; handOver: HandOver; back: boolean }
  | { kind: 'close'; day: string }

interface TillFormsProps {
  communityId: string
  till: MyTill
  deed: TillDeed | null
  close: () => void
}

export interface TillFormProps {
  communityId: string
  till: MyTill
  open: boolean
  close: () => void
  /** Something was entered: what is said of it. */
  done: (words: string) => void
}

/** The forms of the drawer's page, one open at a time. */
export function TillForms({ communityId, till, deed, close }: TillFormsProps) {
  const t = useTillTexts()
  const { message } = App.useApp()
  const done = (words: string) => {
    message.success(words)
    renewTills()
    close()
  }
  const form = (kind: TillDeed['kind']): TillFormProps => ({
    communityId,
    till,
    open: deed?.kind === kind,
    close,
    done,
  })
  return (
    <>
      <OpenForm {...form('open')} />
      <MoveForm {...form('in')} kind="in" />
      <MoveForm {...form('out')} kind="out" />
      <DepositForm {...form('bank')} />
      <HandOverForm {...form('hand-over')} />
      {deed?.kind === 'accept' ? <AcceptForm {...form('accept')} handOver={deed.handOver} back={deed.back} /> : null}
      {deed?.kind === 'close' ? (
        <CloseDayDrawer {...form('close')} key={deed.day} day={deed.day} words={t('closeDone', { day: deed.day })} />
      ) : null}
    </>
  )
}
