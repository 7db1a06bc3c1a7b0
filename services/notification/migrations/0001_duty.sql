create schema if not exists notification;
grant usage on schema notification to shenguan_rpc, shenguan_system;

-- The duty ledger (时限义务台账): who owes what, by when, under which article. Kept for ever. Its facts come from the services
-- whose clocks these are, in any order and perhaps more than once: a row may know of its end or its new date before it knows
-- what was opened.
create table notification.duty (
    id uuid primary key,
    -- The service whose clock it is: no other can say anything of it.
    sender text not null,
    -- When this ledger learned what is owed; null while only an end or a date is known.
    opened_at timestamptz,
    -- Clock of the rules table: 'C1', 'C2', …
    kind text not null default '',
    -- Code of the unit that owes it, and of the one that it is owed to (empty: to every recipient).
    owed_by text not null default '',
    owed_to text not null default '',
    -- What it is about: 'decision' or 'delivery', and its id in the sender's database.
    subject_type text not null default '',
    subject_id uuid,
    -- What it is called, and its number where it has one; without personal data.
    subject_name text not null default '',
    subject_number text not null default '',
    item_code text not null default '',
    -- shenguan.type.v1.Deadline: the newest count, with its explanation.
    deadline bytea,
    -- Version of the sender's calendar at that count: an older one never overwrites a newer one.
    calendar_version bigint not null default -1,
    started_at timestamptz,
    -- Exclusive end; null while the year's calendar is not loaded (待定).
    due_at timestamptz,
    -- From when the lamp is yellow, and deep red; null where that cannot be said yet. The lamp itself is derived.
    yellow_at timestamptz,
    deep_red_at timestamptz,
    -- Version of this service's calendar by which those two were counted.
    lamp_version bigint not null default 0,
    -- For sorting: duties without a date come last.
    due_order timestamptz not null generated always as (coalesce(due_at, '9999-01-01 00:00:00+00'::timestamptz)) stored,
    state text not null check (state in ('open', 'discharged', 'withdrawn')),
    -- When it was done or fell away, by the sender's clock.
    ended_at timestamptz,
    withdraw_reason text,
    check ((state = 'open') = (ended_at is null)),
    check (withdraw_reason is null or state = 'withdrawn'),
    check ((opened_at is null) = (subject_id is null))
);
-- DutyService.ListDuties: what a unit owes, what it is owed, and what everybody owes, those due first at the head.
create index duty_open_by on notification.duty (owed_by, due_order, id) where state = 'open' and opened_at is not null;
create index duty_open_to on notification.duty (owed_to, due_order, id) where state = 'open' and opened_at is not null;
create index duty_open on notification.duty (due_order, id) where state = 'open' and opened_at is not null;
-- The same of duties that have ended.
create index duty_ended_by on notification.duty (owed_by, due_order, id) where state <> 'open' and opened_at is not null;
create index duty_ended_to on notification.duty (owed_to, due_order, id) where state <> 'open' and opened_at is not null;
create index duty_ended on notification.duty (due_order, id) where state <> 'open' and opened_at is not null;
-- The sweep that counts lamps again once the calendar has changed.
create index duty_to_light on notification.duty (lamp_version, id) where state = 'open' and due_at is not null;

-- Open duties, counted: what the board shows of a million duties. Kept by triggers in the transaction of each change.
create table notification.tally (
    owed_by text not null,
    owed_to text not null,
    kind text not null,
    due_order timestamptz not null,
    yellow_at timestamptz not null,
    deep_red_at timestamptz not null,
    open bigint not null,
    primary key (owed_by, owed_to, kind, due_order, yellow_at, deep_red_at)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500);

-- The feed behind DutyService.WatchDuties. A reader passes only rows whose transaction is older than every open one.
create table notification.change (
    transaction_id xid8 not null default pg_current_xact_id(),
    sequence bigint generated always as identity,
    duty_id uuid not null references notification.duty,
    owed_by text not null,
    owed_to text not null,
    primary key (transaction_id, sequence)
);
create index change_by on notification.change (owed_by, transaction_id, sequence);
create index change_to on notification.change (owed_to, transaction_id, sequence);
