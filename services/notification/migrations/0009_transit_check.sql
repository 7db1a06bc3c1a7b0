-- 在途核对: whether what the owner of a clock has said is here, up to when; one row a service. Before that is known of a duty's date, nobody
-- is told that it is overdue: its end may be on the way.
create table notification.transit_check (
    sender text primary key,
    -- The open question, if there is one.
    question uuid,
    -- When it was put: by the county's clock, and by the database's.
    asked_at timestamptz not null,
    sent_at timestamptz not null default clock_timestamp(),
    -- What was on the way when it was answered; null while it is not.
    awaited uuid[],
    -- All that was done before this instant has arrived.
    proven_until timestamptz not null default '-infinity',
    check (question is not null or awaited is null)
);

grant select, insert, update on notification.transit_check to shenguan_system;
alter table notification.transit_check enable row level security;
alter table notification.transit_check force row level security;
create policy system_all on notification.transit_check to shenguan_system using (true) with check (true);
