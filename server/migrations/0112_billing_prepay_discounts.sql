-- 预缴优惠: what is let off to whoever pays months ahead at once, until a day where one is set; booked beside the payment.
alter table billing.discount add column until_on date;
alter table billing.settlement drop constraint settlement_source_kind_check;
alter table billing.settlement add constraint settlement_source_kind_check
  check (source_kind in ('payment', 'purse', 'waiver', 'rounding', 'discount', 'write-off', 'correction'));
