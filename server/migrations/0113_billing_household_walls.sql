-- A new owner does not see what the former one was billed. (What is prepaid and deposited is each holder's own already.)
call registry.wall_households('billing.bill', 'premises_id', 'payer_person_id');
