-- Two dispatchers give one order to two repairers: the second is told, instead of overruling the first unseen.
alter table service_desk.work_order add column version integer not null default 1 check (version >= 1);
