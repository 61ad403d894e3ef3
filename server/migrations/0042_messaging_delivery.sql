-- What became of a message on its way to the phone. Tried until it is sent, or refused for good.
alter table messaging.sms
  add column provider_id text,
  add column failed_at timestamptz,
  add column failure text;
create index sms_unsent on messaging.sms (at) where sent_at is null and failed_at is null and channel <> 'sink';
