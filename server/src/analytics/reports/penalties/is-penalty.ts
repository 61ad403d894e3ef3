/**
 * SQL, whether an issued line (alias `l` of `billing.public_bill_line`) with its item (`i` of `billing.public_charge_item`) is of a penalty, as the
 * ledger posts it (6301): one that was billed, and what corrects one, whose kind is `correction`. What was taken over is not billed.
 * One text for the report and its check.
 */
export const IS_PENALTY =
  "(l.kind = 'penalty' or (l.kind <> 'opening' and i.category = 'penalty' and i.treatment = 'revenue'))"
