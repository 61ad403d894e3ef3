-- Why a payment was taken back: by mistake of the cashier (the money was there for the days between), or because it never came (a cheque
-- that bounced: the debt was never paid, its penalty counts through). Reversals until now were taken as mistakes, and stay so.
alter table billing.refund_request
  add column cause text check (cause in ('mistake', 'bounced')),
  add constraint refund_request_cause_of_reversal check (cause is null or kind = 'reversal');
