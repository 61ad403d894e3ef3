call registry.wall_buildings('payments.payment', 'premises_id');
call registry.wall_buildings('payments.receipt', 'premises_id');
