call registry.wall_buildings('billing.assignment', 'premises_id');
call registry.wall_buildings('billing.bill', 'premises_id');
call registry.wall_buildings('billing.bill_line', 'premises_id');
call registry.wall_buildings('billing.settlement', 'premises_id');
