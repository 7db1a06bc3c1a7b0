-- What was said of a lateness (Art. 28): the unit's reason (说明), the office's finding (认定). Never changed: a new one is added.
create table notification.remark (
    id uuid primary key,
    duty_id uuid not null references notification.duty,
    -- The unit that said it; with the duty's units, for row-level security.
    unit text not null,
    owed_by text not null,
    owed_to text not null,
    official text not null,
    created_at timestamptz not null,
    text text not null,
    -- Null: a unit's reason.
    finding text check (finding in ('outage', 'ruling', 'reason', 'not_excused'))
);
create index remark_by_duty on notification.remark (duty_id, created_at, id);

-- How the date of a duty moved when the calendar changed: what its service said of each new count.
create table notification.redating (
    duty_id uuid not null references notification.duty,
    -- The calendar of that count.
    calendar_version bigint not null,
    -- Null: there was no date, or there is none.
    previous_due_at timestamptz,
    due_at timestamptz,
    cause text not null,
    primary key (duty_id, calendar_version)
);
