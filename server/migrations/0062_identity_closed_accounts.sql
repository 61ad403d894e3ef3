-- A resident who closes the own account is not opened again by an edit of the person; a code or an application opens a new one.
alter table identity.resident_account add column closed_at timestamptz;
