import { workforce } from '@anju/contract'
import { Button, Notice, Sheet, TextAreaField, TextField, useRefusalText, useToast } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api.ts'
import { usePerformanceTexts } from './performance-texts.ts'
import { renewMine, type Scorecard } from './queries.ts'

const SCORE = /^\d{1,3}(\.\d{1,2})?$/

/** My own scores of my indicators; those left empty say nothing. */
export function SelfScoreSheet({ card, close }: { card: Scorecard; close: () => void }) {
  const t = usePerformanceTexts()
  const explain = useRefusalText()
  const [comment, setComment] = useState(card.selfComment ?? '')
  const { scores, setScore, isWrong, send, isPending, error } = useSelfScores(card, comment, close)
  return (
    <Sheet
      open
      onClose={close}
      title={t('self.title')}
      foot={
        <Button wide loading={isPending} onClick={send}>
          {t('self.send')}
        </Button>
      }
    >
      <div className="aj-stack">
        <p className="fi-intro">{t('self.intro')}</p>
        {error ? <Notice tone="danger">{explain(error)}</Notice> : null}
        {card.lines.map(line => (
          <TextField
            key={line.id}
            label={t('self.score', { name: line.name, cap: line.cap })}
            value={scores[line.id] ?? ''}
            inputMode="decimal"
            maxLength={6}
            onChange={value => setScore(line.id, value)}
            error={isWrong(line.id) ? t('self.wrong', { cap: line.cap }) : undefined}
          />
        ))}
        <TextAreaField
          label={t('self.comment')}
          placeholder={t('self.commentHint')}
          value={comment}
          maxLength={2000}
          onChange={setComment}
        />
      </div>
    </Sheet>
  )
}

/** The scores as they are typed, and sending them. */
function useSelfScores(card: Scorecard, comment: string, close: () => void) {
  const t = usePerformanceTexts()
  const toast = useToast()
  const [scores, setScores] = useState<Record<string, string>>(() =>
    Object.fromEntries(card.lines.map(line => [line.id, line.selfScore ?? ''])),
  )
  const [tried, setTried] = useState(false)
  const filled = card.lines.flatMap(line => {
    const score = scores[line.id]?.trim() ?? ''
    return score === '' ? [] : [{ lineId: line.id, score, cap: line.cap }]
  })
  const wrong = new Set(
    filled.filter(({ score, cap }) => !SCORE.test(score) || Number(score) > Number(cap)).map(each => each.lineId),
  )
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      call(workforce.scoreMyself, {
        params: { scorecardId: card.id },
        body: {
          scores: filled.map(({ lineId, score }) => ({ lineId, score })),
          ...{ comment: comment.trim(), version: card.version },
        },
      }),
    onSuccess: () => {
      renewMine()
      toast(t('self.sent'))
      close()
    },
  })
  return {
    ...{ scores, isPending, error },
    setScore: (lineId: string, score: string) => setScores(known => ({ ...known, [lineId]: score })),
    isWrong: (lineId: string) => tried && wrong.has(lineId),
    send: () => {
      setTried(true)
      if (wrong.size === 0) mutate()
    },
  }
}
