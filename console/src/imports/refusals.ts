import { defineTexts } from '@anju/ui'

/** Why an import was refused or its file could not be read (`failure` of an import is one of the excel codes). */
export const importsRefusals = defineTexts({
  'zh-CN': {
    'imports.not_a_workbook': '这个文件不是可以导入的工作簿，请重新上传。',
    'imports.already_committed': '这次导入已经写入，不能再改。要继续导入，请重新上传文件。',
    'imports.not_planned': '预检还没有完成，请等预检结束再写入。',
    'imports.nothing_to_cancel': '这次导入没有在进行，不需要停止。',
    'imports.not_committed': '这次导入还没有写入，没有可以撤销或验收的内容。',
    'imports.nothing_to_revert': '这次导入没有新建内容，没有可以撤销的。',
    'imports.revert_blocked': '导入的内容已经有业务发生，不能撤销。点“全部撤销”可以看到是哪些、有多少。',
    'imports.template_name_taken': '已经有同名的模板，请换一个名字。',
    'imports.adjustment_unknown': '其中有格子不在这次预检的尾差清单里，请刷新后重新选择。',
    'imports.control_not_needed': '这个文件没有期初金额，不需要对照表。',
    'imports.control_line_twice': '对照表里同一类别、项目、年度出现了两行，请合并。',
    'imports.control_date_future': '冻结日不能晚于今天。',
    'imports.control_missing': '还没有录入期初对照表。',
    'imports.control_unsigned': '期初对照表还没有签字，不能写入。',
    'imports.control_differs': '期初对照表有 {count} 行不一致，一分不差才能继续。没有写入任何数据。',
    'imports.debtors_differ': '原系统欠费户清单有 {count} 行不一致，一分不差才能继续。没有写入任何数据。',
    'imports.bills_changed': '其中有 {count} 笔已经变了（重新出账或已经一致），请刷新后再确认。',
    'imports.rooms_differ': '逐户核对有 {count} 行与文件不一致，差异清单为空才能验收。',
    'imports.broken_off':
      '处理到一半出了意外，试了三次都没有完成，没有写入任何数据。可以重新预检；再不成请联系管理员。',
    'imports.mapping_wrong': '对应关系有误：同一个字段对应了两列，或者字段不属于这类资料。',
    'imports.excel.not_a_workbook': '文件内容不是 Excel 工作簿。请在 Excel 里打开后另存为 .xlsx，再上传。',
    'imports.excel.old_format': '这是旧版 Excel（.xls）文件。请在 Excel 里另存为 .xlsx，再上传。',
    'imports.excel.encrypted': '工作簿设置了打开密码。请在 Excel 里去掉密码后再上传。',
    'imports.excel.damaged': '文件已损坏，读不出来。请在 Excel 里打开，修复并另存后再上传。',
    'imports.excel.too_large': '文件太大，读不完。请拆成几个文件再上传。',
    'imports.excel.expands_too_much': '文件解压后异常庞大，已停止读取。请另存为新的 .xlsx 再上传。',
    'imports.excel.too_many_sheets': '工作表太多，最多 50 张。请删掉用不到的工作表。',
    'imports.excel.too_many_rows': '行数太多，每张工作表最多 200,000 行。请拆成几个文件。',
    'imports.excel.too_many_columns': '列数太多，最多 256 列。请删掉用不到的列。',
  },
  en: {
    'imports.not_a_workbook': 'This file is not a workbook that can be imported. Upload another one.',
    'imports.already_committed':
      'This import is written already and cannot be changed. Upload the file again to go on importing.',
    'imports.not_planned': 'The dry run has not finished. Wait for it, then write.',
    'imports.nothing_to_cancel': 'This import is not under way, so there is nothing to stop.',
    'imports.not_committed': 'This import is not written, so there is nothing to take back.',
    'imports.nothing_to_revert': 'This import made nothing new; there is nothing to take back.',
    'imports.revert_blocked':
      'Business hangs on what this import made, so it cannot be taken back. Open “Take it all back” to see what and how much.',
    'imports.template_name_taken': 'There is a template of that name already. Choose another.',
    'imports.adjustment_unknown':
      'One of the cells is not among those of this dry run that are no whole fen. Reload and choose again.',
    'imports.control_not_needed': 'This file brings no opening balances; no control sheet is needed.',
    'imports.control_line_twice': 'The control sheet has the same part, item and year twice; make them one line.',
    'imports.control_date_future': 'The day it was frozen cannot be after today.',
    'imports.control_missing': 'The control sheet is not entered yet.',
    'imports.control_unsigned': 'The control sheet is not signed, so nothing can be written.',
    'imports.control_differs':
      '{count} {count|line|lines} of the control sheet differ; they must agree to the fen. Nothing was written.',
    'imports.debtors_differ':
      '{count} {count|line|lines} of the former system’s own list of debtors differ; they must agree to the fen. Nothing was written.',
    'imports.bills_changed':
      '{count} of these {count|bill has|bills have} changed meanwhile, or agree by now. Reload and look again.',
    'imports.rooms_differ':
      '{count} {count|line|lines} of homes are not what the file said; nothing may differ when it is accepted.',
    'imports.broken_off':
      'Something unexpected broke it off, three times; nothing was written. Make the dry run anew, and ask an administrator if it fails again.',
    'imports.mapping_wrong':
      'The mapping is not right: one field is mapped twice, or it does not belong to this kind of sheet.',
    'imports.excel.not_a_workbook':
      'The content is not an Excel workbook. Open it in Excel, save it as .xlsx and upload that.',
    'imports.excel.old_format': 'This is an old Excel file (.xls). Save it as .xlsx in Excel and upload that.',
    'imports.excel.encrypted': 'The workbook needs a password to open. Remove it in Excel and upload again.',
    'imports.excel.damaged': 'The file is damaged. Open it in Excel, repair and save it, then upload again.',
    'imports.excel.too_large': 'The file is too large to read. Split it and upload the parts.',
    'imports.excel.expands_too_much':
      'The file unpacks to an unreasonable size, so reading stopped. Save it as a new .xlsx and upload that.',
    'imports.excel.too_many_sheets': 'Too many sheets; the most is 50. Remove those you do not need.',
    'imports.excel.too_many_rows': 'Too many rows; the most is 200,000 per sheet. Split the file.',
    'imports.excel.too_many_columns': 'Too many columns; the most is 256. Remove those you do not need.',
  },
})
