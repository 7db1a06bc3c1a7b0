create schema if not exists meeting;
grant usage on schema meeting to shenguan_rpc, shenguan_system;

-- The roster (成员名册): which post of which unit has which seat, from when to when. A row is never deleted; it ends.
create table meeting.seat (
    id uuid primary key,
    unit text not null,
    role text not null check (role in ('chief_convener', 'convener', 'office', 'member', 'liaison', 'deputy_liaison')),
    -- 职务; no name.
    post text not null,
    -- The official who holds it; null: whoever the directory names.
    official text,
    first_day date not null,
    -- Inclusive; null while it is open.
    last_day date,
    check (last_day is null or last_day >= first_day)
);
-- RosterService.ListSeats.
create index seat_by_unit on meeting.seat (unit, first_day, id);
-- A unit has a seat of a kind once at a time.
create unique index seat_open on meeting.seat (unit, role) where last_day is null;
-- There is one chief convener (总召集人), and one office.
create unique index seat_open_alone on meeting.seat (role) where last_day is null and role in ('chief_convener', 'office');

-- Changes that units proposed, and what the office did about them.
create table meeting.seat_change (
    id uuid primary key,
    unit text not null,
    role text not null check (role in ('chief_convener', 'convener', 'office', 'member', 'liaison', 'deputy_liaison')),
    -- Null: the seat ends without a successor.
    post text,
    official text,
    first_day date not null,
    reason text not null,
    proposed_by text not null,
    proposed_at timestamptz not null,
    state text not null check (state in ('proposed', 'recorded', 'declined')),
    decided_by text,
    decided_at timestamptz,
    decline_reason text,
    check (official is null or post is not null),
    check ((state = 'proposed') = (decided_at is null)),
    check ((decided_at is null) = (decided_by is null)),
    check ((state = 'declined') = (decline_reason is not null))
);
create index seat_change_by_unit on meeting.seat_change (unit, proposed_at, id);
create index seat_change_by_time on meeting.seat_change (proposed_at, id);

grant select, insert on meeting.seat, meeting.seat_change to shenguan_rpc;
grant update (last_day) on meeting.seat to shenguan_rpc;
grant update (state, decided_by, decided_at, decline_reason) on meeting.seat_change to shenguan_rpc;
grant select, insert on meeting.seat to shenguan_system;
grant select on meeting.seat_change to shenguan_system;

-- Every unit knows the roster; a unit knows its own proposals; the office knows and changes everything.
-- The office (联席会议办公室): overseers of the unit that has its seat today; while nobody has it, whoever oversees. Policies ask it
-- once a statement: (select meeting.is_office()).
create function meeting.is_office() returns boolean language sql stable
return coalesce(current_setting('app.role_overseer', true) = 'yes', false)
   and nullif(current_setting('app.today', true), '') is not null
   and coalesce((select bool_or(unit = nullif(current_setting('app.unit', true), '')) from meeting.seat
                 where role = 'office'
                   and nullif(current_setting('app.today', true), '')::date between first_day and coalesce(last_day, 'infinity')),
                true);

do $$
declare
    name text;
begin
    foreach name in array array['seat', 'seat_change'] loop
        execute format('alter table meeting.%I enable row level security', name);
        execute format('alter table meeting.%I force row level security', name);
        execute format('create policy system_all on meeting.%I to shenguan_system using (true) with check (true)', name);
    end loop;
end
$$;
create policy known on meeting.seat for select to shenguan_rpc
using (nullif(current_setting('app.unit', true), '') is not null);
create policy recorded on meeting.seat for insert to shenguan_rpc with check ((select meeting.is_office()));
create policy ended on meeting.seat for update to shenguan_rpc using ((select meeting.is_office()));
create policy seen on meeting.seat_change for select to shenguan_rpc
using ((select meeting.is_office()) or unit = nullif(current_setting('app.unit', true), ''));
create policy proposed on meeting.seat_change for insert to shenguan_rpc
with check (unit = nullif(current_setting('app.unit', true), ''));
create policy decided on meeting.seat_change for update to shenguan_rpc using ((select meeting.is_office()));
