import { payments } from '@anju/contract'
import { formatFen, formatMoney } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { usePaymentTexts } from '../texts.ts'
import { CountGrid } from './CountGrid.tsx'
import type { TillFormProps } from './TillForms.tsx'
import { useTillTexts } from './texts.ts'
import { countedFen, type Pieces, parseSigned, sentPieces, yuanRule } from './till.ts'
import type { MyTill } from './useTill.ts'

interface CloseValues {
  pieces?: Pieces
  /** What the slips say, by method, in yuan as typed. */
  slips?: Record<string, string>
  note?: string
}

interface CloseDayDrawerProps extends TillFormProps {
  day: string
  /** Said when it is done. */
  words: string
}

/** 日结: counts the drawer note by note, checks the slips of the other methods, and closes the day. */
export function CloseDayDrawer({ communityId, till, open, close, done, day, words }: CloseDayDrawerProps) {
  const t = useTillTexts()
  const of = useDaySums(communityId, till, day)
  const [counted, setCounted] = useState<number | null>(0)
  const others = of ? of.methods.filter(({ method }) => method !== 'cash') : []
  const slips = Object.fromEntries(others.map(({ method, netFen }) => [method, formatFen(netFen)]))
  const submit = ({ pieces = {}, slips = {}, note }: CloseValues, id: string) =>
    call(payments.closeDay, {
      body: {
        ...{ id, communityId, day, denominations: sentPieces(pieces), countedFen: countedFen(pieces) ?? 0 },
        methods: others.map(({ method }) => ({ method, slipsFen: parseSigned(slips[method] ?? '') ?? 0 })),
        note: note?.trim() || undefined,
      },
      idempotencyKey: id,
    })
  const dueFen = of?.sums.dueFen ?? 0
  const difference = (counted ?? 0) - dueFen
  if (!of) return null
  return (
    <FormDrawer<CloseValues, unknown>
      open={open}
      onClose={close}
      title={t('closeTitle', { day })}
      intro={t('closeIntro')}
      submitText={t('submitClose', { counted: formatFen(counted ?? 0) })}
      initialValues={{ pieces: {}, slips }}
      submit={submit}
      onDone={() => done(words)}
    >
      <Form.Item
        name="pieces"
        label={t('cash')}
        required
        rules={[
          {
            validator: (_, pieces: Pieces = {}) => {
              const sum = countedFen(pieces)
              setCounted(sum)
              return sum === null ? Promise.reject(new Error(t('moneyWrong'))) : Promise.resolve()
            },
          },
        ]}
        validateTrigger="onChange"
      >
        <CountGrid dueFen={dueFen} />
      </Form.Item>
      {others.length > 0 ? <Slips methods={others} /> : null}
      <NoteItem differs={difference !== 0} others={others} />
    </FormDrawer>
  )
}

/** What the day should hold: today's is at hand, that of an earlier day is asked for. */
function useDaySums(communityId: string, till: MyTill, day: string): Pick<MyTill, 'sums' | 'methods'> | null {
  const earlier = useQuery({
    queryKey: [payments.readMyTill.path, communityId, day],
    queryFn: ({ signal }) => call(payments.readMyTill, { query: { communityId, day }, signal }),
    enabled: day !== till.day,
  })
  return day === till.day ? till : (earlier.data ?? null)
}

function Slips({ methods }: { methods: MyTill['methods'] }) {
  const t = useTillTexts()
  const payment = usePaymentTexts()
  return (
    <fieldset className="c-till__slips">
      <legend>{t('slips')}</legend>
      <p>{t('slipsText')}</p>
      {methods.map(({ method, count, amountFen, returnedFen, netFen }) => (
        <Form.Item
          key={method}
          name={['slips', method]}
          label={`${payment(`method.${method}`)} · ${count} · ${t('system')} ${
            returnedFen === 0 ? '' : `${formatMoney(amountFen)} − ${formatMoney(returnedFen)} = `
          }${formatMoney(netFen)}`}
          rules={[yuanRule({ wrong: t('moneyWrong'), signed: true })]}
        >
          <Input inputMode="decimal" autoComplete="off" maxLength={14} prefix={t('slipSum')} />
        </Form.Item>
      ))}
    </fieldset>
  )
}

/** Why something differs: asked for as soon as it does. */
function NoteItem({ differs, others }: { differs: boolean; others: MyTill['methods'] }) {
  const t = useTillTexts()
  return (
    <Form.Item
      name="note"
      label={t('note')}
      extra={differs ? t('differenceNote') : undefined}
      rules={[
        ({ getFieldValue }) => ({
          validator: (_, note?: string) => {
            const slipsDiffer = others.some(
              ({ method, netFen }) => parseSigned(String(getFieldValue(['slips', method]) ?? '')) !== netFen,
            )
            if ((differs || slipsDiffer) && !note?.trim()) return Promise.reject(new Error(t('noteMissing')))
            return Promise.resolve()
          },
        }),
      ]}
    >
      <Input maxLength={100} />
    </Form.Item>
  )
}
