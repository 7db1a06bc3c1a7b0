-- Messages that could not be handled, with all their bytes, for an operator.
create table mailbox.parked (
    id uuid primary key,
    raw_sha256 bytea not null unique,
    message_id uuid,
    sender text not null,
    event text,
    subject text not null,
    traceparent text,
    body bytea not null,
    body_sha256 bytea not null,
    cause text not null,
    parked_at timestamptz not null,
    seen integer not null default 1
);
comment on table mailbox.parked is 'Refused by a handler, unreadable, or not for us';
comment on column mailbox.parked.id is 'UUID of version 7: pages in order of parking';
comment on column mailbox.parked.raw_sha256 is 'SHA-256 of subject, message id and body: the same rubbish is parked once';
comment on column mailbox.parked.message_id is 'Null when the message is not well formed or not for us; such a row can never be replayed';
comment on column mailbox.parked.sender is 'Service whose stream it came from';
comment on column mailbox.parked.event is 'Name of the event, null when it could not be read';
comment on column mailbox.parked.subject is 'Subject as it came';
comment on column mailbox.parked.traceparent is 'W3C trace context as it came';
comment on column mailbox.parked.body is 'The bytes as they came; personal data in them is sealed';
comment on column mailbox.parked.body_sha256 is 'SHA-256 of the body';
comment on column mailbox.parked.cause is 'Why';
comment on column mailbox.parked.parked_at is 'When it first came, business instant';
comment on column mailbox.parked.seen is 'How often it came';

-- A resend of a parked message is recognised by its id.
create index parked_message on mailbox.parked (message_id);

grant select, insert, update, delete on mailbox.parked to shenguan_system;
