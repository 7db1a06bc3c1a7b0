create schema if not exists supervision;
grant usage on schema supervision to shenguan_rpc, shenguan_system;

-- A supervised subject (监管对象) of a unit: entered when its first licence is delivered (Art. 13).
create table supervision.subject (
    id uuid primary key,
    -- The unit that supervises it: the same subject has one row in each unit's register.
    unit text not null,
    kind text not null check (kind in ('organisation', 'person', 'sole_trader')),
    -- Name; of a natural person the masked form.
    name text not null,
    -- A keyed hash of a natural person's whole name, by which the person is found; null for others.
    name_key bytea,
    -- Unified social credit code; null for a natural person.
    uscc text,
    -- The decision that named it last: an older one does not rename it.
    named_on date not null,
    -- What makes it the same subject: the credit code, or a keyed hash of the identity number.
    identity bytea not null,
    created_at timestamptz not null,
    unique (unit, identity),
    check ((kind = 'person') = (uscc is null)),
    check ((kind = 'person') = (name_key is not null))
);
-- SubjectService.ListSubjects: a unit's register in order of entry.
create index subject_by_unit on supervision.subject (unit, created_at, id);
create index subject_by_name_key on supervision.subject (unit, name_key);

-- A licence of a subject, one per delivery.
create table supervision.licence (
    delivery_id uuid primary key,
    subject_id uuid not null references supervision.subject,
    unit text not null,
    -- 未认领, 已认领, or returned (已退回): then it stands in no list.
    state text not null default 'unclaimed' check (state in ('unclaimed', 'claimed', 'returned')),
    certificate_name text not null,
    -- A number that holds a person's is kept as its keyed hash.
    certificate_number text not null,
    document_number text not null,
    -- shenguan.exchange.v1.LicenceDecision, without personal data.
    decision bytea not null,
    received_at timestamptz not null
);
create index licence_by_subject on supervision.licence (subject_id, received_at);
-- Searches by certificate and by number.
create index licence_by_certificate on supervision.licence (unit, certificate_name);
create index licence_by_certificate_number on supervision.licence (unit, certificate_number);
create index licence_by_document_number on supervision.licence (unit, document_number);

grant select, insert, update on supervision.subject, supervision.licence to shenguan_rpc, shenguan_system;

do $$
declare
    name text;
begin
    foreach name in array array['subject', 'licence'] loop
        execute format('alter table supervision.%I enable row level security', name);
        execute format('alter table supervision.%I force row level security', name);
        execute format('create policy system_all on supervision.%I to shenguan_system using (true) with check (true)', name);
        execute format(
            'create policy own on supervision.%I to shenguan_rpc '
            'using (unit = nullif(current_setting(''app.unit'', true), '''')) '
            'with check (unit = nullif(current_setting(''app.unit'', true), ''''))', name);
    end loop;
end
$$;
