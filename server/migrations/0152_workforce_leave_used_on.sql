-- Leave is taken from the grants that hold on the days of leave, not on the day it is approved. Entries from before count for the first day
-- of their leave.
alter table workforce.leave_entry add column used_on date;
