-- Row-level security, the second wall: the statements name the unit as well. A transaction that says no unit sees no row.
grant select, insert, update on exchange.push, exchange.delivery to shenguan_rpc, shenguan_system;
grant select, insert on exchange.routing, exchange.return, exchange.change
to shenguan_rpc, shenguan_system;

create function exchange.acting_unit() returns text language sql stable
return nullif(current_setting('app.unit', true), '');

do $$
declare
    name text;
begin
    foreach name in array array['push', 'routing', 'delivery', 'return', 'change'] loop
        execute format('alter table exchange.%I enable row level security', name);
        execute format('alter table exchange.%I force row level security', name);
        execute format('create policy system_all on exchange.%I to shenguan_system using (true) with check (true)', name);
    end loop;
    -- What the unit sent or what was addressed to it.
    foreach name in array array['delivery', 'return', 'change'] loop
        execute format(
            'create policy own on exchange.%I to shenguan_rpc using (exchange.acting_unit() in (unit, sender_unit)) '
            'with check (exchange.acting_unit() in (unit, sender_unit))', name);
    end loop;
end
$$;

-- A push is made and completed by its sender, and read by its recipients too.
create policy own on exchange.push to shenguan_rpc
using (sender_unit = exchange.acting_unit()) with check (sender_unit = exchange.acting_unit());
create policy received on exchange.push for select to shenguan_rpc
using (exists (
    select from exchange.delivery where delivery.push_id = push.id and delivery.unit = exchange.acting_unit()
));
create policy with_push on exchange.routing to shenguan_rpc
using (exists (select from exchange.push where push.id = routing.push_id))
with check (exists (select from exchange.push where push.id = routing.push_id));
