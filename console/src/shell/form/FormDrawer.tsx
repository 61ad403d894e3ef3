import { App, Button, Drawer, Form } from 'antd'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { FormNotices } from './FormNotices.tsx'
import { askToLeave, type FormWork, useFormWork } from './useFormWork.ts'
import './form.css'

export interface FormProps<Values extends object, Result> extends FormWork<Values, Result> {
  title: string
  /** What the form is for, or what will happen, in a line. */
  intro?: ReactNode
  /** Names the deed: "新建收费标准", "作废账单 ¥1,234.00". */
  submitText?: string
  danger?: boolean
  /** `<Form.Item>`s, one below the other. */
  children: ReactNode
}

interface FormDrawerProps<Values extends object, Result> extends FormProps<Values, Result> {
  open: boolean
  onClose: () => void
}

/** A form on the right of the page it belongs to. Ctrl+Enter submits; closing with unsaved input asks first. */
export function FormDrawer<Values extends object, Result>(props: FormDrawerProps<Values, Result>) {
  const { open, onClose, title } = props
  const frame = useRef<HTMLDivElement>(null)
  // Typing can begin at once, and Ctrl+Enter is heard.
  const focusFirst = (isOpen: boolean) => {
    // Whoever has begun to type while the drawer slid in is not moved to another field.
    if (!isOpen || frame.current?.contains(document.activeElement)) return
    frame.current?.querySelector<HTMLElement>('form input, form textarea')?.focus({ preventScroll: true })
  }
  return (
    <Drawer
      open={open}
      size={480}
      closable={false}
      destroyOnHidden
      rootClassName="c-form-drawer"
      styles={{ body: { padding: 0 }, header: { display: 'none' } }}
      aria-label={title}
      mask={{ closable: false }}
      onClose={onClose}
      keyboard={false}
      afterOpenChange={focusFirst}
    >
      <div ref={frame} className="c-form-drawer__box">
        <DrawerForm {...props} />
      </div>
    </Drawer>
  )
}

function DrawerForm<Values extends object, Result>(props: FormDrawerProps<Values, Result>) {
  const { onClose, title, intro, initialValues, submitText, danger, children } = props
  const t = useConsoleTexts()
  const { modal } = App.useApp()
  const work = useFormWork(props)
  const close = async () => {
    if (work.pending) return
    if (!work.dirty || (await askToLeave(modal, t))) onClose()
  }
  return (
    <Form<Values>
      {...work.formProps}
      initialValues={initialValues}
      className="c-form-drawer__frame"
      onKeyDown={event => {
        work.formProps.onKeyDown(event)
        if (event.key !== 'Escape' || event.defaultPrevented) return
        // The question that this may open must not hear the same key, or it would close at once.
        event.stopPropagation()
        void close()
      }}
    >
      <header className="c-form-drawer__head">
        <h2>{title}</h2>
        <Button
          type="text"
          icon={<X size={16} aria-hidden />}
          onClick={() => void close()}
          aria-label={t('list.close')}
        />
      </header>
      <div className="c-form-drawer__body">
        {intro ? <div className="c-form__intro">{intro}</div> : null}
        <FormNotices work={work} conflicts={props.conflicts} />
        {children}
      </div>
      <footer className="c-form-drawer__foot">
        <span className="c-form__hint">{t('form.shortcut')}</span>
        <Button onClick={() => void close()} disabled={work.pending}>
          {t('form.cancel')}
        </Button>
        <Button type="primary" danger={danger} loading={work.pending} onClick={() => work.form.submit()}>
          {submitText ?? t('form.save')}
        </Button>
      </footer>
    </Form>
  )
}
