-- A silence (静默): until it ends, what is told of a unit's duties to its handlers and liaison leaves on no way but the inbox. Its leader
-- is told what is late all the same, and no clock stops.
create table notification.silence (
    id uuid primary key,
    unit text not null,
    -- The leader who silenced, and why.
    official text not null,
    reason text not null,
    created_at timestamptz not null,
    -- Exclusive end.
    until_at timestamptz not null,
    -- Who ended it before.
    ended_by text,
    check (until_at >= created_at)
);
create index silence_by_unit on notification.silence (unit, created_at, id);
-- What is in force, for each message that leaves.
create index silence_by_end on notification.silence (until_at, unit);

-- A deputy (代理): from the first day to the last, what is told to the one is told to the other, of the same unit.
create table notification.deputy (
    id uuid primary key,
    unit text not null,
    -- Who is away.
    official text not null,
    deputy text not null,
    named_by text not null,
    created_at timestamptz not null,
    first_day date not null,
    last_day date not null,
    check (official <> deputy),
    -- The last day of one that was ended early may lie before its first.
    check (last_day >= first_day - 1)
);
create index deputy_by_unit on notification.deputy (unit, created_at, id);
-- Who is away today, for each notice.
create index deputy_by_last_day on notification.deputy (last_day, first_day);

grant select, insert, update on notification.silence, notification.deputy to shenguan_rpc;
grant select on notification.silence, notification.deputy to shenguan_system;

do $$
declare
    name text;
begin
    foreach name in array array['silence', 'deputy'] loop
        execute format('alter table notification.%I enable row level security', name);
        execute format('alter table notification.%I force row level security', name);
        execute format('create policy system_all on notification.%I to shenguan_system using (true) with check (true)', name);
        -- The office sees who has silenced what; a unit makes and ends its own.
        execute format('create policy seen on notification.%I for select to shenguan_rpc using (notification.sees(unit, unit))', name);
        execute format($p$create policy made on notification.%I for insert to shenguan_rpc
            with check (unit = nullif(current_setting('app.unit', true), ''))$p$, name);
        execute format($p$create policy ended on notification.%I for update to shenguan_rpc
            using (unit = nullif(current_setting('app.unit', true), ''))$p$, name);
    end loop;
end
$$;
