-- The audit trail: one row for every write, refusal and reveal of personal data. Rows are added, never changed, and hold
-- no personal data of applicants.
create table shell.audit (
    -- Order of insertion; may have gaps.
    id bigint generated always as identity primary key,
    -- When, by the service's clock.
    at timestamptz not null,
    -- The unit that called; null when its key is not pinned to one.
    unit text,
    -- Name of the calling system; for a key that is not pinned, the fingerprint of the key.
    system text not null,
    -- The acting official as asserted by that system.
    official text,
    -- Path of the RPC.
    rpc text not null,
    -- The request_id of a write.
    request_id uuid,
    -- done: written. refused: nothing was changed. revealed: personal data was shown in clear.
    outcome text not null check (outcome in ('done', 'refused', 'revealed')),
    -- The stable reason of a refusal.
    reason text,
    -- The purpose of a reveal, for example 监管履职.
    purpose text,
    -- Ids or codes of what was written or revealed.
    objects text[] not null default '{}',
    -- The trace that it belongs to, 32 hexadecimal digits.
    trace_id text,
    check ((outcome = 'refused') = (reason is not null)),
    check ((outcome = 'revealed') = (purpose is not null))
);
-- What a unit did, in order.
create index audit_by_unit on shell.audit (unit, id);
-- Who touched a record.
create index audit_by_object on shell.audit using gin (objects);

grant insert on shell.audit to shenguan_rpc;
grant select, insert on shell.audit to shenguan_system;
alter table shell.audit enable row level security;
alter table shell.audit force row level security;
-- A caller leaves rows in its own name only, and reads none.
create policy own on shell.audit for insert to shenguan_rpc
with check (unit is not distinct from nullif(current_setting('app.unit', true), ''));
create policy system_all on shell.audit to shenguan_system using (true) with check (true);

create function shell.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is append-only';
end
$$;
create trigger append_only before update or delete or truncate on shell.audit
for each statement execute function shell.refuse_change();
