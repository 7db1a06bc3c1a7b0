-- Receipts (回执) on their way back to senders; deleted once the broker has them. A lost one is made again when the sender resends.
create table mailbox.receipt (
    id bigint generated always as identity primary key,
    message_id uuid not null,
    sender text not null,
    body_sha256 bytea not null,
    received_at timestamptz not null,
    parked boolean not null,
    next_at timestamptz not null default clock_timestamp()
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);
comment on table mailbox.receipt is 'Receipts not yet acknowledged by the broker; the same message may stand here twice';
comment on column mailbox.receipt.message_id is 'Message that arrived';
comment on column mailbox.receipt.sender is 'Service that sent it and gets the receipt';
comment on column mailbox.receipt.body_sha256 is 'Hash of what arrived';
comment on column mailbox.receipt.received_at is 'When this service took it';
comment on column mailbox.receipt.parked is 'Whether it was parked instead of handled';
comment on column mailbox.receipt.next_at is 'When a relay may claim it; a claim is a lease';

-- The relay claims in the order of writing.
create index receipt_due on mailbox.receipt (next_at, id);

grant select, insert, update, delete on mailbox.receipt to shenguan_system;
