import { workforce } from '@anju/contract'
import { App, Form, Input, Switch } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { renewWorkforce } from '../workforce.ts'
import type { CardForm } from './card-form.ts'
import { type Appeal, MEASURE, SCORE, type Scorecard, type ScorecardLine } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'

interface FormProps {
  card: Scorecard
  close: () => void
  done: (words: string) => Promise<void>
}

/** The forms of a scorecard: score, enter a value, give back, answer an appeal. */
export function CardForms({ card, ask, close }: { card: Scorecard; ask: CardForm; close: () => void }) {
  const { message } = App.useApp()
  const done = async (words: string) => {
    await renewWorkforce()
    close()
    void message.success(words)
  }
  const form = { card, close, done }
  if (ask.form === 'score') return <ScoreForm {...form} />
  if (ask.form === 'value') return <ValueForm {...form} line={ask.line} />
  if (ask.form === 'return') return <ReturnForm {...form} />
  return <AnswerForm {...form} appeal={ask.appeal} />
}

interface ScoreItemProps {
  line: ScorecardLine
  label: string
  required: boolean
  withNote: boolean
}

/** The score of one indicator, at most its cap, with a note. */
function ScoreItem({ line, label, required, withNote }: ScoreItemProps) {
  const t = usePerformanceTexts()
  return (
    <>
      <Form.Item
        name={['scores', line.id]}
        label={label}
        rules={[
          {
            required,
            validator: async (_, value: string | undefined) => {
              const text = value?.trim() ?? ''
              if (text === '' && !required) return
              if (!SCORE.test(text) || Number(text) > Number(line.cap))
                throw new Error(t('score.wrong', { cap: line.cap }))
            },
          },
        ]}
      >
        <Input maxLength={6} inputMode="decimal" style={{ width: 120 }} autoComplete="off" />
      </Form.Item>
      {withNote ? (
        <Form.Item name={['notes', line.id]} label={t('score.note')}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
      ) : null}
    </>
  )
}

interface ScoreValues {
  scores?: Record<string, string | undefined>
  notes?: Record<string, string | undefined>
  comment?: string
  handIn: boolean
}

/** What was typed as the routes take it; empty ones are left out. */
function givenScores(lines: readonly ScorecardLine[], { scores = {}, notes = {} }: Omit<ScoreValues, 'handIn'>) {
  return lines.flatMap(({ id }) => {
    const score = scores[id]?.trim()
    return score ? [{ lineId: id, score, note: notes[id]?.trim() ?? '' }] : []
  })
}

function ScoreForm({ card, close, done }: FormProps) {
  const t = usePerformanceTexts()
  const manual = card.lines.filter(line => line.rule === 'manual')
  const handIn = (values: ScoreValues) => values.handIn
  return (
    <FormDrawer<ScoreValues, { handed: boolean }>
      open
      onClose={close}
      title={t('score.title', { name: card.employeeName })}
      intro={t(manual.length > 0 ? 'score.intro' : 'score.none')}
      initialValues={{
        scores: Object.fromEntries(manual.map(line => [line.id, line.givenScore ?? ''])),
        notes: Object.fromEntries(manual.map(line => [line.id, line.note ?? ''])),
        comment: card.comment ?? '',
        handIn: true,
      }}
      submit={async (values, idempotencyKey) => {
        await call(workforce.scoreScorecard, {
          params: { scorecardId: card.id },
          body: {
            ...{ scores: givenScores(manual, values), comment: values.comment?.trim() ?? '' },
            ...{ handIn: handIn(values), version: card.version },
          },
          idempotencyKey,
        })
        return { handed: handIn(values) }
      }}
      onDone={({ handed }) => void done(t(handed ? 'score.handed' : 'score.saved'))}
    >
      {manual.map(line => (
        <ScoreItem
          key={line.id}
          line={line}
          required={false}
          withNote
          label={t('score.points', {
            ...{ name: line.name, weight: line.weight, cap: line.cap },
            self: line.selfScore ? t('score.self', { score: line.selfScore }) : '',
          })}
        />
      ))}
      <Form.Item name="comment" label={t('comment')}>
        <Input.TextArea maxLength={2000} rows={3} />
      </Form.Item>
      <Form.Item name="handIn" label={t('score.handIn')} valuePropName="checked" extra={t('score.handInHint')}>
        <Switch />
      </Form.Item>
    </FormDrawer>
  )
}

interface ValueValues {
  value?: string
  nothing?: boolean
  basis: string
}

function ValueForm({ card, close, done, line }: FormProps & { line: ScorecardLine }) {
  const t = usePerformanceTexts()
  return (
    <FormDrawer<ValueValues, Scorecard>
      open
      onClose={close}
      title={t('line.enterFor', { name: line.name })}
      intro={t('value.intro')}
      initialValues={{ value: line.value ?? '', basis: line.basis ?? '', nothing: false }}
      submit={({ value, nothing, basis }, idempotencyKey) =>
        call(workforce.enterKpiValue, {
          params: { scorecardId: card.id },
          body: { lineId: line.id, value: nothing ? null : (value?.trim() ?? ''), basis: basis.trim() },
          idempotencyKey,
        })
      }
      onDone={() => void done(t('value.saved'))}
    >
      <ValueItems />
      <Form.Item
        name="basis"
        label={t('value.basis')}
        extra={t('value.basisHint')}
        rules={[{ required: true, whitespace: true, message: t('value.basisMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  )
}

function ValueItems() {
  const t = usePerformanceTexts()
  const nothing = Form.useWatch('nothing') === true
  return (
    <>
      <Form.Item
        name="value"
        label={t('value.value')}
        dependencies={['nothing']}
        rules={nothing ? [] : [{ required: true, pattern: MEASURE, message: t('value.wrong') }]}
      >
        <Input maxLength={16} inputMode="decimal" disabled={nothing} style={{ width: 160 }} autoComplete="off" />
      </Form.Item>
      <Form.Item name="nothing" label={t('value.none')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  )
}

function ReturnForm({ card, close, done }: FormProps) {
  const t = usePerformanceTexts()
  return (
    <FormDrawer<{ note: string }, Scorecard>
      open
      onClose={close}
      title={t('return.title', { name: card.employeeName })}
      intro={t('return.intro')}
      submitText={t('deed.return')}
      submit={({ note }, idempotencyKey) =>
        call(workforce.reviewScorecard, {
          params: { scorecardId: card.id },
          body: { approve: false, note: note.trim(), version: card.version },
          idempotencyKey,
        })
      }
      onDone={() => void done(t('return.done'))}
    >
      <Form.Item
        name="note"
        label={t('return.note')}
        rules={[{ required: true, whitespace: true, message: t('return.noteMissing') }]}
      >
        <Input.TextArea maxLength={200} rows={3} />
      </Form.Item>
    </FormDrawer>
  )
}

function AnswerForm({ card, close, done, appeal }: FormProps & { appeal: Appeal }) {
  const t = usePerformanceTexts()
  return (
    <FormDrawer<Omit<ScoreValues, 'handIn'> & { answer: string }, Scorecard>
      open
      onClose={close}
      title={t('appeal.title', { name: card.employeeName })}
      intro={
        <>
          <p>{appeal.reason}</p>
          <p>{t('appeal.intro')}</p>
        </>
      }
      submitText={t('appeal.answerDeed')}
      submit={({ answer, ...values }, idempotencyKey) =>
        call(workforce.answerAppeal, {
          params: { appealId: appeal.id },
          body: { scores: givenScores(card.lines, values), answer: answer.trim() },
          idempotencyKey,
        })
      }
      onDone={() => void done(t('appeal.done'))}
    >
      {card.lines.map(line => (
        <ScoreItem
          key={line.id}
          line={line}
          required={false}
          withNote={false}
          label={t('appeal.newScore', { name: line.name, score: line.score ?? '–', cap: line.cap })}
        />
      ))}
      <Form.Item
        name="answer"
        label={t('appeal.answer')}
        rules={[{ required: true, whitespace: true, message: t('appeal.answerMissing') }]}
      >
        <Input.TextArea maxLength={100} rows={3} />
      </Form.Item>
    </FormDrawer>
  )
}
