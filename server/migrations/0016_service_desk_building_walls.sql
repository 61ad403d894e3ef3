call registry.wall_buildings('service_desk.work_order', 'premises_id');
call registry.wall_buildings('service_desk.order_log', 'premises_id');
call registry.wall_buildings('service_desk.rating', 'premises_id');
