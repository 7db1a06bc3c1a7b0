-- Row-level security, the second wall: a unit sees what it owes and what it is owed, the office (督办) sees all. The statements
-- name the units as well.
grant select on notification.duty, notification.tally, notification.change to shenguan_rpc;
grant select, insert on notification.remark to shenguan_rpc, shenguan_system;
grant select on notification.redating to shenguan_rpc;
grant select, insert on notification.redating to shenguan_system;
grant select, insert, update on notification.duty to shenguan_system;
grant select, insert, update, delete on notification.tally to shenguan_system;
grant select, insert on notification.change to shenguan_system;

create function notification.is_overseer() returns boolean language sql stable
return coalesce(current_setting('app.role_overseer', true) = 'yes', false);
create function notification.sees(owed_by text, owed_to text) returns boolean language sql stable
return notification.is_overseer()
    or nullif(current_setting('app.unit', true), '') in (owed_by, owed_to);

do $$
declare
    name text;
begin
    foreach name in array array['duty', 'tally', 'change', 'remark'] loop
        execute format('alter table notification.%I enable row level security', name);
        execute format('alter table notification.%I force row level security', name);
        execute format('create policy system_all on notification.%I to shenguan_system using (true) with check (true)', name);
        execute format('create policy own on notification.%I for select to shenguan_rpc '
            'using (notification.sees(owed_by, owed_to))', name);
    end loop;
end
$$;

alter table notification.redating enable row level security;
alter table notification.redating force row level security;
create policy system_all on notification.redating to shenguan_system using (true) with check (true);
create policy with_duty on notification.redating for select to shenguan_rpc
using (exists (select from notification.duty where duty.id = redating.duty_id));

-- Whoever owed it, or the office, says something of it in its own name, of a duty that it sees.
create policy said on notification.remark for insert to shenguan_rpc
with check (
    unit = nullif(current_setting('app.unit', true), '')
    and (unit = owed_by or coalesce(current_setting('app.role_overseer', true) = 'yes', false))
    and exists (
        select from notification.duty
        where duty.id = remark.duty_id and duty.owed_by = remark.owed_by and duty.owed_to = remark.owed_to
    )
);
