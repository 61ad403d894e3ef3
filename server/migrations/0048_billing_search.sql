-- Bills are found by their number (ZD and the running number), also by its beginning.
create index bill_serial on billing.bill (tenant_id, serial);
