call registry.wall_buildings('ledger.posting', 'premises_id');
