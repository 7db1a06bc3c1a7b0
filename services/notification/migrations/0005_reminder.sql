-- The next step of each open, dated duty: tiny, hot, and gone when the duty ends. Kept by triggers in the transaction of each
-- change, so that a duty that was done is never reminded of, whoever is about to send.
create table notification.reminder (
    duty_id uuid primary key references notification.duty,
    -- When there is something to decide; '-infinity': the plan has not been looked at since the clock got this date.
    next_at timestamptz not null default '-infinity',
    -- The instant of the last step that was taken: none is taken twice.
    taken_at timestamptz,
    -- The service whose answer the step waits for, that the duty is overdue; then next_at is infinite.
    held_by text,
    -- When that duty was due.
    held_due timestamptz,
    check ((held_by is null) = (held_due is null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);
-- The sweep takes what is due first.
create index reminder_due on notification.reminder (next_at, duty_id);
create index reminder_held on notification.reminder (held_by, held_due) where held_by is not null;

create function notification.plan_new_duties() returns trigger language plpgsql as $$
begin
    insert into notification.reminder (duty_id)
    select id from after_change where state = 'open' and opened_at is not null and due_at is not null
    order by id
    on conflict (duty_id) do nothing;
    return null;
end
$$;

create function notification.plan_changed_duties() returns trigger language plpgsql as $$
begin
    delete from notification.reminder where duty_id in (select id from after_change where state <> 'open');
    insert into notification.reminder (duty_id)
    select id from after_change where state = 'open' and opened_at is not null and due_at is not null
    order by id
    on conflict (duty_id) do update set next_at = '-infinity', held_by = null, held_due = null;
    return null;
end
$$;

create trigger plan_new after insert on notification.duty
    referencing new table as after_change
    for each statement execute function notification.plan_new_duties();
create trigger plan_changed after update on notification.duty
    referencing new table as after_change
    for each statement execute function notification.plan_changed_duties();

-- A notice (提醒): what was told to one rung of the ladder about one unit's duties at one time. All that a plan gives for 08:30 is
-- one notice, the morning's digest; twenty deliveries that are due together are one notice. What is told of the same time later, for
-- example of a duty that was opened since, is another round: the first may have been read, or sent.
create table notification.notice (
    id uuid primary key,
    -- The unit that owes the duties.
    unit text not null,
    level text not null check (level in ('handlers', 'liaison', 'leader', 'overseer')),
    -- The instant of the steps.
    at timestamptz not null,
    created_at timestamptz not null,
    round integer not null default 1,
    -- By the database's clock: duties join it for a moment only.
    opened_at timestamptz not null default clock_timestamp(),
    -- Its place in the feed behind NoticeService.WatchNotices, as in notification.change.
    transaction_id xid8 not null default pg_current_xact_id(),
    sequence bigint generated always as identity,
    unique (unit, level, at, round)
);
-- NoticeService.ListNotices: a unit's, and everybody's, newest first.
create index notice_by_unit on notification.notice (unit, created_at, id);
create index notice_by_time on notification.notice (created_at, id);
-- NoticeService.WatchNotices: a unit's, and everybody's.
create index notice_feed_by_unit on notification.notice (unit, transaction_id, sequence);
create index notice_feed on notification.notice (transaction_id, sequence);

-- Which duties a notice told of, and what it said of each: the proof of who was told what, and when.
create table notification.notice_duty (
    notice_id uuid not null references notification.notice,
    duty_id uuid not null references notification.duty,
    step text not null check (step in ('half_time', 'due_today', 'due_soon', 'overdue', 'escalated')),
    -- Why no subscription was to hear of this duty when it was told; null: some was.
    unsent text check (unsent in ('no_subscription', 'nobody_on_rung', 'not_chosen', 'silenced', 'told_below')),
    primary key (notice_id, duty_id)
);
create index notice_duty_by_duty on notification.notice_duty (duty_id);

-- Whether what was said of a duty is still true: it is open, nothing later was told of it, and its date has not moved past what was said.
create function notification.still_true(step text, state text, is_latest boolean, due_at timestamptz, now timestamptz)
returns boolean language sql immutable
return state = 'open' and is_latest and case when step in ('overdue', 'escalated') then due_at <= now else due_at > now end;

-- Who has read a notice. Reading is not doing.
create table notification.notice_read (
    notice_id uuid not null references notification.notice,
    unit text not null,
    official text not null,
    read_at timestamptz not null,
    primary key (notice_id, official)
);

grant select, insert, update, delete on notification.reminder to shenguan_system;
-- Whether what was told is still the latest.
grant select on notification.reminder to shenguan_rpc;
grant select on notification.notice, notification.notice_duty to shenguan_rpc;
grant select, insert on notification.notice, notification.notice_duty to shenguan_system;
-- A second batch of the same time finds the notice by writing its level again.
grant update (level) on notification.notice to shenguan_system;
grant select, insert on notification.notice_read to shenguan_rpc, shenguan_system;

alter table notification.reminder enable row level security;
alter table notification.reminder force row level security;
create policy system_all on notification.reminder to shenguan_system using (true) with check (true);
create policy with_duty on notification.reminder for select to shenguan_rpc
using (exists (select from notification.duty where duty.id = reminder.duty_id));
alter table notification.notice enable row level security;
alter table notification.notice force row level security;
create policy system_all on notification.notice to shenguan_system using (true) with check (true);
create policy own on notification.notice for select to shenguan_rpc using (notification.sees(unit, unit));
alter table notification.notice_duty enable row level security;
alter table notification.notice_duty force row level security;
create policy system_all on notification.notice_duty to shenguan_system using (true) with check (true);
create policy with_notice on notification.notice_duty for select to shenguan_rpc
using (exists (select from notification.notice where notice.id = notice_duty.notice_id));
alter table notification.notice_read enable row level security;
alter table notification.notice_read force row level security;
create policy system_all on notification.notice_read to shenguan_system using (true) with check (true);
-- Who has read what is part of what the office reports.
create policy seen on notification.notice_read for select to shenguan_rpc
using (exists (select from notification.notice where notice.id = notice_read.notice_id));
create policy own on notification.notice_read to shenguan_rpc
using (unit = nullif(current_setting('app.unit', true), ''))
with check (unit = nullif(current_setting('app.unit', true), ''));
