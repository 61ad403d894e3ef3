-- Bills that are held, and those that were voided, are few among years of bills; a company asks for all of them at once.
create index bill_held on billing.bill (tenant_id, community_id) where held_at is not null;
create index bill_voided on billing.bill (tenant_id, community_id) where voided_at is not null;
