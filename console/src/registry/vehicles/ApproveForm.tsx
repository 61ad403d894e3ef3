import { registry } from '@anju/contract'
import { App, Checkbox, Form } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { PermitFields, type PermitValues, permitBody, REFUSED_AT } from './PermitForm.tsx'
import { useVehicleTexts } from './texts.ts'
import { type Application, renewVehicles } from './vehicle.ts'

type Values = Partial<PermitValues> & { withPermit: boolean }

/** Registers what a resident applied for, with a permit if that is settled already. */
export function ApproveForm({ application, close }: { application: Application; close: () => void }) {
  const t = useVehicleTexts()
  const { message } = App.useApp()
  const plate = registry.plateText(application.plate)
  return (
    <FormDrawer<Values, Application>
      open
      onClose={close}
      title={t('application.approveTitle', { plate })}
      intro={t('application.approveIntro', { premises: application.premisesLabel, name: application.personName })}
      initialValues={{ withPermit: false, kind: 'monthly' }}
      submitText={t('application.approveSubmit', { plate })}
      refusedAt={REFUSED_AT}
      submit={({ withPermit, ...permit }, idempotencyKey) =>
        call(registry.approveVehicleApplication, {
          params: { applicationId: application.id },
          body: { version: application.version, permit: withPermit ? permitBody(permit as PermitValues) : null },
          idempotencyKey,
        })
      }
      onDone={() => {
        renewVehicles()
        close()
        void message.success(t('application.approveDone', { plate }))
      }}
    >
      <Form.Item name="withPermit" valuePropName="checked">
        <Checkbox>{t('application.withPermit')}</Checkbox>
      </Form.Item>
      <WithPermit communityId={application.communityId} />
    </FormDrawer>
  )
}

function WithPermit({ communityId }: { communityId: string }) {
  return Form.useWatch('withPermit') ? <PermitFields communityId={communityId} /> : null
}
