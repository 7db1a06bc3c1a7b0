-- Resolutions (议定事项、交办事项) of minutes that were issued.
create table meeting.resolution (
    id uuid primary key,
    meeting_id uuid not null references meeting.meeting,
    -- 联席会议纪要〔year〕sequence号, and the place in it.
    year integer not null,
    sequence integer not null,
    number integer not null,
    kind text not null check (kind in ('agreed', 'entrusted')),
    topic_id uuid not null references meeting.topic,
    text text not null,
    lead_unit text not null,
    co_units text[] not null,
    issued_at timestamptz not null,
    -- The duty to carry it out (C14), and its clock; another one each time that the office gives it back, or has another unit lead it.
    duty uuid not null unique,
    duty_started_at timestamptz not null,
    -- Exclusive end.
    duty_due_at timestamptz not null,
    -- The days between, and where the last one is named.
    duty_counted jsonb not null,
    -- How often its last day was named.
    duty_calendar bigint not null,
    extensions integer not null default 0,
    -- Whether a bulletin has told that it is done.
    told boolean not null default false,
    state text not null check (state in ('under_way', 'submitted', 'accepted')),
    state_at timestamptz not null,
    -- When what was accepted, or waits for it, was submitted.
    submitted_at timestamptz,
    unique (year, sequence, number),
    check ((state = 'under_way') = (submitted_at is null))
);
create index resolution_by_time on meeting.resolution (issued_at, id);
create index resolution_by_lead on meeting.resolution (lead_unit, issued_at, id);
create index resolution_of_co_units on meeting.resolution using gin (co_units);
create index resolution_open on meeting.resolution (duty_due_at, id) where state <> 'accepted';
create index resolution_untold on meeting.resolution (id) where state = 'accepted' and not told;

-- What was said of a resolution: progress, evidence, why it was given back.
create table meeting.resolution_report (
    id uuid primary key,
    resolution_id uuid not null references meeting.resolution,
    unit text not null,
    official text not null,
    text text not null,
    reported_at timestamptz not null,
    -- To which state it brought the resolution; null: a report of progress.
    to_state text check (to_state in ('under_way', 'submitted', 'accepted'))
);
create index resolution_report_by_resolution on meeting.resolution_report (resolution_id, reported_at, id);

-- Later days that were asked for (延期).
create table meeting.extension (
    id uuid primary key,
    resolution_id uuid not null references meeting.resolution,
    unit text not null,
    from_day date not null,
    to_day date not null check (to_day > from_day),
    reason text not null,
    requested_by text not null,
    requested_at timestamptz not null,
    state text not null check (state in ('requested', 'granted', 'declined')),
    decided_by text,
    decided_at timestamptz,
    decline_reason text,
    check ((state = 'requested') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
    check ((state = 'declined') = (decline_reason is not null))
);
create index extension_by_resolution on meeting.extension (resolution_id, requested_at, id);
-- One waits at a time.
create unique index extension_requested on meeting.extension (resolution_id) where state = 'requested';

-- Bulletins (通报): what was told to every unit, as it was then.
create table meeting.bulletin (
    id uuid primary key,
    -- 联席会议通报〔year〕sequence号.
    year integer not null,
    sequence integer not null,
    issued_by text not null,
    issued_at timestamptz not null,
    -- shenguan.meeting.v1.Bulletin, its rows only.
    content bytea not null,
    unique (year, sequence)
);
create index bulletin_by_time on meeting.bulletin (issued_at, id);

grant select, insert on meeting.resolution, meeting.resolution_report, meeting.extension, meeting.bulletin to shenguan_rpc;
grant update (lead_unit, co_units, duty, duty_started_at, duty_due_at, duty_counted, duty_calendar, extensions, told, state, state_at, submitted_at)
on meeting.resolution to shenguan_rpc;
grant update (state, decided_by, decided_at, decline_reason) on meeting.extension to shenguan_rpc;
grant select on meeting.resolution, meeting.resolution_report, meeting.extension, meeting.bulletin to shenguan_system;

do $$
declare
    name text;
begin
    foreach name in array array['resolution', 'resolution_report', 'extension', 'bulletin'] loop
        execute format('alter table meeting.%I enable row level security', name);
        execute format('alter table meeting.%I force row level security', name);
        execute format('create policy system_all on meeting.%I to shenguan_system using (true) with check (true)', name);
    end loop;
end
$$;
create function meeting.sees_resolution(id uuid) returns boolean language sql stable
return exists (select from meeting.resolution where resolution.id = sees_resolution.id);
create policy seen on meeting.resolution for select to shenguan_rpc
using ((select meeting.is_office()) or (select meeting.is_chief()) or lead_unit = nullif(current_setting('app.unit', true), '')
       or nullif(current_setting('app.unit', true), '') = any(co_units));
create policy issued on meeting.resolution for insert to shenguan_rpc with check ((select meeting.is_office()));
create policy changed on meeting.resolution for update to shenguan_rpc
using ((select meeting.is_office()) or lead_unit = nullif(current_setting('app.unit', true), ''));
create policy with_resolution on meeting.resolution_report for select to shenguan_rpc using (meeting.sees_resolution(resolution_id));
create policy said on meeting.resolution_report for insert to shenguan_rpc
with check (unit = nullif(current_setting('app.unit', true), '') and meeting.sees_resolution(resolution_id));
create policy with_resolution on meeting.extension for select to shenguan_rpc using (meeting.sees_resolution(resolution_id));
create policy requested on meeting.extension for insert to shenguan_rpc
with check (unit = nullif(current_setting('app.unit', true), '') and meeting.sees_resolution(resolution_id));
create policy decided on meeting.extension for update to shenguan_rpc using ((select meeting.is_office()));
create policy known on meeting.bulletin for select to shenguan_rpc
using (nullif(current_setting('app.unit', true), '') is not null);
create policy issued on meeting.bulletin for insert to shenguan_rpc with check ((select meeting.is_office()));
create policy bulletins on numbers.number to shenguan_rpc
using (unit is null and word = '联席会议通报' and (select meeting.is_office()));
