create schema if not exists exchange;
grant usage on schema exchange to shenguan_rpc, shenguan_system;

-- A push (推送): one fact told to several units. The legal record: inserted once, its content completed at most.
-- The sender's database and the receiver's hold the same row under the same id.
create table exchange.push (
    id uuid primary key,
    -- What it tells. Only licence decisions are told so far; the others are those that the regulation names.
    kind text not null check (kind in (
        'licence_decision', 'supervision_action', 'promise_result', 'promise_handling', 'proposal', 'proposal_result',
        'inquiry', 'reply', 'review_notice', 'legacy_request', 'legacy_opinion', 'legacy_verification', 'consultation',
        'opinion', 'policy', 'training', 'correction', 'withdrawal'
    )),
    -- Code of the unit that pushes, and the service that it lives in.
    sender_unit text not null,
    sender_service text not null,
    -- The record it is about, in the sender's database.
    source_id uuid not null,
    -- A line that people can read: item and document number. Without personal data.
    title text not null,
    -- The item, for filters; empty where it is of none.
    item_code text not null,
    -- What it tells, of a licence decision a shenguan.exchange.v1.LicenceDecision; without personal data.
    content bytea not null,
    -- shenguan.exchange.v1.PersonalData, sealed with this service's own key and bound to the push id.
    personal bytea not null,
    -- Grows when missing fields are completed; an older completion never overwrites a newer one.
    content_version integer not null default 1,
    -- Push clock (C1): its start; null for stock (存量), for which no clock is opened.
    push_started_at timestamptz,
    -- Exclusive end of the push clock; null while the year's calendar is not loaded (待定).
    push_due_at timestamptz,
    -- The counted and skipped days.
    push_counted jsonb,
    -- Version of the whole calendar by which the clock was last counted here; 0 if another service counted it.
    push_calendar bigint,
    -- When the push was accepted and routed: late if at or after push_due_at.
    accepted_at timestamptz not null,
    -- Version of the responsibility map that routed it.
    map_version bigint not null,
    -- The message that carried it, so that its receipt finds it; null at the receiver, and where all recipients are here.
    message_id uuid unique,
    check (push_started_at is not null or push_due_at is null),
    check ((push_due_at is null) = (push_counted is null)),
    check ((push_started_at is null) = (push_calendar is null))
);
-- PushService.ListPushes: a unit's pushes in order of acceptance.
create index push_by_sender on exchange.push (sender_unit, accepted_at, id);
-- The sweep that dates clocks when the calendar has changed.
create index push_undated on exchange.push (push_calendar, id) where push_due_at is null and push_calendar is not null;

-- The routing snapshot (分派快照): to whom the map in force sent the push. Never changed, whatever is rerouted later.
create table exchange.routing (
    push_id uuid not null references exchange.push,
    unit text not null,
    role text not null check (role in ('lead', 'other', 'copy')),
    primary key (push_id, unit)
);
