import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { DateText } from '../formats/DateText.tsx'
import type { InstantValue } from '../formats/format-date.ts'
import { PhotoGrid, type ShownPhoto } from '../photos/PhotoGrid.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'

export interface TimelineStep {
  id: string
  title: string
  state: 'done' | 'current' | 'todo' | 'stopped'
  at?: InstantValue
  /** Who did it or who is on it. */
  who?: string
  note?: ReactNode
  photos?: readonly ShownPhoto[]
}

const WORDS = { done: 'stepDone', current: 'stepCurrent', todo: 'stepTodo', stopped: 'stepStopped' } as const

/** How something goes on: each step with its state, when, who, and what they wrote and photographed. */
export function ProgressTimeline({ label, steps }: { label: string; steps: readonly TimelineStep[] }) {
  return (
    <ol className="aj-timeline" aria-label={label}>
      {steps.map(step => (
        <Step key={step.id} step={step} />
      ))}
    </ol>
  )
}

function Step({ step }: { step: TimelineStep }) {
  const t = useKitTexts()
  return (
    <li
      className={`aj-timeline__step aj-timeline__step--${step.state}`}
      aria-current={step.state === 'current' ? 'step' : undefined}
    >
      <span className="aj-timeline__mark" aria-hidden="true">
        {step.state === 'done' ? <Check /> : null}
        {step.state === 'stopped' ? <X /> : null}
      </span>
      <div className="aj-timeline__main">
        <div className="aj-timeline__head">
          <span className="aj-timeline__title">
            {step.title}
            <span className="aj-hidden"> ({t(WORDS[step.state])})</span>
          </span>
          {step.at === undefined ? null : (
            <span className="aj-timeline__at">
              <DateText at={step.at} />
            </span>
          )}
        </div>
        {step.who ? <div className="aj-timeline__who">{step.who}</div> : null}
        {step.note ? <div className="aj-timeline__note">{step.note}</div> : null}
        {step.photos?.length ? <PhotoGrid label={step.title} photos={step.photos} /> : null}
      </div>
    </li>
  )
}
