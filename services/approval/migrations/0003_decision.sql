-- A licence decision (许可决定) of an approval bureau: the legal record, completed at most, never deleted.
create table approval.decision (
    id uuid primary key,
    -- Code of the deciding unit.
    unit text not null,
    -- What makes it one decision: one document may grant several certificates (一文多证). Empty where there is none. A number that holds
    -- a person's is kept as its keyed hash.
    document_number text not null,
    certificate_number text not null,
    -- The item; null until it is resolved.
    item_code text,
    decided_on date not null,
    -- shenguan.exchange.v1.LicenceDecision, without personal data.
    content bytea not null,
    -- shenguan.exchange.v1.PersonalData, sealed with this service's own key and bound to the id.
    personal bytea not null,
    -- Keyed digests of what was first submitted: of everything, and of what a publicity file carries. The same again is a
    -- duplicate, not a second record.
    digest bytea not null,
    publicity_digest bytea not null,
    -- Required fields that the source did not have (要素缺失) and that are not completed yet.
    missing text[] not null,
    -- 法律疑点.
    doubts text[] not null,
    -- Push clock (C1): its start; null for stock (存量).
    push_started_at timestamptz,
    -- Exclusive end; null while the year's calendar is not loaded (待定).
    push_due_at timestamptz,
    push_counted jsonb,
    -- Version of the whole calendar by which the clock was last counted.
    push_calendar bigint,
    -- Its push, once routed, and when it was accepted and routed; or why it waits for a person.
    push_id uuid unique,
    routed_at timestamptz,
    unrouted_reason text,
    -- Grows with each completion.
    version integer not null default 1,
    recorded_by text not null,
    recorded_at timestamptz not null,
    unique (unit, document_number, certificate_number),
    check ((push_id is null) = (routed_at is null)),
    check ((push_id is null) = (unrouted_reason is not null)),
    check ((push_due_at is null) = (push_counted is null)),
    check ((push_started_at is null) = (push_calendar is null))
);
-- ListDecisions: a unit's decisions in order of recording.
create index decision_by_unit on approval.decision (unit, recorded_at, id);
-- The queue to be resolved by hand, and the list of what is missing.
create index decision_unrouted on approval.decision (unit, recorded_at, id) where push_id is null;
create index decision_missing on approval.decision (unit, recorded_at, id) where missing <> '{}';
-- Searches by certificate number; document numbers are served by the unique index.
create index decision_by_certificate on approval.decision (unit, certificate_number);
-- The sweep that counts open clocks again when the calendar has changed.
create index decision_open_clock on approval.decision (push_calendar, id)
where push_calendar is not null and (push_id is null or push_due_at is null);

grant select, insert, update on approval.decision to shenguan_rpc, shenguan_system;
alter table approval.decision enable row level security;
alter table approval.decision force row level security;
create policy own on approval.decision to shenguan_rpc
using (unit = nullif(current_setting('app.unit', true), ''))
with check (unit = nullif(current_setting('app.unit', true), ''));
create policy system_all on approval.decision to shenguan_system using (true) with check (true);
