import { type WireResponseOf, workforce } from '@anju/contract'
import {
  Button,
  EmptyState,
  formatTime,
  Loaded,
  Notice,
  SelectField,
  Sheet,
  TextField,
  useRefusalText,
  useToast,
} from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { type MyDuty, renewMine } from './queries.ts'
import { useWorkforceTexts } from './texts.ts'

const NOTHING = 'nothing'

/** Asks a colleague to take a duty of mine, for one of theirs or for none. */
export function SwapSheet({ duty, close }: { duty: MyDuty; close: () => void }) {
  const t = useWorkforceTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const [partnerId, setPartnerId] = useState<string | null>(null)
  const [theirs, setTheirs] = useState(NOTHING)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [id] = useState(() => newId())
  const partners = usePartners(duty.id)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      call(workforce.askSwap, {
        body: {
          ...{ id, dutyId: duty.id, partnerId: partnerId ?? '', reason: reason.trim() },
          partnerDutyId: theirs === NOTHING ? null : theirs,
        },
      }),
    onSuccess: swap => {
      renewMine()
      toast(t('swap.sent', { name: swap.partnerName }))
      close()
    },
  })
  const choose = (next: string) => {
    setPartnerId(next)
    setTheirs(NOTHING)
  }
  const send = () => {
    setTried(true)
    if (partnerId && reason.trim()) mutate()
  }
  return (
    <Sheet
      open
      onClose={close}
      title={t('swap.title', { day: duty.day.slice(5), shift: duty.shiftName })}
      foot={<SendButton pending={isPending} send={send} />}
    >
      <Loaded query={partners}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<UsersRound aria-hidden="true" />} title={t('swap.noPartners')} />
          ) : (
            <div className="aj-stack">
              {error ? <Notice tone="danger">{explain(error)}</Notice> : null}
              <PartnerFields
                items={items}
                partnerId={partnerId}
                choose={choose}
                theirs={theirs}
                take={setTheirs}
                missing={tried && !partnerId}
              />
              <TextField
                label={t('swap.reason')}
                value={reason}
                maxLength={100}
                onChange={setReason}
                error={tried && !reason.trim() ? t('swap.reasonMissing') : undefined}
              />
            </div>
          )
        }
      </Loaded>
    </Sheet>
  )
}

interface PartnerFieldsProps {
  items: WireResponseOf<typeof workforce.listSwapPartners>['items']
  partnerId: string | null
  choose: (partnerId: string) => void
  theirs: string
  take: (dutyId: string) => void
  missing: boolean
}

/** Colleagues who could take a duty of mine. */
function usePartners(dutyId: string) {
  return useQuery({
    queryKey: ['workforce', 'partners', dutyId],
    queryFn: ({ signal }) => call(workforce.listSwapPartners, { query: { dutyId: dutyId }, signal }),
  })
}

/** Who takes the duty, and which of theirs comes in return. */
function PartnerFields({ items, partnerId, choose, theirs, take, missing }: PartnerFieldsProps) {
  const t = useWorkforceTexts()
  const partner = items.find(one => one.employeeId === partnerId)
  const duties = partner?.duties.map(one => ({
    value: one.id,
    label: `${one.day.slice(5)} ${one.shiftName} ${formatTime(one.startsAt)}`,
  }))
  return (
    <>
      <SelectField
        label={t('swap.partner')}
        value={partnerId}
        onChange={choose}
        error={missing ? t('swap.partnerMissing') : undefined}
        choices={items.map(one => ({
          value: one.employeeId,
          label: one.busy ? `${one.name} · ${t('swap.busy')}` : one.name,
        }))}
      />
      {duties ? (
        <SelectField
          label={t('swap.theirs')}
          value={theirs}
          onChange={take}
          choices={[{ value: NOTHING, label: t('swap.takeOver') }, ...duties]}
        />
      ) : null}
    </>
  )
}

function SendButton({ pending, send }: { pending: boolean; send: () => void }) {
  const t = useWorkforceTexts()
  return (
    <Button wide loading={pending} onClick={send}>
      {t('swap.send')}
    </Button>
  )
}
