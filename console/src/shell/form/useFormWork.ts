import { ApiError } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { App, Form, type FormInstance } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { useRefusalText } from '../../refusal.ts'
import { useFieldErrorTexts } from '../../texts/field-errors.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { dropDraft, keepDraft, readDraft } from './draft.ts'
import { type FieldPath, fieldErrors, matchFields } from './field-errors.ts'
import { type Conflicts, useConflict } from './useConflict.ts'

export interface FormWork<Values, Result> {
  /**
   * Sends the values. `idempotencyKey` stays the same until the values change or the server has answered well; `version` is that
   * of `conflicts`, 0 without it.
   */
  submit: (values: Values, idempotencyKey: string, version: number) => Promise<Result>
  onDone: (result: Result) => void
  initialValues?: Partial<Values>
  /** At which field a refusal is told that is about one: `{ 'billing.mandate_taken': 'accountNumber' }`. */
  refusedAt?: Record<string, keyof Values & string>
  /** For an edit of a record with a version: what to do when somebody else was quicker. */
  conflicts?: Conflicts<Values>
  /** Name under which unsubmitted input is kept until this tab closes; only for values that JSON can hold. */
  draft?: string
}

/** What every form of ours does: send once, put the server's errors on their fields, keep a draft, warn before leaving. */
export function useFormWork<Values extends object, Result>(work: FormWork<Values, Result>) {
  const { submit, onDone, draft } = work
  const [form] = Form.useForm<Values>()
  const conflict = useConflict(form, work.initialValues, work.conflicts)
  const [dirty, setDirty] = useState(false)
  const [restored, setRestored] = useState(false)
  const key = useRef(newId())
  const showErrors = useServerErrors(form, work.refusedAt)
  const mutation = useMutation({
    mutationFn: (values: Values) => submit(values, key.current, conflict.version()),
    onError: async error => {
      showErrors(error)
      // A save about a newer version is another intention.
      if (error instanceof ApiError && error.code === 'platform.changed_meanwhile') key.current = newId()
      await conflict.meet(error)
    },
    onSuccess: result => {
      key.current = newId()
      conflict.saved()
      leave.current = true
      setDirty(false)
      if (draft) dropDraft(draft)
      onDone(result)
    },
  })
  const leave = useRef(false)
  useLeaveWarning(dirty, leave)
  useDraft(form, draft, () => {
    setRestored(true)
    setDirty(true)
  })

  const onValuesChange = (changed: object, all: Values) => {
    key.current = newId()
    leave.current = false
    conflict.touched()
    setDirty(true)
    clearErrors(form, Object.keys(changed))
    if (draft) keepDraft(draft, all)
  }
  const discard = () => {
    if (draft) dropDraft(draft)
    form.resetFields()
    conflict.forget()
    mutation.reset()
    setRestored(false)
    setDirty(false)
  }
  return {
    form,
    dirty,
    pending: mutation.isPending,
    // What stands at its field is not said twice.
    error: refusedField(form, mutation.error, work.refusedAt) ? null : mutation.error,
    conflict: conflict.open,
    restored,
    discard,
    formProps: {
      form,
      layout: 'vertical' as const,
      validateTrigger: 'onBlur',
      scrollToFirstError: { focus: true, block: 'center' as const },
      onFinish: (values: Values) => {
        if (!mutation.isPending) mutation.mutate(values)
      },
      onValuesChange,
      onKeyDown: submitsBy(() => form.submit()),
    },
  }
}

/** Ctrl+Enter, wherever the cursor is. */
function submitsBy(submit: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    submit()
  }
}

/** Puts an unsubmitted draft back into the form, once. */
function useDraft<Values>(form: FormInstance<Values>, draft: string | undefined, onRestored: () => void) {
  const restored = useRef(onRestored)
  restored.current = onRestored
  useEffect(() => {
    const kept = draft ? readDraft(draft) : null
    if (!kept) return
    form.setFieldsValue(kept as never)
    restored.current()
  }, [draft, form])
}

function namesOf<Values>(form: FormInstance<Values>): FieldPath[] {
  return form.getFieldsError().map(({ name }) => name as FieldPath)
}

type RefusedAt = Record<string, string> | undefined

/** The field of this form that a refusal is about; one that is not shown now cannot tell of it. */
function refusedField<Values>(form: FormInstance<Values>, error: Error | null, refusedAt: RefusedAt) {
  const field = error instanceof ApiError ? refusedAt?.[error.code] : undefined
  return field !== undefined && namesOf(form).some(([root]) => root === field) ? field : undefined
}

/** Puts each error of the server on its field and goes to the first. */
function useServerErrors<Values extends object>(form: FormInstance<Values>, refusedAt: RefusedAt) {
  const say = useFieldErrorTexts()
  const explain = useRefusalText()
  return (error: Error) => {
    const refused = refusedField(form, error, refusedAt)
    if (refused) {
      form.setFields([{ name: refused as never, errors: [explain(error)] }])
      form.scrollToField(refused as never, { focus: true, block: 'center' })
      return
    }
    const { onForm } = matchFields(fieldErrors(error), namesOf(form))
    if (onForm.length === 0) return
    const words = (code: string) => say(useFieldErrorTexts.has(code) ? code : 'wrong')
    form.setFields(onForm.map(({ field, code }) => ({ name: field as never, errors: [words(code)] })))
    form.scrollToField(onForm[0]?.field as never, { focus: true, block: 'center' })
  }
}

/** What the server found wrong stands only until the field is touched. */
function clearErrors<Values>(form: FormInstance<Values>, roots: string[]) {
  const stale = form
    .getFieldsError()
    .filter(({ name, errors }) => errors.length > 0 && roots.includes(String((name as FieldPath)[0])))
  form.setFields(stale.map(({ name }) => ({ name: name as never, errors: [] })))
}

/** Asks before another page, a reload or a closed tab loses what was typed. */
function useLeaveWarning(dirty: boolean, leave: { current: boolean }) {
  const t = useConsoleTexts()
  const { modal } = App.useApp()
  useBlocker({
    enableBeforeUnload: () => dirty && !leave.current,
    shouldBlockFn: async ({ current, next }) => {
      if (!dirty || leave.current || current.pathname === next.pathname) return false
      return !(await askToLeave(modal, t))
    },
  })
}

/** "离开此页？" — true when the person wants to go. */
export async function askToLeave(
  modal: ReturnType<typeof App.useApp>['modal'],
  t: ReturnType<typeof useConsoleTexts>,
): Promise<boolean> {
  return modal.confirm({
    title: t('form.leaveTitle'),
    content: t('form.leaveText'),
    okText: t('form.leave'),
    okButtonProps: { danger: true },
    cancelText: t('form.stay'),
  })
}
