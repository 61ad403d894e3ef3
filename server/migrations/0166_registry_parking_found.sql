-- Spaces are a tenth of the premises: their list and numbers need not look at the other nine.
create index premises_parking on registry.premises (tenant_id, area_code, id) where use = 'parking';
