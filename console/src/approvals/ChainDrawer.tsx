import { approvals } from '@anju/contract'
import { comma, formatFen } from '@anju/ui'
import { App, Button, Form, Input, Select } from 'antd'
import { Minus, Plus } from 'lucide-react'
import { call, queryClient } from '../api.ts'
import { parseYuan } from '../billing/cashier/yuan.ts'
import { conflictsOf } from '../shell/form/conflicts-of.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { ReasonField } from '../shell/form/ReasonField.tsx'
import { usePermissionTexts } from '../texts/permissions.ts'
import { type Chain, type ChainStep, chainsQuery } from './approvals.ts'
import { useApprovalWords } from './kind-words.ts'
import { useApprovalTexts } from './texts.ts'

interface ChainDrawerProps {
  chain: Chain
  roles: readonly { id: string; name: string }[]
  open: boolean
  close: () => void
}

interface Values {
  steps: { from?: string; who?: string }[]
  reason?: string
}

const MOST = 5
const DECIDING = approvals.DECIDING_PERMISSIONS

/** Edits the steps of a kind: from which amount on, and who. */
export function ChainDrawer({ chain, roles, open, close }: ChainDrawerProps) {
  const t = useApprovalTexts()
  const word = useApprovalWords()
  const { message } = App.useApp()
  const permission = usePermissionTexts()
  const nameOf = (who = '') =>
    who.startsWith('r:')
      ? (roles.find(role => role.id === who.slice(2))?.name ?? '…')
      : permission(DECIDING.find(one => one === who.slice(2)) ?? DECIDING[0])
  const conflicts = conflictsOf<Chain, Values>(chain, {
    read: async () => (await call(approvals.listChains)).items.find(one => one.kind === chain.kind),
    values: now => ({ steps: now.steps.map(valuesOf) }),
    labels: { steps: t('chains.steps') },
    show: (_, value) => (value as Values['steps']).map(one => `≥ ¥${one.from || 0} ${nameOf(one.who)}`).join(comma()),
  })
  return (
    <FormDrawer<Values, Chain>
      open={open}
      onClose={close}
      title={t('chains.editTitle', { kind: word(`kind.${chain.kind}`) })}
      intro={t('chains.intro')}
      submitText={t('chains.save')}
      initialValues={{ steps: chain.steps.map(valuesOf) }}
      conflicts={conflicts}
      submit={({ steps, reason = '' }, idempotencyKey, version) =>
        call(approvals.changeChain, {
          params: { kind: chain.kind },
          body: { version, steps: steps.map(stepOf), reason },
          idempotencyKey,
        })
      }
      onDone={() => {
        void queryClient.invalidateQueries({ queryKey: chainsQuery.queryKey })
        void message.success(t('chains.done'))
        close()
      }}
    >
      <StepFields roles={roles} />
      <ReasonField label={t('chains.reason')} missing={t('chains.reasonMissing')} />
    </FormDrawer>
  )
}

function StepFields({ roles }: Pick<ChainDrawerProps, 'roles'>) {
  const t = useApprovalTexts()
  const permission = usePermissionTexts()
  const options = [
    { label: t('chains.permissions'), options: DECIDING.map(one => ({ value: `p:${one}`, label: permission(one) })) },
    { label: t('chains.roles'), options: roles.map(role => ({ value: `r:${role.id}`, label: role.name })) },
  ]
  return (
    <Form.List name="steps">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <fieldset key={key} className="ap-step">
              <legend>{t('chains.step', { number: name + 1 })}</legend>
              <Form.Item
                name={[name, 'from']}
                label={t('chains.from')}
                dependencies={name > 0 ? [['steps', name - 1, 'from']] : []}
                rules={[
                  ({ getFieldValue }) => ({
                    validator: (_, text: string | undefined) =>
                      name === 0 || rises(getFieldValue(['steps', name - 1, 'from']), text)
                        ? Promise.resolve()
                        : Promise.reject(new Error(t('chains.amountWrong'))),
                  }),
                ]}
              >
                <Input
                  inputMode="decimal"
                  autoComplete="off"
                  disabled={name === 0}
                  placeholder={name === 0 ? t('chains.fromFirst') : undefined}
                />
              </Form.Item>
              <Form.Item
                name={[name, 'who']}
                label={t('chains.who')}
                rules={[{ required: true, message: t('chains.whoMissing') }]}
              >
                <Select options={options} showSearch={{ optionFilterProp: 'label' }} />
              </Form.Item>
              {name === 0 ? null : (
                <Button
                  type="text"
                  icon={<Minus size={14} aria-hidden />}
                  aria-label={t('chains.removeStep', { number: name + 1 })}
                  onClick={() => remove(name)}
                />
              )}
            </fieldset>
          ))}
          {fields.length < MOST ? (
            <Button icon={<Plus size={14} aria-hidden />} onClick={() => add({})} className="ap-add">
              {t('chains.addStep')}
            </Button>
          ) : null}
        </>
      )}
    </Form.List>
  )
}

function rises(before: string | undefined, text: string | undefined): boolean {
  const fen = parseYuan(text ?? '')
  return fen !== null && fen >= (parseYuan(before ?? '') ?? 0)
}

function valuesOf(step: ChainStep, index: number): Values['steps'][number] {
  return {
    from: index === 0 ? '' : formatFen(step.fromFen).replaceAll(',', ''),
    who: step.permission === null ? `r:${step.roleId}` : `p:${step.permission}`,
  }
}

function stepOf({ from, who = '' }: Values['steps'][number], index: number): ChainStep {
  const byRole = who.startsWith('r:')
  return {
    fromFen: index === 0 ? 0 : (parseYuan(from ?? '') ?? 0),
    permission: byRole ? null : (DECIDING.find(one => one === who.slice(2)) ?? null),
    roleId: byRole ? who.slice(2) : null,
  }
}
