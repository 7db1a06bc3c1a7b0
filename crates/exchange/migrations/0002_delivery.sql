-- A delivery (送达): a push's copy for one unit, with its own clock; the thing that is claimed.
create table exchange.delivery (
    id uuid primary key,
    push_id uuid not null references exchange.push,
    -- What its push tells.
    kind text not null,
    -- Whose row this is: 'sent', the sender's copy, while another service serves the recipient; 'received', the recipient's own,
    -- while another service sent it; 'within', both are served here.
    way text not null check (way in ('sent', 'received', 'within')),
    -- Code of the receiving unit, and of the sending one: row-level security looks at both.
    unit text not null,
    sender_unit text not null,
    -- Why this unit: lead supervisor (牵头), another one, or for information (抄送), which owes no claim.
    role text not null check (role in ('lead', 'other', 'copy')),
    -- 'sent' exists only at the sender, until the receipt. Overdue is derived, never stored.
    state text not null check (state in ('sent', 'delivered', 'claimed', 'returned')),
    -- When the receiving service's database had it.
    received_at timestamptz,
    -- Claim clock (C2): its start; null for stock (存量).
    claim_started_at timestamptz,
    -- Exclusive end; null while the year's calendar is not loaded (待定).
    claim_due_at timestamptz,
    claim_counted jsonb,
    -- Version of the whole calendar by which the clock was last counted here; 0 if another service counted it.
    claim_calendar bigint,
    -- Who claimed or returned it, and when.
    closed_by text,
    closed_at timestamptz,
    -- When an official of the unit first read it in full. Reading is not claiming.
    first_read_at timestamptz,
    -- W3C trace context of the operation that made or received it. Its claim or return is said in this trace.
    traceparent text,
    -- Grows with each change of state, and when its receiver has counted its open clock again; an older event never overwrites
    -- what a newer one said.
    version integer not null,
    unique (push_id, unit),
    check ((state = 'sent') = (received_at is null)),
    check (state <> 'sent' or way = 'sent'),
    check (role <> 'copy' or (claim_started_at is null and state in ('sent', 'delivered'))),
    check ((state in ('claimed', 'returned')) = (closed_at is not null)),
    check ((closed_by is null) = (closed_at is null)),
    check ((claim_due_at is null) = (claim_counted is null)),
    check ((claim_started_at is null) = (claim_calendar is null))
);
-- DeliveryService.ListDeliveries: a unit's deliveries in order of arrival.
create index delivery_by_unit on exchange.delivery (unit, received_at, id) where way <> 'sent';
-- The sweep that counts open clocks again when the calendar has changed.
create index delivery_open_clock on exchange.delivery (claim_calendar, id)
where claim_calendar is not null and (state = 'delivered' or claim_due_at is null);

-- Every return (退回) of a delivery, kept for ever.
create table exchange.return (
    id uuid primary key,
    delivery_id uuid not null references exchange.delivery,
    unit text not null,
    sender_unit text not null,
    -- T14: '01' … '07', '99'.
    code text not null,
    remark text not null,
    suggested_unit text,
    returned_by text not null,
    returned_at timestamptz not null,
    -- The delivery's version after it: the same return told twice is one row.
    delivery_version integer not null,
    unique (delivery_id, delivery_version)
);

-- The feed behind DeliveryService.WatchDeliveries: one row per change of a delivery that is received here. A reader passes only rows whose
-- transaction is older than every open one, so that a late commit is never skipped.
create table exchange.change (
    transaction_id xid8 not null default pg_current_xact_id(),
    sequence bigint generated always as identity,
    delivery_id uuid not null references exchange.delivery,
    unit text not null,
    sender_unit text not null,
    primary key (transaction_id, sequence)
);
create index change_by_unit on exchange.change (unit, transaction_id, sequence);
