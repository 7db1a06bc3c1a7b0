-- Topics of the joint meeting (议题).
create table meeting.topic (
    id uuid primary key,
    -- Who proposed it; null where the platform raised a matter.
    proposed_by text,
    official text,
    -- The matter (提请事项) that another service raised.
    matter_id uuid unique,
    matter_kind text check (matter_kind in ('third_letter')),
    raised_by text,
    source_ids text[] not null default '{}',
    kind text not null check (kind in ('policy', 'information_sharing', 'major_matter', 'duty_dispute', 'supervision', 'other')),
    title text not null,
    text text not null,
    -- Units that it concerns.
    units text[] not null,
    collected_at timestamptz not null,
    -- What is to be decided, in the words of the office.
    summary text,
    state text not null check (state in ('collected', 'summarised', 'submitted', 'approved', 'returned', 'scheduled', 'concluded')),
    state_at timestamptz not null,
    -- Who brought it to this state; null while it is as a matter came.
    state_by text,
    return_reason text,
    -- On whose agenda it is, or was discussed.
    meeting_id uuid,
    check ((proposed_by is null) = (matter_id is not null)),
    check ((proposed_by is null) = (official is null)),
    check ((matter_id is null) = (matter_kind is null)),
    check ((matter_id is null) = (raised_by is null)),
    check (state = 'collected' or (summary is not null and state_by is not null)),
    check ((state = 'returned') = (return_reason is not null)),
    check ((state in ('scheduled', 'concluded')) = (meeting_id is not null))
);
create index topic_by_time on meeting.topic (collected_at, id);
create index topic_by_unit on meeting.topic (proposed_by, collected_at, id);
create index topic_of_units on meeting.topic using gin (units);

-- Every step of a topic, as it was taken.
create table meeting.topic_step (
    topic_id uuid not null references meeting.topic,
    number integer not null,
    state text not null,
    at timestamptz not null,
    official text,
    -- The summary as it was then, or why it was returned.
    text text,
    primary key (topic_id, number)
);

grant select, insert on meeting.topic, meeting.topic_step to shenguan_rpc, shenguan_system;
grant update (summary, state, state_at, state_by, return_reason, meeting_id) on meeting.topic to shenguan_rpc;

do $$
declare
    name text;
begin
    foreach name in array array['topic', 'topic_step'] loop
        execute format('alter table meeting.%I enable row level security', name);
        execute format('alter table meeting.%I force row level security', name);
        execute format('create policy system_all on meeting.%I to shenguan_system using (true) with check (true)', name);
    end loop;
end
$$;
-- Today's chief convener's unit sees what is submitted to it; whoever follows, from the first day on.
create function meeting.is_chief() returns boolean language sql stable
return exists (select from meeting.seat where role = 'chief_convener'
                 and nullif(current_setting('app.today', true), '')::date between first_day and coalesce(last_day, 'infinity')
                 and unit = nullif(current_setting('app.unit', true), ''));
create policy seen on meeting.topic for select to shenguan_rpc
using ((select meeting.is_office()) or (select meeting.is_chief()) or proposed_by = nullif(current_setting('app.unit', true), '')
       or nullif(current_setting('app.unit', true), '') = any(units));
create policy proposed on meeting.topic for insert to shenguan_rpc
with check (proposed_by = nullif(current_setting('app.unit', true), ''));
create policy changed on meeting.topic for update to shenguan_rpc
using ((select meeting.is_office()) or (select meeting.is_chief()));
create policy with_topic on meeting.topic_step to shenguan_rpc
using (exists (select from meeting.topic where topic.id = topic_step.topic_id));
