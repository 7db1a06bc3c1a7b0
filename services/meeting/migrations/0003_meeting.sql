-- Meetings of the joint meeting (会议), with who is invited and what they were sent.
create table meeting.meeting (
    id uuid primary key,
    kind text not null check (kind in ('plenary', 'topical', 'liaison')),
    title text not null,
    start_at timestamptz not null,
    place text not null,
    -- 召集 and 主持: two facts.
    convened_by uuid not null references meeting.seat,
    presided_by uuid not null references meeting.seat,
    -- 委托: whom the chief convener lets preside.
    delegated_to uuid references meeting.seat,
    delegated_by text,
    delegated_at timestamptz,
    -- Units that the office invites besides those that the topics concern.
    units text[] not null,
    -- Units that were invited; none while it is planned.
    invited text[] not null default '{}',
    state text not null check (state in ('planned', 'invited', 'held', 'cancelled')),
    state_at timestamptz not null,
    state_by text not null,
    cancel_reason text,
    -- C13: the duty to send materials, and its clock. Each date of the meeting has a duty of its own.
    materials_duty uuid,
    materials_started_at timestamptz,
    -- Exclusive end.
    materials_due_at timestamptz,
    -- The counted and skipped days.
    materials_counted jsonb,
    -- Version of the calendar by which it was counted.
    materials_calendar bigint,
    late_materials_agreed boolean,
    reschedules integer not null default 0,
    check ((delegated_to is null) = (delegated_by is null) and (delegated_to is null) = (delegated_at is null)),
    check (num_nulls(materials_duty, materials_started_at, materials_due_at, materials_counted, materials_calendar) in (0, 5)),
    check (state <> 'planned' or materials_due_at is null),
    check (state not in ('invited', 'held') or materials_due_at is not null),
    check ((state = 'cancelled') = (cancel_reason is not null)),
    check (state = 'held' or late_materials_agreed is null)
);
create index meeting_by_start on meeting.meeting (start_at, id);
create index meeting_of_units on meeting.meeting using gin (invited);

-- Its agenda (议程).
create table meeting.agenda (
    meeting_id uuid not null references meeting.meeting,
    number integer not null,
    topic_id uuid not null references meeting.topic,
    primary key (meeting_id, number),
    unique (meeting_id, topic_id)
);
create index agenda_by_topic on meeting.agenda (topic_id);

-- Who is invited: units, experts and lawyers.
create table meeting.participant (
    id uuid primary key,
    meeting_id uuid not null references meeting.meeting,
    kind text not null check (kind in ('member', 'liaison', 'observer', 'expert', 'lawyer')),
    unit text,
    -- Where an expert or a lawyer comes from, and for what; no name.
    organisation text,
    answer text check (answer in ('attends', 'leave', 'stand_in')),
    -- Why it asks for leave; the post of the stand-in.
    answer_text text,
    answered_by text,
    answered_at timestamptz,
    signed_in_at timestamptz,
    signed_in_post text,
    signed_in_by text,
    unique (meeting_id, unit),
    check ((unit is null) = (kind in ('expert', 'lawyer'))),
    check ((unit is null) = (organisation is not null)),
    check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)),
    check ((answer in ('leave', 'stand_in')) is not true or answer_text is not null),
    check ((signed_in_at is null) = (signed_in_post is null) and (signed_in_at is null) = (signed_in_by is null))
);
create index participant_by_meeting on meeting.participant (meeting_id, id);

-- What they were sent (会议材料); never changed, never deleted.
create table meeting.material (
    id uuid primary key,
    meeting_id uuid not null references meeting.meeting,
    -- Null: about all of the agenda.
    topic_id uuid references meeting.topic,
    name text not null,
    media_type text not null,
    -- Sealed at rest.
    content bytea not null,
    -- Of the clear content, in bytes.
    size integer not null check (size > 0),
    sha256 bytea not null,
    sent_at timestamptz not null,
    sent_by text not null
);
create index material_by_meeting on meeting.material (meeting_id, sent_at, id);

-- Every step of a meeting, as it was taken.
create table meeting.meeting_step (
    meeting_id uuid not null references meeting.meeting,
    number integer not null,
    act text not null check (act in ('planned', 'delegated', 'invited', 'rescheduled', 'cancelled', 'opened')),
    at timestamptz not null,
    official text not null,
    -- When it was to begin, once this was done.
    start_at timestamptz not null,
    -- Why it was moved or cancelled.
    text text,
    primary key (meeting_id, number)
);

alter table meeting.topic add constraint topic_on_agenda foreign key (meeting_id) references meeting.meeting;

grant select, insert on meeting.meeting, meeting.agenda, meeting.participant, meeting.material, meeting.meeting_step to shenguan_rpc;
grant update (start_at, place, presided_by, delegated_to, delegated_by, delegated_at, invited, state, state_at, state_by, cancel_reason,
              materials_duty, materials_started_at, materials_due_at, materials_counted, materials_calendar, late_materials_agreed, reschedules) on meeting.meeting to shenguan_rpc;
grant update (answer, answer_text, answered_by, answered_at, signed_in_at, signed_in_post, signed_in_by)
on meeting.participant to shenguan_rpc;
grant select on meeting.meeting, meeting.agenda, meeting.participant, meeting.material, meeting.meeting_step to shenguan_system;

do $$
declare
    name text;
begin
    foreach name in array array['meeting', 'agenda', 'participant', 'material', 'meeting_step'] loop
        execute format('alter table meeting.%I enable row level security', name);
        execute format('alter table meeting.%I force row level security', name);
        execute format('create policy system_all on meeting.%I to shenguan_system using (true) with check (true)', name);
    end loop;
end
$$;
-- Seats that the caller's unit has, or ever had.
create function meeting.own_seats() returns uuid[] language sql stable
return array(select id from meeting.seat where unit = nullif(current_setting('app.unit', true), ''));
-- The office and the chief convener see every meeting; a convener those that it convenes or presides over.
create policy seen on meeting.meeting for select to shenguan_rpc
using ((select meeting.is_office()) or (select meeting.is_chief()) or nullif(current_setting('app.unit', true), '') = any(invited)
       or convened_by = any((select meeting.own_seats())::uuid[]) or presided_by = any((select meeting.own_seats())::uuid[]));
create policy planned on meeting.meeting for insert to shenguan_rpc with check ((select meeting.is_office()));
create policy changed on meeting.meeting for update to shenguan_rpc
using ((select meeting.is_office()) or (select meeting.is_chief()));
create function meeting.runs_meeting(id uuid) returns boolean language sql stable
return exists (select from meeting.meeting
               where meeting.id = runs_meeting.id
                 and (meeting.is_office() or meeting.is_chief() or convened_by = any(meeting.own_seats())
                      or presided_by = any(meeting.own_seats())));
create function meeting.sees_meeting(id uuid) returns boolean language sql stable
return exists (select from meeting.meeting where meeting.id = sees_meeting.id);
create policy with_meeting on meeting.agenda for select to shenguan_rpc
using (exists (select from meeting.meeting where meeting.id = agenda.meeting_id));
create policy planned on meeting.agenda for insert to shenguan_rpc with check ((select meeting.is_office()));
-- A unit knows what it answered itself; whoever runs the meeting knows it of all.
create policy seen on meeting.participant for select to shenguan_rpc
using (unit = nullif(current_setting('app.unit', true), '') or meeting.runs_meeting(meeting_id));
create policy invited on meeting.participant for insert to shenguan_rpc with check ((select meeting.is_office()));
create policy answered on meeting.participant for update to shenguan_rpc
using ((select meeting.is_office()) or unit = nullif(current_setting('app.unit', true), ''));
create policy with_meeting on meeting.material for select to shenguan_rpc
using (exists (select from meeting.meeting where meeting.id = material.meeting_id));
create policy sent on meeting.material for insert to shenguan_rpc with check ((select meeting.is_office()));
create policy with_meeting on meeting.meeting_step for select to shenguan_rpc
using (exists (select from meeting.meeting where meeting.id = meeting_step.meeting_id));
create policy taken on meeting.meeting_step for insert to shenguan_rpc
with check ((select meeting.is_office()) or (select meeting.is_chief()));
-- Whoever is invited sees the topics of the agenda.
drop policy seen on meeting.topic;
create policy seen on meeting.topic for select to shenguan_rpc
using ((select meeting.is_office()) or (select meeting.is_chief()) or proposed_by = nullif(current_setting('app.unit', true), '')
       or nullif(current_setting('app.unit', true), '') = any(units) or meeting_id in (select id from meeting.meeting));
