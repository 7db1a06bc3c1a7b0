-- What this service has said. Written once, never changed, never deleted: a receiver that comes later gets all of it.
create table mailbox.message (
    id uuid primary key,
    sender text not null,
    event text not null,
    verb text not null,
    receivers text[] not null check (cardinality(receivers) > 0),
    body bytea not null check (octet_length(body) <= 786432),
    body_sha256 bytea not null check (octet_length(body_sha256) = 32),
    traceparent text,
    created_at timestamptz not null default clock_timestamp(),
    position bigint generated always as identity unique
);
comment on table mailbox.message is 'Facts that left this service, immutable';
comment on column mailbox.message.id is 'UUID of version 7: sorts by time of saying';
comment on column mailbox.message.sender is 'Name of this service';
comment on column mailbox.message.event is 'Name of the event, last token of the subject';
comment on column mailbox.message.verb is 'Verb of the subject';
comment on column mailbox.message.receivers is 'Services that must have it, enrolled or not';
comment on column mailbox.message.body is 'Protobuf; personal data in it is sealed. At most 768 KiB, which with headers fits the broker''s 1 MiB';
comment on column mailbox.message.body_sha256 is 'SHA-256 of the body; the receiver''s receipt must name the same';
comment on column mailbox.message.traceparent is 'W3C trace context of the operation that said it';
comment on column mailbox.message.created_at is 'Database clock';
comment on column mailbox.message.position is 'Order of writing; what is written after an enrolment has a higher one than all that was written before';

create function mailbox.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of mailbox.% are never changed or deleted', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
comment on function mailbox.refuse_change is 'Holds for owners and superusers too, who pass by grants';

create trigger immutable before update or delete on mailbox.message
    for each row execute function mailbox.refuse_change();
create trigger never_emptied before truncate on mailbox.message
    for each statement execute function mailbox.refuse_change();

-- Those who serve callers may speak, but not read what was said: bodies name other units.
grant insert on mailbox.message to shenguan_rpc;
grant select, insert on mailbox.message to shenguan_system;

-- What is said of the directory is believed everywhere, so of the callers only a platform administrator (平台管理) says it.
alter table mailbox.message enable row level security;
alter table mailbox.message force row level security;
create policy callers_speak on mailbox.message for insert to shenguan_rpc
    with check (verb <> 'directory' or coalesce(current_setting('app.role_admin', true) = 'yes', false));
create policy system_all on mailbox.message to shenguan_system using (true) with check (true);
