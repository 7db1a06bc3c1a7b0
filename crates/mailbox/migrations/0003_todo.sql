-- What is still to be delivered: tiny, hot, and deleted on receipt, so that bloat stays here and never touches the ledger.
create table mailbox.receiver (
    name text primary key,
    enrolled_at timestamptz not null default clock_timestamp(),
    history_ends bigint not null,
    caught_up_to bigint not null default 0
);
comment on table mailbox.receiver is 'Services that take part; for others messages are kept without a todo row';
comment on column mailbox.receiver.name is 'Name of the receiving service';
comment on column mailbox.receiver.enrolled_at is 'Since when, by the database clock';
comment on column mailbox.receiver.history_ends is 'Position of the last message that was written before; later ones got their todo row when they were written';
comment on column mailbox.receiver.caught_up_to is 'Position up to which the history has its todo rows; the history is complete when it reaches history_ends';

create table mailbox.todo (
    message_id uuid not null references mailbox.message (id),
    receiver text not null,
    epoch integer not null default 0,
    failures integer not null default 0,
    next_at timestamptz not null default clock_timestamp(),
    parked_at timestamptz,
    last_error text,
    primary key (message_id, receiver)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);
comment on table mailbox.todo is 'One row per message and receiver that has not sent its receipt';
comment on column mailbox.todo.epoch is 'How many publishings the broker acknowledged; part of Nats-Msg-Id, so that a resend is never swallowed as a duplicate';
comment on column mailbox.todo.failures is 'How many publishings of this epoch failed';
comment on column mailbox.todo.next_at is 'When a relay may claim it; a claim is a lease, that is a next_at in the future';
comment on column mailbox.todo.parked_at is 'When the receiver said that it could not handle the message; resent seldom, to ask whether it was replayed there';
comment on column mailbox.todo.last_error is 'Why the last publishing failed';

-- The relay claims what was never published before it resends.
create index todo_fresh on mailbox.todo (next_at, message_id) where epoch = 0;
create index todo_resend on mailbox.todo (next_at, message_id) where epoch > 0;

grant select on mailbox.receiver to shenguan_rpc;
grant select, insert, update on mailbox.receiver to shenguan_system;
grant insert on mailbox.todo to shenguan_rpc;
grant select, insert, update, delete on mailbox.todo to shenguan_system;
