-- What this service has taken in: the guard that makes effects happen once.
create table mailbox.inbox (
    message_id uuid primary key,
    sender text not null,
    event text not null,
    body_sha256 bytea not null check (octet_length(body_sha256) = 32),
    received_at timestamptz not null,
    seen integer not null default 1
);
comment on table mailbox.inbox is 'Messages whose effect is in this database; a message is here if and only if its handler ran';
comment on column mailbox.inbox.message_id is 'Id given by the sender';
comment on column mailbox.inbox.sender is 'Service that sent it';
comment on column mailbox.inbox.event is 'Name of the event';
comment on column mailbox.inbox.body_sha256 is 'The same id with another hash is a security event';
comment on column mailbox.inbox.received_at is 'Business instant; starts the claim clock and travels in the receipt';
comment on column mailbox.inbox.seen is 'How often it arrived';

create table mailbox.failure (
    message_id uuid primary key,
    attempts integer not null,
    retry_at timestamptz not null,
    cause text not null
);
comment on table mailbox.failure is 'Messages that a handler put off; counted here, because every resend comes as a new message of the broker';
comment on column mailbox.failure.message_id is 'Id given by the sender';
comment on column mailbox.failure.attempts is 'How often its handler put it off';
comment on column mailbox.failure.retry_at is 'Not handled again before, however often it arrives';
comment on column mailbox.failure.cause is 'What the handler said last';

grant select, insert, update on mailbox.inbox to shenguan_system;
grant select, insert, update, delete on mailbox.failure to shenguan_system;
