-- Supervision letters (督办函). Their number, text and duties never change; answers are added.
create table notification.letter (
    id uuid primary key,
    -- 督办函〔year〕sequence号.
    year integer not null,
    sequence integer not null,
    unit text not null,
    issued_by text not null,
    official text not null,
    text text not null,
    issued_at timestamptz not null,
    -- First day of the quarter in the county, in which the unit's letters are counted.
    quarter date not null,
    -- shenguan.type.v1.Deadline: until when it is to be answered, with the explanation of the date.
    deadline bytea not null,
    due_at timestamptz not null,
    replied_at timestamptz,
    conclusion text check (conclusion in ('rectified', 'excused', 'referred', 'withdrawn')),
    conclusion_text text,
    closed_at timestamptz,
    closed_by text,
    -- How far the ledger has been told of its duty: that it is owed, and that it is over.
    owed_noted boolean not null default false,
    end_noted boolean not null default false,
    unique (year, sequence),
    check ((closed_at is null) = (conclusion is null)),
    check ((closed_at is null) = (closed_by is null)),
    check ((closed_at is null) = (conclusion_text is null))
);
create index letter_by_unit on notification.letter (unit, issued_at, id);
create index letter_by_time on notification.letter (issued_at, id);
create index letter_by_quarter on notification.letter (unit, quarter);
create index letter_to_note on notification.letter (id)
    where not owed_noted or (not end_noted and (replied_at is not null or closed_at is not null));

-- The late duties that a letter is about.
create table notification.letter_duty (
    letter_id uuid not null references notification.letter,
    duty_id uuid not null references notification.duty,
    primary key (letter_id, duty_id)
);

create table notification.letter_reply (
    id uuid primary key,
    letter_id uuid not null references notification.letter,
    unit text not null,
    official text not null,
    text text not null,
    replied_at timestamptz not null
);
create index letter_reply_by_letter on notification.letter_reply (letter_id, replied_at, id);

-- Matters that were raised to the joint meeting: one a unit and quarter.
create table notification.matter (
    id uuid primary key,
    unit text not null,
    quarter date not null,
    raised_at timestamptz not null,
    -- The joint meeting's ruling on it (处理意见).
    ruling_id uuid,
    ruled_at timestamptz,
    unique (unit, quarter),
    check ((ruling_id is null) = (ruled_at is null))
);

grant select, insert on notification.letter, notification.letter_duty, notification.letter_reply, notification.matter
    to shenguan_rpc, shenguan_system;
grant update (replied_at, conclusion, conclusion_text, closed_at, closed_by) on notification.letter to shenguan_rpc, shenguan_system;
grant update (owed_noted, end_noted) on notification.letter to shenguan_system;
grant update (ruling_id, ruled_at) on notification.matter to shenguan_system;

do $$
declare
    name text;
begin
    foreach name in array array['letter', 'letter_duty', 'letter_reply', 'matter'] loop
        execute format('alter table notification.%I enable row level security', name);
        execute format('alter table notification.%I force row level security', name);
        execute format('create policy system_all on notification.%I to shenguan_system using (true) with check (true)', name);
    end loop;
end
$$;
-- The unit that a letter went to, and the office, see it and change its state; only the office makes one.
create policy seen on notification.letter for select to shenguan_rpc using (notification.sees(unit, unit));
create policy changed on notification.letter for update to shenguan_rpc using (notification.sees(unit, unit));
create policy issued on notification.letter for insert to shenguan_rpc
with check (notification.is_overseer());
-- Letters are numbered for the whole county, whichever office writes one.
create policy letters on numbers.number to shenguan_rpc
using (unit is null and word = '督办函' and notification.is_overseer());
create policy with_letter on notification.letter_duty to shenguan_rpc
using (exists (select from notification.letter where letter.id = letter_duty.letter_id));
create policy with_letter on notification.letter_reply for select to shenguan_rpc
using (exists (select from notification.letter where letter.id = letter_reply.letter_id));
create policy replied on notification.letter_reply for insert to shenguan_rpc
with check (unit = nullif(current_setting('app.unit', true), '')
    and exists (select from notification.letter where letter.id = letter_reply.letter_id and letter.unit = letter_reply.unit));
create policy raised on notification.matter to shenguan_rpc
using (notification.is_overseer())
with check (notification.is_overseer());
