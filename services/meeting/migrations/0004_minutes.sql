-- Minutes (会议纪要), one row a version; only the newest goes on, and an issued one never changes.
create table meeting.minutes (
    meeting_id uuid not null references meeting.meeting,
    version integer not null check (version > 0),
    -- shenguan.meeting.v1.MinutesContent.
    content bytea not null,
    -- shenguan.meeting.v1.Attendance, as it stood when the version was drafted.
    attendance bytea not null,
    -- shenguan.meeting.v1.MinutesNames, as they were then.
    names bytea not null,
    drafted_by text not null,
    drafted_at timestamptz not null,
    state text not null check (state in ('draft', 'circulated', 'approved', 'issued')),
    state_at timestamptz not null,
    state_by text not null,
    -- Last day for comments.
    comments_until date,
    -- Who signed it (签发).
    approved_by text,
    -- 联席会议纪要〔year〕sequence号.
    year integer,
    sequence integer,
    primary key (meeting_id, version),
    unique (year, sequence),
    check ((state = 'draft') = (comments_until is null)),
    check ((state in ('approved', 'issued')) = (approved_by is not null)),
    check ((state = 'issued') = (year is not null) and (year is null) = (sequence is null))
);
-- A meeting has one issued version at most.
create unique index minutes_issued on meeting.minutes (meeting_id) where state = 'issued';

-- What units said of a version that circulated.
create table meeting.minutes_comment (
    id uuid primary key,
    meeting_id uuid not null,
    version integer not null,
    unit text not null,
    official text not null,
    text text not null,
    commented_at timestamptz not null,
    foreign key (meeting_id, version) references meeting.minutes
);
create index minutes_comment_by_meeting on meeting.minutes_comment (meeting_id, commented_at, id);

-- Rulings on matters that were raised (处理意见), one a matter.
create table meeting.ruling (
    id uuid primary key,
    meeting_id uuid not null references meeting.meeting,
    topic_id uuid not null references meeting.topic,
    matter_id uuid not null unique,
    kind text not null check (kind in ('advice', 'temporary_assignment')),
    text text not null,
    unit text,
    issued_at timestamptz not null,
    check ((kind = 'temporary_assignment') = (unit is not null))
);

grant select, insert on meeting.minutes, meeting.minutes_comment, meeting.ruling to shenguan_rpc;
grant update (state, state_at, state_by, comments_until, approved_by, year, sequence) on meeting.minutes to shenguan_rpc;
grant select on meeting.minutes, meeting.minutes_comment, meeting.ruling to shenguan_system;

do $$
declare
    name text;
begin
    foreach name in array array['minutes', 'minutes_comment', 'ruling'] loop
        execute format('alter table meeting.%I enable row level security', name);
        execute format('alter table meeting.%I force row level security', name);
        execute format('create policy system_all on meeting.%I to shenguan_system using (true) with check (true)', name);
    end loop;
end
$$;
-- Whoever is invited sees what circulates; whoever runs the meeting, every version.
create policy seen on meeting.minutes for select to shenguan_rpc
using ((state <> 'draft' and meeting.sees_meeting(meeting_id)) or meeting.runs_meeting(meeting_id));
create policy drafted on meeting.minutes for insert to shenguan_rpc with check ((select meeting.is_office()));
create policy changed on meeting.minutes for update to shenguan_rpc using (meeting.runs_meeting(meeting_id));
-- Minutes are numbered for the joint meeting, whichever unit is its office.
create policy minutes on numbers.number to shenguan_rpc
using (unit is null and word = '联席会议纪要' and (select meeting.is_office()));
create policy seen on meeting.minutes_comment for select to shenguan_rpc
using (unit = nullif(current_setting('app.unit', true), '') or meeting.runs_meeting(meeting_id));
create policy said on meeting.minutes_comment for insert to shenguan_rpc
with check (unit = nullif(current_setting('app.unit', true), ''));
create policy with_meeting on meeting.ruling for select to shenguan_rpc using (meeting.sees_meeting(meeting_id));
create policy issued on meeting.ruling for insert to shenguan_rpc with check ((select meeting.is_office()));
