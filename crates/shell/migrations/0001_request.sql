create schema if not exists shell;
grant usage on schema shell to shenguan_rpc, shenguan_system;

-- Answers to writes, by the request_id that the caller chose: a repeat gets the same answer. Kept as long as the record.
create table shell.request (
    -- The unit that asked.
    unit text not null,
    -- UUID that it gave the request.
    request_id uuid not null,
    -- Path of the RPC.
    rpc text not null,
    -- Digest of the encoded request: the same id with another body is refused.
    body_sha256 bytea not null check (length(body_sha256) = 32),
    -- The acting official as asserted by the unit's system; empty when the system acted on its own.
    official text not null,
    -- The encoded answer, filled in by the same transaction.
    response bytea not null default '',
    -- When the request came, by the service's clock.
    created_at timestamptz not null,
    primary key (unit, request_id)
);

-- The system role answers the operators of the mailbox, whose tables the rpc role does not see.
grant select, insert on shell.request to shenguan_rpc, shenguan_system;
grant update (response) on shell.request to shenguan_rpc, shenguan_system;
alter table shell.request enable row level security;
alter table shell.request force row level security;
create policy own on shell.request to shenguan_rpc
using (unit = nullif(current_setting('app.unit', true), ''))
with check (unit = nullif(current_setting('app.unit', true), ''));
create policy system_all on shell.request to shenguan_system using (true) with check (true);
