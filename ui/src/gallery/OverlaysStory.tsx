import { useState } from 'react'
import { Button, Card, ConfirmDialog, Notice, Sheet, Stack, TextAreaField, UpdatePrompt, useToast } from '../index.ts'

/** As if a new version were always ready. */
async function alwaysReady(onReady: (apply: () => void) => void): Promise<void> {
  onReady(() => undefined)
}

export function OverlaysStory() {
  const toast = useToast()
  const [open, setOpen] = useState<'sheet' | 'dialog' | null>(null)
  const [text, setText] = useState('')
  return (
    <>
      <Card title="打开">
        <Stack>
          <Button wide look="secondary" onClick={() => setOpen('sheet')}>
            面板
          </Button>
          <Button wide look="secondary" onClick={() => setOpen('dialog')}>
            对话框
          </Button>
          <Button wide look="secondary" onClick={() => toast('已保存')}>
            提示：成功
          </Button>
          <Button wide look="secondary" onClick={() => toast('没有保存，请重试', 'danger')}>
            提示：失败
          </Button>
        </Stack>
      </Card>
      <Notice>这张账单按建筑面积计算。</Notice>
      <Notice tone="success">费用已全部缴清。</Notice>
      <Notice tone="warning">工程师将在 30 分钟内到达，请留人在家。</Notice>
      <Notice tone="danger">有 2 笔账单已过缴费期。</Notice>
      <Sheet
        open={open === 'sheet'}
        onClose={() => setOpen(null)}
        title="退回返工"
        foot={<Button disabledReason={text ? null : '请先写明原因'}>提交</Button>}
      >
        <TextAreaField label="原因" value={text} onChange={setText} maxLength={100} />
      </Sheet>
      <ConfirmDialog
        open={open === 'dialog'}
        onClose={() => setOpen(null)}
        onConfirm={() => {
          setOpen(null)
          toast('已作废')
        }}
        title="作废这张工单？"
        confirmLabel="作废工单"
        tone="danger"
      >
        作废后不能恢复，报修人会看到原因。
      </ConfirmDialog>
      <UpdatePrompt watch={alwaysReady} />
    </>
  )
}
