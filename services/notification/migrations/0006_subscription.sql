-- Where messages go, once for all that subscribed for it: what a receiver is sent is paced, and it is left alone, for all of them together.
create table notification.address (
    -- A keyed hash of the address.
    key bytea primary key,
    -- Attempts of the last minute, by the database's clock; kept where the channel is paced.
    begun_at timestamptz[] not null default '{}',
    -- Codes of the last day, by the county's clock.
    codes_at timestamptz[] not null default '{}',
    -- Until when nothing goes there, by the database's clock: it asked for that, or does not answer.
    paused_until timestamptz,
    -- Attempts in a row, of one moment each, that nothing came of.
    failures integer not null default 0
);

-- Where notices go besides the inbox: a subscription (订阅) of a unit is one way to one receiver.
create table notification.subscription (
    id uuid primary key,
    unit text not null,
    -- Who made it.
    official text not null,
    -- The official whose own it is: what is told on the rungs on which they stand; null: the unit's.
    receiver text,
    channel text not null check (channel in ('webhook', 'email', 'sms', 'wecom', 'dingtalk', 'feishu')),
    -- What people call it.
    name text not null,
    -- Address and keys, sealed with this service's own key and bound to the id.
    target bytea not null,
    address bytea not null references notification.address,
    -- The target with the key before, and until when messages are signed with both.
    older_target bytea,
    older_until timestamptz,
    -- What of the address may be shown.
    shown text not null,
    -- Which notices: rungs of the ladder, kinds of duties, items, lamps, units that owe them; empty: every one.
    levels text[] not null,
    kinds text[] not null,
    items text[] not null,
    lamps text[] not null,
    units text[] not null,
    -- Made for the office (督办): what is told to it, of every unit.
    overseer boolean not null,
    -- Unverified until the receiver has repeated the code that it was sent.
    state text not null check (state in ('unverified', 'active', 'disabled')),
    -- Why it is disabled: 'asked', 'gone', 'failing', 'code'.
    reason text check ((state = 'disabled') = (reason is not null)),
    -- What the receiver was sent, until it comes back.
    code text check ((state = 'unverified') = (code is not null)),
    -- When it was made: it holds for a day.
    code_at timestamptz check ((code is null) = (code_at is null)),
    -- Wrong codes so far.
    tries integer not null default 0,
    -- Since when nothing has arrived; null while all is well.
    failing_since timestamptz,
    created_at timestamptz not null,
    check ((older_target is null) = (older_until is null))
);
create index subscription_by_unit on notification.subscription (unit, created_at, id);
create index subscription_by_address on notification.subscription (address);
-- Those of the office, for each notice that goes to it.
create index subscription_of_office on notification.subscription (id) where overseer and state = 'active';

-- The delivery log: one message to one receiver, the same over its attempts.
create table notification.dispatch (
    -- The receiver knows the message again by it.
    id uuid primary key,
    subscription_id uuid not null references notification.subscription,
    unit text not null,
    -- What it is about, and the row of that: a notice, a letter, an announcement, or the subscription that was disabled; a code and a
    -- test are about nothing else. No foreign key, since it lies in one of four tables; none of these rows is ever deleted.
    kind text not null check (kind in ('notice', 'letter', 'announcement', 'code', 'test', 'disabled')),
    subject_id uuid,
    created_at timestamptz not null,
    -- 'dropped': it was not sent.
    state text not null check (state in ('waiting', 'accepted', 'refused', 'exhausted', 'dropped')),
    -- Why it was not sent.
    needless text check (needless in (
        'done', 'superseded', 'outdated', 'silenced', 'receiver_left', 'office_moved', 'letter_answered', 'letter_closed',
        'announcement_replaced', 'code_repeated', 'subscription_disabled', 'subscription_enabled'
    )),
    attempts integer not null default 0,
    failed integer not null default 0,
    -- When it is tried, by the database's clock; a lease while it is.
    next_at timestamptz not null,
    -- What the last attempt said; null while there was none, and for a code.
    said text,
    -- What the receiver's side calls it.
    provider_id text,
    -- Why the last attempt failed; never names the receiver.
    cause text,
    ended_at timestamptz,
    check ((kind in ('code', 'test')) = (subject_id is null)),
    check ((state = 'dropped') = (needless is not null)),
    check ((state = 'waiting') = (ended_at is null))
);
-- Nothing is told twice to a subscription; only what was disabled may be disabled again, and that is told again. Also what became of a
-- notice, a letter or an announcement: GetDuty, ReportNotices.
create unique index dispatch_of_subject on notification.dispatch (subject_id, subscription_id, kind) where kind <> 'disabled';
create index dispatch_waiting on notification.dispatch (subscription_id, next_at, id) where state = 'waiting';
create index dispatch_due on notification.dispatch (next_at) where state = 'waiting';
create index dispatch_by_unit on notification.dispatch (unit, created_at, id);

-- Every attempt of a dispatch.
create table notification.attempt (
    dispatch_id uuid not null references notification.dispatch,
    number integer not null,
    subscription_id uuid not null,
    -- By the database's clock.
    begun_at timestamptz not null,
    -- 'accepted', 'later', 'refused', 'gone'; null while it runs, and for ever if the process died meanwhile.
    outcome text check (outcome in ('accepted', 'later', 'refused', 'gone')),
    cause text,
    primary key (dispatch_id, number)
);

grant select, insert, update on notification.subscription, notification.dispatch to shenguan_rpc, shenguan_system;
grant select (key, codes_at), insert, update (codes_at) on notification.address to shenguan_rpc;
grant select, insert, update on notification.address to shenguan_system;
grant select on notification.attempt to shenguan_rpc;
grant select, insert, update on notification.attempt to shenguan_system;

do $$
declare
    name text;
begin
    foreach name in array array['address', 'subscription', 'dispatch', 'attempt'] loop
        execute format('alter table notification.%I enable row level security', name);
        execute format('alter table notification.%I force row level security', name);
        execute format('create policy system_all on notification.%I to shenguan_system using (true) with check (true)', name);
    end loop;
end
$$;
-- A unit has its own; the office sees what became of every message, and so of the receiver, in its reports.
do $$
declare
    name text;
begin
    foreach name in array array['subscription', 'dispatch'] loop
        execute format('create policy seen on notification.%I for select to shenguan_rpc using (notification.sees(unit, unit))', name);
        execute format($p$create policy made on notification.%I for insert to shenguan_rpc
            with check (unit = nullif(current_setting('app.unit', true), ''))$p$, name);
        execute format($p$create policy changed on notification.%I for update to shenguan_rpc
            using (unit = nullif(current_setting('app.unit', true), ''))$p$, name);
    end loop;
end
$$;
create policy with_dispatch on notification.attempt for select to shenguan_rpc
using (exists (select from notification.dispatch where dispatch.id = attempt.dispatch_id));
-- Whoever subscribes may add an address, and sees those of its own: how many codes went there.
create policy added on notification.address for insert to shenguan_rpc with check (true);
create policy seen on notification.address for select to shenguan_rpc
using (exists (select from notification.subscription
               where address = key and unit = nullif(current_setting('app.unit', true), '')));
create policy sent on notification.address for update to shenguan_rpc
using (exists (select from notification.subscription
               where address = key and unit = nullif(current_setting('app.unit', true), '')));
