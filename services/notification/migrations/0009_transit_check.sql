-- 在途核对: whether what the owner of a clock has said is here, up to when; one row a service. Before that is known of a duty's date, nobody
-- is told that it is overdue: its end may be on the way.
create table notification.transit_check (
    sender text primary key,
    -- The open question, if there is one.
    question uuid,
    -- What a complete answer proves: all that was done before this instant, by the county's clock.
    proves timestamptz not null default '-infinity',
    -- Not asked again before, by the database's clock.
    again_at timestamptz not null default clock_timestamp(),
    -- What was on the way when it was answered; null while it is not.
    awaited uuid[],
    -- All that was done before this instant has arrived.
    proven_until timestamptz not null default '-infinity',
    check (question is not null or awaited is null)
);

grant select, insert, update on notification.transit_check to shenguan_system;
-- The office (督办) writes letters about what is proven only.
grant select on notification.transit_check to shenguan_rpc;
alter table notification.transit_check enable row level security;
alter table notification.transit_check force row level security;
create policy system_all on notification.transit_check to shenguan_system using (true) with check (true);
create policy of_office on notification.transit_check for select to shenguan_rpc
using (coalesce(current_setting('app.role_overseer', true) = 'yes', false));
