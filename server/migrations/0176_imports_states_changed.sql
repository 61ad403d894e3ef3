-- A state of premises that a file says otherwise may be taken over, too.
alter table imports.changed drop constraint changed_field_check,
  add constraint changed_field_check check (field in ('phone', 'areaM2', 'state'));
