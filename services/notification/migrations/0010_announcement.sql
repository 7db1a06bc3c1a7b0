-- What the joint meeting tells units (联席会议通知): once each, kept for ever, never changed.
create table notification.announcement (
    id uuid primary key,
    kind text not null check (kind in ('invitation', 'rescheduled', 'cancelled', 'material', 'minutes_circulated', 'minutes_issued', 'bulletin')),
    -- The meeting, or the bulletin, in the meeting service.
    subject_id uuid not null,
    -- A line that people can read, without personal data.
    text text not null,
    -- By the meeting service's clock.
    announced_at timestamptz not null
);
-- SupervisionLetterService.ListAnnouncements, newest first.
create index announcement_by_time on notification.announcement (announced_at, id);
-- What was said later of the same meeting.
create index announcement_by_subject on notification.announcement (subject_id, announced_at);

-- The units that are told.
create table notification.announcement_unit (
    announcement_id uuid not null references notification.announcement,
    unit text not null,
    primary key (announcement_id, unit)
);
create index announcement_unit_by_unit on notification.announcement_unit (unit, announcement_id);

grant select on notification.announcement, notification.announcement_unit to shenguan_rpc;
grant select, insert on notification.announcement, notification.announcement_unit to shenguan_system;

do $$
declare
    name text;
begin
    foreach name in array array['announcement', 'announcement_unit'] loop
        execute format('alter table notification.%I enable row level security', name);
        execute format('alter table notification.%I force row level security', name);
        execute format('create policy system_all on notification.%I to shenguan_system using (true) with check (true)', name);
    end loop;
end
$$;
-- A unit sees what it was told, the office (督办) sees all.
create policy seen on notification.announcement_unit for select to shenguan_rpc using (notification.sees(unit, unit));
create policy with_unit on notification.announcement for select to shenguan_rpc
using (exists (select from notification.announcement_unit where announcement_id = announcement.id));
